"""Mastery: three passes in a row on distinct variants; and which variant comes next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from base.db import reading
from base.model import Value
from course.limits import SPENT
from course.people import Person
from course.policies import allowed
from course.tables import AttemptRow
from grading.gradebook import standings
from scenarios.model import Mode, Policies
from scenarios.tables import WorldRow

IN_A_ROW: Final = 3
"""Passes on distinct variants, one after another, that make mastery."""
VARIANTS: Final = 25
"""Seeds that guided and practice attempts go round; the proof covers the same ones."""


class Try(Value):
    """One submitted attempt, as mastery counts it."""

    variant: str
    "answer key of the world: seeds with the same answers are the same variant"
    passed: bool
    mode: Mode
    at: datetime


class Mastery(Value):
    """How far somebody is with one scenario."""

    scenario: str
    row: int
    "distinct variants passed since the last miss, at most ``IN_A_ROW``"
    mastered: bool
    "once reached it is kept"


def mastery(scenario: str, tries: Iterable[Try]) -> Mastery:
    """Count passes in a row.

    A miss begins the row anew; passing a variant again neither adds nor breaks; guided attempts,
    where the steps are ticked off, count for nothing either way.

    Args:
        scenario: its id.
        tries: submitted attempts, oldest first.
    """
    row: set[str] = set()
    best = 0
    for one in tries:
        if not allowed(one.mode, Policies()).mastery:
            continue
        row = row | {one.variant} if one.passed else set()
        best = max(best, len(row))
    mastered = best >= IN_A_ROW
    return Mastery(
        scenario=scenario, row=IN_A_ROW if mastered else min(len(row), IN_A_ROW), mastered=mastered
    )


def masteries(someone: Person) -> dict[str, Mastery]:
    """Return how far somebody is, for every scenario they have submitted outside exams.

    Exam attempts are left out: their marks may not be shown yet. One that was given up after its
    solution had been opened is a miss.
    """
    with reading() as session:
        found = _submitted(session, someone.id)
        marks = standings(session, [row.handle for row, _ in found])
    tries: dict[str, list[Try]] = {}
    for row, variant in found:
        mark = marks.get(row.handle)
        if row.submitted_at:
            passed = mark is not None and mark.passed
            one = Try(variant=variant, passed=passed, mode=Mode(row.mode), at=row.submitted_at)
            tries.setdefault(row.scenario, []).append(one)
    return {scenario: mastery(scenario, many) for scenario, many in tries.items()}


def _submitted(session: Session, account: int) -> list[tuple[AttemptRow, str]]:
    question = (
        select(AttemptRow, WorldRow.answer_key)
        .join(WorldRow, col(WorldRow.id) == AttemptRow.world)
        .where(
            AttemptRow.account == account,
            col(AttemptRow.status).in_(SPENT),
            col(AttemptRow.exam).is_(None),
        )
        .order_by("submitted_at", col(AttemptRow.id))
    )
    rows = list(session.exec(question))
    session.expunge_all()
    return rows


def next_seed(session: Session, account: int, scenario: str) -> str:
    """Return the seed of the next variant: one not seen yet, else the one seen longest ago.

    Each trainee begins at another place of the round, so that neighbours do not work on the same
    variant; the round is the same every time it is asked.
    """
    question = (
        select(AttemptRow.seed)
        .where(AttemptRow.account == account, AttemptRow.scenario == scenario)
        .order_by(col(AttemptRow.id))
    )
    return following(account, list(session.exec(question)))


def following(account: int, seen: list[str]) -> str:
    """Return the seed that follows the seeds seen, in the order in which they were seen."""
    first = account * 7 % VARIANTS
    tour = [str((first + place) % VARIANTS + 1) for place in range(VARIANTS)]
    last_seen = {seed: place for place, seed in enumerate(seen)}
    unseen = [seed for seed in tour if seed not in last_seen]
    return unseen[0] if unseen else min(tour, key=lambda seed: last_seen[seed])
