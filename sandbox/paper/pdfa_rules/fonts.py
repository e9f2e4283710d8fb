"""Rules on fonts: inside the file, complete, and mapped to glyphs (6.2.11)."""

from collections.abc import Iterator
from typing import Any  # pikepdf objects are Any to mypy

from sandbox.paper.pdfa_rules.look import Fault, Held, Look, array_of, is_stream, name_of

_SIMPLE = frozenset({"/Type1", "/MMType1", "/TrueType"})
_KINDS = _SIMPLE | {"/Type3", "/Type0", "/CIDFontType0", "/CIDFontType2"}
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
_PREDEFINED = frozenset({"/Identity-H", "/Identity-V"})


def _fonts(look: Look) -> Iterator[Held]:
    return look.typed("/Font")


def embedded(look: Look) -> Iterator[Fault]:
    """Every font that shows letters is in the file."""
    if not any(content.operators & _SHOWING for content in look.contents):
        return
    for held in _fonts(look):
        if held.subtype in {"/Type0", "/Type3"}:
            continue
        descriptor = held.item.get("/FontDescriptor")
        files = [descriptor.get(key) for key in _FILES] if descriptor is not None else []
        if not any(is_stream(file) for file in files):
            yield Fault(held.where, name_of(held.item, "/BaseFont")[1:])


def entries(look: Look) -> Iterator[Fault]:
    """A font dictionary has a known subtype and what that subtype asks."""
    for held in _fonts(look):
        kind = held.subtype
        if kind not in _KINDS:
            yield Fault(held.where, kind or "Subtype")
        if kind != "/Type3" and not name_of(held.item, "/BaseFont"):
            yield Fault(held.where, "BaseFont")
        if kind in _SIMPLE:
            yield from _widths(held)
        if kind == "/Type0" and len(array_of(held.item, "/DescendantFonts")) != 1:
            yield Fault(held.where, "DescendantFonts")


def _widths(held: Held) -> Iterator[Fault]:
    item = held.item
    named = {"/FirstChar", "/LastChar", "/Widths"} <= held.keys
    if not named or len(item.Widths) != int(item.LastChar) - int(item.FirstChar) + 1:
        yield Fault(held.where, "Widths")


def cid_maps(look: Look) -> Iterator[Fault]:
    """A CID font with TrueType outlines says which glyph each character is."""
    for held in _fonts(look):
        if held.subtype == "/CIDFontType2" and not _mapped(held.item):
            yield Fault(held.where, "CIDToGIDMap")


def _mapped(font: Any) -> bool:  # noqa: ANN401
    return name_of(font, "/CIDToGIDMap") == "/Identity" or is_stream(font.get("/CIDToGIDMap"))


def encodings(look: Look) -> Iterator[Fault]:
    """The character map of a composite font is Identity or is in the file."""
    for held in _fonts(look):
        if held.subtype != "/Type0":
            continue
        encoding = held.item.get("/Encoding")
        if name_of(held.item, "/Encoding") not in _PREDEFINED and not is_stream(encoding):
            yield Fault(held.where, str(encoding))
