"""The ZIP a package travels in: written the same every time, opened with suspicion."""

import io
import lzma
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from base.model import Value

Tree = Mapping[str, bytes]
"""Path (with ``/``) → bytes."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, OverflowError, IndexError, KeyError, struct.error, lzma.LZMAError,
)  # fmt: skip
"""What the standard library raises on damaged, encrypted or exotic archives."""


class Limits(Value):
    """How much is unpacked before we stop: a guard against bombs, not a rule of the archive."""

    entries: int = 5_000
    total_bytes: int = 500_000_000
    ratio: int = 200
    "most times that an entry may grow, once it is larger than ``ratio_from``"
    ratio_from: int = 1_000_000
    path_length: int = 400


class Sealed(Exception):
    """This ZIP is not unpacked: ``code`` is the finding, ``facts`` say where."""

    def __init__(self, code: str, **facts: str) -> None:
        """Keep the finding."""
        self.code = code
        self.facts = facts
        super().__init__(f"{code} {facts}")


def zipped(tree: Tree) -> bytes:
    """Return a ZIP whose bytes depend on the tree alone.

    Sorted names (METS.xml first in its folder), one fixed time, one permission, and no compression:
    zlib's output differs between its makers, and digests of packages are written into receipts.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(tree, key=lambda path: (path.count("/") > 1, path)):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, tree[path])
    return made.getvalue()


def unzipped(content: bytes, limits: Limits | None = None) -> Tree:
    """Return the files of a foreign ZIP, none of which is written to disk.

    Raises:
        Sealed: ``unpack.broken``, ``.empty``, ``.too_many``, ``.too_large``, ``.bomb``,
            ``.traversal``, ``.symlink``, ``.duplicate``, ``.encrypted``, ``.long_path``.
    """
    limits = limits or Limits()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_entries(entries, limits)
            return dict(_read(archive, [entry for entry in entries if not entry.is_dir()]))
    except _BROKEN as error:
        raise Sealed("unpack.broken", why=str(error)[:200] or type(error).__name__) from error


def _refuse_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not entries:
        raise Sealed("unpack.empty")
    if len(entries) > limits.entries:
        raise Sealed("unpack.too_many", found=str(len(entries)), limit=str(limits.entries))
    for entry in entries:
        _refuse_entry(entry, limits)
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        raise Sealed("unpack.too_large", found=str(total), limit=str(limits.total_bytes))
    names = Counter(unicodedata.normalize("NFC", entry.filename) for entry in entries)
    twice = [name for name, times in names.items() if times > 1]
    if twice:
        raise Sealed("unpack.duplicate", path=twice[0])


def _refuse_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    raw = entry.orig_filename
    if is_unsafe(raw) or is_unsafe(entry.filename):
        raise Sealed("unpack.traversal", path=shown(raw))
    if len(raw) > limits.path_length:
        raise Sealed("unpack.long_path", path=shown(raw[:80]), limit=str(limits.path_length))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Sealed("unpack.symlink", path=shown(raw))
    if entry.flag_bits & 0x1:
        raise Sealed("unpack.encrypted", path=shown(raw))
    grown = entry.file_size > limits.ratio * max(entry.compress_size, 1)
    if grown and entry.file_size > limits.ratio_from:
        raise Sealed("unpack.bomb", path=shown(raw), found=str(entry.file_size))


def is_unsafe(path: str) -> bool:
    """Whether a path leads out of its folder, or means different places on different systems."""
    steps = path.rstrip("/").split("/")
    return (
        not path.strip("/")
        or path.startswith("/")
        or "\\" in path
        or "\x00" in path
        or (len(path) > 1 and path[1] == ":" and path[0].isalpha())
        or any(step in {"", ".", ".."} for step in steps)
    )


def shown(path: str) -> str:
    """Return a path fit to be shown: what cannot be printed is spelled out."""
    text = path.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(
        letter if unicodedata.category(letter)[0] != "C" else f"\\x{ord(letter):02x}"
        for letter in text
    )


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
        if len(content) != entry.file_size:
            raise Sealed("unpack.broken", why=shown(entry.filename))
        yield entry.filename, content


def folder_tree(folder: Path, limits: Limits | None = None) -> Tree:
    """Return the files below a folder on disk, under the folder's own name.

    Raises:
        Sealed: ``unpack.symlink``, ``.too_many``, ``.too_large``, ``.broken``.
    """
    limits = limits or Limits()
    tree: dict[str, bytes] = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            raise Sealed("unpack.symlink", path=shown(name))
        if not path.is_file():
            continue
        total += path.stat().st_size
        if len(tree) >= limits.entries:
            raise Sealed("unpack.too_many", found=str(len(tree) + 1), limit=str(limits.entries))
        if total > limits.total_bytes:
            raise Sealed("unpack.too_large", found=str(total), limit=str(limits.total_bytes))
        try:
            tree[name] = path.read_bytes()
        except OSError as error:
            raise Sealed("unpack.broken", why=str(error)[:200]) from error
    return tree
