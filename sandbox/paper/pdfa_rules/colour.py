"""Rules on colour: output intent, ICC profiles, device colour spaces (6.2.3, 6.2.4)."""

from collections.abc import Iterator
from typing import Any  # pikepdf objects are Any to mypy

from sandbox.paper.pdfa_rules.look import (
    Content,
    Fault,
    Look,
    array_of,
    decoded,
    dictionary_of,
    is_stream,
    name_of,
)
from sandbox.verdicts import Verdict

_SPACES = {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4, b"Lab ": 3}
_BY_OPERATOR = {
    b"rg": "/DeviceRGB", b"RG": "/DeviceRGB", b"k": "/DeviceCMYK", b"K": "/DeviceCMYK",
    b"g": "/DeviceGray", b"G": "/DeviceGray",
}  # fmt: skip
_SHORT = {"/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/G": "/DeviceGray"}
_DEVICE = {
    "/DeviceRGB": "/DefaultRGB",
    "/DeviceCMYK": "/DefaultCMYK",
    "/DeviceGray": "/DefaultGray",
}
_SIGNATURE = slice(36, 40)
_NEWEST = 4


def output_intent(look: Look) -> Iterator[Fault]:
    """Output intents of PDF/A carry a profile, and all the same one."""
    ours = [
        intent
        for intent in array_of(look.root, "/OutputIntents")
        if name_of(intent, "/S") == "/GTS_PDFA1"
    ]
    if not ours:
        yield Fault(found="OutputIntents")
    profiles = {getattr(intent.get("/DestOutputProfile"), "objgen", None) for intent in ours}
    if len(profiles) > 1 or None in profiles:
        yield Fault(found="DestOutputProfile")


def icc_profiles(look: Look) -> Iterator[Fault]:
    """Each ICC profile is one, is not newer than version 4, and has as many colours as it says."""
    profiles = [(look.output_profile, "OutputIntent")] if look.output_profile else []
    based = (held for held in look.streams if {"/N", "/Alternate"} <= held.keys)
    profiles.extend((held.item, held.where) for held in based)
    for stream, where in profiles:
        wrong = _wrong_profile(stream)
        if wrong:
            yield Fault(where, wrong, Verdict.UNDETERMINED if wrong == "?" else Verdict.INVALID)


def _wrong_profile(stream: Any) -> str:  # noqa: ANN401
    raw = decoded(stream)
    if raw is None:
        return "?"
    if raw[_SIGNATURE] != b"acsp":
        return "acsp"
    if raw[8] > _NEWEST:
        return f"v{raw[8]}"
    space = raw[16:20]
    return "" if _SPACES.get(space) == stream.get("/N") else space.decode("latin-1")


def device_colour(look: Look) -> Iterator[Fault]:
    """A device colour space is used only where the output intent, or a default, explains it."""
    explained = _explained(look)
    for content in look.contents:
        defaults = dictionary_of(content.resources, "/ColorSpace")
        for space in sorted(_used(content)):
            if space not in explained and _DEVICE[space] not in defaults:
                yield Fault(content.where, space[1:])


def _explained(look: Look) -> set[str]:
    profile = look.output_profile
    colours = profile.get("/N") if profile is not None else None
    if colours is None:
        return set()
    return {"/DeviceGray"} | {3: {"/DeviceRGB"}, 4: {"/DeviceCMYK"}}.get(int(colours), set())


def _used(content: Content) -> set[str]:
    resources = content.resources
    used = {_BY_OPERATOR[one] for one in content.operators & _BY_OPERATOR.keys()}
    for item in dictionary_of(resources, "/XObject").values():
        if is_stream(item) and name_of(item, "/Subtype") == "/Image":
            used |= _spaces(item.get("/ColorSpace"))
    for item in dictionary_of(resources, "/ColorSpace").values():
        used |= _spaces(item)
    for item in dictionary_of(resources, "/Shading").values():
        used |= _spaces(item.get("/ColorSpace"))
    return used


def _spaces(space: Any, depth: int = 0) -> set[str]:  # noqa: ANN401
    """The device spaces that a colour space rests on."""
    import pikepdf

    if isinstance(space, pikepdf.Name):
        name = _SHORT.get(str(space), str(space))
        return {name} if name in _DEVICE else set()
    if not isinstance(space, pikepdf.Array) or not len(space) or depth > 4:  # noqa: PLR2004
        return set()
    if str(space[0]) in {"/Indexed", "/I", "/Pattern"} and len(space) > 1:
        return _spaces(space[1], depth + 1)
    if str(space[0]) in {"/Separation", "/DeviceN"} and len(space) > 2:  # noqa: PLR2004
        return _spaces(space[2], depth + 1)
    return set()
