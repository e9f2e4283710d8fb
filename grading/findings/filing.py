"""What lies in files: in the right one, in order, with its answer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from base.clock import vietnam
from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import Deadline, Direction, Document, FileStatus

_SLACK: Final = timedelta(days=10)
"""Documents of one week may lie in the order they came or the order they were made."""
_DONE: Final = frozenset(
    {FileStatus.CLOSED, FileStatus.HANDED_OVER, FileStatus.CURRENT, FileStatus.REVIEW}
)
_WEAK_TIES: Final = 2


class _Ties(NamedTuple):
    """How a document hangs together with those in one file: by answers, and by naming."""

    answers: int = 0
    named: int = 0


def misfiled(survey: Survey) -> Iterator[Detection]:
    """F01: everything a document answers, or is answered by, lies in another file."""
    neighbours = _neighbours(survey)
    for document in survey.documents.values():
        files = survey.files_of(document.ref)
        ties = _ties(survey, neighbours[document.ref])
        own = {file.ref for file in files}
        if not files or own & set(ties):
            continue
        if len(ties) == 1:
            ((home, tie),) = ties.items()
            if tie.answers or tie.named >= _WEAK_TIES:
                yield found("filing.misfiled", document, *sorted(own), home, home=home)


def _neighbours(survey: Survey) -> Mapping[str, list[tuple[str, bool]]]:
    """Return ref → (neighbour, whether one answers the other)."""
    found_ties: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for document in survey.documents.values():
        named = [(ref, False) for ref in document.refers_to]
        named += [(ref, True) for ref in (document.reply_to, document.supersedes) if ref]
        for ref, answers in named:
            found_ties[document.ref].append((ref, answers))
            found_ties[ref].append((document.ref, answers))
    return found_ties


def _ties(survey: Survey, neighbours: list[tuple[str, bool]]) -> dict[str, _Ties]:
    ties: dict[str, _Ties] = {}
    for ref, answers in neighbours:
        for file in survey.files_of(ref):
            tie = ties.get(file.ref, _Ties())
            ties[file.ref] = _Ties(tie.answers + answers, tie.named + (not answers))
    return ties


def at_hand(document: Document) -> date | None:
    """Return the day on which the agency had a document: it arrived, or was signed."""
    moment = document.arrival_date or document.signed_at
    return vietnam(moment).date() if moment else document.issued_date


def order(survey: Survey) -> Iterator[Detection]:
    """F10: documents lie out of the order in which the matter went (NĐ 30 Đ29)."""
    for file in survey.files.values():
        if file.status is FileStatus.DESTROYED:
            continue
        dated = [(day, one) for one in survey.contents(file.ref) if (day := at_hand(one))]
        for (before, first), (after, second) in pairwise(dated):
            if before > after + _SLACK:
                yield found("file.out_of_order", file, first.ref, second.ref)
                break


def unanswered(survey: Survey) -> Iterator[Detection]:
    """F11: closed although an answer was due and none was given (NĐ 30 Đ24, Đ29 K4)."""
    answered = {one.reply_to for one in survey.documents.values() if one.reply_to}
    open_ends = {one.about: one for one in survey.shelf.all(Deadline) if one.met_at is None}
    for ref, deadline in open_ends.items():
        document = survey.documents.get(ref)
        if document is None or ref in answered or document.direction is not Direction.INCOMING:
            continue
        for file in survey.files_of(ref):
            if file.status in _DONE and deadline.due < survey.today:
                yield found("file.unanswered", file, ref, asked=ref, due=f"{deadline.due:%d/%m/%Y}")
