"""One METS while it is written: its sections, groups and divisions, and the ids that bind them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sandbox.packages.dialects import DIALECTS
from sandbox.packages.markup import add
from sandbox.packages.mets_header import (
    add_agent,
    agents,
    agreement,
    header_element,
    root_element,
)
from sandbox.packages.order import PackageOrder, derived_id, stamp

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


class Level:
    """One METS while it is written: package or representation."""

    def __init__(self, order: PackageOrder, name: str, objid: str, profile: str, xsd: str) -> None:
        self.order = order
        self.name = name
        self.at = stamp(order.created_at)
        self.dialect = DIALECTS[order.profile]
        self.root = root_element(order, objid, profile, f"{xsd}{self.dialect.mets_schema}")
        header = header_element(self.root, order, self.at)
        for agent in agents(order, name):
            add_agent(header, agent)
        stated = agreement(order)
        if name == "root" and stated:
            add(header, "altRecordID", stated, {"TYPE": "SUBMISSIONAGREEMENT"})

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
