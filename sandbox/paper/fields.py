"""Number and date as form fields, for the registry to fill after the leader has signed."""

from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sandbox.paper.places import Place
from sandbox.paper.wording import blank_day, day_in_words, number_in_digits

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

NUMBER_FIELD: Final = "so"
DATE_FIELD: Final = "ngay"
FIELD_SIZE: Final = 13.0
"""Points: number and date are 13 pt (NĐ 30/2020 PL I II.3–4)."""

_EPOCH: Final = datetime(2020, 3, 5, tzinfo=UTC)
"""A snippet has no date of its own; this one is the decree's."""
_READ_ONLY: Final = 1
_PRINT: Final = 4


@lru_cache(maxsize=2_000)
def field_appearance(
    text: str,
    width: float,
    height: float,
    *,
    italic: bool = False,
    align: Literal["left", "right"] = "left",
) -> bytes:
    """Return a one-page PDF, ``width`` × ``height`` points, that shows ``text`` and nothing else.

    It is the appearance of a filled field, in Liberation Serif 13 pt with its font inside, on a
    transparent ground. To fill the field ``so`` or ``ngay`` after a signature without breaking it
    (pyHanko calls the change FORM_FILLING), in one incremental update:

    1. ``ref = writer.import_page_as_xobject(PdfFileReader(BytesIO(snippet)))``: its ``/BBox`` is
       the page, so it must be as large as the field's ``/Rect`` (``Paper.places``), unrotated;
    2. set in the field's dictionary, which is also its widget, ``/V`` to the text and ``/AP`` to a
       new direct dictionary ``<< /N ref >>``; change nothing else, never the old stream in place;
    3. ``writer.update_container(field)`` and sign or write. ``/NeedAppearances`` stays absent.
    """
    from sandbox.paper.typesetter import typeset

    data = {
        "text": text, "width": width, "height": height, "italic": italic, "align": align,
        "size": FIELD_SIZE,
    }  # fmt: skip
    return typeset("field.typ", data, at=_EPOCH).pdf


def number_appearance(number: int, place: Place) -> bytes:
    """Return the appearance of the field ``so``: the digits, up against the slash."""
    return field_appearance(number_in_digits(number), place.width, place.height, align="right")


def date_appearance(day: date, place: Place) -> bytes:
    """Return the appearance of the field ``ngay``: “ngày 05 tháng 01 năm 2026” in italics."""
    return field_appearance(day_in_words(day), place.width, place.height, italic=True)


class Blank(NamedTuple):
    """A field still to be filled, and what it shows until then."""

    name: str
    place: Place
    shown: str


def blank_number(place: Place) -> Blank:
    """Return the field for the number: it shows nothing."""
    return Blank(NUMBER_FIELD, place, "")


def blank_date(place: Place, year: int) -> Blank:
    """Return the field for the date: it shows “ngày … tháng … năm 2026” with room, as drafts do."""
    return Blank(DATE_FIELD, place, blank_day(year))


def with_fields(pdf: bytes, blanks: list[Blank]) -> bytes:
    """Return the PDF with one read-only text field for each blank.

    Field and widget are one dictionary; each has an appearance stream of its own, so that a later
    revision replaces it without touching anything shared. Same input, same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        fields = [document.make_indirect(_field(document, blank)) for blank in blanks]
        for blank, field in zip(blanks, fields, strict=True):
            page = document.pages[blank.place.page - 1]
            page.obj.Annots = pikepdf.Array([*page.obj.get("/Annots", []), field])
        document.Root.AcroForm = document.make_indirect(
            pikepdf.Dictionary(
                Fields=pikepdf.Array(fields),
                DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(LiberationSerif=_font(document))),
                DA=pikepdf.String(f"/LiberationSerif {FIELD_SIZE:g} Tf 0 g"),
            )
        )
        made = BytesIO()
        document.save(
            made,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return made.getvalue()


def _font(document: "Pdf") -> "Object":
    """The embedded upright face, as the fields' default: ISO 32000 asks that there be one."""
    fonts = document.pages[0].obj.Resources.Font
    upright = [font for font in fonts.values() if str(font.BaseFont).endswith("LiberationSerif")]
    return (upright or list(fonts.values()))[0]


def _field(document: "Pdf", blank: Blank) -> "Object":
    import pikepdf

    place = blank.place
    corners = (place.x, place.y, place.x + place.width, place.y + place.height)
    page = document.pages[place.page - 1].obj
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T=pikepdf.String(blank.name),
        F=_PRINT,
        Ff=_READ_ONLY,
        Rect=pikepdf.Array([round(corner, 2) for corner in corners]),
        P=page,
        AP=pikepdf.Dictionary(N=_appearance(document, blank)),
    )


def _appearance(document: "Pdf", blank: Blank) -> "Object":
    import pikepdf

    width, height = blank.place.width, blank.place.height
    if not blank.shown:
        empty = document.make_stream(b"")
        empty.Type, empty.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        empty.BBox = pikepdf.Array([0, 0, width, height])
        empty.Resources = pikepdf.Dictionary()
        return empty
    snippet = field_appearance(blank.shown, width, height, italic=True)
    with pikepdf.open(BytesIO(snippet)) as source:
        form = source.pages[0].as_form_xobject()
        return document.copy_foreign(source.make_indirect(form))
