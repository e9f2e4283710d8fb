"""How one page of a PDF looks: a scan of a sheet or not, how sharp, which way up, how inky."""

import re
from typing import TYPE_CHECKING, Final

from base.model import Value

if TYPE_CHECKING:
    import pypdfium2

_WHOLE: Final = 0.9
"""Share of a page that a picture must cover to be a scan of it."""
_SMALL: Final = 0.4
"""Pixels a point: enough to see whether anything is written."""
_DARK: Final = 110
_INCH: Final = 72
_COLOURS: Final = {1: "bitonal", 8: "grey"}
_NUMBERED: Final = re.compile(r"^\s*(\d{1,3})\s*$", re.MULTILINE)
_TOP_LINES: Final = 6


class PageLook(Value):
    """One page."""

    scanned: bool = False
    dpi: int = 0
    "of the picture of a scanned page"
    depth: str = ""
    "colour, grey or bitonal, of a scanned page"
    letters: int = 0
    "of its text layer, watermark apart"
    turned: int = 0
    "degrees by which its text stands askew: 0, 90, 180 or 270"
    ink: float = 1.0
    "share of dark pixels of a scanned page without text; 1 when nobody needed to look"
    printed: int | None = None
    "the page number at its top"


def look_at(page: "pypdfium2.PdfPage", layer: "pypdfium2.PdfTextPage", text: str) -> PageLook:
    """Return how a page looks.

    Args:
        page: an open page; the caller holds PDFium's lock.
        layer: its text.
        text: the same, read.
    """
    written = _without_watermark(text)
    picture = _picture(page)
    if picture is None:
        return PageLook(letters=len(written), printed=_printed(written))
    width, _ = picture.get_px_size()
    depth = picture.get_metadata().bits_per_pixel
    return PageLook(
        scanned=True,
        dpi=round(width / (page.get_width() / _INCH)),
        depth=_COLOURS.get(depth, "colour"),
        letters=len(written),
        turned=_turned(layer) if written else 0,
        ink=1.0 if written else _ink(page),
        printed=_printed(written),
    )


def _picture(page: "pypdfium2.PdfPage") -> "pypdfium2.PdfImage | None":
    """Return the picture that covers the page, if one does."""
    import pypdfium2.raw as pdfium

    whole = page.get_width() * page.get_height() * _WHOLE
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) >= whole:
            return thing
    return None


def _without_watermark(text: str) -> str:
    return text.replace("TÀI LIỆU THỰC HÀNH", "").strip()


def _printed(text: str) -> int | None:
    top = "\n".join(text.splitlines()[:_TOP_LINES])
    number = _NUMBERED.search(top)
    return int(number[1]) if number else None


def _turned(layer: "pypdfium2.PdfTextPage") -> int:
    """Return how the text is turned, by its letters' angles, to the next quarter."""
    import math

    import pypdfium2.raw as pdfium

    count = layer.count_chars()
    angles = [
        round(math.degrees(pdfium.FPDFText_GetCharAngle(layer, at)) / 90) * 90 % 360
        for at in range(0, count, max(1, count // 40))
    ]
    return max(sorted(set(angles)), key=angles.count)


def _ink(page: "pypdfium2.PdfPage") -> float:
    image = page.render(scale=_SMALL, grayscale=True).to_pil()
    levels: list[int] = image.histogram()
    return round(sum(levels[:_DARK]) / max(1, sum(levels)), 5)
