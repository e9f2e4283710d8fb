"""Holds (đình chỉ hủy): a stop on destruction, placed and lifted on a mandate."""

from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import File, FileStatus, Hold, Role
from sandbox.events import Premis
from sandbox.operations.operation import Effect, Line, Operation, Stage, Text, actor, refers


class PlaceHold(Operation):
    """Stop the destruction of files, on somebody's order (đình chỉ hủy)."""

    op: Literal["place-hold"] = "place-hold"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.ARCHIVIST, Role.LEADER})
    premis: ClassVar = Premis.POLICY
    files: list[Annotated[str, refers(File, FileStatus.CURRENT, FileStatus.REVIEW)]]
    mandate: Line
    reason: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Place it; it is an overlay and changes no state."""
        if not self.files:
            raise Refused("hold.nothing")
        for ref in self.files:
            archive.get(File, ref)
        hold = archive.add(
            Hold(
                ref=archive.next_ref(Hold),
                files=sorted(set(self.files)),
                mandate=self.mandate,
                reason=self.reason,
                placed_by=actor(archive).ref,
                placed_at=archive.now,
            )
        )
        return Effect(made={"hold": hold.ref}, sources=self.files, outcomes=[hold.ref])


class LiftHold(Operation):
    """Lift a hold, on a mandate (gỡ đình chỉ hủy)."""

    op: Literal["lift-hold"] = "lift-hold"
    stage: ClassVar = Stage.DISPOSE
    roles: ClassVar = frozenset({Role.ARCHIVIST, Role.LEADER})
    premis: ClassVar = Premis.POLICY
    hold: Annotated[str, refers(Hold)]
    mandate: Line

    def perform(self, archive: Archive) -> Effect:
        """Lift it; who lifted it and on what mandate stays."""
        hold = archive.get(Hold, self.hold)
        if not hold.in_force:
            raise Refused("hold.lifted_already", ref=hold.ref)
        archive.change(
            hold,
            lifted_at=archive.now,
            lifted_by=actor(archive).ref,
            lift_mandate=self.mandate,
        )
        return Effect(outcomes=[hold.ref])
