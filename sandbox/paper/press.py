"""Press: a Sheet goes in, the bytes of a PDF/A-2b come out, and where on it what belongs."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from base.clock import vietnam
from base.model import Value
from sandbox.paper.fields import Blank, blank_date, blank_number, with_fields
from sandbox.paper.places import Place
from sandbox.paper.sheet import Sheet

if TYPE_CHECKING:
    from sandbox.paper.typesetter import Spot, Typeset

A4_LONG: Final = 841.89
A4_SHORT: Final = 595.28
"""Points."""


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
    from sandbox.paper.composing import sheet_data
    from sandbox.paper.typesetter import typeset

    data = sheet_data(sheet, number=number, issued=issued, ink=ink)
    printed = _paper(typeset("sheet.typ", data, at=at), sheet)
    blanks = _blanks(printed.places, at, number=number, issued=issued)
    if not blanks:
        return printed
    return printed.model_copy(update={"pdf": with_fields(printed.pdf, blanks)})


def _blanks(
    places: dict[str, Place], at: datetime, *, number: int | None, issued: date | None
) -> list[Blank]:
    """The fields the registry has yet to fill, where the paper has a place for them."""
    blanks = []
    if number is None and "number" in places:
        blanks.append(blank_number(places["number"]))
    if issued is None and "date" in places:
        blanks.append(blank_date(places["date"], vietnam(at).year))
    return blanks


def print_annex(sheet: Sheet, place: int, *, at: datetime) -> Paper:
    """Print one annex of ``sheet`` as a file of its own, for an electronic document.

    Its “(Kèm theo …)” line is left blank and it has no number: the agency's signature says, at the
    place ``mark``, which document it belongs to (PL I III.1c–d).

    Args:
        sheet: the document.
        place: which annex, from 1.
        at: the moment written into the file; aware.
    """
    from sandbox.paper.composing import annex_alone_data
    from sandbox.paper.typesetter import typeset

    electronic = sheet.model_copy(update={"paper": False})
    return _paper(typeset("sheet.typ", annex_alone_data(electronic, place), at=at), sheet)


def _paper(made: "Typeset", sheet: Sheet) -> Paper:
    places = {
        spot.name: _place(spot, _page_height(spot.name, sheet))
        for spot in made.spots
        if spot.name != "page"
    }
    for part in ("signature", "seal"):
        if part not in places and f"{part}_right" in places:
            places[part] = places[f"{part}_right"]
    annexed = next((name for name in places if name.endswith("_mark")), None)
    if "mark" not in places and annexed:
        places["mark"] = places[annexed]
    return Paper(pdf=made.pdf, pages=_pages(made), places=places)


def _pages(made: "Typeset") -> int:
    return sum(spot.name == "page" for spot in made.spots)


_ANNEX: Final = re.compile(r"annex(\d+)_")


def _page_height(name: str, sheet: Sheet) -> float:
    annexed = _ANNEX.match(name)
    part = sheet.annexes[int(annexed[1]) - 1] if annexed else sheet
    return A4_SHORT if part.landscape else A4_LONG


def _place(spot: "Spot", page_height: float) -> Place:
    """Turn typst's corner (top left, from the top) into PDF's (bottom left, from the bottom)."""
    return Place(
        page=spot.page,
        x=round(spot.x, 2),
        y=round(page_height - spot.y - spot.height, 2),
        width=round(spot.width, 2),
        height=round(spot.height, 2),
    )
