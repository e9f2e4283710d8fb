"""What a release leaves behind for later ones: a class in the middle of its work, written down."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from sqlmodel import select

from base.db import reading
from benchmarks.school import Player
from course import exams
from course.attempts import Attempt, begin
from course.classes import classes_of
from course.demo import DEMO, open_demo
from course.exams import Plan, give_time
from course.people import Person, person
from course.policies import Release
from course.sitting import sit
from course.submitting import hint, submit
from course.tables import AccountRow
from grading.report import SEMANTICS
from scenarios.exercise import find
from scenarios.model import Mode, Step

SCENARIO: Final = "first-file"
MORNING: Final = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
"""When the release's school opened its doors."""
CLOSES: Final = MORNING + timedelta(days=30)
"""When its exam's window closes."""
HALF: Final = "number"
"""The last step that was done in the attempt that is left open."""
LEFT_OUT: Final = "file-reply"
"""The step without which the other attempt was submitted: it has lost points to keep."""
HINTED: Final = "notation"
"""The criterion for which it paid for a hint."""
SAT: Final = "submit"
"""The last step that was done in the exam."""


def clock(start: datetime) -> Iterator[datetime]:
    """Return the moments after one, a minute apart."""
    return (start + timedelta(minutes=number) for number in count(1))


def account(login: str) -> Person:
    """Return somebody of the demo class."""
    with reading() as session:
        return person(session.exec(select(AccountRow).where(AccountRow.login == login)).one())


def played(attempt: Attempt, someone: Person, steps: list[Step]) -> dict[str, str]:
    """Do some steps as a trainee does them; return what was made, by label."""
    moments = clock(attempt.started_at)
    player = Player(someone, attempt, steps=steps, clock=lambda: next(moments))
    for _ in player.acts():
        pass
    return player.labels


def until(last: str) -> list[Step]:
    """Return the solution's steps up to one, with it."""
    steps = find(SCENARIO).solutions[0].steps
    return steps[: [step.id for step in steps].index(last) + 1]


def live() -> dict[str, Any]:
    """Let the demo class work; return what a later release must know to go on."""
    open_demo(MORNING)
    mai, binh, teacher = (account(DEMO[place].login) for place in range(3))
    left_open = begin(mai, SCENARIO, at=MORNING, mode=Mode.PRACTICE, seed="1")
    made = played(left_open, mai, until(HALF))
    submitted = _submitted(binh)
    sat, sat_made = _sat(teacher, binh)
    return {
        "scenario": SCENARIO,
        "semantics": SEMANTICS,
        "open": {"attempt": left_open.handle, "login": mai.login, "last": HALF, "made": made},
        "submitted": submitted,
        "exam": {"attempt": sat.handle, "login": binh.login, "last": SAT, "made": sat_made},
    }


def _submitted(someone: Person) -> dict[str, Any]:
    attempt = begin(someone, SCENARIO, at=MORNING, mode=Mode.GUIDED, seed="1")
    hint(someone, attempt.handle, HINTED, at=MORNING)
    steps = [step for step in find(SCENARIO).solutions[0].steps if step.id != LEFT_OUT]
    played(attempt, someone, steps)
    told = submit(someone, attempt.handle, at=MORNING + timedelta(hours=1))
    return {
        "attempt": attempt.handle,
        "login": someone.login,
        "score": told.mark.score,
        "passed": told.mark.passed,
        "report": told.mark.report.as_json(),
    }


def _sat(teacher: Person, someone: Person) -> tuple[Attempt, dict[str, str]]:
    with reading() as session:
        room = classes_of(session, teacher)[0].id
    plan = Plan(
        title="Kiểm tra giữa khóa",
        pool=[SCENARIO],
        opens=MORNING,
        closes=CLOSES,
        minutes=90,
        release=Release.AFTER_CLOSE,
    )
    exam = exams.make(teacher, room, plan, at=MORNING)
    give_time(teacher, exam.id, someone.id, 15, reason="Theo đề nghị của lớp", at=MORNING)
    attempt = sit(someone, exam.id, at=MORNING + timedelta(hours=2))
    return attempt, played(attempt, someone, until(SAT))
