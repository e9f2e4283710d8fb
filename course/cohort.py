"""Whose attempts are counted: everybody's first one at a scenario, with what came of it."""

from datetime import datetime

from sqlmodel import Session, col, select

from base.db import reading
from base.model import Value
from course.regrading import submitted
from course.tables import AccountRow, AttemptRow
from grading import gradebook
from grading.evidence import Planted, Truth
from grading.gradebook import Standing
from grading.report import Report, Result
from scenarios.tables import WorldRow


class Tried(Value):
    """One counted attempt."""

    attempt: str
    account: int
    login: str
    name: str
    seed: str
    mode: str
    score: float
    "what counts: hints paid, human marks included"
    passed: bool
    report: Report
    hinted: list[str] = []
    "criteria for which a hint was opened"
    started_at: datetime
    submitted_at: datetime
    planted: list[Planted] = []
    "faults and red herrings of this variant"

    @property
    def minutes(self) -> float:
        """Wall time from beginning to submitting."""
        return (self.submitted_at - self.started_at).total_seconds() / 60

    def judged(self) -> dict[str, Result]:
        """Return the results by criterion."""
        return {one.id: one for one in self.report.results}


class Cohort(Value):
    """First attempts, and how many others were left out."""

    tried: list[Tried]
    later: int = 0
    "second and later attempts: whoever has seen the answer no longer tells how hard it is"
    shown: int = 0
    "first attempts whose solution was opened before they were submitted"
    other: int = 0
    "first attempts whose marks are of other criteria than today's"


def cohort(
    scenario: str, criteria: list[str], *, school_class: int | None = None, mode: str | None = None
) -> Cohort:
    """Return everybody's first submitted attempt at a scenario.

    Args:
        scenario: its id.
        criteria: ids of today's criteria; marks of others are not mixed in.
        school_class: only attempts made in this class.
        mode: only first attempts in this mode; among all of them unless told.
    """
    with reading() as session:
        rows = submitted(session, scenario)
        mine = [row for row, _ in rows if school_class in {None, row.school_class}]
        marks = gradebook.standings(session, [row.handle for row in mine])
        accounts = {account.id: account for _, account in rows}
        planted = _planted(session, {row.world for row in mine})
        firsts = _firsts(mine, mode)
        shown = [row for row in firsts if _shown(row)]
        told = [
            _tried(row, accounts[row.account], marks[row.handle], planted[row.world])
            for row in firsts
            if row.handle in marks and not _shown(row)
        ]
    kept = [one for one in told if set(one.judged()) == set(criteria)]
    return Cohort(
        tried=kept,
        later=len(mine) - len(firsts),
        shown=len(shown),
        other=len(told) - len(kept),
    )


def _firsts(rows: list[AttemptRow], mode: str | None) -> list[AttemptRow]:
    """Return the first attempt of each account, the oldest first; rows come oldest first."""
    first: dict[int, AttemptRow] = {}
    for row in rows:
        first.setdefault(row.account, row)
    return [row for row in first.values() if mode in {None, row.mode}]


def _shown(row: AttemptRow) -> bool:
    return (
        row.revealed_at is not None
        and row.submitted_at is not None
        and row.revealed_at <= row.submitted_at
    )


def _planted(session: Session, worlds: set[int]) -> dict[int, list[Planted]]:
    found = session.exec(select(WorldRow).where(col(WorldRow.id).in_(worlds)))
    return {world.id: Truth.model_validate(world.truth).planted for world in found if world.id}


def _tried(row: AttemptRow, account: AccountRow, mark: Standing, planted: list[Planted]) -> Tried:
    assert row.submitted_at is not None  # noqa: S101 - it was submitted
    return Tried(
        attempt=row.handle,
        account=row.account,
        login=account.login,
        name=account.name,
        seed=row.seed,
        mode=row.mode,
        score=mark.score,
        passed=mark.passed,
        report=mark.report,
        hinted=sorted(name for name, level in row.hints.items() if level),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        planted=planted,
    )
