"""An archive in which papers get files of their own, copies, and the agency's mark."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from base.db import Database
from base.language import LANGUAGES, say
from grading.findings import detect
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import judge_files, trust_in
from sandbox.clones import clone
from sandbox.door import do
from sandbox.operations import parse
from sandbox.papers_enclosed import attachments_of
from sandbox.signing.report import SignatureReport
from sandbox.signing.verify import verify
from sandbox.verdicts import Verdict
from tests.databases import fresh_sqlite
from tests.laws.examples import Case


class Bench:
    """An archive in which documents with files of their own are drafted, signed and issued."""

    def __init__(self, case: Case, archive: Archive) -> None:
        self.case = case
        self.archive = archive

    def ask(self, desk: str, op: str, **fields: object):
        self.archive.keep(desk=self.case.post(desk))
        return do(self.archive, parse({"op": op, **fields}))

    def go(self, desk: str, op: str, **fields: object) -> None:
        self.case.go(self.archive, desk, op, **fields)

    def refused(self, desk: str, op: str, **fields: object) -> str:
        receipt = self.ask(desk, op, **fields)
        assert not receipt.accepted
        assert receipt.sentence is not None
        for language in LANGUAGES:
            assert "{" not in say(receipt.sentence, language)
        return receipt.sentence.code.removeprefix("refused.")

    def get(self, document: str) -> e.Document:
        return self.archive.get(e.Document, document)

    def files(self, document: str) -> list[e.Component]:
        return attachments_of(self.archive, self.get(document))

    def pdf(self, part: e.Component) -> bytes:
        return self.archive.blob(self.archive.get(e.Component, part.ref).digest)

    def main(self, document: str) -> bytes:
        role = e.ComponentRole.MAIN
        return self.pdf(self.archive.all(e.Component, document=document, role=role)[0])

    def sealed(self) -> str:
        """Signed, numbered and sealed, with one file that nobody has signed yet."""
        document = self.case.signed_with_file(self.archive)
        self.go("clerk", "number-document", document=document)
        self.go("clerk", "seal-document", document=document)
        return document

    def marked(self, display: str = "text") -> str:
        document = self.sealed()
        self.go("clerk", "mark-files", document=document, display=display)
        return document

    def checked(self, pdf: bytes) -> SignatureReport:
        return verify(pdf, trust=trust_in(self.archive), at=self.archive.now)

    def panel(self, document: str) -> tuple[Verdict, list[str]]:
        told = judge_files(self.archive, self.get(document))
        assert told is not None
        return told.verdict, [one.code for one in told.remarks]

    def findings(self, document: str) -> list[str]:
        return [one.finding for one in detect(self.archive) if one.ref == document]

    def put(self, part: e.Component, pdf: bytes) -> None:
        self.archive.change(part, digest=self.archive.blobs.put(pdf), size=len(pdf))


@contextmanager
def planted(folder: Path) -> Iterator["Stall"]:
    """Plant the template once; each test acts on a clone of it."""
    database, case = fresh_sqlite(folder), Case()
    with database.writing() as session:
        sandbox = case.small.plant(session).sandbox
    yield Stall(database, case, sandbox)
    database.close()


class Stall(NamedTuple):
    """A planted template."""

    database: Database
    case: Case
    sandbox: int

    @contextmanager
    def opened(self) -> Iterator[Bench]:
        with self.database.writing() as session:
            archive = clone(session, self.sandbox, kind="scratch", blobs=self.case.small.blobs)
            yield Bench(self.case, archive)
            session.rollback()
