"""A world written as a person would browse it: folders, PDFs, registers; the truth sealed beside.

For instructors and reviewers; nothing of it enters the browser.
"""

import csv
import io
import re
from pathlib import Path
from typing import Any  # rows of a register

from base.command import shown
from base.errors import Misconfigured
from sandbox.blobs import MemoryBlobs
from sandbox.entities import (
    Component,
    Direction,
    Document,
    File,
    Filing,
    Organisation,
    Register,
    RegisterEntry,
)
from sandbox.planter import Planter
from scenarios.exercise import Exercise
from scenarios.expressions import code_of
from scenarios.world import answer_key, grow


def build(exercise: Exercise, seed: str, out: Path) -> dict[str, Any]:
    """Write a variant into ``out/<scenario>-<seed>/`` and its truth into ``….truth.json``.

    Returns:
        ``{folder, truth, documents, files, bytes, answer_key}``.

    Raises:
        Misconfigured: ``build.exists`` when the folder is there already: nothing is overwritten.
    """
    folder = out / f"{exercise.id}-{seed}"
    if folder.exists():
        raise Misconfigured("build.exists", folder=str(folder))
    garden = grow(exercise, seed, blobs=MemoryBlobs())
    planter = garden.planter
    size = _write_documents(planter, folder)
    for book in Register:
        _write(folder / f"so-van-ban-{_BOOKS[book]}.csv", _register(planter, book))
    _write(folder / "danh-sach-ho-so.csv", _files(planter))
    truth = garden.truth()
    sealed = out / f"{exercise.id}-{seed}.truth.json"
    _write(sealed, shown({"seed": seed, **truth.model_dump(mode="json")}).encode())
    return {
        "folder": str(folder),
        "truth": str(sealed),
        "documents": len(planter.all(Document)),
        "files": len(planter.all(File)),
        "bytes": size,
        "answer_key": answer_key(truth),
    }


_BOOKS = {Register.OUTGOING: "di", Register.INCOMING: "den"}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_documents(planter: Planter, folder: Path) -> int:
    """Write every component into its files' folders, else into the tray's; return the bytes."""
    files = {file.ref: file for file in planter.all(File)}
    lies: dict[str, list[str]] = {}
    for filing in planter.all(Filing):
        file = files[filing.file]
        name = f"{file.file_catalog}-{file.file_notation} {_plain(file.title)}"
        lies.setdefault(filing.document, []).append(f"ho-so/{name[:90]}/{filing.ordinal:02d} ")
    written = 0
    for component in planter.all(Component):
        document = planter.get(Document, component.document)
        content = planter.blob(component.digest)
        for place in lies.get(document.ref, [f"{_TRAYS[document.direction]}/"]):
            name = f"{place}{_plain(_called(document))} {component.file_name}"
            _write(folder / name, content)
            written += len(content)
    return written


_TRAYS = {
    Direction.INCOMING: "van-ban-den",
    Direction.OUTGOING: "van-ban-di",
    Direction.INTERNAL: "noi-bo",
}


def _called(document: Document) -> str:
    return f"{code_of(document)} {document.subject}"[:80]


def _plain(text: str) -> str:
    """Return a text as a file name every system takes."""
    return re.sub(r"[^\w\s.,()-]", "-", text).strip(" .")


def _register(planter: Planter, book: Register) -> bytes:
    head = ["number", "entered", "code", "date", "type", "subject", "agency", "recipients"]
    rows = []
    entries = planter.all(RegisterEntry, book=book)
    for entry in sorted(entries, key=lambda one: (one.year, one.number)):
        document = planter.get(Document, entry.document)
        rows.append(
            [
                f"{entry.number}/{entry.year}",
                f"{entry.entered_at:%Y-%m-%d}",
                code_of(document),
                str(document.issued_date or ""),
                document.type_name,
                document.subject,
                document.organ_name,
                "; ".join(document.recipients),
            ]
        )
    return table([head, *rows])


def _files(planter: Planter) -> bytes:
    own = {one.organ_id: one.organ_name for one in planter.all(Organisation)}
    head = ["code", "title", "status", "term", "start", "end", "documents", "agency"]
    rows = [
        [
            file.file_code,
            file.title,
            str(file.status),
            file.maintenance or "",
            str(file.start_date or ""),
            str(file.end_date or ""),
            str(file.total_doc),
            own.get(file.organ_id, ""),
        ]
        for file in planter.all(File)
    ]
    return table([head, *rows])


def table(rows: list[list[str]]) -> bytes:
    """Return CSV that spreadsheets open safely: a cell that looks like a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell for cell in row])
    return "\ufeff".encode() + text.getvalue().encode()
