"""Scans: pages as images in a PDF/A, with a text layer or without, done well or badly."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pydantic import Field

from base.errors import Refused
from base.model import Value
from sandbox.paper.pdfium import opened
from sandbox.paper.places import Place
from sandbox.paper.press import A4_LONG, A4_SHORT, Paper
from sandbox.paper.read import page_sizes, rendered

if TYPE_CHECKING:
    from PIL.Image import Image

MM: Final = 72 / 25.4


class ScannedPage(Value):
    """One page of a scan: which page of the paper, and how it was scanned.

    The defaults are those of TT 05/2025 Đ8 for administrative documents: 200 dpi, 24 bit colour,
    straight, with a text layer.
    """

    source: int | None = Field(default=None, ge=1)
    "page of the paper, from 1; None: an empty sheet went through the scanner"
    dpi: int = Field(default=200, ge=30, le=600)
    depth: Literal["colour", "grey", "bitonal"] = "colour"
    "24, 8 or 1 bit a pixel"
    text_layer: bool = True
    skew: float = Field(default=0.0, ge=-20, le=20)
    "degrees, counter-clockwise"
    rotate: Literal[0, 90, 180, 270] = 0
    "degrees, counter-clockwise: a page that lay sideways or upside down"
    tone: Literal["white", "aged"] = "white"
    "colour of the paper; aged paper is yellow"
    quality: int = Field(default=78, ge=1, le=95)
    "of JPEG, for colour and grey"


def scan(
    pdf: bytes, pages: Sequence[ScannedPage] | None = None, *, at: datetime, title: str = ""
) -> Paper:
    """Scan a paper: an image-only PDF/A-2b whose text layer, if any, is invisible.

    The text layer is the page's own text, so it is right; a filled form field is in the image only.
    The result depends on the arguments and on the versions of renderer and image library.

    Args:
        pdf: the paper, printed with ``ink`` when it was signed by hand.
        pages: in the order of the scan: a page may be missing, doubled, misplaced, blank; None
            scans every page once, well.
        at: the moment written into the file; aware.
        title: the document's title.

    Raises:
        Refused: as ``read.page_sizes``; ``paper.no_such_page``; ``paper.too_large``.
    """
    chosen = list(pages) if pages is not None else [
        ScannedPage(source=number + 1) for number in range(len(page_sizes(pdf)))
    ]  # fmt: skip
    if not chosen:
        raise Refused("paper.no_pages")
    shots = _shots(pdf, chosen)
    return Paper(
        pdf=_bound(pdf, chosen, shots, at=at, title=title),
        pages=len(shots),
        places={"mark": _mark(shots[0])},
    )


class Shot(NamedTuple):
    """The image of a scanned page, and its size on paper in points (as scanned, after turning)."""

    image: "Image"
    width: float
    height: float
    from_width: float
    from_height: float


def _shots(pdf: bytes, pages: list[ScannedPage]) -> list[Shot]:
    return [
        _shot(pdf, page, page.source) if page.source else _shot(_empty_sheet(), page, 1)
        for page in pages
    ]


def _shot(pdf: bytes, page: ScannedPage, number: int) -> Shot:
    with opened(pdf) as document:
        image = rendered(document, number, page.dpi / 72).convert("RGB")
        width, height = document.get_page_size(number - 1)
    turned = page.rotate in {90, 270}
    shown = (height, width) if turned else (width, height)
    return Shot(_treated(image, page), *shown, width, height)


_AGED: Final = (246, 236, 208)


def _treated(image: "Image", page: ScannedPage) -> "Image":
    """Give a clean image the marks of its scanning."""
    from PIL import Image, ImageChops

    aged = page.tone == "aged" and page.depth != "bitonal"
    if aged:
        image = ImageChops.multiply(image, Image.new("RGB", image.size, _AGED))
    if page.skew:
        ground = _AGED if aged else (255, 255, 255)
        image = image.rotate(page.skew, resample=Image.Resampling.BICUBIC, fillcolor=ground)
    if page.rotate:
        image = image.rotate(page.rotate, expand=True)
    if page.depth == "grey":
        return image.convert("L")
    return _two_colours(image) if page.depth == "bitonal" else image


_BLACK_BELOW: Final = 140
_PALE: Final = range(200, 246)
_DOT_EVERY: Final = 4
"""Pixels between the dots that stand for pale grey."""


def _two_colours(image: "Image") -> "Image":
    """Black and white; pale grey becomes sparse dots, so that the watermark does not vanish."""
    from PIL import Image

    grey = image.convert("L")
    sharp = grey.point([0 if level < _BLACK_BELOW else 255 for level in range(256)])
    pale = grey.point([255 if level in _PALE else 0 for level in range(256)])
    tile = Image.new("L", (_DOT_EVERY, _DOT_EVERY), 255)
    tile.putpixel((0, 0), 0)
    across = -(-image.width // _DOT_EVERY)
    row = Image.new("L", (across * _DOT_EVERY, _DOT_EVERY))
    for place in range(across):
        row.paste(tile, (place * _DOT_EVERY, 0))
    dots = Image.new("L", image.size)
    for top in range(0, image.height, _DOT_EVERY):
        dots.paste(row, (0, top))
    return Image.composite(dots, sharp, pale).convert("1", dither=Image.Dither.NONE)


@cache
def _empty_sheet() -> bytes:
    from sandbox.paper.typesetter import typeset

    sheet = {"width": A4_SHORT, "height": A4_LONG, "watermark": True}
    data = {"title": "", "pages": [sheet]}
    return typeset("bare.typ", data, at=datetime(2020, 3, 5, tzinfo=UTC)).pdf


def _bound(
    pdf: bytes, pages: list[ScannedPage], shots: list[Shot], *, at: datetime, title: str
) -> bytes:
    """Lay images and text layers on empty PDF/A pages."""
    import pikepdf

    from sandbox.paper.scan_layers import add_image, add_text_layer
    from sandbox.paper.typesetter import typeset

    sizes = [{"width": s.width, "height": s.height, "watermark": False} for s in shots]
    ground = typeset("bare.typ", {"title": title, "pages": sizes}, at=at).pdf
    made = BytesIO()
    with pikepdf.open(BytesIO(ground)) as document, pikepdf.open(BytesIO(pdf)) as source:
        for place, (page, shot) in enumerate(zip(pages, shots, strict=True)):
            target = document.pages[place]
            add_image(document, target, shot.image, quality=page.quality)
            if page.text_layer and page.source:
                matrix = _matrix(shot, math.radians(page.skew + page.rotate))
                add_text_layer(document, target, source.pages[page.source - 1], matrix)
        document.save(
            made,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return made.getvalue()


def _matrix(shot: Shot, angle: float) -> tuple[float, ...]:
    """Turn about the middle of the page, as the image was turned."""
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = shot.from_width / 2, shot.from_height / 2
    across = shot.width / 2 - cos * x + sin * y
    up = shot.height / 2 - sin * x - cos * y
    return tuple(round(part, 6) for part in (cos, sin, -sin, cos, across, up))


def _mark(shot: Shot) -> Place:
    """Top right of the first page: where the agency's signature shows itself as text."""
    width, height = 72 * MM, 13 * MM
    return Place(
        page=1,
        x=round(shot.width - 15 * MM - width, 2),
        y=round(shot.height - 5 * MM - height, 2),
        width=round(width, 2),
        height=round(height, 2),
    )
