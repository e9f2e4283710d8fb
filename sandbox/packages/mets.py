"""METS.xml of the package and of its representation: every file named, weighed and digested."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sandbox.packages.contents import PackagedFile
from sandbox.packages.dialects import (
    DIALECTS,
    content_category,
    representation_profile,
    root_profile,
)
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.markup import CSIP, METS, SIP, XLINK, XSI, add, written
from sandbox.packages.order import (
    BUILDER,
    BUILDER_VERSION,
    PackageOrder,
    derived_id,
    object_id,
    stamp,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


class Part(NamedTuple):
    """One file that a METS names."""

    path: str
    "relative to the METS's folder"
    content: bytes
    mime: str


class Linked(NamedTuple):
    """A document in the representation: its EAD, its main file, its attachments."""

    ead: Part
    main: Part
    attachments: tuple[Part, ...] = ()


class RootParts(NamedTuple):
    """What the package's METS names."""

    ead: Part
    premis: Part | None
    schemas: list[Part]
    documentation: list[Part]
    representation: Part


def root_mets(order: PackageOrder, parts: RootParts) -> bytes:
    """Return the package's METS.xml."""
    level = _Level(order, "root", object_id(order), root_profile(order), "schemas/")
    described = level.described(parts.ead, level.dialect.package_md_type)
    preserved = level.preserved(parts.premis)
    files = add(level.root, "fileSec", attributes={"ID": level.id("fileSec")})
    schemas = level.group(files, "Schemas", parts.schemas)
    documents = level.group(files, "Documentation", parts.documentation)
    representation = level.group(files, "Representations/rep1", [parts.representation])
    top = level.struct_map(object_id(order), "")
    level.division(top, "Metadata", {"DMDID": described, "ADMID": preserved})
    level.pointing(top, "Documentation", documents)
    level.pointing(top, "Schemas", schemas)
    pointer = level.pointing(top, "Representations/rep1", representation)
    _mptr(pointer, parts.representation.path, representation)
    return written(level.root)


def representation_mets(order: PackageOrder, documents: list[Linked], premis: Part | None) -> bytes:
    """Return ``representations/rep1/METS.xml``, which binds each EAD_doc to its files.

    TT 05 binds them in the structMap (``MetadataLink/File``); CSIP wants folders only there
    (CSIP107), so by its profile the files themselves carry ``@DMDID``, and the Metadata division
    that TT 05 leaves out stands in (CSIP88).
    """
    own = f"uuid-{derived_id(order, 'rep1')}" if order.profile is Profile.STRICT else "rep1"
    level = _Level(order, "rep1", own, representation_profile(order), "../../schemas/")
    described = [level.described(document.ead, "DC") for document in documents]
    preserved = level.preserved(premis)
    files = add(level.root, "fileSec", attributes={"ID": level.id("fileSec")})
    links = {
        part.path: dmd
        for document, dmd in zip(documents, described, strict=True)
        for part in (document.main, *document.attachments)
    }
    parts = [part for document in documents for part in (document.main, *document.attachments)]
    is_csip = order.profile is Profile.CSIP
    data = level.group(files, "Data", parts, links if is_csip else {})
    top = level.struct_map("rep1", "NORMALIZED" if order.kind is Kind.AIP else "ORIGINAL")
    if is_csip:
        level.division(top, "Metadata", {"DMDID": " ".join(described), "ADMID": preserved})
    level.pointing(top, "Data", data)
    if not is_csip:
        linking = level.division(top, "MetadataLink", {})
        for document, dmd in zip(documents, described, strict=True):
            level.linked(linking, document, {"DMDID": dmd, "ADMID": preserved})
    return written(level.root)


class _Level:
    """One METS while it is written: package or representation."""

    def __init__(self, order: PackageOrder, name: str, objid: str, profile: str, xsd: str) -> None:
        self.order = order
        self.name = name
        self.at = stamp(order.created_at)
        self.dialect = DIALECTS[order.profile]
        self.root = _root(order, objid, profile, f"{xsd}{self.dialect.mets_schema}")
        header = _header(self.root, order, self.at)
        for agent in _agents(order, name):
            _agent(header, agent)
        agreement = _agreement(order)
        if name == "root" and agreement:
            add(header, "altRecordID", agreement, {"TYPE": "SUBMISSIONAGREEMENT"})

    def id(self, about: str, prefix: str = "uuid") -> str:
        """Return an id: ``uuid-…`` everywhere, ``ID-…`` for a file (PL III)."""
        return f"{prefix}-{derived_id(self.order, self.name, about)}"

    def described(self, part: Part, md_type: str) -> str:
        """Add a dmdSec for ``part``; return its id."""
        own = self.id(f"dmdSec/{part.path}")
        section = add(
            self.root, "dmdSec", attributes={"ID": own, "CREATED": self.at, "STATUS": "CURRENT"}
        )
        self._md_ref(section, part, md_type, self.dialect.md_type_version)
        return own

    def preserved(self, part: Part | None) -> str:
        """Add an amdSec for PREMIS; return the id of its digiprovMD, or ``""``."""
        if part is None:
            if self.dialect.empty_amd_sec:
                add(self.root, "amdSec", attributes={"ID": self.id("amdSec")})
            return ""
        section = add(self.root, "amdSec", attributes={"ID": self.id("amdSec")})
        own = self.id(f"digiprovMD/{part.path}")
        provenance = add(section, "digiprovMD", attributes={"ID": own, "STATUS": "CURRENT"})
        self._md_ref(provenance, part, "PREMIS", "3.0")
        return own

    def _md_ref(self, section: "_Element", part: Part, md_type: str, version: str) -> None:
        add(
            section,
            "mdRef",
            attributes={
                "LOCTYPE": "URL",
                "xlink:type": "simple",
                "xlink:href": href(part.path),
                "MDTYPE": md_type,
                "OTHERMDTYPE": "EAD" if md_type == "OTHER" else "",
                "MDTYPEVERSION": version,
                **_weight(part),
                "CREATED": self.at,
            },
        )

    def group(
        self,
        section: "_Element",
        use: str,
        parts: Sequence[Part],
        links: Mapping[str, str] | None = None,
    ) -> str:
        """Add a fileGrp when there are parts; return its id, or ``""``."""
        if not parts:
            return ""
        own = self.id(f"fileGrp/{use}")
        typed = {"csip:CONTENTINFORMATIONTYPE": "MIXED"} if use.startswith("Rep") else {}
        group = add(section, "fileGrp", attributes={"ID": own, "USE": use, **typed})
        for part in parts:
            attributes = {"ID": self.file_id(part), **_weight(part), "CREATED": self.at}
            described = {"DMDID": (links or {}).get(part.path, "")}
            file = add(group, "file", attributes={**attributes, **described})
            link = {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": href(part.path)}
            add(file, "FLocat", attributes=link)
        return own

    def file_id(self, part: Part) -> str:
        """Return the id of a ``<file>``."""
        return self.id(f"file/{part.path}", "ID")

    def struct_map(self, label: str, kind: str) -> "_Element":
        """Add the physical structMap; return its top division."""
        attributes = {"ID": self.id("structMap"), "TYPE": "PHYSICAL", "LABEL": "CSIP"}
        return self.division(
            add(self.root, "structMap", attributes=attributes), label, {"TYPE": kind}
        )

    def division(
        self, parent: "_Element", label: str, attributes: Mapping[str, str], about: str = ""
    ) -> "_Element":
        """Add a division."""
        own = self.id(f"div/{label}/{about}")
        return add(parent, "div", attributes={"ID": own, "LABEL": label, **attributes})

    def pointing(self, parent: "_Element", label: str, group: str) -> "_Element":
        """Add a division that points to a file group; none when there is no group."""
        if not group:
            return parent
        division = self.division(parent, label, {})
        add(division, "fptr", attributes={"FILEID": group})
        return division

    def linked(self, parent: "_Element", document: Linked, links: Mapping[str, str]) -> None:
        """Bind a document's EAD to its main file, and the attachments below it."""
        division = self.division(parent, "MetadataLink/File", links, document.ead.path)
        add(division, "fptr", attributes={"FILEID": self.file_id(document.main)})
        if document.attachments:
            below = self.division(division, "AttachmentFile", {}, document.ead.path)
            for part in document.attachments:
                add(below, "fptr", attributes={"FILEID": self.file_id(part)})


def _root(order: PackageOrder, objid: str, profile: str, schema: str) -> "_Element":
    from lxml import etree

    names = {None: METS, "xlink": XLINK, "csip": CSIP, "sip": SIP, "xsi": XSI}
    root = etree.Element(f"{{{METS}}}mets", nsmap=names)
    folder = schema.rpartition("/")[0]
    root.set("OBJID", objid)
    root.set("LABEL", order.contents.title)
    root.set("TYPE", content_category(order, is_file=isinstance(order.contents, PackagedFile)))
    root.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
    root.set("PROFILE", profile)
    places = (
        (METS, schema),
        (XLINK, f"{folder}/xlink.xsd"),
        (CSIP, f"{folder}/DILCISExtensionMETS.xsd"),
        (SIP, f"{folder}/DILCISExtensionSIPMETS.xsd"),
    )
    root.set(f"{{{XSI}}}schemaLocation", " ".join(f"{name} {place}" for name, place in places))
    return root


def _header(root: "_Element", order: PackageOrder, at: str) -> "_Element":
    return add(
        root,
        "metsHdr",
        attributes={
            "CREATEDATE": at,
            "LASTMODDATE": at,
            "RECORDSTATUS": order.record_status.value,
            "csip:OAISPACKAGETYPE": order.kind.value,
        },
    )


class _Agent(NamedTuple):
    type: str
    other: str
    name: str
    note: str
    note_type: str


def _agents(order: PackageOrder, level: str) -> list[_Agent]:
    """Return who made the package: by the annex software and organisation, as the sample does."""
    fonds = (order.fonds_code, "IDENTIFICATIONCODE")
    if order.profile is Profile.LENIENT:
        software = _Agent("OTHER", "SOFTWARE", BUILDER, *fonds)
        return [software if level == "root" else _Agent("INDIVIDUAL", "", order.packer, *fonds)]
    software = _Agent("OTHER", "SOFTWARE", BUILDER, BUILDER_VERSION, "SOFTWARE VERSION")
    agency = _Agent("ORGANIZATION", "", order.agency.organ_name, *fonds)
    if order.profile is Profile.STRICT and level != "root":
        return [agency]
    return [software, agency]


def _agent(header: "_Element", agent: _Agent) -> None:
    attributes = {"ROLE": "CREATOR", "TYPE": agent.type, "OTHERTYPE": agent.other}
    element = add(header, "agent", attributes=attributes)
    add(element, "name", agent.name)
    add(element, "note", agent.note, {"csip:NOTETYPE": agent.note_type})


def _agreement(order: PackageOrder) -> str:
    """Return the submission agreement: mã đăng ký; the sample package writes the file's code."""
    if order.kind is not Kind.SIP:
        return ""
    return order.contents.file_code if order.profile is Profile.LENIENT else order.registration


def _mptr(division: "_Element", path: str, group: str) -> None:
    from lxml import etree

    pointer = etree.Element(f"{{{METS}}}mptr")
    for key, value in (("type", "simple"), ("href", href(path)), ("title", group)):
        pointer.set(f"{{{XLINK}}}{key}", value)
    pointer.set("LOCTYPE", "URL")
    division.insert(0, pointer)


def _weight(part: Part) -> dict[str, str]:
    return {
        "MIMETYPE": part.mime,
        "SIZE": str(len(part.content)),
        "CHECKSUM": hashlib.sha256(part.content).hexdigest().upper(),
        "CHECKSUMTYPE": "SHA-256",
    }


def href(path: str) -> str:
    """Return a path as a URL: letters of every language stay, what a URL cannot hold is escaped."""
    return "".join(
        letter
        if ord(letter) > ord("~") or letter.isalnum() or letter in "/._-~()+,=@!$&'*;:"
        else f"%{ord(letter):02X}"
        for letter in path
    )
