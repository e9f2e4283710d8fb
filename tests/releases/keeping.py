"""A release's database as a small fixture: SQL and blobs, compressed, and what was told of it."""

import json
import lzma
import sqlite3
import tarfile
import tomllib
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from base.settings import ROOT
from sandbox.blobs import Blobs

GOLDEN: Final = ROOT / "tests" / "golden"
DATABASE, BLOBS, TOLD = "database.sql.xz", "blobs.tar.xz", "told.json"


def releases() -> list[Path]:
    """Every release that left a database, the oldest first."""
    return sorted(GOLDEN.glob("release-*"), key=lambda folder: _numbers(folder.name))


def _numbers(name: str) -> list[int]:
    return [int(part) for part in name.removeprefix("release-").split(".")]


def version() -> str:
    """This release's own version."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(told["project"]["version"])


def keep(folder: Path, told: dict[str, Any], database: Path, blobs: Blobs) -> None:
    """Write a database, the bytes its rows name and what is told of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as whole:
        text = "\n".join(whole.iterdump())
    (folder / DATABASE).write_bytes(lzma.compress(text.encode(), preset=9))
    named = [digest for digest in blobs.digests() if digest in text]
    (folder / BLOBS).write_bytes(lzma.compress(_packed(named, blobs), preset=9))
    lines = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / TOLD).write_text(lines + "\n", "utf-8")


def _packed(digests: list[str], blobs: Blobs) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for digest in digests:
            content = blobs.get(digest)
            entry = tarfile.TarInfo(digest)
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    return out.getvalue()


def restore(folder: Path, database: Path, blobs: Blobs) -> dict[str, Any]:
    """Lay out a release's database and its bytes; return what was told of it."""
    with closing(sqlite3.connect(database)) as empty:
        empty.executescript(lzma.decompress((folder / DATABASE).read_bytes()).decode())
    with tarfile.open(fileobj=BytesIO(lzma.decompress((folder / BLOBS).read_bytes()))) as tar:
        for entry in tar:
            file = tar.extractfile(entry)
            assert file is not None
            assert blobs.put(file.read()) == entry.name
    told: dict[str, Any] = json.loads((folder / TOLD).read_text("utf-8"))
    return told
