"""Appraise (xác định giá trị): a decision on a file, with its reason code."""

from typing import Annotated, Any, ClassVar, Literal  # columns of many types

from sandbox.archive import Archive
from sandbox.entities import Appraisal, Decision, File, FileStatus, Role
from sandbox.events import Premis
from sandbox.lifecycle import after
from sandbox.operations.operation import Effect, Operation, Stage, Text, actor, refers, words


class AppraiseFile(Operation):
    """Record what is to become of a file, and why."""

    op: Literal["appraise-file"] = "appraise-file"
    stage: ClassVar = Stage.APPRAISE
    roles: ClassVar = frozenset({Role.ARCHIVIST})
    premis: ClassVar = Premis.APPRAISAL
    file: Annotated[str, refers(File, FileStatus.CURRENT)]
    decision: Decision
    reason: Annotated[str, words(choices="appraisal_reason")]
    note: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Keep the decision; a later one takes its place, the log keeps both."""
        file = archive.get(File, self.file)
        after(file, self.op)
        facts: dict[str, Any] = {
            "decision": self.decision,
            "reason": self.reason,
            "note": self.note,
            "by": actor(archive).ref,
            "decided_at": archive.now,
        }
        earlier = archive.all(Appraisal, file=file.ref)
        if earlier:
            kept = archive.change(earlier[0], **facts)
        else:
            kept = archive.add(Appraisal(ref=archive.next_ref(Appraisal), file=file.ref, **facts))
        return Effect(made={"appraisal": kept.ref}, sources=[file.ref], outcomes=[kept.ref])
