"""Rules on the file as bytes and objects: header, trailer, filters, limits (ISO 19005-2, 6.1)."""

import re
from collections.abc import Iterator

from sandbox.paper.pdfa_rules.look import Fault, Look, dictionary_of, filters_of, inherited
from sandbox.verdicts import Verdict

_HEADER = re.compile(rb"%PDF-1\.[0-7](\r\n|\r|\n)")
_SMALLEST, _LARGEST = 3.0, 14_400.0
_TAIL = 2_048


def header(look: Look) -> Iterator[Fault]:
    """The file begins with %PDF-1.n and nothing before it."""
    if not _HEADER.match(look.raw):
        yield Fault(found=repr(look.raw[:10])[2:-1])


def binary_mark(look: Look) -> Iterator[Fault]:
    """The second line is a comment of at least four bytes above 127."""
    first = _HEADER.match(look.raw)
    after = look.raw[first.end() :] if first else b""
    if first and not (after[:1] == b"%" and all(byte > 127 for byte in after[1:5])):  # noqa: PLR2004
        yield Fault(found=repr(after[:5])[2:-1])


def trailer_id(look: Look) -> Iterator[Fault]:
    """The trailer has an ID of two strings."""
    ident = look.document.trailer.get("/ID")
    if ident is None or len(ident) != 2 or not all(bytes(part) for part in ident):  # noqa: PLR2004
        yield Fault()


def after_end(look: Look) -> Iterator[Fault]:
    """Nothing but one line end follows the last %%EOF."""
    end = look.raw.rfind(b"%%EOF", max(0, len(look.raw) - _TAIL))
    if end < 0 or look.raw[end + 5 :] not in {b"", b"\n", b"\r", b"\r\n"}:
        yield Fault(found=str(len(look.raw) - end - 5) if end >= 0 else "%%EOF")


def structure(look: Look) -> Iterator[Fault]:
    """The file could be read without being mended."""
    for warning in look.document.get_warnings()[:1]:
        yield Fault(found=str(warning)[:120])


def lzw(look: Look) -> Iterator[Fault]:
    """No stream is packed with LZW."""
    for held in look.streams:
        if "/Filter" in held.keys and {"/LZWDecode", "/LZW"} & set(filters_of(held.item)):
            yield Fault(held.where)


def external_stream(look: Look) -> Iterator[Fault]:
    """No stream keeps its bytes in another file."""
    for held in look.streams:
        if {"/F", "/FFilter", "/FDecodeParms"} & held.keys:
            yield Fault(held.where)


def permissions(look: Look) -> Iterator[Fault]:
    """A permissions dictionary has no keys but UR3 and DocMDP."""
    for key in dictionary_of(look.root, "/Perms"):
        if key not in {"/UR3", "/DocMDP"}:
            yield Fault(found=key)


def page_boxes(look: Look) -> Iterator[Fault]:
    """Every page has a MediaBox, and its boxes are between 3 and 14 400 units wide and high."""
    for page in look.pages:
        if inherited(page.item, "/MediaBox") is None:
            yield Fault(page.where, "MediaBox")
        for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            box = inherited(page.item, name) if name in {"/MediaBox", "/CropBox"} else (
                page.item.get(name)
            )  # fmt: skip
            if box is not None and not _fits([float(side) for side in box]):
                yield Fault(page.where, name[1:])


def _fits(box: list[float]) -> bool:
    if len(box) != 4:  # noqa: PLR2004 - two corners
        return False
    return all(_SMALLEST <= abs(box[i + 2] - box[i]) <= _LARGEST for i in (0, 1))


def requirements(look: Look) -> Iterator[Fault]:
    """The catalogue asks nothing of the reader and has no alternate presentations."""
    names = dictionary_of(look.root, "/Names")
    for key, tree in (("/Requirements", look.root), ("/AlternatePresentations", names)):
        if key in tree:
            yield Fault(found=key[1:])
    for page in look.pages:
        if "/PresSteps" in page.item:
            yield Fault(page.where, "PresSteps")


def optional_content(look: Look) -> Iterator[Fault]:
    """Each configuration of layers has a name and none switches layers by itself."""
    properties = look.root.get("/OCProperties")
    if properties is None:
        return
    configurations = [properties.get("/D"), *list(properties.get("/Configs") or [])]
    for configuration in configurations:
        if configuration is None or not str(configuration.get("/Name") or ""):
            yield Fault(found="Name")
        elif "/AS" in configuration:
            yield Fault(found="AS")


def undecided_content(look: Look) -> Iterator[Fault]:
    """Every content stream could be looked into."""
    for content in look.contents:
        if content.raw is None:
            yield Fault(content.where, verdict=Verdict.UNDETERMINED)
