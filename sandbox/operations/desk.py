"""The trainee's own moves: sit at another desk, let simulated time pass."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from base.clock import VIETNAM
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import Post, Role
from sandbox.events import Premis
from sandbox.operations.operation import Effect, Operation, Stage, refers

EVERYONE: Final = frozenset(Role)
FARTHEST: Final = timedelta(days=366 * 60)


class SwitchDesk(Operation):
    """Sit at another of the desks this exercise gives."""

    op: Literal["switch-desk"] = "switch-desk"
    stage: ClassVar = Stage.DESK
    roles: ClassVar = EVERYONE
    premis: ClassVar = Premis.DESK
    post: Annotated[str, refers(Post)]

    def perform(self, archive: Archive) -> Effect:
        """Change desks; Refused ``desk.not_given`` for one the exercise does not give."""
        if self.post not in archive.state["desks"]:
            raise Refused("desk.not_given", ref=self.post)
        before = archive.state["desk"]
        archive.keep(desk=self.post)
        return Effect(sources=[before] if before else [], outcomes=[self.post])


class AdvanceClock(Operation):
    """Let simulated time pass; colleagues do what they have to do meanwhile."""

    op: Literal["advance-clock"] = "advance-clock"
    stage: ClassVar = Stage.DESK
    roles: ClassVar = EVERYONE
    premis: ClassVar = Premis.CLOCK
    hours: Annotated[int, Field(ge=0, le=24 * 366)] = 0
    days: Annotated[int, Field(ge=0, le=366 * 60)] = 0
    until: date | None = None

    def perform(self, archive: Archive) -> Effect:
        """Move the clock forward; it never goes back."""
        before = archive.now
        target = self._target(before)
        if target <= before:
            raise Refused("clock.not_forward")
        if target - before > FARTHEST:
            raise Refused("clock.too_far", years=60)
        archive.keep(now=target)
        return Effect(detail={"from": before.isoformat(), "to": target.isoformat()})

    def _target(self, now: datetime) -> datetime:
        if self.until is not None:
            return datetime.combine(self.until, time(8), tzinfo=VIETNAM)
        return now + timedelta(hours=self.hours, days=self.days)
