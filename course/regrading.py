"""Regrading: the same evidence under today's rubric; a dry run first, then lines with a reason."""

from datetime import datetime
from typing import Any, Literal  # JSON for others' scripts

from sqlmodel import Session, select

from base.db import reading, writing
from course.pinned import Pinned, evidence_of, pinned
from course.tables import AttemptRow
from grading import gradebook
from grading.grade import grade
from grading.gradebook import Entry, Standing
from grading.report import Report
from scenarios.exercise import Exercise, find

Policy = Literal["replace", "only-if-higher"]


def regrade(
    scenario: str,
    *,
    at: datetime,
    dry_run: bool,
    policy: Policy = "replace",
    author: str = "",
    reason: str = "",
) -> dict[str, Any]:
    """Grade every submitted attempt of a scenario again.

    Args:
        scenario: its id; the installed content judges, whatever the attempts pinned.
        at: wall time of the new lines.
        dry_run: say who would move and write nothing at all.
        policy: ``replace``, or write only where the mark rises.
        author: who asked for it.
        reason: why; kept with every line.

    Returns:
        ``{scenario, attempts, moves[{attempt, before, after, crosses}], written}``.
    """
    exercise = find(scenario)
    moves: list[dict[str, Any]] = []
    written = 0
    handles = submitted(scenario)
    for handle in handles:
        with reading() as session:
            kept, before = pinned(session, handle), gradebook.standing(session, handle)
            report = again(session, kept, exercise)
        if before is None or before.entry is Entry.OVERRIDE:
            continue
        if report.score == before.report.score and report.passed == before.report.passed:
            continue
        moves.append(_move(handle, before, report))
        if not dry_run and (policy == "replace" or report.score > before.report.score):
            with writing() as session:
                _write(session, handle, before, report, exercise, at, author, reason)
            written += 1
    return {
        "scenario": scenario,
        "attempts": len(handles),
        "moves": moves,
        "written": written,
        "dry_run": dry_run,
        "policy": policy,
    }


def submitted(scenario: str) -> list[str]:
    """Return the handles of submitted attempts, oldest first."""
    with reading() as session:
        question = (
            select(AttemptRow.handle)
            .where(AttemptRow.scenario == scenario, AttemptRow.status == "submitted")
            .order_by("id")
        )
        return list(session.exec(question))


def again(session: Session, kept: Pinned, exercise: Exercise) -> Report:
    """Grade an attempt's stored evidence by a scenario's rubric as it is today."""
    return grade(evidence_of(session, kept), exercise.scenario.rubric)


def _move(handle: str, before: Standing, report: Report) -> dict[str, Any]:
    return {
        "attempt": handle,
        "before": before.report.score,
        "after": report.score,
        "crosses": before.report.passed != report.passed,
        "passed": report.passed,
    }


def _write(
    session: Session,
    handle: str,
    before: Standing,
    report: Report,
    exercise: Exercise,
    at: datetime,
    author: str,
    reason: str,
) -> None:
    paid = before.report.score - before.score
    score = max(0.0, round(report.score - paid, 2))
    gradebook.write(
        session,
        handle,
        report,
        entry=Entry.REGRADE,
        rubric=exercise.digest,
        at=at,
        score=score,
        passed=report.passed and score >= report.pass_mark,
        author=author,
        reason=reason or f"v{exercise.scenario.version}",
    )
