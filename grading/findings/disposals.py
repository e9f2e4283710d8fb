"""Disposal cases (hồ sơ hủy): what may be listed, in which order, by whom, what is left."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from base.clock import vietnam
from grading.findings.detection import Detection, found, term_said
from grading.findings.survey import Survey
from sandbox.authority_register import posts_on
from sandbox.entities import (
    Component,
    Disposal,
    DisposalStatus,
    File,
    FileStatus,
    Filing,
    Organisation,
    StoredCopy,
    Stub,
)
from sandbox.rulebook import retention
from sandbox.verdicts import Verdict

_LAST_DAY: Final = 15
"""Days between decision and destruction (TT 06/2025; agency regulation, article 46)."""


def not_due(survey: Survey) -> Iterator[Detection]:
    """F08: listed as expired while its term still runs: never before 01/01 of year Y+N+1."""
    for case in survey.disposals:
        day = vietnam(case.proposed_at).date()
        for file in _listed(survey, case):
            if case.reasons.get(file.ref) == "expired" and not _due(file, day):
                yield found("disposal.not_due", file, case.ref, term=term_said(file.maintenance))


def _listed(survey: Survey, case: Disposal) -> list[File]:
    return [survey.files[ref] for ref in case.files if ref in survey.files]


def _due(file: File, day: date) -> bool:
    return retention.is_due(file.end_date, file.maintenance, on=day) is Verdict.VALID


def linked(survey: Survey) -> Iterator[Detection]:
    """H10: listed while a file that is kept longer depends on it (Luật 33/2024 Đ36 K4)."""
    for case in survey.disposals:
        for file in _listed(survey, case):
            keeps = [one for ref in file.links if (one := _kept(survey, ref, case))]
            if keeps:
                yield found("disposal.linked", file, case.ref, keeps[0].ref, other=keeps[0].ref)


def _kept(survey: Survey, ref: str, case: Disposal) -> File | None:
    other = survey.files.get(ref)
    gone = other is None or other.status is FileStatus.DESTROYED or ref in case.files
    return None if gone else other


def order(survey: Survey) -> Iterator[Detection]:
    """H04: destroyed before council, opinion or decision (Luật 33/2024 Đ16)."""
    own = survey.shelf.all(Organisation, own=True)
    asked = bool(own) and own[0].must_submit
    for case in survey.disposals:
        steps: list[datetime | None] = [case.council_at]
        steps += [case.opinion_at] if asked else []
        steps += [case.decided_at]
        if case.destroyed_at is not None and not _in_turn([*steps, case.destroyed_at]):
            yield found("disposal.order", case)


def _in_turn(moments: list[datetime | None]) -> bool:
    known = [moment for moment in moments if moment is not None]
    return len(known) == len(moments) and known == sorted(known)


def council(survey: Survey) -> Iterator[Detection]:
    """H05: the unit that made the records does not sit on the council, or too few voted.

    A unit that had been dissolved by then cannot sit there.
    """
    for case in survey.disposals:
        if case.council_at is None:
            continue
        units = {_unit(survey, ref) for ref in case.council}
        there = {post.unit for post in posts_on(survey.shelf, vietnam(case.council_at).date())}
        makers = {_unit(survey, file.creator) for file in _listed(survey, case)}
        owners = (makers & there) - {None}
        if 2 * len(case.votes) <= len(case.council):
            yield found("disposal.quorum", case, votes=len(case.votes), seats=len(case.council))
        elif not owners <= units:
            yield found("disposal.council", case)


def _unit(survey: Survey, post: str) -> str | None:
    held = survey.posts.get(post)
    return held.unit if held else None


def same_person(survey: Survey) -> Iterator[Detection]:
    """H06: whoever decided also carried it out; two persons are needed, whatever their posts."""
    for case in survey.disposals:
        deciding = survey.posts.get(case.decided_by or "")
        acting = survey.posts.get(case.destroyed_by or "")
        if deciding and acting and deciding.person == acting.person:
            yield found("disposal.same_person", case, deciding.ref, title=deciding.title)


def late(survey: Survey) -> Iterator[Detection]:
    """H07: destroyed more than fifteen days after the decision."""
    for case in survey.disposals:
        if case.decided_at is None or case.destroyed_at is None:
            continue
        days = (vietnam(case.destroyed_at).date() - vietnam(case.decided_at).date()).days
        if days > _LAST_DAY:
            yield found("disposal.late", case, days=days, most=_LAST_DAY)


def left_over(survey: Survey) -> Iterator[Detection]:
    """H08: a copy of a destroyed record is still there, on some medium."""
    for case in survey.disposals:
        for file in _destroyed(survey, case):
            documents = {one.document for one in survey.shelf.all(Filing, file=file.ref)}
            parts = {one.ref for one in survey.shelf.all(Component, document=documents)}
            copies = survey.shelf.all(StoredCopy, component=parts)
            if copies:
                medium = f"@choice.medium.{copies[0].medium}"
                yield found("disposal.copy_left", file, case.ref, copies[0].ref, medium=medium)


def _destroyed(survey: Survey, case: Disposal) -> list[File]:
    refs = case.destroyed_files
    return [survey.files[ref] for ref in refs if ref in survey.files]


def dossier(survey: Survey) -> Iterator[Detection]:
    """H09: the case is called complete and lacks its explanation, decision or minutes."""
    for case in survey.disposals:
        papers = {
            "explanation": case.explanation,
            "decision": case.decision,
            "minutes": case.minutes,
        }
        lacking = [name for name, paper in papers.items() if not paper]
        if case.status is DisposalStatus.COMPLETED and lacking:
            yield found("disposal.paper_missing", case, paper=f"@finding.paper.{lacking[0]}")


def stubs(survey: Survey) -> Iterator[Detection]:
    """H11: a destroyed file left no stub behind."""
    codes = {stub.file_code for stub in survey.shelf.all(Stub)}
    for case in survey.disposals:
        for file in _destroyed(survey, case):
            if file.file_code not in codes:
                yield found("disposal.no_stub", file, case.ref, code=file.file_code)
