"""Which letters our fonts have; any other is shown as an empty box, and said so, never a crash."""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
REPLACEMENT: Final = "□"
"""U+25A1: what stands where the fonts have no glyph."""

_LINE_ENDS: Final = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\v": "\n"}
_SILENT: Final = frozenset("\ufeff\u00ad\u200b\u200c\u200d\u2060\u200e\u200f")
"""Invisible by nature: leaving them out changes nothing a reader could see."""


@cache
def covered(face: str = "LiberationSerif-Regular.ttf") -> frozenset[int]:
    """Return the code points that a vendored face has a glyph for (its ``cmap``, format 4)."""
    raw = (FONTS / face).read_bytes()
    segments = _format_4(raw)
    count = struct.unpack_from(">H", segments, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", segments, 14)
    starts = struct.unpack_from(f">{count}H", segments, 16 + 2 * count)
    found: set[int] = set()
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        found |= {code for code in range(first, last + 1) if _glyph(segments, index, code)}
    return frozenset(found - {0xFFFF})


def _format_4(raw: bytes) -> bytes:
    tables = struct.unpack_from(">H", raw, 4)[0]
    entries = (struct.unpack_from(">4sIII", raw, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    maps = struct.unpack_from(">H", raw, start + 2)[0]
    records = (struct.unpack_from(">HHI", raw, start + 4 + 8 * place) for place in range(maps))
    unicode_bmp = (3, 1)
    offset = next(offset for platform, encoding, offset in records
                  if (platform, encoding) == unicode_bmp)  # fmt: skip
    return raw[start + offset :]


def _glyph(segments: bytes, index: int, code: int) -> int:
    """Return the glyph of ``code``, which lies in segment ``index``; 0 when there is none."""
    count = struct.unpack_from(">H", segments, 6)[0] // 2
    starts, deltas = 16 + 2 * count, 16 + 4 * count
    offsets = deltas + 2 * count
    delta = struct.unpack_from(">H", segments, deltas + 2 * index)[0]
    offset = struct.unpack_from(">H", segments, offsets + 2 * index)[0]
    if not offset:
        return int((code + delta) & 0xFFFF)
    first = struct.unpack_from(">H", segments, starts + 2 * index)[0]
    glyph = struct.unpack_from(">H", segments, offsets + 2 * index + offset + 2 * (code - first))[0]
    return int((glyph + delta) & 0xFFFF) if glyph else 0


def printable(text: str) -> str:
    """Return ``text`` composed (NFC), with tabs as spaces and what cannot be drawn as □."""
    composed = unicodedata.normalize("NFC", text)
    for end, line_feed in _LINE_ENDS.items():
        composed = composed.replace(end, line_feed)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(_drawn(letter) for letter in composed if letter not in _SILENT)


def _drawn(letter: str) -> str:
    if letter == "\n":
        return letter
    if letter == "\t":
        return " "
    known = ord(letter) in covered() and unicodedata.category(letter) not in {"Cc", "Cf", "Co"}
    return letter if known else REPLACEMENT


def missing(text: str) -> str:
    """Return the letters of ``text`` that would be printed as □, each once, in order."""
    composed = unicodedata.normalize("NFC", text)
    kept = (letter for letter in composed if letter not in _SILENT and letter not in "\r\v\u2028\u2029")
    return "".join(dict.fromkeys(letter for letter in kept if _drawn(letter) == REPLACEMENT
                                 and letter != REPLACEMENT))  # fmt: skip


def all_printable(tree: object) -> object:
    """Return the same JSON tree with every text made printable."""
    if isinstance(tree, str):
        return printable(tree)
    if isinstance(tree, list | tuple):
        return [all_printable(branch) for branch in tree]
    if isinstance(tree, dict):
        return {key: all_printable(branch) for key, branch in tree.items()}
    return tree
