"""A package opened for checking: its tree, its METS files read, its descriptions read."""

import hashlib
import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sandbox.packages.envelope import Tree, is_unsafe
from sandbox.packages.fields import document_shape_of, shape_of
from sandbox.packages.harm import Scanner
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.markup import CSIP, XLINK, Unreadable, local, qualified, read_xml
from sandbox.packages.report import Counts, Reception, advice, fault
from sandbox.verdicts import Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {"sip": Kind.SIP, "aip": Kind.AIP, "req": Kind.DIP}


class Reference(NamedTuple):
    """One ``mdRef`` or ``file`` of a METS, with what it says of the file it names."""

    mets: str
    section: str
    "dmdSec, digiprovMD or file"
    own_id: str
    use: str
    "of the file group"
    attributes: Mapping[str, str]
    href: str
    path: str | None
    "of the file in the tree; none when it is not there"


class Description(NamedTuple):
    """One EAD*.xml."""

    path: str
    shape: str
    "key of ``fields.FIELDS``; empty when it is none of them"
    said: Mapping[str, str]
    names: tuple[str, ...]
    "element names as met, so that a name met twice shows"


@dataclass(frozen=True)
class Opened:
    """A package as the steps see it; everything is read once."""

    tree: Tree
    "path below the package's folder → bytes"
    folder: str
    others: tuple[str, ...]
    "top-level names beside the folder"
    profile: Profile
    reception: Reception
    name: str = ""
    "of the ZIP"
    digest: str = ""
    scanner: Scanner | None = None
    "a real antivirus, when the installation has one"
    xml: Mapping[str, "_Element"] = field(default_factory=dict)
    unread: Mapping[str, Unreadable] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """NFC path → path as it is written in the ZIP."""
        return {unicodedata.normalize("NFC", path): path for path in self.tree}

    @cached_property
    def mets(self) -> Mapping[str, "_Element"]:
        """Path → root of every METS that could be read, the package's first."""
        paths = [path for path in self.xml if path.rsplit("/", 1)[-1] == "METS.xml"]
        return {
            path: self.xml[path]
            for path in sorted(paths, key=lambda path: (path.count("/"), path))
            if self.xml[path].tag == qualified("mets:mets")
        }

    @property
    def root(self) -> "_Element | None":
        """The package's METS."""
        return self.mets.get("METS.xml")

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every file reference of every METS."""
        return tuple(
            reference for path in self.mets for reference in self._references(path, self.mets[path])
        )

    def _references(self, path: str, root: "_Element") -> list[Reference]:
        found = []
        for element in root.iter(qualified("mets:mdRef"), qualified("mets:file")):
            parent = element.getparent()
            is_file = local(element) == "file"
            link = element.find(qualified("mets:FLocat")) if is_file else element
            href = "" if link is None else str(link.get(f"{{{XLINK}}}href", ""))
            found.append(
                Reference(
                    mets=path,
                    section="file" if is_file else local(parent) if parent is not None else "",
                    own_id=str((element if is_file else parent).get("ID", "")),  # type: ignore[union-attr]  # mdRef is never the root
                    use=str(parent.get("USE", "")) if is_file and parent is not None else "",
                    attributes={str(key): str(value) for key, value in element.attrib.items()},
                    href=href,
                    path=self.resolve(path, href),
                )
            )
        return found

    def resolve(self, mets: str, href: str) -> str | None:
        """Return the path in the tree that a METS's href means, or none.

        Hrefs count from the METS's own folder (CSIP); the circular says "from the root folder"
        without saying which, so its profiles accept both.
        """
        bases = [posixpath.dirname(mets)]
        if self.profile is not Profile.CSIP:
            bases.append("")
        for base in bases:
            for text in (href, unquote(href)):
                path = posixpath.normpath(posixpath.join(base, text)) if text else ""
                found = self.by_name.get(unicodedata.normalize("NFC", path))
                if found is not None and not is_unsafe(found):
                    return found
        return None

    @cached_property
    def description(self) -> Description | None:
        """The package's EAD.xml."""
        path = "metadata/descriptive/EAD.xml"
        root = self.xml.get(path)
        return None if root is None else _described(path, root, of_package=True)

    @cached_property
    def documents(self) -> tuple[Description, ...]:
        """Every EAD_*.xml of the representations."""
        return tuple(
            _described(path, root, of_package=False)
            for path, root in sorted(self.xml.items())
            if path.startswith("representations/")
            and path.rsplit("/", 1)[-1].casefold().startswith("ead_")
        )

    @cached_property
    def data(self) -> tuple[str, ...]:
        """Paths of the content: everything in a representation's data folder."""
        return tuple(
            sorted(path for path in self.tree if path.split("/")[2:3] == ["data"] and _in_rep(path))
        )

    @cached_property
    def kind(self) -> Kind | None:
        """What it is, by what it holds; what METS says of itself may be the fault we look for."""
        if self.description is not None and self.description.shape:
            return _KINDS[self.description.shape[:3]]
        if self.stated_kind is not None:
            return self.stated_kind
        return self.reception.expected_kind

    @property
    def stated_kind(self) -> Kind | None:
        """What the package's METS says it is."""
        header = None if self.root is None else self.root.find(qualified("mets:metsHdr"))
        stated = "" if header is None else str(header.get(f"{{{CSIP}}}OAISPACKAGETYPE", ""))
        return Kind(stated) if stated in set(Kind) else None

    @property
    def package_id(self) -> str:
        """OBJID, as METS says it."""
        return "" if self.root is None else str(self.root.get("OBJID", ""))

    @property
    def file_code(self) -> str:
        """Code of the file (or batch) the package is about; empty in a DIP."""
        said = {} if self.description is None else self.description.said
        return said.get("fileCode") or said.get("arcFileCode", "")

    @property
    def counts(self) -> Counts:
        """What is really here."""
        pages = [document.said.get("numberOfPage", "") for document in self.documents]
        return Counts(
            entries=len(self.tree),
            size=sum(len(content) for content in self.tree.values()),
            documents=len(self.documents),
            components=len(self.data),
            pages=sum(int(text) for text in pages if text.isascii() and text.isdigit()),
        )

    def by_letter(self, code: str, rule: str, **facts: str) -> Remark:
        """Return a fault in the profile that follows the annexes to the letter, else advice."""
        make = fault if self.profile is Profile.STRICT else advice
        return make(code, rule, **facts)


def _in_rep(path: str) -> bool:
    return path.startswith("representations/")


def _described(path: str, root: "_Element", *, of_package: bool) -> Description:
    names = tuple(local(child) for child in root)
    said = {local(child): (child.text or "").strip() for child in root}
    known = local(root) == "simpledc"
    shape = (shape_of if of_package else document_shape_of)(frozenset(names)) if known else ""
    return Description(path, shape, said, names)


def open_tree(
    tree: Tree,
    *,
    profile: Profile,
    reception: Reception,
    name: str = "",
    content: bytes = b"",
    scanner: Scanner | None = None,
) -> Opened:
    """Find the package's folder in what was unpacked and read its XML.

    With several top-level folders the one that has a METS.xml is the package.
    """
    tops = sorted({path.split("/")[0] for path in tree if "/" in path})
    loose = sorted(path for path in tree if "/" not in path)
    packages = [top for top in tops if f"{top}/METS.xml" in tree]
    folder = (packages or tops or [""])[0]
    if "METS.xml" in tree:
        folder = ""
    prefix = f"{folder}/" if folder else ""
    inner = {
        path.removeprefix(prefix): part for path, part in tree.items() if path.startswith(prefix)
    }
    others = tuple(name for name in [*tops, *loose] if name != folder) if folder else ()
    xml, unread = _read_all(inner)
    return Opened(
        tree=inner,
        folder=folder,
        others=others,
        profile=profile,
        reception=reception,
        name=name,
        digest=hashlib.sha256(content).hexdigest() if content else "",
        scanner=scanner,
        xml=xml,
        unread=unread,
    )


def _read_all(tree: Tree) -> tuple[dict[str, "_Element"], dict[str, Unreadable]]:
    xml: dict[str, _Element] = {}
    unread: dict[str, Unreadable] = {}
    for path, content in tree.items():
        if not _is_ours(path):
            continue
        try:
            xml[path] = read_xml(content)
        except Unreadable as error:
            unread[path] = error
    return xml, unread


def _is_ours(path: str) -> bool:
    """Whether the package's own structure gives this XML a meaning (content is not parsed)."""
    steps = path.split("/")
    if steps[-1] == "METS.xml":
        return len(steps) in {1, 3}
    return path.lower().endswith(".xml") and "metadata" in steps[:3]
