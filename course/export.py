"""Marks for the school's own records: one line an attempt, as a table or as JSON."""

import csv
import io
from datetime import datetime
from typing import Final, NamedTuple

from sqlmodel import Session, col, select

from base.clock import vietnam
from base.db import reading
from base.errors import Misconfigured, nearest
from base.language import say
from base.model import Value
from course.tables import AccountRow, AttemptRow, ClassRow, MemberRow
from grading import gradebook
from grading.gradebook import Standing
from scenarios.exercise import find

BOM: Final = "\ufeff"
"""Tells Excel that a table is UTF-8."""
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a cell may not begin with: a spreadsheet would take the rest for a formula."""
FACTS: Final = (
    "class", "login", "name", "scenario", "attempt", "number", "mode", "status", "started",
    "submitted", "score", "passed", "mark", "gates",
)  # fmt: skip
"""Columns of the table before the criteria, each with its words."""


class Criterion(Value):
    """What one criterion earned."""

    id: str
    mark: str
    points: float
    possible: int


class Line(Value):
    """One attempt with the mark that stands."""

    school_class: str
    "codes of the trainee's classes"
    login: str
    name: str
    scenario: str
    version: int
    attempt: str
    "its handle"
    number: int
    "which try of the scenario it is"
    mode: str
    status: str
    started_at: datetime
    submitted_at: datetime | None
    score: float | None
    "null while there is no mark"
    passed: bool | None
    mark: str | None
    "which line of the gradebook counts: grade, regrade, override, given-back"
    gates: list[str]
    criteria: list[Criterion]


class Export(Value):
    """Everything exported: the JSON's shape."""

    scenario: str | None
    "the scenario asked for; null for all"
    school_class: str | None
    "the class asked for; null for all"
    lines: list[Line]


class _Found(NamedTuple):
    row: AttemptRow
    account: AccountRow


def marks(scenario: str | None = None, school_class: str | None = None) -> Export:
    """Return every attempt with its mark, by name, scenario and number.

    Args:
        scenario: only this one's.
        school_class: code of a class: only its members'.

    Raises:
        Problems: no such scenario. Misconfigured: ``unknown.class``.
    """
    name = find(scenario).id if scenario else None
    with reading() as session:
        room = _class(session, school_class) if school_class else None
        codes = _codes(session)
        found = _attempts(session, name, room)
        standing = gradebook.standings(session, [one.row.handle for one in found])
        lines = [
            _line(one, codes.get(one.row.account, []), standing.get(one.row.handle))
            for one in found
        ]
    return Export(scenario=name, school_class=school_class, lines=lines)


def _class(session: Session, code: str) -> int | None:
    rows = {row.code: row.id for row in session.exec(select(ClassRow))}
    if code not in rows:
        raise Misconfigured(
            "unknown.class",
            word=code,
            nearest=nearest(code, list(rows)) or "—",
            choices=", ".join(sorted(rows)) or "—",
        )
    return rows[code]


def _codes(session: Session) -> dict[int, list[str]]:
    """Return account → the codes of its classes, in order."""
    question = (
        select(MemberRow.account, ClassRow.code)
        .join(ClassRow, col(ClassRow.id) == MemberRow.school_class)
        .order_by(ClassRow.code)
    )
    codes: dict[int, list[str]] = {}
    for account, code in session.exec(question):
        codes.setdefault(account, []).append(code)
    return codes


def _attempts(session: Session, scenario: str | None, room: int | None) -> list[_Found]:
    question = (
        select(AttemptRow, AccountRow)
        .join(AccountRow, col(AccountRow.id) == AttemptRow.account)
        .order_by(AccountRow.name, AccountRow.login, AttemptRow.scenario, col(AttemptRow.number))
    )
    if scenario is not None:
        question = question.where(AttemptRow.scenario == scenario)
    if room is not None:
        members = select(MemberRow.account).where(MemberRow.school_class == room)
        question = question.where(col(AttemptRow.account).in_(members))
    return [_Found(row, account) for row, account in session.exec(question)]


def _line(found: _Found, codes: list[str], mark: Standing | None) -> Line:
    row, account = found
    results = mark.report.results if mark else []
    return Line(
        school_class=" ".join(codes),
        login=account.login,
        name=account.name,
        scenario=row.scenario,
        version=row.version,
        attempt=row.handle,
        number=row.number,
        mode=row.mode,
        status=row.status,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        score=mark.score if mark else None,
        passed=mark.passed if mark else None,
        mark=str(mark.entry) if mark else None,
        gates=mark.report.gates if mark else [],
        criteria=[
            Criterion(id=one.id, mark=str(one.mark), points=one.points, possible=one.possible)
            for one in results
        ],
    )


def as_csv(export: Export) -> str:
    """Return the table: a header in both languages, a line an attempt, a column a criterion.

    Texts that a spreadsheet would run are made harmless with an apostrophe; times are Hà Nội's.
    """
    columns = _columns(export.lines)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([*(_heading(name) for name in FACTS), *(_named(one, export) for one in columns)])
    for line in export.lines:
        points = {(line.scenario, one.id): one.points for one in line.criteria}
        table.writerow([*_facts(line), *(points.get(column, "") for column in columns)])
    return BOM + out.getvalue()


def _columns(lines: list[Line]) -> list[tuple[str, str]]:
    """Return every scenario's criteria, in the order in which rubrics name them."""
    return list(dict.fromkeys((line.scenario, one.id) for line in lines for one in line.criteria))


def _heading(name: str) -> str:
    return " / ".join(say(f"export.{name}", language) for language in ("vi", "en"))


def _named(column: tuple[str, str], export: Export) -> str:
    return safe(column[1] if export.scenario else ": ".join(column))


def _facts(line: Line) -> list[str | float]:
    texts = [line.school_class, line.login, line.name, line.scenario, line.attempt]
    said = [_both(f"play_mode.{line.mode}"), _both(f"attempt_status.{line.status}")]
    whole = [_moment(line.started_at), _moment(line.submitted_at)]
    passed = "" if line.passed is None else _both(f"export.{'yes' if line.passed else 'no'}")
    score: str | float = "" if line.score is None else line.score
    mark = _both(f"export.entry.{line.mark}") if line.mark else ""
    gates = safe(" ".join(line.gates))
    return [*map(safe, texts), line.number, *said, *whole, score, passed, mark, gates]


def _both(key: str) -> str:
    return " / ".join(say(key, language) for language in ("vi", "en"))


def _moment(moment: datetime | None) -> str:
    return vietnam(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_json(export: Export) -> str:
    """Return the same as JSON, in the shape of ``Export``."""
    return export.model_dump_json(indent=2) + "\n"
