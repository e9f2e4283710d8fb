"""XML read with suspicion and written plainly: names, the safe parser, one way to serialise."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

METS: Final = "http://www.loc.gov/METS/"
XLINK: Final = "http://www.w3.org/1999/xlink"
CSIP: Final = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP: Final = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
PREMIS: Final = "http://www.loc.gov/premis/v3"
NAMES: Final = {"mets": METS, "xlink": XLINK, "csip": CSIP, "premis": PREMIS}

MOST_BYTES: Final = 20_000_000
"""The largest XML file that is read."""


class Unreadable(Exception):
    """This XML is not read; ``code`` is the finding, ``why`` a fact for people."""

    def __init__(self, code: str, why: str = "") -> None:
        """Keep the finding."""
        self.code = code
        self.why = why
        super().__init__(f"{code} {why}")


def read_xml(content: bytes) -> "_Element":
    """Parse foreign XML: no DTD, no entity, no network, bounded size and depth.

    Raises:
        Unreadable: ``xml.too_large``, ``xml.doctype``, ``xml.malformed``.
    """
    from lxml import etree

    if len(content) > MOST_BYTES:
        raise Unreadable("xml.too_large", str(len(content)))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("xml.doctype")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("xml.malformed", str(error).split("\n")[0][:200]) from error
    if has_doctype(root):  # met in an encoding unlike ASCII
        raise Unreadable("xml.doctype")
    return root


def has_doctype(root: "_Element") -> bool:
    """Whether a parsed document has a DOCTYPE."""
    return bool(root.getroottree().docinfo.doctype)  # type: ignore[attr-defined]  # the stubs forget it


def qualified(name: str) -> str:
    """Return ``{namespace}name`` for ``prefix:name``."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}" if local else prefix


def add(
    parent: "_Element", name: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> "_Element":
    """Append an element; attributes with an empty value are left out.

    ``name`` and the attributes may carry a prefix of ``NAMES``; an element without one takes its
    parent's namespace.
    """
    from lxml import etree

    tag = qualified(name)
    if ":" not in name:
        namespace = etree.QName(parent).namespace
        tag = f"{{{namespace}}}{name}" if namespace else name
    element = etree.SubElement(parent, tag)
    for key, value in (attributes or {}).items():
        if value:
            element.set(qualified(key), value)
    if text:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """Return ``text`` without the characters XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text)


_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(root: "_Element") -> bytes:
    """Return the document's bytes: UTF-8, declaration, indented."""
    from lxml import etree

    etree.indent(root, "  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def local(element: "_Element") -> str:
    """Return an element's name without its namespace (the parser leaves no comments)."""
    from lxml import etree

    return str(etree.QName(element).localname)
