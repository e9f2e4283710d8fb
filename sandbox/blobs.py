"""Bytes lie under their SHA-256 and never change; a copy that differs is another blob."""

import hashlib
import os
from pathlib import Path
from threading import get_ident
from typing import Protocol

from base.settings import settings


class Blobs(Protocol):
    """Where bytes are kept. A folder here; an object store by the same five methods."""

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its digest; keeping it twice is keeping it once."""

    def get(self, digest: str) -> bytes:
        """Return the bytes; KeyError when they are not here."""

    def has(self, digest: str) -> bool:
        """Whether the bytes are here."""

    def remove(self, digest: str) -> None:
        """Forget the bytes; only the keeper of the house calls this, when no row names them."""

    def digests(self) -> list[str]:
        """Every digest kept, sorted."""


class FolderBlobs:
    """Blobs as plain files ``ab/abcd…``, written beside and renamed into place."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """Keep blobs below ``folder``; ``durable`` waits for the disk before it answers."""
        self.folder = folder
        self.durable = durable

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content, durable=self.durable)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes under ``digest``.

        Raises:
            KeyError: when they are not here.
        """
        try:
            return self._path(digest).read_bytes()
        except OSError as error:
            raise KeyError(digest) from error

    def has(self, digest: str) -> bool:
        """Whether the bytes are here."""
        return self._path(digest).exists()

    def remove(self, digest: str) -> None:
        """Forget the bytes."""
        self._path(digest).unlink(missing_ok=True)

    def digests(self) -> list[str]:
        """Every digest kept, sorted."""
        return sorted(path.name for path in self.folder.glob("??/*") if len(path.name) == 64)  # noqa: PLR2004 - hex of SHA-256


class MemoryBlobs:
    """Blobs in memory, over a store that is only read: for proofs, tests and rehearsals."""

    def __init__(self, below: Blobs | None = None) -> None:
        """Read from ``below`` what is not here; write only here."""
        self._kept: dict[str, bytes] = {}
        self._below = below

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        self._kept[digest] = content
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes under ``digest``; KeyError when they are nowhere."""
        if digest in self._kept:
            return self._kept[digest]
        if self._below is None:
            raise KeyError(digest)
        return self._below.get(digest)

    def has(self, digest: str) -> bool:
        """Whether the bytes are here or below."""
        return digest in self._kept or (self._below is not None and self._below.has(digest))

    def remove(self, digest: str) -> None:
        """Forget the bytes kept here."""
        self._kept.pop(digest, None)

    def digests(self) -> list[str]:
        """Every digest kept here, sorted."""
        return sorted(self._kept)


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write a file so that it is either wholly there or not at all, even after a power cut."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    if durable and os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def blobs() -> Blobs:
    """Return this installation's blob store."""
    return FolderBlobs(settings().blobs, durable=settings().durable)
