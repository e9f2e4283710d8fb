"""Reading a paper: its pages as images, their sizes, its text."""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from base.errors import Refused
from base.model import Value
from sandbox.paper.pdfium import opened

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

MOST_PIXELS: Final = 40_000_000
"""A page image is refused above this: an A4 page has 8.7 million at 300 dpi."""
MOST_CHARACTERS: Final = 2_000_000


class PageSize(Value):
    """Width and height of a page as shown, in points."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page.

    Raises:
        Refused: ``paper.empty``, ``paper.not_pdf``, ``paper.encrypted`` or ``paper.unreadable``.
    """
    with opened(pdf) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    return tuple(PageSize(width=round(w, 2), height=round(h, 2)) for w, h in sizes)


def page_image(pdf: bytes, page: int, scale: float = 1.3) -> bytes:
    """Return a page as PNG, with what its form fields and signatures show.

    Args:
        pdf: the document.
        page: from 1.
        scale: pixels per point; 1.3 suits a screen, 2.0 a close look.

    Raises:
        Refused: as ``page_sizes``; ``paper.no_such_page``; ``paper.too_large``.
    """
    with opened(pdf) as document:
        image = rendered(document, page, scale)
    made = BytesIO()
    image.save(made, "PNG", compress_level=4)
    return made.getvalue()


def rendered(document: "pypdfium2.PdfDocument", page: int, scale: float) -> "Image":
    """Return the image of a page of an opened document; it owns its pixels.

    Raises:
        Refused: ``paper.no_such_page``, ``paper.too_large``.
    """
    if not 1 <= page <= len(document):
        raise Refused("paper.no_such_page", page=page, pages=len(document))
    width, height = document.get_page_size(page - 1)
    if not 0 < width * height * scale * scale <= MOST_PIXELS:
        raise Refused("paper.too_large", page=page)
    bitmap = document[page - 1].render(scale=scale, may_draw_forms=True)
    image: Image = bitmap.to_pil().copy()
    bitmap.close()  # here, while the lock is held
    return image


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, one form feed between two.

    What stands in a filled text field (number, date) is put where it stands on its line.

    Raises:
        Refused: as ``page_sizes``.
    """
    with opened(pdf) as document:
        pages = [_text(document[index]) for index in range(len(document))]
    return "\f".join(pages)[:MOST_CHARACTERS]


def _text(page: "pypdfium2.PdfPage") -> str:
    layer = page.get_textpage()
    text: str = layer.get_text_range()
    found = [_spot(layer, field) for field in _filled_fields(page)]
    for at, value in sorted(found, reverse=True):
        text = f"{text[:at]}{value}{text[at:]}"
    return text.replace("\r\n", "\n")


def _spot(
    layer: "pypdfium2.PdfTextPage", field: tuple[str, float, float, float, float]
) -> tuple[int, str]:
    """Where in the text a value belongs: before the letter at its right, else behind its left."""
    value, left, bottom, right, top = field
    middle, tall = (bottom + top) / 2, (top - bottom) / 2
    after = layer.get_index(right + tall / 2, middle, tall / 2, tall)
    if after is not None:
        return after, value
    before = layer.get_index(left - tall / 2, middle, tall, tall)
    if before is not None:
        return before + 1, f" {value}"
    return layer.count_chars(), f"\n{value}"


def _filled_fields(page: "pypdfium2.PdfPage") -> list[tuple[str, float, float, float, float]]:
    """Values of the page's text fields with their corners: left, bottom, right, top."""
    import pypdfium2.raw as pdfium

    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            rect = pdfium.FS_RECTF()
            value = _value(annotation)
            if value and pdfium.FPDFAnnot_GetRect(annotation, rect):
                found.append((value, rect.left, rect.bottom, rect.right, rect.top))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


_VALUE_BYTES: Final = 4_096
_END_BYTES: Final = 2


def _value(annotation: object) -> str:
    """The value of a widget's text field; empty for signatures and other annotations."""
    import ctypes

    import pypdfium2.raw as pdfium

    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return ""
    room = ctypes.create_string_buffer(_VALUE_BYTES)
    wide = ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR))
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"V", wide, _VALUE_BYTES)
    if not _END_BYTES < size <= _VALUE_BYTES:
        return ""
    return room.raw[: size - _END_BYTES].decode("utf-16-le", errors="replace")


@cache
def reader_version() -> str:
    """Return the version of the renderer, which page images depend on."""
    import pypdfium2

    return str(pypdfium2.version.PYPDFIUM_INFO)
