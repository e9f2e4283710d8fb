"""Rules on annotations, form fields and signatures (6.3, 6.4)."""

from collections.abc import Iterator
from typing import Any  # pikepdf objects are Any to mypy

from sandbox.paper.pdfa_rules.look import Fault, Held, Look, dictionary_of, is_stream, name_of

_ALLOWED = frozenset(
    {
        "/Text",
        "/Link",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
        "/Popup",
        "/FileAttachment",
        "/Widget",
        "/PrinterMark",
        "/TrapNet",
        "/Watermark",
        "/Redact",
    }
)
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW, _TOGGLE = 1, 2, 4, 32, 256


def kinds(look: Look) -> Iterator[Fault]:
    """Annotations are of the types PDF/A allows: no sound, film, 3D or screen."""
    for held in look.annotations:
        kind = held.subtype
        if kind not in _ALLOWED:
            yield Fault(held.where, kind or "Subtype")


def flags(look: Look) -> Iterator[Fault]:
    """Every annotation but a pop-up is printed and never hidden."""
    for held in look.annotations:
        if held.subtype == "/Popup":
            continue
        value = int(held.item.get("/F", -1))
        if value < 0 or not value & _PRINT:
            yield Fault(held.where, "F" if value < 0 else "Print")
        elif value & (_INVISIBLE | _HIDDEN | _NO_VIEW | _TOGGLE):
            yield Fault(held.where, "Hidden")


def appearances(look: Look) -> Iterator[Fault]:
    """Every annotation that has a size shows what its appearance stream says, nothing else."""
    for held in look.annotations:
        if held.subtype in {"/Popup", "/Link"} or _flat(held.item):
            continue
        appearance = dictionary_of(held.item, "/AP")
        if set(appearance) != {"/N"}:
            yield Fault(held.where, "AP")
        elif not is_stream(appearance["/N"]) and _field_type(held.item) != "/Btn":
            yield Fault(held.where, "N")


def _flat(annotation: Any) -> bool:  # noqa: ANN401
    x1, y1, x2, y2 = (float(side) for side in annotation.get("/Rect"))
    return x1 == x2 and y1 == y2


def _field_type(annotation: Any) -> str:  # noqa: ANN401
    return name_of(annotation, "/FT") or name_of(annotation.get("/Parent"), "/FT")


def _fields(look: Look) -> Iterator[Held]:
    return (held for held in look.held if {"/FT", "/T"} <= held.keys)


def field_actions(look: Look) -> Iterator[Fault]:
    """Neither a field nor its widget does anything by itself."""
    for held in look.annotations:
        if held.subtype == "/Widget" and {"/A", "/AA"} & held.keys:
            yield Fault(held.where)
    for held in _fields(look):
        if "/AA" in held.item and held.subtype != "/Widget":
            yield Fault(held.where)


def need_appearances(look: Look) -> Iterator[Fault]:
    """The form does not ask the reader to draw its fields anew."""
    if look.root.get("/AcroForm") is not None and look.root.AcroForm.get("/NeedAppearances"):
        yield Fault()


def xfa(look: Look) -> Iterator[Fault]:
    """There is no XFA form."""
    if "/XFA" in dictionary_of(look.root, "/AcroForm") or look.root.get("/NeedsRendering"):
        yield Fault()


def signatures(look: Look) -> Iterator[Fault]:
    """A signature covers the file from its first byte, but for the signature itself."""
    for held in _fields(look):
        value = held.item.get("/V")
        if name_of(held.item, "/FT") == "/Sig" and value is not None:
            wrong = _wrong_range(look.raw, value)
            if wrong:
                yield Fault(str(held.item.get("/T")), wrong)


def _wrong_range(raw: bytes, value: Any) -> str:  # noqa: ANN401
    if "/ByteRange" not in value or "/Contents" not in value:
        return "ByteRange"
    parts = [int(part) for part in value.ByteRange]
    if len(parts) != 4 or parts[0] != 0:  # noqa: PLR2004 - two ranges
        return "ByteRange"
    gap = raw[parts[1] : parts[2]]
    if not gap.startswith(b"<") or not gap.endswith(b">") or parts[2] + parts[3] > len(raw):
        return "ByteRange"
    return "" if bytes(value.Contents)[:1] == b"\x30" else "Contents"
