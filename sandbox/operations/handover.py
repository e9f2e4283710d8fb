"""Hand over to the current archive (nộp lưu vào lưu trữ hiện hành), which accepts or returns."""

from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    Component,
    Document,
    File,
    FileStatus,
    Filing,
    Note,
    Role,
    StoredCopy,
)
from sandbox.events import Premis
from sandbox.lifecycle import move
from sandbox.operations.operation import Effect, Operation, Stage, Told, actor, refers, words
from sandbox.papers import keep_copies


class HandOverFiles(Operation):
    """Hand closed files over to the current archive."""

    op: Literal["hand-over-files"] = "hand-over-files"
    stage: ClassVar = Stage.HAND_OVER
    roles: ClassVar = frozenset({Role.OFFICER, Role.CLERK})
    premis: ClassVar = Premis.TRANSFER
    files: list[Annotated[str, refers(File, FileStatus.CLOSED)]]

    def perform(self, archive: Archive) -> Effect:
        """Send them; the archive answers."""
        if not self.files:
            raise Refused("handover.nothing")
        for ref in self.files:
            move(archive, archive.get(File, ref), self.op)
        return Effect(outcomes=self.files)


class AcceptFiles(Operation):
    """Accept files into the current archive (tiếp nhận)."""

    op: Literal["accept-files"] = "accept-files"
    stage: ClassVar = Stage.HAND_OVER
    roles: ClassVar = frozenset({Role.ARCHIVIST})
    premis: ClassVar = Premis.ACCESSION
    files: list[Annotated[str, refers(File, FileStatus.HANDED_OVER)]]

    def perform(self, archive: Archive) -> Effect:
        """Take custody; two copies of every component are kept from now on."""
        if not self.files:
            raise Refused("handover.nothing")
        for ref in self.files:
            file = move(archive, archive.get(File, ref), self.op, accepted_at=archive.now)
            for filing in archive.all(Filing, file=file.ref):
                keep_copies(archive, archive.get(Document, filing.document))
        return Effect(outcomes=self.files)


class ReturnFiles(Operation):
    """Return files to whoever made them, with a coded reason (trả lại bổ sung)."""

    op: Literal["return-files"] = "return-files"
    stage: ClassVar = Stage.HAND_OVER
    roles: ClassVar = frozenset({Role.ARCHIVIST})
    premis: ClassVar = Premis.DEACCESSION
    files: list[Annotated[str, refers(File, FileStatus.HANDED_OVER)]]
    reason: Annotated[str, words(choices="return_files")]
    note: Told = ""

    def perform(self, archive: Archive) -> Effect:
        """Send them back and tell their keepers why."""
        if not self.files:
            raise Refused("handover.nothing")
        notes = [self._send_back(archive, archive.get(File, ref)) for ref in self.files]
        return Effect(outcomes=[*self.files, *notes], detail={"reason": self.reason})

    def _send_back(self, archive: Archive, file: File) -> str:
        move(archive, file, self.op)
        note = Note(
            ref=archive.next_ref(Note),
            to=file.creator,
            sender=actor(archive).title,
            about=file.ref,
            code=f"return_files.{self.reason}",
            details=self.model_dump(mode="json", include={"note"}),
            sent_at=archive.now,
        )
        return archive.add(note).ref


def copies_of(archive: Archive, files: list[str]) -> list[StoredCopy]:
    """Return every stored copy of every component of every document in the given files."""
    documents = {filing.document for filing in archive.all(Filing, file=files)}
    components = {part.ref for part in archive.all(Component, document=documents)}
    return archive.all(StoredCopy, component=components)
