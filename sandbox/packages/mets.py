"""METS.xml of the package and of its representation: every file named, weighed and digested."""

from typing import TYPE_CHECKING, NamedTuple

from sandbox.packages.dialects import representation_profile, root_profile
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.markup import METS, XLINK, add, written
from sandbox.packages.mets_level import Level, Linked, Part, href
from sandbox.packages.order import PackageOrder, derived_id, object_id

if TYPE_CHECKING:
    from lxml.etree import _Element


class RootParts(NamedTuple):
    """What the package's METS names."""

    ead: Part
    premis: Part | None
    schemas: list[Part]
    documentation: list[Part]
    representation: Part


def root_mets(order: PackageOrder, parts: RootParts) -> bytes:
    """Return the package's METS.xml."""
    level = Level(order, "root", object_id(order), root_profile(order), "schemas/")
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
    level = Level(order, "rep1", own, representation_profile(order), "../../schemas/")
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


def _mptr(division: "_Element", path: str, group: str) -> None:
    from lxml import etree

    pointer = etree.Element(f"{{{METS}}}mptr")
    for key, value in (("type", "simple"), ("href", href(path)), ("title", group)):
        pointer.set(f"{{{XLINK}}}{key}", value)
    pointer.set("LOCTYPE", "URL")
    division.insert(0, pointer)
