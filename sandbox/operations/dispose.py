"""Dispose (hủy): the list, the council, the opinion, the decision, destruction, the minutes."""

from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    Component,
    Disposal,
    DisposalStatus,
    Document,
    DocumentStatus,
    File,
    FileStatus,
    Filing,
    Role,
    StoredCopy,
    Stub,
)
from sandbox.events import Outcome, Premis
from sandbox.lifecycle import after, move
from sandbox.operations.operation import Effect, Operation, Stage, Text, actor, refers, words
from sandbox.papers_of_custody import destruction_minutes, disposal_decision

DisposalRef = Annotated[str, refers(Disposal)]
Files = list[Annotated[str, refers(File, FileStatus.CURRENT)]]
Listed = list[Annotated[str, refers(File, FileStatus.REVIEW)]]
KEEPER = frozenset({Role.ARCHIVIST})


class ProposeDisposal(Operation):
    """List files for disposal, each with its reason, and explain (đề nghị hủy)."""

    op: Literal["propose-disposal"] = "propose-disposal"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = KEEPER
    premis: ClassVar = Premis.APPRAISAL
    expired: Files = []
    duplicates: Files = []
    explanation: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Open a case; the files' state becomes "under review" (xem xét hủy)."""
        reasons = dict.fromkeys(self.expired, "expired") | dict.fromkeys(
            self.duplicates, "duplicate"
        )
        if not reasons:
            raise Refused("disposal.nothing")
        files = [archive.get(File, ref) for ref in reasons]
        for file in files:
            after(file, self.op)
        archive.change_all(files, status=FileStatus.REVIEW)
        case = archive.add(
            Disposal(
                ref=archive.next_ref(Disposal),
                status=DisposalStatus.PROPOSED,
                files=sorted(reasons),
                reasons=reasons,
                explanation=self.explanation,
                proposed_by=actor(archive).ref,
                proposed_at=archive.now,
            )
        )
        return Effect(made={"disposal": case.ref}, sources=sorted(reasons), outcomes=[case.ref])


class WithdrawFromDisposal(Operation):
    """Take files off a disposal list, saying why (đưa ra khỏi danh mục hủy)."""

    op: Literal["withdraw-from-disposal"] = "withdraw-from-disposal"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = KEEPER
    premis: ClassVar = Premis.POLICY
    disposal: DisposalRef
    files: Listed
    reason: Annotated[str, words(choices="appraisal_reason")]

    def perform(self, archive: Archive) -> Effect:
        """Give the files back to the shelf."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        for ref in self.files:
            if ref not in case.files:
                raise Refused("disposal.not_listed", ref=ref, disposal=case.ref)
            move(archive, archive.get(File, ref), self.op)
        left = [ref for ref in case.files if ref not in self.files]
        archive.change(
            case,
            files=left,
            reasons={ref: reason for ref, reason in case.reasons.items() if ref in left},
            council_files=[ref for ref in case.council_files if ref in left],
            decided_files=[ref for ref in case.decided_files if ref in left],
            status=case.status if left else DisposalStatus.WITHDRAWN,
        )
        return Effect(sources=self.files, outcomes=[case.ref], detail={"reason": self.reason})


class DecideDisposal(Operation):
    """Decide the disposal (quyết định hủy): the head of the agency, in writing, signed."""

    op: Literal["decide-disposal"] = "decide-disposal"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.LEADER, Role.ARCHIVIST})
    premis: ClassVar = Premis.DECISION
    disposal: DisposalRef
    files: Listed

    def perform(self, archive: Archive) -> Effect:
        """Issue the decision; from its day the time for carrying it out runs."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        strange = sorted(set(self.files) - set(case.files))
        if strange:
            raise Refused("disposal.not_listed", ref=", ".join(strange), disposal=case.ref)
        if not self.files:
            raise Refused("disposal.nothing")
        case = move(
            archive,
            case,
            self.op,
            decided_by=actor(archive).ref,
            decided_at=archive.now,
            decided_files=sorted(set(self.files)),
        )
        decision = disposal_decision(archive, case, post=actor(archive))
        archive.change(case, decision=decision.ref)
        return Effect(
            made={"decision": decision.ref}, sources=self.files, outcomes=[case.ref, decision.ref]
        )


class DestroyRecords(Operation):
    """Destroy what the case lists, on the media named (tiêu hủy); only stubs are left."""

    op: Literal["destroy-records"] = "destroy-records"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.ARCHIVIST, Role.OFFICER})
    premis: ClassVar = Premis.DESTRUCTION
    disposal: DisposalRef
    media: Annotated[list[str], words(choices="medium", minimum=1)]

    def perform(self, archive: Archive) -> Effect:
        """Destroy the copies on the given media; a copy elsewhere survives, and is found."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        if not self.media:
            raise Refused("destroy.no_medium")
        refs = case.decided_files or case.council_files or case.files
        left = self._destroy(archive, archive.all(File, ref=refs), case)
        move(
            archive,
            case,
            self.op,
            destroyed_by=actor(archive).ref,
            destroyed_at=archive.now,
            destroyed_files=sorted(refs),
        )
        return Effect(
            outcomes=[case.ref, *refs],
            detail={"media": self.media, "copies_left": left},
            outcome=Outcome.WARNING if left else Outcome.SUCCESS,
        )

    def _destroy(self, archive: Archive, files: list[File], case: Disposal) -> int:
        """Destroy the files' records; return how many copies survive on other media."""
        for file in files:
            after(file, self.op)
        filings = archive.all(Filing, file=[file.ref for file in files])
        documents = {filing.document for filing in filings}
        parts = archive.all(Component, document=documents)
        copies = archive.all(StoredCopy, component={part.ref for part in parts})
        archive.remove_all([copy for copy in copies if copy.medium in self.media])
        archive.change_all(
            archive.all(Document, ref=documents), status=DocumentStatus.DESTROYED, content={}
        )
        digests = {part.ref: part for part in parts}
        for file in files:
            inside = {filing.document for filing in filings if filing.file == file.ref}
            self._leave_stub(
                archive, file, case, {p.digest for p in digests.values() if p.document in inside}
            )
        archive.change_all(files, status=FileStatus.DESTROYED)
        return sum(copy.medium not in self.media for copy in copies)

    def _leave_stub(self, archive: Archive, file: File, case: Disposal, digests: set[str]) -> None:
        archive.add(
            Stub(
                ref=archive.next_ref(Stub),
                file_code=file.file_code,
                title=file.title,
                maintenance=file.maintenance or "",
                disposal=case.ref,
                digests=sorted(digests),
                destroyed_at=archive.now,
            )
        )


class MakeDisposalMinutes(Operation):
    """Draw up and sign the minutes of destruction; the dossier is complete (biên bản hủy)."""

    op: Literal["make-disposal-minutes"] = "make-disposal-minutes"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = KEEPER
    premis: ClassVar = Premis.CREATION
    disposal: Annotated[str, refers(Disposal, DisposalStatus.DESTROYED)]

    def perform(self, archive: Archive) -> Effect:
        """Print the minutes with the list of what was destroyed, signed and sealed."""
        case = archive.get(Disposal, self.disposal)
        after(case, self.op)
        minutes = destruction_minutes(archive, case, post=actor(archive))
        move(archive, case, self.op, minutes=minutes.ref)
        return Effect(made={"minutes": minutes.ref}, outcomes=[case.ref, minutes.ref])
