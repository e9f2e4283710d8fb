"""Press: a Sheet goes in, the bytes of a PDF/A-2b come out, and where on it what belongs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any  # the data of a template are JSON

from base.model import Value
from sandbox.paper.composing import annex_alone_data, sheet_data
from sandbox.paper.sheet import Sheet
from sandbox.paper.typesetter import Spot, Typeset, typeset


class Place(Value):
    """A rectangle on a page, in PDF points from the bottom-left corner."""

    page: int
    "from 1"
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The corners (x1, y1, x2, y2) in whole points, as signature fields are given."""
        return (
            round(self.x), round(self.y), round(self.x + self.width), round(self.y + self.height),
        )  # fmt: skip


class Paper(Value):
    """A printed paper.

    ``places`` has, where the paper has them: ``number``, ``date`` (printed, or the fields ``so``
    and ``ngay``), ``signature`` and ``seal`` (of the one who signs; on minutes those of the last
    side), ``mark`` (top right of the first page, for an agency's signature as text); and
    ``signature_left``, ``seal_left``, ``signature_right`` … of parties side by side,
    ``copy_signature``, ``copy_seal``, ``annex1_mark``, ``annex1_signature`` …
    """

    pdf: bytes
    pages: int
    places: dict[str, Place]


def print_sheet(
    sheet: Sheet, *, number: int | None, issued: date | None, at: datetime, ink: bool = False
) -> Paper:
    """Print a paper as PDF/A-2b; the same facts give the same bytes, in every process.

    Args:
        sheet: what it says.
        number: given by the registry; None leaves a form field ``so`` (and nothing is printed).
        issued: its date; None leaves a form field ``ngay``.
        at: the moment written into the file; aware.
        ink: draws the signer's pen strokes and the agency's seal into the page: a paper original,
            to be scanned. Never for a document that is signed digitally.

    Raises:
        Refused: ``paper.unprintable``.
    """
    data = sheet_data(sheet, number=number, issued=issued, at=at, ink=ink)
    made = typeset("sheet.typ", data, at=at)
    return _paper(made, _blanks(data["head"]))


def print_annex(sheet: Sheet, place: int, *, at: datetime) -> Paper:
    """Print one annex of ``sheet`` as a file of its own, for an electronic document.

    Its “(Kèm theo …)” line is left blank and it has no number: the agency's signature says, at the
    place ``mark``, which document it belongs to (PL I III.1c–d).

    Args:
        sheet: the document.
        place: which annex, from 1.
        at: the moment written into the file; aware.
    """
    annex = sheet.annexes[place - 1]
    electronic = sheet.model_copy(update={"paper": False})
    made = typeset("sheet.typ", annex_alone_data(electronic, annex, place=place, at=at), at=at)
    return _paper(made, ())


def _blanks(head: Mapping[str, Any]) -> tuple[str, ...]:
    """Which places of the head the registry has yet to fill."""
    blanks = []
    if head["number"] and not head["number"]["digits"]:
        blanks.append("number")
    if head["date"] and not head["date"]["date"]:
        blanks.append("date")
    return tuple(blanks)


def _paper(made: Typeset, blanks: tuple[str, ...]) -> Paper:
    places = {spot.name: _place(spot) for spot in made.spots if spot.name != "end"}
    for part in ("signature", "seal"):
        if part not in places and f"{part}_right" in places:
            places[part] = places[f"{part}_right"]
    first = next((name for name in places if name.endswith("_mark")), None)
    if "mark" not in places and first:
        places["mark"] = places[first]
    return Paper(pdf=made.pdf, pages=max(spot.page for spot in made.spots), places=places)


def _place(spot: Spot) -> Place:
    sides = spot.model_dump(exclude={"name", "page"})
    return Place(page=spot.page, **{side: round(size, 2) for side, size in sides.items()})
