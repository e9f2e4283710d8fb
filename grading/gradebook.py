"""The gradebook: append-only; what counts is derived from its lines, never written over them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final  # reports are JSON

from sqlalchemy import Text, func
from sqlmodel import Field, Session, SQLModel, col, select

from base.columns import Moment
from base.model import Value
from grading.report import Report

_AT_ONCE: Final = 500
"""Attempts asked for in one statement: databases take only so many values."""


class Entry(StrEnum):
    """Why a line was written."""

    GRADE = "grade"
    "at submission"
    REGRADE = "regrade"
    "the same evidence under today's rubric"
    OVERRIDE = "override"
    "a human mark: it beats every machine mark"
    GIVEN_BACK = "given-back"
    "a check was broken: the attempt does not count"


class MarkRow(SQLModel, table=True):
    """One line of the gradebook."""

    __tablename__ = "mark"

    id: int | None = Field(default=None, primary_key=True)
    attempt: str = Field(index=True)
    entry: str
    score: float
    passed: bool
    counts: bool = True
    "whether a regrade was meant to replace the mark (a trial run writes no line at all)"
    rubric: str
    "content digest of the scenario that judged"
    semantics: int
    author: str = ""
    reason: str = ""
    at: datetime = Field(sa_type=Moment)
    report: str = Field(sa_type=Text)
    "canonical JSON, so that the same evidence gives the same bytes"


class Standing(Value):
    """What an attempt's mark is today, and by which line."""

    attempt: str
    line: int
    entry: Entry
    score: float
    passed: bool
    author: str
    reason: str
    at: datetime
    report: Report


def write(session: Session, attempt: str, report: Report, **facts: Any) -> Standing:  # noqa: ANN401 - columns of the line
    """Append a line.

    Args:
        session: a write session.
        attempt: handle of the attempt.
        report: what grading said.
        facts: ``entry``, ``rubric``, ``at``; ``score`` and ``passed`` where they differ from
            the report's (hints paid, a human mark); ``author``, ``reason``.
    """
    row = _row(attempt, report, facts)
    session.add(row)
    session.flush()
    return _standing(row, report)


def write_all(session: Session, lines: Iterable[tuple[str, Report, dict[str, Any]]]) -> int:
    """Append many lines at once: attempt, report, facts as in ``write``; return how many."""
    rows = [_row(attempt, report, facts) for attempt, report, facts in lines]
    session.add_all(rows)
    session.flush()
    return len(rows)


def _row(attempt: str, report: Report, facts: dict[str, Any]) -> MarkRow:
    return MarkRow(
        attempt=attempt,
        report=report.as_json(),
        semantics=report.semantics,
        **{"score": report.score, "passed": report.passed, **facts},
    )


def lines(session: Session, attempt: str) -> list[Standing]:
    """Return every line of an attempt, oldest first."""
    rows = session.exec(select(MarkRow).where(MarkRow.attempt == attempt).order_by("id"))
    return [_standing(row) for row in rows]


def standing(session: Session, attempt: str) -> Standing | None:
    """Return the mark that counts: the last human one, else the last machine one that counts."""
    return standings(session, [attempt]).get(attempt)


def standings(session: Session, attempts: list[str]) -> dict[str, Standing]:
    """Return the marks that count of many attempts."""
    return {name: _standing(row) for name, row in _rows(session, attempts).items()}


def current_lines(session: Session, attempts: list[str]) -> dict[str, int]:
    """Return which line counts of many attempts, without reading what they say."""
    return {name: row.id for name, row in _rows(session, attempts).items() if row.id is not None}


def _rows(session: Session, attempts: list[str]) -> dict[str, MarkRow]:
    rows: dict[str, list[MarkRow]] = defaultdict(list)
    for place in range(0, len(attempts), _AT_ONCE):
        some = attempts[place : place + _AT_ONCE]
        question = select(MarkRow).where(col(MarkRow.attempt).in_(some)).order_by("id")
        for row in session.exec(question):
            rows[row.attempt].append(row)
    counting = {name: _counting(rows[name]) for name in attempts if rows[name]}
    return {name: row for name, row in counting.items() if row is not None}


def _counting(rows: list[MarkRow]) -> MarkRow | None:
    human = [row for row in rows if row.entry == Entry.OVERRIDE]
    counting = human or [row for row in rows if row.counts]
    return counting[-1] if counting else None


def count(session: Session) -> int:
    """Return how many lines there are."""
    return int(session.exec(select(func.count()).select_from(MarkRow)).one())


def _standing(row: MarkRow, report: Report | None = None) -> Standing:
    assert row.id is not None  # noqa: S101 - flushed
    return Standing(
        attempt=row.attempt,
        line=row.id,
        entry=Entry(row.entry),
        score=row.score,
        passed=row.passed,
        author=row.author,
        reason=row.reason,
        at=row.at,
        report=report or Report.model_validate_json(row.report),
    )
