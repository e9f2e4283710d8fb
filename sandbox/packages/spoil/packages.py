"""Faults of packages (P01–P13, P16): each takes a good package and returns a bad one."""

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from sandbox.packages.kinds import Kind
from sandbox.packages.markup import CSIP, XLINK, qualified
from sandbox.packages.spoil.draft import REP, Draft, drafted, references

if TYPE_CHECKING:
    from lxml.etree import _Element

EAD: Final = "metadata/descriptive/EAD.xml"
PREMIS: Final = "metadata/preservation/PREMIS.xml"


class PackageFault(NamedTuple):
    """One way to spoil a package."""

    id: str
    "catalogue id and what is done: ``P04.checksum``"
    code: str
    "what the check must find, and nothing else"
    spoil: Callable[[bytes], bytes]
    kind: Kind = Kind.SIP
    "of the package it is done to"


def _redone(change: Callable[[Draft], None], *, weigh: bool = False) -> Callable[[bytes], bytes]:
    """Return a spoiler that opens, changes and closes; ``weigh`` makes METS agree again."""

    def spoil(package: bytes) -> bytes:
        draft = drafted(package)
        change(draft)
        return (draft.weighed() if weigh else draft).closed()

    return spoil


def _payload_changed(draft: Draft) -> None:
    """P01: one byte of the content, the size as before."""
    content = bytearray(draft.tree[draft.data])
    content[len(content) // 2] ^= 1
    draft.tree[draft.data] = bytes(content)


def _payload_missing(draft: Draft) -> None:
    del draft.tree[draft.data]


def _payload_extra(draft: Draft) -> None:
    draft.tree[f"{REP}data/ghi-chu.txt"] = "Không có trong METS.\n".encode()


def _in_reference(attribute: str, value: str) -> Callable[[Draft], None]:
    """Return a change of one attribute of the first content file in the representation's METS."""

    def change(draft: Draft) -> None:
        draft.edit(f"{REP}METS.xml", lambda root: _set(_first_file(root, draft), attribute, value))
        draft.weigh("METS.xml")

    return change


def _first_file(root: "_Element", draft: Draft) -> "_Element":
    return next(e for e, path in references(root, f"{REP}METS.xml") if path == draft.data)


def _set(element: "_Element", attribute: str, value: str) -> None:
    if value:
        element.set(attribute, value)
    else:
        del element.attrib[attribute]


def _href(draft: Draft) -> None:
    """P04: the reference leads to a file that is not there."""

    def change(root: "_Element") -> None:
        link = _first_file(root, draft).find(qualified("mets:FLocat"))
        if link is not None:
            link.set(f"{{{XLINK}}}href", "data/khong-co.pdf")

    draft.edit(f"{REP}METS.xml", change)
    del draft.tree[draft.data]
    draft.weigh("METS.xml")


def _mets_dropped(draft: Draft) -> None:
    del draft.tree["METS.xml"]


def _metadata_dropped(draft: Draft) -> None:
    """P06: the representation loses its METS, and the root METS its reference to it."""
    del draft.tree[f"{REP}METS.xml"]

    def change(root: "_Element") -> None:
        for group in root.iter(qualified("mets:fileGrp")):
            if str(group.get("USE", "")).startswith("Representations"):
                for file in list(group):
                    group.remove(file)

    draft.edit("METS.xml", change)


def _in_header(attribute: str, value: str) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        draft.edit("METS.xml", lambda root: _set(_header(root), attribute, value))

    return change


def _header(root: "_Element") -> "_Element":
    return next(iter(root.iter(qualified("mets:metsHdr"))))


def _field(name: str, text: str, path: str = EAD) -> Callable[[Draft], None]:
    """Return a change of one descriptive field."""

    def change(draft: Draft) -> None:
        def write(root: "_Element") -> None:
            element = root.find(name)
            if element is not None:
                element.text = text

        draft.edit(path if path in draft.tree else draft.first(path), write)

    return change


def _premis_in_sip(draft: Draft) -> None:
    """A SIP with PREMIS, rightly named in METS, and all the same not allowed."""
    draft.tree[PREMIS] = b'<premis xmlns="http://www.loc.gov/premis/v3" version="3.0"/>'

    def change(root: "_Element") -> None:
        group = next(iter(root.iter(qualified("mets:fileGrp"))))
        file = group[0]
        copy = root.makeelement(file.tag, {str(k): str(v) for k, v in file.attrib.items()})
        copy.set("ID", "ID-PREMIS")
        copy.set("MIMETYPE", "application/xml")
        link = root.makeelement(qualified("mets:FLocat"), {"LOCTYPE": "URL"})
        link.set(f"{{{XLINK}}}type", "simple")
        link.set(f"{{{XLINK}}}href", PREMIS)
        copy.append(link)
        group.append(copy)

    draft.edit("METS.xml", change)


def _premis_dropped(draft: Draft) -> None:
    del draft.tree[PREMIS]

    def change(root: "_Element") -> None:
        for section in list(root.iter(qualified("mets:amdSec"))):
            root.remove(section)
        for division in root.iter(qualified("mets:div")):
            division.attrib.pop("ADMID", "")

    draft.edit("METS.xml", change)


def _events_swapped(draft: Draft) -> None:
    """P16: what was captured first is said to have been captured after it was taken in."""

    def change(root: "_Element") -> None:
        times = list(root.iter(qualified("premis:eventDateTime")))
        times[0].text, times[1].text = times[1].text, times[0].text

    draft.edit(PREMIS, change)


def _entries_added(*entries: tuple[str, bytes]) -> Callable[[bytes], bytes]:
    """Return a spoiler that adds raw entries to the ZIP."""

    def spoil(package: bytes) -> bytes:
        made = io.BytesIO(package)
        with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as archive:
            for path, content in entries:
                entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
                entry.external_attr = (0o120777 if content == _LINK else 0o100644) << 16
                archive.writestr(entry, content)
        return made.getvalue()

    return spoil


_LINK: Final = b"/etc/hostname"


def _entity(root_element: bytes) -> Callable[[Draft], None]:
    """Return a change that puts a DTD with entities before the package's METS."""

    def change(draft: Draft) -> None:
        head, _, rest = draft.tree["METS.xml"].partition(b"?>")
        draft.tree["METS.xml"] = head + b"?>" + root_element + rest

    return change


_EXTERNAL: Final = b'<!DOCTYPE mets [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_LAUGHS: Final = (
    b"<!DOCTYPE mets ["
    + b"".join(
        b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1)) * 10 if n else b"ha") for n in range(10)
    )
    + b"]>"
)
_DOC: Final = f"{REP}metadata/descriptive/EAD_"

PACKAGE_FAULTS: Final = (
    PackageFault("P01.same-size", "fixity.checksum", _redone(_payload_changed)),
    PackageFault("P03.missing", "references.missing", _redone(_payload_missing)),
    PackageFault("P03.extra", "references.orphan", _redone(_payload_extra)),
    PackageFault("P04.checksum", "fixity.checksum", _redone(_in_reference("CHECKSUM", "0" * 64))),
    PackageFault("P04.size", "fixity.size", _redone(_in_reference("SIZE", "1"))),
    PackageFault("P04.mime", "fixity.mime", _redone(_in_reference("MIMETYPE", "text/plain"))),
    PackageFault("P04.href", "references.missing", _redone(_href)),
    PackageFault("P05.size", "attribute.missing", _redone(_in_reference("SIZE", ""))),
    PackageFault("P05.checksum", "attribute.missing", _redone(_in_reference("CHECKSUM", ""))),
    PackageFault("P06.mets", "tree.mets_missing", _redone(_mets_dropped)),
    PackageFault("P06.representation", "tree.mets_missing", _redone(_metadata_dropped)),
    PackageFault(
        "P07.type", "header.oais_type", _redone(_in_header(f"{{{CSIP}}}OAISPACKAGETYPE", "AIP"))
    ),
    PackageFault("P07.test", "header.test_status", _redone(_in_header("RECORDSTATUS", "TEST"))),
    PackageFault("P08.traversal", "unpack.traversal", _entries_added(("../../ra-ngoai.txt", b"x"))),
    PackageFault("P08.absolute", "unpack.traversal", _entries_added(("/etc/ra-ngoai.txt", b"x"))),
    PackageFault("P08.symlink", "unpack.symlink", _entries_added(("lien-ket", _LINK))),
    PackageFault("P08.external", "xml.doctype", _redone(_entity(_EXTERNAL))),
    PackageFault("P08.expansion", "xml.doctype", _redone(_entity(_LAUGHS))),
    PackageFault("P09.two-folders", "tree.two_roots", _entries_added(("khac/doc.txt", b"x"))),
    PackageFault("P11.total", "totals.documents", _redone(_field("totalDoc", "99"), weigh=True)),
    PackageFault("P13.term", "conditions.term", _redone(_field("maintenance", "05"), weigh=True)),
    PackageFault(
        "P13.document", "conditions.term", _redone(_field("maintenance", "05", _DOC), weigh=True)
    ),
    PackageFault("P13.secret", "conditions.secret", _redone(_field("mode", "03"), weigh=True)),
    PackageFault("P06.premis-in-sip", "tree.premis_in_sip", _redone(_premis_in_sip, weigh=True)),
    PackageFault("P06.no-premis", "tree.premis_missing", _redone(_premis_dropped), Kind.AIP),
    PackageFault("P16.order", "premis.order", _redone(_events_swapped, weigh=True), Kind.AIP),
)
"""Every fault makes the check find its code and no other; the tests hold it to that."""
