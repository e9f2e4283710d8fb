"""A school to measure in: people, attempts, and a trainee who plays the reference solution."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Final, NamedTuple  # requests are JSON

from base.db import reading, upgrade, writing
from course.acting import Answered, act
from course.attempts import Attempt, begin
from course.people import Person, Role, enrol
from course.pinned import open_archive, pinned
from scenarios.exercise import find
from scenarios.expressions import Scope
from scenarios.model import Step
from scenarios.solving import request_of
from scenarios.world import baked

OPENED: Final = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
"""When the measured school opens its doors; every act moves its clock a second."""
SMALL, LARGE = "first-file", "what-must-go"
"""The smallest and the largest world of the library."""
SEED: Final = "1"
PASSWORD: Final = "mot-mat-khau-dai"
"""Of every account of the measured school, which nobody else can reach."""

_SECONDS = count(1)


def tick() -> datetime:
    """Return the next moment of the school's clock."""
    return OPENED + timedelta(seconds=next(_SECONDS))


@cache
def opened() -> None:
    """Make the database, once a process."""
    upgrade()


def people(amount: int) -> list[Person]:
    """Enrol trainees."""
    opened()
    with writing() as session:
        return [
            enrol(
                session,
                login=f"hv{next(_SECONDS):05d}",
                name=f"Học viên {number}",
                role=Role.TRAINEE,
                password=PASSWORD,
                at=OPENED,
            )
            for number in range(amount)
        ]


def bake(scenario: str, seed: str = SEED) -> None:
    """Have a variant ready."""
    opened()
    baked(find(scenario), seed)


def started(someone: Person, scenario: str) -> Attempt:
    """Start an attempt on the variant that is ready."""
    return begin(someone, scenario, at=tick(), seed=SEED)


class Act(NamedTuple):
    """One act of the reference solution as it went through the school's door."""

    op: str
    ms: float
    answered: Answered


class Player:
    """Plays an attempt's reference solution through ``course.acting.act``, act by act."""

    def __init__(
        self,
        someone: Person,
        attempt: Attempt,
        *,
        steps: list[Step] | None = None,
        labels: dict[str, str] | None = None,
        clock: Callable[[], datetime] = tick,
    ) -> None:
        """Sit down; with other steps, or with what was made before, to go on in the middle."""
        self.someone, self.handle, self.clock = someone, attempt.handle, clock
        self.steps = find(attempt.scenario).solutions[0].steps if steps is None else steps
        self.labels: dict[str, str] = dict(labels or {})
        self._changes = 0

    def acts(self) -> Iterator[Act]:
        """Do every step, one act after another."""
        for step in self.steps:
            for bound, request in self._requests(step):
                yield self._act(step, bound, request)

    def _requests(self, step: Step) -> Iterator[tuple[Step, dict[str, Any]]]:
        with reading() as session:
            kept = pinned(session, self.handle)
            archive = open_archive(session, kept)
            self._changes = archive.state["changes"]
            scope = Scope(archive, kept.template.truth)
            scope.labels.update(self.labels)
            made = []
            if step.desk is not None and archive.state["desk"] != scope.ref(str(step.desk)):
                sit = {"op": "switch-desk", "post": scope.ref(str(step.desk))}
                made.append((step.model_copy(update={"made": {}}), sit))
            refs = [None] if step.each is None else step.each.among(archive, scope.truth)
            for ref in refs:
                if ref is not None:
                    scope.bind("it", ref)
                made.append((step, request_of(step, scope).model_dump(mode="json")))
        yield from made

    def _act(self, step: Step, bound: Step, request: dict[str, Any]) -> Act:
        from benchmarks.stopwatch import once

        answers: list[Answered] = []

        def work() -> None:
            answers.append(
                act(self.someone, self.handle, request, expected_seq=self._changes, at=self.clock())
            )

        ms = once(work)
        answered = answers[0]
        if answered.reply != "accepted":
            raise RuntimeError(f"{step.id}: {answered.sentence}")
        self._changes = answered.changes
        for name, label in bound.made.items():
            self.labels[label.removeprefix("$")] = answered.receipts[0].made[name]
        return Act(request["op"], ms, answered)


def play(someone: Person, attempt: Attempt) -> list[Act]:
    """Play an attempt to its end."""
    return list(Player(someone, attempt).acts())
