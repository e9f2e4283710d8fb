"""The four vendored faces of Liberation Serif: which letters they have and how wide those are."""

import struct
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
FACES: Final = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
)
REGULAR, BOLD, ITALIC, BOLD_ITALIC = FACES


class Face:
    """One TrueType face, read as far as letters and widths go (tables cmap, head, hhea, hmtx)."""

    def __init__(self, raw: bytes) -> None:
        """Read the tables; ``raw`` is one of our own files, so nothing is checked."""
        tables = struct.unpack_from(">H", raw, 4)[0]
        entries = [struct.unpack_from(">4sIII", raw, 12 + 16 * place) for place in range(tables)]
        offsets = {tag.decode(): offset for tag, _, offset, _ in entries}
        self.glyphs = _glyphs(raw, offsets["cmap"])
        "code point → glyph"
        units = struct.unpack_from(">H", raw, offsets["head"] + 18)[0]
        count = struct.unpack_from(">H", raw, offsets["hhea"] + 34)[0]
        advances = struct.unpack_from(f">{2 * count}H", raw, offsets["hmtx"])[::2]
        last = advances[-1]
        self.widths = {
            chr(code): (advances[glyph] if glyph < count else last) / units
            for code, glyph in self.glyphs.items()
        }
        "letter → width in em"


@cache
def face(name: str) -> Face:
    """Return a vendored face by its file name."""
    return Face((FONTS / name).read_bytes())


def width(text: str, size: float, name: str = REGULAR) -> float:
    """Return the width of ``text`` in points (kerning is left out: it only makes it narrower)."""
    widths = face(name).widths
    return size * float(sum([widths.get(letter, 1.0) for letter in text]))


def _glyphs(raw: bytes, cmap: int) -> dict[int, int]:
    """Read the Unicode character map (platform 3, encoding 1, format 4)."""
    maps = struct.unpack_from(">H", raw, cmap + 2)[0]
    records = [struct.unpack_from(">HHI", raw, cmap + 4 + 8 * place) for place in range(maps)]
    start = cmap + next(offset for platform, encoding, offset in records
                        if (platform, encoding) == (3, 1))  # fmt: skip
    count = struct.unpack_from(">H", raw, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", raw, start + at)
        for at in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
    )
    glyphs: dict[int, int] = {}
    for index in range(count):
        for code in range(starts[index], ends[index] + 1):
            glyph = code
            if offsets[index]:
                place = start + 16 + 6 * count + 2 * index + offsets[index]
                glyph = struct.unpack_from(">H", raw, place + 2 * (code - starts[index]))[0]
            if offsets[index] and not glyph:
                continue
            glyphs[code] = (glyph + deltas[index]) & 0xFFFF
    return {code: glyph for code, glyph in glyphs.items() if glyph and code != 0xFFFF}  # noqa: PLR2004 - end of map
