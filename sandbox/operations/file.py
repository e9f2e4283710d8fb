"""Files (lập hồ sơ): open, fill, mend, set the retention, close."""

from typing import Annotated, ClassVar, Literal

from base.clock import vietnam
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    Document,
    DocumentStatus,
    File,
    FileStatus,
    Filing,
    Organisation,
    PlannedFile,
    Role,
)
from sandbox.events import Premis
from sandbox.lifecycle import after, move
from sandbox.operations.operation import (
    Effect,
    Line,
    Operation,
    Stage,
    Term,
    Text,
    actor,
    refers,
    words,
)

KEEPERS = frozenset({Role.OFFICER, Role.CLERK, Role.ARCHIVIST})
_IN_WORK = (FileStatus.OPEN, FileStatus.RETURNED)

FileRef = Annotated[str, refers(File, *_IN_WORK)]
DocumentRef = Annotated[
    str, refers(Document, DocumentStatus.REGISTERED, DocumentStatus.ISSUED, DocumentStatus.DRAFT)
]


def recount(archive: Archive, file: File) -> File:
    """Bring a file's counts and dates in line with what lies in it (TT 05/2025, EAD)."""
    filings = archive.all(Filing, file=file.ref)
    documents = [archive.get(Document, filing.document) for filing in filings]
    days = sorted(day for document in documents if (day := document.issued_date))
    return archive.change(
        file,
        total_doc=len(documents),
        number_of_page=sum(document.number_of_page for document in documents),
        start_date=days[0] if days else None,
        end_date=days[-1] if days else None,
    )


class OpenFile(Operation):
    """Open a file (mở hồ sơ): from the yearly list, or naming its five facts oneself."""

    op: Literal["open-file"] = "open-file"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.CREATION
    planned: Annotated[str, refers(PlannedFile)] | None = None
    title: Annotated[str, words(optional=True)] = ""
    file_notation: Annotated[str, words(optional=True)] = ""
    maintenance: Annotated[Term, words(choices="term")] | None = None

    def perform(self, archive: Archive) -> Effect:
        """Take the facts of the planned file, overridden by what the request says."""
        me = actor(archive)
        own = archive.get(Organisation, me.organisation)
        planned = archive.get(PlannedFile, self.planned) if self.planned else None
        if planned and archive.all(File, planned=planned.ref):
            raise Refused("file.opened_already", title=planned.title)
        title = self.title or (planned.title if planned else "")
        notation = self.file_notation or (planned.file_notation if planned else "")
        if not title or not notation:
            raise Refused("file.unnamed")
        file = archive.add(
            File(
                ref=archive.next_ref(File),
                file_catalog=vietnam(archive.now).year,
                file_notation=notation,
                organ_id=own.organ_id,
                title=title,
                status=FileStatus.OPEN,
                maintenance=self.maintenance or (planned.maintenance if planned else None),
                table_row=planned.table_row if planned else "",
                creator=me.ref,
                planned=self.planned,
                heading=planned.heading if planned else "",
                opened_at=archive.now,
            )
        )
        return Effect(
            made={"file": file.ref},
            sources=[planned.ref] if planned else [],
            outcomes=[file.ref],
        )


class FileDocuments(Operation):
    """Put documents into a file (đưa văn bản vào hồ sơ), in the order given."""

    op: Literal["file-documents"] = "file-documents"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.METADATA
    file: FileRef
    documents: Annotated[list[DocumentRef], words(minimum=1)]

    def perform(self, archive: Archive) -> Effect:
        """Add each after the last; a document may lie in several files without a copy."""
        file = archive.get(File, self.file)
        after(file, self.op)
        if not self.documents:
            raise Refused("filing.nothing")
        for ref in self.documents:
            document = archive.get(Document, ref)
            after(document, self.op)
            _put(archive, file, document)
        recount(archive, file)
        return Effect(sources=self.documents, outcomes=[file.ref])


def _put(archive: Archive, file: File, document: Document) -> None:
    filings = archive.all(Filing, file=file.ref)
    if any(filing.document == document.ref for filing in filings):
        raise Refused("filing.twice", ref=document.ref, file=file.ref)
    archive.add(
        Filing(
            ref=archive.next_ref(Filing),
            file=file.ref,
            document=document.ref,
            ordinal=max((filing.ordinal for filing in filings), default=0) + 1,
            filed_at=archive.now,
        )
    )
    if document.held_by == (archive.actor.ref if archive.actor else None):
        archive.change(document, held_by=None)


class MoveDocument(Operation):
    """Move a document from one file to another (chuyển văn bản sang hồ sơ khác)."""

    op: Literal["move-document"] = "move-document"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.METADATA
    document: Annotated[str, refers(Document)]
    source: Annotated[str, refers(File, *_IN_WORK, FileStatus.CURRENT)]
    target: Annotated[str, refers(File, *_IN_WORK, FileStatus.CURRENT)]

    def perform(self, archive: Archive) -> Effect:
        """Take it out of one file and put it last in the other."""
        source, target = archive.get(File, self.source), archive.get(File, self.target)
        document = archive.get(Document, self.document)
        after(source, self.op)
        after(target, self.op)
        archive.remove(_filing(archive, source, document))
        _put(archive, target, document)
        recount(archive, source)
        recount(archive, target)
        return Effect(sources=[document.ref], outcomes=[source.ref, target.ref])


class RemoveDocument(Operation):
    """Take a document out of a file, with a coded reason (loại ra khỏi hồ sơ)."""

    op: Literal["remove-document"] = "remove-document"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.METADATA
    file: Annotated[str, refers(File, *_IN_WORK, FileStatus.CURRENT)]
    document: Annotated[str, refers(Document)]
    reason: Annotated[str, words(choices="remove_document")]

    def perform(self, archive: Archive) -> Effect:
        """Unlink it; the document itself is not destroyed."""
        file, document = archive.get(File, self.file), archive.get(Document, self.document)
        after(file, self.op)
        archive.remove(_filing(archive, file, document))
        recount(archive, file)
        return Effect(sources=[document.ref], outcomes=[file.ref], detail={"reason": self.reason})


def _filing(archive: Archive, file: File, document: Document) -> Filing:
    found = archive.all(Filing, file=file.ref, document=document.ref)
    if not found:
        raise Refused("filing.absent", ref=document.ref, file=file.ref)
    return found[0]


class SetRetention(Operation):
    """Set a file's retention period (xác định thời hạn lưu trữ)."""

    op: Literal["set-retention"] = "set-retention"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.POLICY
    file: Annotated[str, refers(File, *_IN_WORK, FileStatus.CLOSED, FileStatus.CURRENT)]
    maintenance: Annotated[Term, words(choices="term")]
    table_row: Annotated[str, words(choices="table_row", optional=True)] = ""
    note: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Set it; the event keeps the term it had."""
        file = archive.get(File, self.file)
        after(file, self.op)
        archive.change(
            file, maintenance=self.maintenance, table_row=self.table_row or file.table_row
        )
        return Effect(
            outcomes=[file.ref], detail={"before": file.maintenance, "after": self.maintenance}
        )


class CloseFile(Operation):
    """Close a file when its work is done (kết thúc hồ sơ)."""

    op: Literal["close-file"] = "close-file"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.METADATA
    file: FileRef

    def perform(self, archive: Archive) -> Effect:
        """Freeze what lies in it; counts and dates are brought in line."""
        file = recount(archive, archive.get(File, self.file))
        move(archive, file, self.op, closed_at=archive.now)
        return Effect(outcomes=[file.ref])


class ReopenFile(Operation):
    """Open a closed file again, saying why (mở lại hồ sơ)."""

    op: Literal["reopen-file"] = "reopen-file"
    stage: ClassVar = Stage.FILE
    roles: ClassVar = KEEPERS
    premis: ClassVar = Premis.METADATA
    file: Annotated[str, refers(File, FileStatus.CLOSED)]
    reason: Line

    def perform(self, archive: Archive) -> Effect:
        """Thaw it; the reason stands in the log."""
        file = archive.get(File, self.file)
        move(archive, file, self.op, closed_at=None)
        return Effect(outcomes=[file.ref], detail={"reason": self.reason})
