"""Which letters can be printed; any other is shown as an empty box, and said so, never a crash."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from sandbox.paper.faces import FACES, face

REPLACEMENT: Final = "□"
"""U+25A1: what stands where the fonts have no glyph."""

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\u2028\u2029\x85]")
_SILENT: Final = re.compile("[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
"""Invisible by nature: leaving them out changes nothing a reader could see."""


@cache
def covered() -> frozenset[str]:
    """Return the letters that all four faces have and that are no control or private characters."""
    codes = frozenset.intersection(*(frozenset(face(name).glyphs) for name in FACES))
    letters = (chr(code) for code in codes)
    return frozenset(
        letter for letter in letters if unicodedata.category(letter) not in {"Cc", "Cf", "Co"}
    )


@lru_cache(maxsize=8_000)
def printable(text: str) -> str:
    """Return ``text`` composed (NFC), with tabs as spaces and what cannot be drawn as □."""
    if text.isascii() and text.isprintable():
        return text
    whole = _whole(text)
    unknown = frozenset(whole) - covered() - {"\n"}
    for letter in unknown:
        whole = whole.replace(letter, REPLACEMENT)
    return whole


def missing(text: str) -> str:
    """Return the letters of ``text`` that are printed as □, each once, in order.

    A screen shows them before a paper is signed: the fonts do not have them.
    """
    return "".join(
        dict.fromkeys(letter for letter in _whole(text) if letter not in covered() | {"\n"})
    )


def _whole(text: str) -> str:
    lines = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    return _SILENT.sub("", lines.replace("\t", " "))


def all_printable(tree: object) -> object:
    """Return the same JSON tree with every text made printable."""
    if isinstance(tree, str):
        return printable(tree)
    if isinstance(tree, list | tuple):
        return [one if isinstance(one, float | int) else all_printable(one) for one in tree]
    if isinstance(tree, dict):
        return {key: all_printable(branch) for key, branch in tree.items()}
    return tree
