"""The two layers of a scanned page: its image, and its text where nobody sees it."""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf
    from PIL.Image import Image

_KEPT: Final = frozenset(
    ("q", "Q", "cm", "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", '"', "Tc", "Tw",
     "Tz", "TL", "Ts")
)  # fmt: skip
"""What sets text and where; colours, lines, images and the rendering mode are left behind."""


def add_image(document: "Pdf", page: "Page", image: "Image", *, quality: int) -> None:
    """Fill an empty page with an image: JPEG for colour and grey, packed bits for two colours."""
    import pikepdf

    stream = document.make_stream(b"")
    if image.mode == "1":
        stream.write(zlib.compress(image.tobytes(), 9), filter=pikepdf.Name.FlateDecode)
    else:
        packed = BytesIO()
        image.save(packed, "JPEG", quality=quality)
        stream.write(packed.getvalue(), filter=pikepdf.Name.DCTDecode)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = image.size
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    stream.ColorSpace = pikepdf.Name.DeviceRGB if image.mode == "RGB" else pikepdf.Name.DeviceGray
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    width, height = float(page.mediabox[2]), float(page.mediabox[3])
    drawn = f"q {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q\n"
    page.obj.Contents = document.make_stream(drawn.encode("ascii"))


def add_text_layer(
    document: "Pdf", page: "Page", source: "Page", matrix: tuple[float, ...]
) -> None:
    """Add the text of ``source``, invisible (rendering mode 3), moved by ``matrix``."""
    import pikepdf

    fonts = source.obj.get("/Resources", pikepdf.Dictionary()).get("/Font")
    if fonts is None:
        return
    kept = [
        instruction
        for instruction in pikepdf.parse_content_stream(source)
        if str(instruction.operator) in _KEPT
    ]
    moved = " ".join(f"{part:g}" for part in matrix)
    hidden = b"q 3 Tr %s cm\n%s\nQ\n" % (moved.encode(), pikepdf.unparse_content_stream(kept))
    page.obj.Resources.Font = _copied(document, fonts)
    page.contents_add(document.make_stream(hidden))


def _copied(document: "Pdf", fonts: "Object") -> "Object":
    """The fonts, each copied once into the scan however many pages use it."""
    import pikepdf

    return pikepdf.Dictionary({name: document.copy_foreign(font) for name, font in fonts.items()})
