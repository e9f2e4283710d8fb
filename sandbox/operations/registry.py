"""The registry (văn thư): numbers, issue, incoming documents registered or returned."""

from typing import Annotated, ClassVar, Literal

from base.clock import vietnam
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    Direction,
    Document,
    DocumentStatus,
    Mode,
    Post,
    Register,
    RegisterEntry,
    Role,
    Urgency,
)
from sandbox.events import Outcome, Premis
from sandbox.lifecycle import after, move
from sandbox.operations.operation import Effect, Operation, Stage, Text, actor, refers, words
from sandbox.papers import keep_copies, number_paper


def next_number(archive: Archive, book: Register, year: int) -> int:
    """Return the next number of a register's yearly series (NĐ 30/2020 Đ15, Đ22)."""
    return max((e.number for e in archive.all(RegisterEntry, book=book, year=year)), default=0) + 1


def enter(archive: Archive, book: Register, document: Document, note: str = "") -> RegisterEntry:
    """Write the next line of a register."""
    year = vietnam(archive.now).year
    return archive.add(
        RegisterEntry(
            ref=archive.next_ref(RegisterEntry),
            book=book,
            year=year,
            number=next_number(archive, book, year),
            document=document.ref,
            entered_at=archive.now,
            entered_by=archive.actor.ref if archive.actor else None,
            note=note,
        )
    )


class NumberDocument(Operation):
    """Give a document its number and date, by the register (cấp số, thời gian ban hành)."""

    op: Literal["number-document"] = "number-document"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.REGISTRATION
    document: Annotated[str, refers(Document, DocumentStatus.SIGNED, DocumentStatus.SUBMITTED)]

    def perform(self, archive: Archive) -> Effect:
        """Enter it in the outgoing register and fill number and date on the paper."""
        document = archive.get(Document, self.document)
        after(document, self.op)
        if document.code_number is not None:
            raise Refused("number.has_one", ref=document.ref, number=document.code_number)
        entry = enter(archive, Register.OUTGOING, document)
        document = archive.change(
            document, code_number=entry.number, issued_date=vietnam(archive.now).date()
        )
        number_paper(archive, document)
        return Effect(
            made={"entry": entry.ref},
            outcomes=[document.ref, entry.ref],
            detail={"number": entry.number},
        )


class IssueDocument(Operation):
    """Issue a document to its recipients and keep the original (phát hành)."""

    op: Literal["issue-document"] = "issue-document"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.DISSEMINATION
    document: Annotated[str, refers(Document, DocumentStatus.SIGNED)]

    def perform(self, archive: Archive) -> Effect:
        """Send it; copies are kept online and in the backup."""
        document = archive.get(Document, self.document)
        document = move(archive, document, self.op, issued_at=archive.now, held_by=document.drafter)
        copies = keep_copies(archive, document)
        return Effect(outcomes=[document.ref, *copies], detail={"recipients": document.recipients})


class RegisterIncoming(Operation):
    """Register an incoming document and pass it on (đăng ký văn bản đến, chuyển giao)."""

    op: Literal["register-incoming"] = "register-incoming"
    stage: ClassVar = Stage.RECEIVE
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.CAPTURE
    document: Annotated[str, refers(Document, DocumentStatus.RECEIVED)]
    to: Annotated[str, refers(Post)]
    urgency: Urgency | None = None
    "as the paper is marked; as it came unless told"
    mode: Mode | None = None
    "as the paper is marked (“lưu hành nội bộ” is on conditions); as it came unless told"

    def perform(self, archive: Archive) -> Effect:
        """Give it its arrival number; warn when the register has its like already."""
        document = archive.get(Document, self.document)
        to = archive.get(Post, self.to)
        after(document, self.op)
        twin = _twin(archive, document)
        entry = enter(archive, Register.INCOMING, document)
        move(
            archive,
            document,
            self.op,
            arrival_number=entry.number,
            arrival_date=archive.now,
            held_by=to.ref,
            urgency=self.urgency or document.urgency,
            mode=self.mode or document.mode,
        )
        keep_copies(archive, document)
        return Effect(
            made={"entry": entry.ref},
            sources=[to.ref, *([twin] if twin else [])],
            outcomes=[document.ref, entry.ref],
            detail={"number": entry.number, **({"twin": twin} if twin else {})},
            outcome=Outcome.WARNING if twin else Outcome.SUCCESS,
        )


def _twin(archive: Archive, document: Document) -> str | None:
    """Return a registered document of the same number, notation and agency (NĐ 30 PL VI)."""
    same = archive.all(
        Document,
        direction=Direction.INCOMING,
        status=DocumentStatus.REGISTERED,
        code_number=document.code_number,
        code_notation=document.code_notation,
        organ_name=document.organ_name,
    )
    return next((other.ref for other in same if other.ref != document.ref), None)


class ReturnIncoming(Operation):
    """Return an incoming document to its sender on the system, with a coded reason (trả lại)."""

    op: Literal["return-incoming"] = "return-incoming"
    stage: ClassVar = Stage.RECEIVE
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.DEACCESSION
    document: Annotated[str, refers(Document, DocumentStatus.RECEIVED)]
    reason: Annotated[str, words(choices="return_incoming")]
    note: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Send it back; it stays visible as returned, with the reason in the log."""
        document = archive.get(Document, self.document)
        move(archive, document, self.op, held_by=None)
        by = actor(archive).ref
        return Effect(sources=[by], outcomes=[document.ref], detail={"reason": self.reason})
