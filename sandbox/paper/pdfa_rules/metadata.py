"""Rules on metadata: an XMP packet that says it is PDF/A, and agrees with Info (6.6)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sandbox.paper.pdfa_rules.look import Fault, Look, decoded, is_stream, name_of
from sandbox.verdicts import Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ID: Final = "{http://www.aiim.org/pdfa/ns/id/}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PDF: Final = "{http://ns.adobe.com/pdf/1.3/}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
_SAME: Final = {
    "/Title": f"{_DC}title",
    "/Author": f"{_DC}creator",
    "/Subject": f"{_DC}description",
    "/Keywords": f"{_PDF}Keywords",
    "/Creator": f"{_XMP}CreatorTool",
    "/Producer": f"{_PDF}Producer",
    "/CreationDate": f"{_XMP}CreateDate",
    "/ModDate": f"{_XMP}ModifyDate",
}
_DIGITS: Final = re.compile(r"\d+")
_WHOLE_SECONDS: Final = 14


def packet(look: Look) -> bytes | None:
    """Return the bytes of the XMP packet, or None."""
    stream = look.root.get("/Metadata")
    return decoded(stream) if is_stream(stream) else None


@lru_cache(maxsize=32)
def parsed(raw: bytes) -> "_Element | None":
    """Return the packet as XML; None when it is not well formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(raw.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _value(xml: "_Element", name: str) -> str:
    """A property, written as an element (with or without rdf:Alt, Seq, Bag) or as an attribute."""
    for description in xml.iter(f"{_RDF}Description"):
        if name in description.attrib:
            return str(description.attrib[name])
    found = next(xml.iter(name), None)
    if found is None:
        return ""
    items = [str(item.text or "") for item in found.iter(f"{_RDF}li")]
    return ", ".join(items) if items else str(found.text or "")


def present(look: Look) -> Iterator[Fault]:
    """The catalogue has an XMP metadata stream."""
    stream = look.root.get("/Metadata")
    if not is_stream(stream):
        yield Fault(found="Metadata")
    elif name_of(stream, "/Subtype") != "/XML":
        yield Fault(found="Subtype")


def well_formed(look: Look) -> Iterator[Fault]:
    """The packet is well-formed XML with an rdf:RDF."""
    raw = packet(look)
    xml = parsed(raw) if raw else None
    if raw and (xml is None or next(xml.iter(f"{_RDF}RDF"), None) is None):
        yield Fault(found="XML")


def packet_header(look: Look) -> Iterator[Fault]:
    """The packet's header does not use the retired attributes bytes and encoding."""
    head = (packet(look) or b"")[:300]
    processing = re.search(rb"<\?xpacket begin[^>]*\?>", head)
    for word in (b"bytes=", b"encoding="):
        if processing and word in processing[0]:
            yield Fault(found=word.decode().rstrip("="))


def identification(look: Look) -> Iterator[Fault]:
    """The packet says which part of PDF/A the file follows, and how far."""
    raw = packet(look)
    xml = parsed(raw) if raw else None
    if xml is None:
        return
    part, level = _value(xml, f"{_ID}part"), _value(xml, f"{_ID}conformance")
    if part != str(look.part):
        known = part in {"1", "4"}
        yield Fault(
            found=f"part {part}", verdict=Verdict.UNDETERMINED if known else Verdict.INVALID
        )
    elif level not in {"A", "B", "U"}:
        yield Fault(found=f"conformance {level}")


def declared_part(look_raw: bytes) -> int | None:
    """Return the part a packet declares."""
    xml = parsed(look_raw)
    part = _value(xml, f"{_ID}part") if xml is not None else ""
    return int(part) if part.isdigit() else None


def same_as_info(look: Look) -> Iterator[Fault]:
    """What Info says, XMP says too.

    A reader of PDF/A-2 goes by XMP; that the two differ is a doubt about the file, not a breach.
    """
    raw = packet(look)
    xml = parsed(raw) if raw else None
    if xml is None or "/Info" not in look.document.trailer:
        return
    for key, value in look.document.trailer.Info.items():
        if key in _SAME and not _agree(key, str(value), _value(xml, _SAME[key])):
            yield Fault(found=key[1:], verdict=Verdict.UNDETERMINED)


def _agree(key: str, info: str, xmp: str) -> bool:
    if key not in {"/CreationDate", "/ModDate"}:
        return " ".join(info.split()) == " ".join(xmp.split())
    ours, theirs = ("".join(_DIGITS.findall(text))[:_WHOLE_SECONDS] for text in (info, xmp))
    return ours == theirs
