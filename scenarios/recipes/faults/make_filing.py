"""Makers of disorder inside files: misfiled documents, shuffled order, questions left open."""

from datetime import timedelta
from typing import Final

from grading.findings.filing import at_hand, misfiled
from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.rulebook import calendar
from scenarios.recipes.faults.bed import Bed, day_of
from scenarios.recipes.faults.kinds import Details
from scenarios.streams import Stream

_LEAST: Final = 3
_DONE: Final = frozenset({e.FileStatus.CLOSED, e.FileStatus.HANDED_OVER, e.FileStatus.CURRENT})
_HERE: Final = _DONE | {e.FileStatus.OPEN, e.FileStatus.RETURNED}
_WEAK_TIES: Final = 2
_ABOUT: Final = timedelta(days=150)
"""So long before its first document a file may already have lain on the desk."""


def put_in_order(bed: Bed, file: e.File, document: e.Document) -> None:
    """File a document where its day says."""
    day = at_hand(document)
    ordinal = 1
    for filing in bed.planter.all(e.Filing, file=file.ref):
        other = at_hand(bed.planter.get(e.Document, filing.document))
        if day and other and other <= day:
            ordinal = max(ordinal, filing.ordinal + 1)
    bed.insert(file.ref, document, ordinal)


def _bound(survey: Survey, document: e.Document) -> bool:
    """Whether a document hangs together with its file: an answer, or two namings."""
    files = survey.files_of(document.ref)
    if len(files) != 1 or files[0].status not in _HERE:
        return False
    mates = survey.contents(files[0].ref)
    if len(mates) < _LEAST:
        return False
    answers = [one for one in mates if one.reply_to == document.ref or document.reply_to == one.ref]
    named = [one for one in mates if one.ref in document.refers_to or document.ref in one.refers_to]
    return bool(answers) or len(named) >= _WEAK_TIES


def _others(survey: Survey, document: e.Document) -> list[e.File]:
    """Return files of other matters that were worked on at about that time."""
    day, (home,) = document.issued_date, survey.files_of(document.ref)
    if day is None:
        return []
    return [
        file
        for file in survey.files.values()
        if file.ref != home.ref
        and file.status in _HERE
        and file.start_date
        and file.end_date
        and file.start_date - _ABOUT <= day <= file.end_date
        and document.mode.value <= file.mode.value
    ]


def movable(survey: Survey, document: e.Document) -> bool:
    """A document bound to its matter, with somewhere to go.

    Its neighbours keep their own ties, so that it alone is out of place.
    """
    if document.code_number is None or not _bound(survey, document):
        return False
    (home,) = survey.files_of(document.ref)
    return bool(_others(survey, document)) and _alone(survey, document, home)


def _alone(survey: Survey, document: e.Document, home: e.File) -> bool:
    """Whether every mate of a document has a tie to some other mate."""
    mates = [one for one in survey.contents(home.ref) if one.ref != document.ref]
    tied = {
        ref
        for one in mates
        for ref in (one.reply_to, *one.refers_to)
        if ref and ref != document.ref
    }
    tied |= {one.ref for one in mates if {one.reply_to, *one.refers_to} & {m.ref for m in mates}}
    needs = {
        one.ref
        for one in mates
        if document.ref in {one.reply_to, *one.refers_to}
        or one.ref in {document.reply_to, *document.refers_to}
    }
    return needs <= tied


def into_wrong_file(
    bed: Bed, document: e.Document, stream: Stream, _details: Details
) -> e.Document:
    """F01: it was put into the file of another matter."""
    survey = bed.survey
    (filing,) = bed.planter.all(e.Filing, document=document.ref)
    others = _others(survey, document)
    strange = [one for one in others if one.heading != survey.files[filing.file].heading]
    target = stream.choice(strange or others)
    bed.take_out(filing)
    put_in_order(bed, target, document)
    bed.garden.fact(document, file=filing.file)
    return document


def found_there(bed: Bed, document: e.Document) -> bool:
    """Whether a survey of the world as it is now finds the document misfiled."""
    return any(one.ref == document.ref for one in misfiled(Survey(bed.planter)))


def orderly(survey: Survey, file: e.File) -> bool:
    """A file whose first and last documents lie weeks apart."""
    days = [day for one in survey.contents(file.ref) if (day := at_hand(one))]
    long = len(days) >= _LEAST and days[-1] - days[0] > timedelta(days=25)
    return file.status in _HERE and long


def out_of_order(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F10: somebody dropped the file; a late document lies before an early one."""
    filings = sorted(bed.planter.all(e.Filing, file=file.ref), key=lambda one: one.ordinal)
    days = [at_hand(bed.planter.get(e.Document, one.document)) for one in filings]
    pairs = [
        (first, last)
        for first, before in enumerate(days)
        for last, after in enumerate(days)
        if before and after and last > first and after - before > timedelta(days=20)
    ]
    first, last = stream.choice(pairs)
    one, other = filings[first], filings[last]
    bed.planter.change(one, ordinal=other.ordinal)
    bed.planter.change(other, ordinal=one.ordinal)
    return bed.planter.get(e.File, file.ref)


def asking(survey: Survey, file: e.File) -> bool:
    """A file that is done with, in which somebody's letter has no answer."""
    return file.status in _DONE and bool(_open_letters(survey, file))


def _open_letters(survey: Survey, file: e.File) -> list[e.Document]:
    answered = {one.reply_to for one in survey.documents.values()}
    deadlines = {one.about for one in survey.shelf.all(e.Deadline)}
    return [
        one
        for one in survey.contents(file.ref)
        if one.direction is e.Direction.INCOMING
        and one.arrival_date is not None
        and one.ref not in answered | deadlines
        and len(survey.files_of(one.ref)) == 1
        and one.code_number is not None
        and one.copy_kind is not e.CopyKind.DRAFT
    ]


def unanswered(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F11: an answer was due on a day, none was given, and the file was closed."""
    letter = stream.choice(_open_letters(bed.survey, file))
    assert letter.arrival_date is not None  # noqa: S101 - chosen so
    arrived = day_of(letter.arrival_date)
    due = calendar.add_working_days(arrived, stream.integer(7, 20)).day or arrived + timedelta(21)
    bed.planter.add(
        e.Deadline(
            ref=bed.planter.next_ref(e.Deadline),
            about=letter.ref,
            due=min(due, bed.today - timedelta(days=1)),
            rule="rule/nd30.d24",
        )
    )
    return file
