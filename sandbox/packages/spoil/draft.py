"""A package laid open for rewriting: change a file, weigh everything again, close it."""

import hashlib
import posixpath
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sandbox.packages.envelope import Tree, unzipped, zipped
from sandbox.packages.markup import XLINK, qualified, read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

Edit = Callable[["_Element"], None]
REP: str = "representations/rep1/"


class Draft:
    """The files of one package, below its folder, and how to close it again."""

    def __init__(self, folder: str, tree: Tree) -> None:
        """Take the files as they are."""
        self.folder = folder
        self.tree = dict(tree)

    def closed(self) -> bytes:
        """Return the ZIP."""
        return zipped({f"{self.folder}/{path}": part for path, part in self.tree.items()})

    def edit(self, path: str, change: Edit) -> "Draft":
        """Change the XML at ``path`` by ``change``; the METS above it is not told."""
        from lxml import etree

        root = read_xml(self.tree[path])
        change(root)
        self.tree[path] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return self

    def weighed(self) -> "Draft":
        """Write the sizes and digests of what is here into both METS, the inner one first."""
        for path in (f"{REP}METS.xml", "METS.xml"):
            if path in self.tree:
                self.weigh(path)
        return self

    def weigh(self, mets: str) -> None:
        """Write the sizes and digests of what is here into one METS."""

        def change(root: "_Element") -> None:
            for element, path in references(root, mets):
                if path in self.tree:
                    content = self.tree[path]
                    element.set("SIZE", str(len(content)))
                    element.set("CHECKSUM", hashlib.sha256(content).hexdigest().upper())

        self.edit(mets, change)

    def first(self, prefix: str) -> str:
        """Return the first path that begins with ``prefix``."""
        return min(path for path in self.tree if path.startswith(prefix))

    @property
    def data(self) -> str:
        """Path of the first content file."""
        return self.first(f"{REP}data/")


def references(root: "_Element", mets: str) -> Iterator[tuple["_Element", str]]:
    """Yield each ``mdRef`` and ``file`` of a METS with the path it means."""
    base = posixpath.dirname(mets)
    for element in root.iter(qualified("mets:mdRef"), qualified("mets:file")):
        link = element.find(qualified("mets:FLocat"))
        href = (element if link is None else link).get(f"{{{XLINK}}}href", "")
        yield element, posixpath.normpath(posixpath.join(base, unquote(str(href))))


def drafted(package: bytes) -> Draft:
    """Open a package that we built."""
    tree = unzipped(package)
    folder = next(path.split("/")[0] for path in tree)
    prefix = f"{folder}/"
    return Draft(folder, {path.removeprefix(prefix): part for path, part in tree.items()})
