"""Drawn cohorts: people who slip by lot, whose every kind of work was really done and graded.

Five slips are made or not: 32 ways to work. Each way is played once through the door, submitted
and graded; a drawn person's mark is the mark of the way they drew.
"""

from datetime import timedelta
from itertools import product
from math import cos, exp, log, pi, sqrt
from typing import NamedTuple

from sqlmodel import select

from base.db import writing
from course.attempts import begin
from course.people import Role, enrol
from course.submitting import submit
from course.tables import AccountRow, AttemptRow, ClassRow
from grading import gradebook
from grading.gradebook import Entry, Standing
from scenarios.exercise import find
from scenarios.model import Edit
from scenarios.streams import Stream, world_stream
from tests.grading.school import AT, SCENARIO, play

Way = tuple[bool, ...]
"""Which of the slips somebody made, in the order of ``SLIPS``."""


class Slip(NamedTuple):
    """What is done wrongly, what it must lose, how likely it is: logistic(at − slope·ability)."""

    edits: list[Edit]
    loses: frozenset[str]
    slope: float
    at: float

    def chance(self, ability: float) -> float:
        return 1 / (1 + exp(self.slope * ability - self.at))


def slips() -> list[Slip]:
    """Mistakes of the scenario's own decoys, and the reply left out of the file."""
    named = {one.id: one for one in find(SCENARIO).decoys.decoys}
    likely = {
        "letter-with-cv": (1.5, -2.2),
        "seal-first": (0.8, -2.4),
        "late": (0.4, -2.0),
        "only-the-reply": (2.0, -2.2),
    }
    made = [
        Slip(named[name].edits, frozenset(named[name].loses), *how) for name, how in likely.items()
    ]
    return [*made, Slip([Edit(drop="file-reply")], frozenset({"reply-filed"}), 1.0, -2.2)]


def worked() -> dict[Way, Standing]:
    """Play every way once, as a trainee of one's own; return what it was graded."""
    known = slips()
    told = {}
    for place, way in enumerate(product([False, True], repeat=len(known))):
        with writing() as session:
            someone = enrol(
                session,
                login=f"cach{place}",
                name=f"Cách {place}",
                role=Role.TRAINEE,
                password="-" * 12,
                at=AT,
            )
        attempt = begin(someone, SCENARIO, at=AT, seed="1")
        play(attempt.handle, [edit for slip, made in zip(known, way, strict=True) if made
                              for edit in slip.edits])  # fmt: skip
        told[way] = submit(someone, attempt.handle, at=AT + timedelta(minutes=9)).mark
    return told


def drawn(seed: str, people: int) -> list[tuple[float, Way]]:
    """Draw abilities, and by them who makes which slip."""
    stream = world_stream("cohort", seed)
    known = slips()
    abilities = [_normal(stream) for _ in range(people)]
    return [
        (ability, tuple(stream.real() < slip.chance(ability) for slip in known))
        for ability in abilities
    ]


def _normal(stream: Stream) -> float:
    """Return a standard normal draw (Box and Muller)."""
    return sqrt(-2 * log(1 - stream.real())) * cos(2 * pi * stream.real())


class Crowd:
    """Writes drawn cohorts: each a class of its own, each person with the mark of their way."""

    def __init__(self, marks: dict[Way, Standing], people: int) -> None:
        self.marks = marks
        with writing() as session:
            rows = session.exec(select(AttemptRow)).all()
            self.facts = {row.handle: row.model_dump(exclude={"id", "handle"}) for row in rows}
            accounts = [
                AccountRow(login=f"nguoi{n}", name=f"Người {n}", role="trainee", password="",
                           made_at=AT)
                for n in range(people)
            ]  # fmt: skip
            session.add_all(accounts)
            session.flush()
            self.accounts = [row.id for row in accounts]

    def sits(self, seed: str, ways: list[Way]) -> int:
        """Write a cohort; return its class."""
        with writing() as session:
            room = ClassRow(code=f"K-{seed}", name=seed, made_at=AT)
            session.add(room)
            session.flush()
            for account, way in zip(self.accounts, ways, strict=True):
                facts = self.facts[self.marks[way].attempt]
                own = {"handle": f"{seed}-{account}", "account": account, "school_class": room.id}
                session.add(AttemptRow(**{**facts, **own}))
            why = {"entry": Entry.GRADE, "rubric": find(SCENARIO).digest, "at": AT}
            gradebook.write_all(
                session,
                (
                    (f"{seed}-{account}", self.marks[way].report, why)
                    for account, way in zip(self.accounts, ways, strict=True)
                ),
            )
            assert room.id
            return room.id
