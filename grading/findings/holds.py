"""Holds (đình chỉ hủy): what they cover, directly and through shared documents; who lifts them."""

from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import File, FileStatus, Hold, Role
from sandbox.rulebook import retention
from sandbox.verdicts import Verdict

_HERE: Final = frozenset({FileStatus.CURRENT, FileStatus.REVIEW})
_MAY_LIFT: Final = frozenset({Role.LEADER, Role.ARCHIVIST})


def _run_out(survey: Survey, file: File) -> bool:
    due = retention.is_due(file.end_date, file.maintenance, on=survey.today)
    return file.status in _HERE and due is Verdict.VALID


def held(survey: Survey) -> Iterator[Detection]:
    """H01: the term has run, and a hold in force stands in the way of destruction."""
    for hold in survey.shelf.all(Hold):
        if not hold.in_force:
            continue
        for ref in hold.files:
            file = survey.files.get(ref)
            if file is not None and _run_out(survey, file):
                yield found("hold.expired_held", file, hold.ref, mandate=hold.mandate)


def shared(survey: Survey) -> Iterator[Detection]:
    """H02: a file whose term has run shares a document with one that is held."""
    under = {ref for hold in survey.shelf.all(Hold) if hold.in_force for ref in hold.files}
    for file in survey.files.values():
        if not under or file.ref in under or not _run_out(survey, file):
            continue
        for document in survey.contents(file.ref):
            others = [one.ref for one in survey.files_of(document.ref) if one.ref in under]
            if others:
                facts = {"document": document.ref, "held": others[0]}
                yield found("hold.shared_document", file, document.ref, *others, **facts)
                break


def lifted(survey: Survey) -> Iterator[Detection]:
    """H03: lifted by somebody who may not, or on no mandate."""
    for hold in survey.shelf.all(Hold):
        if hold.in_force:
            continue
        post = survey.posts.get(hold.lifted_by or "")
        if post is None or post.role not in _MAY_LIFT or not hold.lift_mandate:
            yield found("hold.lifted_wrongly", hold, title=post.title if post else "—")
