"""Rules on what is drawn: operators, images, forms, graphics states, transparency (6.2)."""

from collections.abc import Iterator
from typing import Any  # pikepdf objects are Any to mypy

from sandbox.paper.pdfa_rules.content import KNOWN, inline_images, intents
from sandbox.paper.pdfa_rules.look import Fault, Held, Look, dictionary_of, name_of

_INTENTS = frozenset({"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"})
_BLENDS = frozenset(
    {
        "/Normal",
        "/Compatible",
        "/Multiply",
        "/Screen",
        "/Overlay",
        "/Darken",
        "/Lighten",
        "/ColorDodge",
        "/ColorBurn",
        "/HardLight",
        "/SoftLight",
        "/Difference",
        "/Exclusion",
        "/Hue",
        "/Saturation",
        "/Color",
        "/Luminosity",
    }
)


def known_operators(look: Look) -> Iterator[Fault]:
    """Content streams use the operators of PDF 1.7 and no others."""
    for content in look.contents:
        unknown = content.operators - KNOWN
        if unknown:
            yield Fault(content.where, min(unknown).decode("latin-1"))


def resources(look: Look) -> Iterator[Fault]:
    """A content stream that draws fonts, images or forms names its resources itself."""
    for content in look.contents:
        if content.resources is None and content.operators & {b"Tf", b"Do", b"gs", b"cs", b"sh"}:
            yield Fault(content.where)


def rendering_intent(look: Look) -> Iterator[Fault]:
    """A rendering intent is one of the four."""
    for content in look.contents:
        for intent in intents(content.raw or b"") if b"ri" in content.operators else ():
            if intent not in _INTENTS:
                yield Fault(content.where, intent)
    for held in _xobjects(look, "/Image"):
        intent = name_of(held.item, "/Intent").lstrip("/")
        if intent and intent not in _INTENTS:
            yield Fault(held.where, intent)


def images(look: Look) -> Iterator[Fault]:
    """No image has alternates, is interpolated, or carries OPI."""
    for held in _xobjects(look, "/Image"):
        for key in ("/Alternates", "/OPI"):
            if key in held.item:
                yield Fault(held.where, key[1:])
        if held.item.get("/Interpolate"):
            yield Fault(held.where, "Interpolate")
    for content in look.contents:
        for image in inline_images(content.raw or b"") if b"BI" in content.operators else ():
            if b"/LZW" in image or b"/I true" in image or b"/Interpolate true" in image:
                yield Fault(content.where, "BI")


def form_xobjects(look: Look) -> Iterator[Fault]:
    """No form refers to another file, carries OPI or is PostScript."""
    for held in _xobjects(look, "/Form"):
        for key in ("/OPI", "/PS", "/Ref"):
            if key in held.item:
                yield Fault(held.where, key[1:])
        if name_of(held.item, "/Subtype2") == "/PS":
            yield Fault(held.where, "Subtype2")
    for held in _xobjects(look, "/PS"):
        yield Fault(held.where, "PS")


def _xobjects(look: Look, subtype: str) -> Iterator[Held]:
    return (held for held in look.streams if held.subtype == subtype)


def graphics_states(look: Look) -> Iterator[Fault]:
    """A graphics state has no transfer function or halftone phase, and a known intent."""
    for held in _graphics_states(look):
        for key in ("/TR", "/HTP"):
            if key in held.item:
                yield Fault(held.where, key[1:])
        if name_of(held.item, "/TR2") not in {"", "/Default"}:
            yield Fault(held.where, "TR2")
        intent = name_of(held.item, "/RI").lstrip("/")
        if intent and intent not in _INTENTS:
            yield Fault(held.where, intent)


def _graphics_states(look: Look) -> Iterator[Held]:
    """The states that pages and forms name, and any that say their type."""
    yield from look.typed("/ExtGState")
    for content in look.contents:
        for state in dictionary_of(content.resources, "/ExtGState").values():
            if name_of(state, "/Type") != "/ExtGState":
                yield Held(state, content.where)


def blend_modes(look: Look) -> Iterator[Fault]:
    """A blend mode is one of those PDF 1.7 knows."""
    import pikepdf

    for held in _graphics_states(look):
        mode = held.item.get("/BM")
        modes = list(mode) if isinstance(mode, pikepdf.Array) else [mode] if mode else []
        for one in modes:
            if str(one) not in _BLENDS:
                yield Fault(held.where, str(one))


def transparency(look: Look) -> Iterator[Fault]:
    """A page with transparency says in which colours it is blended."""
    if look.output_profile is not None:
        return
    for page in look.pages:
        states = dictionary_of(page.item.get("/Resources"), "/ExtGState").values()
        if any(_transparent(state) for state in states) and not _blends_in(page):
            yield Fault(page.where)


def _transparent(state: Any) -> bool:  # noqa: ANN401
    mask, mode = name_of(state, "/SMask"), name_of(state, "/BM")
    alphas = [state.get(key) for key in ("/ca", "/CA")]
    opaque = all(alpha is None or float(alpha) == 1.0 for alpha in alphas)
    return not opaque or mask not in {"", "/None"} or mode not in {"", "/Normal", "/Compatible"}


def _blends_in(page: Held) -> bool:
    return "/CS" in dictionary_of(page.item, "/Group")
