"""Building a package: an order goes in, the bytes of a ZIP come out, the same every time."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from pydantic import Field

from base.model import Value
from sandbox.packages.contents import PackagedDocument
from sandbox.packages.descriptive import document_xml, package_description, schemas
from sandbox.packages.dialects import DIALECTS
from sandbox.packages.envelope import Tree, zipped
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.mets import RootParts, representation_mets, root_mets
from sandbox.packages.mets_level import Linked, Part
from sandbox.packages.order import PackageOrder, folder_name, object_id, zip_name
from sandbox.packages.preservation import (
    has_preservation,
    package_premis,
    representation_premis,
)

_XSD: Final = Path(__file__).parent / "xsd"
REP: Final = "representations/rep1/"


class TreeEntry(Value):
    """One file of the package."""

    path: str
    "below the package's folder"
    size: int
    digest: str
    "SHA-256, lower case"


class Built(Value):
    """A package that was built."""

    kind: Kind
    profile: Profile
    package_id: str
    "OBJID"
    folder: str
    "name of the one folder in the ZIP"
    file_name: str
    "what the ZIP is called when it travels alone"
    content: bytes = Field(repr=False)
    digest: str
    "SHA-256 of the ZIP, lower case: what a receipt records"
    tree: tuple[TreeEntry, ...]
    documents: int
    components: int

    @property
    def size(self) -> int:
        """Bytes of the ZIP."""
        return len(self.content)


def build_package(order: PackageOrder) -> Built:
    """Build the package an order describes.

    The tree is TT 05/2025's (PL I–V): root and representation METS, EAD of the file and of every
    document, PREMIS on both levels in an AIP and none in a SIP, schemas, documentation.

    Raises:
        Refused: when no package can be made of the order (``PackageOrder.refuse_unfit``).
    """
    order.refuse_unfit()
    tree = _tree(order)
    folder = folder_name(object_id(order))
    content = zipped({f"{folder}/{path}": part for path, part in tree.items()})
    return Built(
        kind=order.kind,
        profile=order.profile,
        package_id=object_id(order),
        folder=folder,
        file_name=zip_name(order),
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        tree=tuple(
            TreeEntry(path=path, size=len(part), digest=hashlib.sha256(part).hexdigest())
            for path, part in sorted(tree.items())
        ),
        documents=len(order.documents),
        components=sum(len(document.components) for document in order.documents),
    )


def _tree(order: PackageOrder) -> Tree:
    """Return path → bytes: from the inside out, because every METS weighs what lies below it."""
    dialect = DIALECTS[order.profile]
    documents = _documents(order)
    below = _preserved(order, "metadata/preservation/PREMIS_rep1.xml", is_package=False)
    inner = Part(f"{REP}METS.xml", representation_mets(order, documents, below), dialect.xml_mime)
    parts = RootParts(
        ead=Part("metadata/descriptive/EAD.xml", package_description(order), dialect.xml_mime),
        premis=_preserved(order, "metadata/preservation/PREMIS.xml", is_package=True),
        schemas=_schemas(order),
        documentation=[
            Part(f"documentation/{part.file_name}", part.content, part.mime)
            for part in order.documentation
        ],
        representation=inner,
    )
    tree = {"METS.xml": root_mets(order, parts), parts.ead.path: parts.ead.content}
    outer = [*parts.schemas, *parts.documentation, inner, *([parts.premis] if parts.premis else [])]
    tree |= {part.path: part.content for part in outer}
    data = [part for document in documents for part in (document.ead, document.main)]
    data += [part for document in documents for part in document.attachments]
    tree |= {REP + part.path: part.content for part in [*data, *([below] if below else [])]}
    return tree


def _documents(order: PackageOrder) -> list[Linked]:
    names = _description_names(order)
    return [_linked(order, document, names[document.doc_id]) for document in order.documents]


def _linked(order: PackageOrder, document: PackagedDocument, name: str) -> Linked:
    mime = DIALECTS[order.profile].xml_mime
    components = sorted(document.components, key=lambda component: component.ordinal)
    main, *attachments = (
        Part(f"data/{component.file_name}", component.content, component.mime)
        for component in components
    )
    ead = Part(f"metadata/descriptive/{name}", document_xml(order, document), mime)
    return Linked(ead, main, tuple(attachments))


def _description_names(order: PackageOrder) -> Mapping[str, str]:
    """Return document id → name of its EAD: [standard]_[type]_[file name] (PL III).

    The sample package writes the prefix in capitals and the document's id for the file's name.
    Two documents whose main files differ in the extension alone keep the extension.
    """
    prefix = DIALECTS[order.profile].document_prefix
    if order.profile is Profile.LENIENT:
        return {doc.doc_id: f"{prefix}{doc.doc_id}.xml" for doc in order.documents}
    mains = {
        doc.doc_id: min(doc.components, key=lambda part: part.ordinal).file_name
        for doc in order.documents
    }
    stems = [PurePosixPath(name).stem.casefold() for name in mains.values()]
    return {doc_id: f"{prefix}{_short(name, stems)}.xml" for doc_id, name in mains.items()}


def _short(name: str, stems: list[str]) -> str:
    stem = PurePosixPath(name).stem
    return stem if stems.count(stem.casefold()) == 1 else name


def _preserved(order: PackageOrder, path: str, *, is_package: bool) -> Part | None:
    if not has_preservation(order):
        return None
    content = package_premis(order) if is_package else representation_premis(order)
    return Part(path, content, DIALECTS[order.profile].xml_mime)


def _schemas(order: PackageOrder) -> list[Part]:
    dialect = DIALECTS[order.profile]
    made = {
        dialect.mets_schema: _shipped("METS.xsd"),
        "xlink.xsd": _shipped("xlink.xsd"),
        "DILCISExtensionMETS.xsd": _shipped("DILCISExtensionMETS.xsd"),
        "DILCISExtensionSIPMETS.xsd": _shipped("DILCISExtensionSIPMETS.xsd"),
        **schemas(order),
    }
    return [Part(f"schemas/{name}", content, dialect.xsd_mime) for name, content in made.items()]


@cache
def _shipped(name: str) -> bytes:
    return (_XSD / name).read_bytes()
