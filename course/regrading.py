"""Regrading: stored work judged again; a dry run first, then new lines with author and reason.

Three ways, the cheapest first: ``points`` adds up stored credits under today's weights,
``evidence`` looks again at archives as they were left, ``course.fidelity`` plays logs again.
"""

from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from base.db import reading, writing
from base.errors import Refused
from base.model import Value
from course.classes import teaches_class
from course.closing import after_hints, credited
from course.overrides import SHORTEST_REASON
from course.people import Person, Role
from course.pinned import evidence_of, pinned
from course.tables import AccountRow, AttemptRow
from grading import gradebook
from grading.grade import grade, reweighed
from grading.gradebook import Entry, Standing
from grading.report import Report
from scenarios.exercise import Exercise, find

Policy = Literal["replace", "only-if-higher", "manual"]
"""Write every new mark, only those that rise, or only those of attempts named one by one."""

Way = Literal["evidence", "points"]


class Console(Value):
    """The installation itself: whoever may run its commands may read its database anyway."""

    login: str = "console"
    "who is named as author of what is written"


class Move(Value):
    """One attempt whose mark would change, or changed."""

    attempt: str
    login: str
    name: str
    before: float
    after: float
    passed_before: bool
    passed: bool
    crosses: bool
    "whether it crosses the pass line, in either direction"
    written: bool
    "whether a line was (or, in a dry run, would be) written"


class Regrade(Value):
    """What a regrade did, or would do."""

    scenario: str
    way: Way
    policy: Policy
    dry_run: bool
    attempts: int
    "submitted ones"
    human: int
    "with a human mark: never regraded"
    moves: list[Move]
    written: int
    "lines appended; 0 in a dry run"


class _Proposal(Value):
    """A new report for an attempt, against the mark that stands."""

    move: Move
    standing: Standing
    report: Report


def regrade(
    scenario: str,
    *,
    by: Person | Console,
    at: datetime,
    dry_run: bool,
    policy: Policy = "replace",
    way: Way = "evidence",
    chosen: list[str] | None = None,
    school_class: int | None = None,
    reason: str = "",
    exercise: Exercise | None = None,
) -> Regrade:
    """Judge every submitted attempt of a scenario again.

    Args:
        scenario: its id; the installed content judges, whatever the attempts pinned.
        by: who asks for it: teaches ``school_class``, or is an administrator, or the console.
        at: wall time of the new lines.
        dry_run: say who would move and who crosses the pass line, and write nothing at all.
        policy: ``replace``; ``only-if-higher``; ``manual``: only the attempts in ``chosen``.
        way: ``evidence``, or ``points`` where only weights, gates or the pass mark changed.
        chosen: handles, for ``manual``.
        school_class: only attempts made in this class; an instructor must name one of theirs.
        reason: why; kept with every line.
        exercise: judge by this content instead of the installed one (a trial before release).

    Raises:
        Refused: ``regrade.not_yours`` for anybody who does not teach the class, a dry run
            included: it names people and marks; ``regrade.no_reason`` when lines would be written
            without author or reason; ``override.no_reason`` for a person's that is too short.
        Misconfigured: ``rubric.other_criteria`` for ``points`` under other criteria.
    """
    with reading() as session:
        _may_regrade(session, by, school_class)
    if not dry_run:
        _must_say_why(by, reason)
    judge = exercise or find(scenario)
    with reading() as session:
        rows = submitted(session, scenario, school_class)
        handles = [row.handle for row, _ in rows]
        marks = gradebook.standings(session, handles)
        shown = _shown_to(session, scenario)
        proposals = [
            found
            for row, account in rows
            if (mark := marks.get(row.handle)) is not None and mark.entry is not Entry.OVERRIDE
            if (found := _proposed(session, row, account, mark, judge, way, shown)) is not None
        ]
    wanted = [_wanted(one, policy, chosen or []) for one in proposals]
    if not dry_run:
        wanted = _write(wanted, judge, at=at, author=by.login.strip(), reason=reason.strip())
    return Regrade(
        scenario=scenario,
        way=way,
        policy=policy,
        dry_run=dry_run,
        attempts=len(rows),
        human=sum(mark.entry is Entry.OVERRIDE for mark in marks.values()),
        moves=[one.move for one in wanted],
        written=0 if dry_run else sum(one.move.written for one in wanted),
    )


def _may_regrade(session: Session, by: Person | Console, school_class: int | None) -> None:
    """Refuse whoever does not teach the class; every class is an administrator's alone."""
    if isinstance(by, Console) or by.role is Role.ADMIN:
        return
    if school_class is None or not teaches_class(session, by, school_class):
        raise Refused("regrade.not_yours")


def _must_say_why(by: Person | Console, reason: str) -> None:
    """Refuse a mark nobody could understand later; the trainee reads a person's reason."""
    if not (by.login.strip() and reason.strip()):
        raise Refused("regrade.no_reason")
    if isinstance(by, Person) and len(reason.strip()) < SHORTEST_REASON:
        raise Refused("override.no_reason", least=SHORTEST_REASON)


def submitted(
    session: Session, scenario: str, school_class: int | None = None
) -> list[tuple[AttemptRow, AccountRow]]:
    """Return submitted attempts of a scenario with whose they are, oldest first."""
    question = (
        select(AttemptRow, AccountRow)
        .join(AccountRow, col(AccountRow.id) == AttemptRow.account)
        .where(AttemptRow.scenario == scenario, AttemptRow.status == "submitted")
        .order_by(col(AttemptRow.id))
    )
    if school_class is not None:
        question = question.where(AttemptRow.school_class == school_class)
    return list(session.exec(question))


def again(session: Session, handle: str, mark: Standing, judge: Exercise, way: Way) -> Report:
    """Return an attempt's report under another rubric."""
    rubric = judge.scenario.rubric
    if way == "points":
        return reweighed(mark.report, rubric)
    return grade(evidence_of(session, pinned(session, handle)), rubric)


def _proposed(
    session: Session,
    row: AttemptRow,
    account: AccountRow,
    mark: Standing,
    judge: Exercise,
    way: Way,
    shown: set[int],
) -> _Proposal | None:
    """Return the move of an attempt, or None when nothing changes for its owner."""
    report = again(session, row.handle, mark, judge, way)
    if row.account in shown:
        credit = credited(session, row, judge, report)
    else:
        credit = after_hints(row, judge, report)
    if (credit.score, credit.passed) == (mark.score, mark.passed):
        return None
    move = Move(
        attempt=row.handle,
        login=account.login,
        name=account.name,
        before=mark.score,
        after=credit.score,
        passed_before=mark.passed,
        passed=credit.passed,
        crosses=mark.passed != credit.passed,
        written=False,
    )
    return _Proposal(move=move, standing=mark, report=report)


def _shown_to(session: Session, scenario: str) -> set[int]:
    """Return the accounts that have opened any solution of a scenario: few, asked for once."""
    opened = select(AttemptRow.account).where(
        AttemptRow.scenario == scenario, col(AttemptRow.revealed_at).is_not(None)
    )
    return set(session.exec(opened))


def _wanted(one: _Proposal, policy: Policy, chosen: list[str]) -> _Proposal:
    move = one.move
    yes = {
        "replace": True,
        "only-if-higher": move.after > move.before and move.passed >= move.passed_before,
        "manual": move.attempt in chosen,
    }[policy] and not one.report.broken
    return one.model_copy(update={"move": move.model_copy(update={"written": yes})})


def _write(
    proposals: list[_Proposal], judge: Exercise, *, at: datetime, author: str, reason: str
) -> list[_Proposal]:
    """Append the lines in one transaction; a mark that moved meanwhile is left alone."""
    wanted = [one for one in proposals if one.move.written]
    with writing() as session:
        now = gradebook.current_lines(session, [one.move.attempt for one in wanted])
        before = {one.move.attempt: one.standing.line for one in wanted}
        stale = {name for name, line in now.items() if line != before[name]}
        why = {"entry": Entry.REGRADE, "rubric": judge.digest, "at": at,
               "author": author, "reason": reason}  # fmt: skip
        gradebook.write_all(
            session,
            (
                (m.attempt, one.report, {**why, "score": m.after, "passed": m.passed})
                for one in wanted
                if (m := one.move).attempt not in stale
            ),
        )
    return [_wanted(one, "manual", []) if one.move.attempt in stale else one for one in proposals]
