"""Makers of disposal cases that went wrong: order, council, persons, days, papers."""

from datetime import date, timedelta
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.authority_register import posts_on
from sandbox.rulebook import retention
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.cases import Winter, completed, council_of, winter
from scenarios.recipes.faults.kinds import Days, Details
from scenarios.recipes.faults.make_holds import run_out
from scenarios.streams import Stream

_MOST: Final = 3
_FEBRUARY: Final = 45
"""Days after New Year by which a case of the winter is over."""


def _long_due(survey: Survey, file: e.File) -> bool:
    """Whether a file had run out before last winter, when a case could take it."""
    last_year = date(survey.today.year - 1, 10, 1)
    due = retention.is_due(file.end_date, file.maintenance, on=last_year)
    alone = all(len(survey.files_of(one.ref)) == 1 for one in survey.contents(file.ref))
    return run_out(survey, file) and due is Verdict.VALID and alone


def destroyable(survey: Survey, file: e.File) -> bool:
    """A file that a case of last winter could have destroyed, with nothing depending on it."""
    if (survey.today - date(survey.today.year, 1, 1)).days < _FEBRUARY:
        return False
    return _long_due(survey, file) and not _named_elsewhere(survey, file)


def _named_elsewhere(survey: Survey, file: e.File) -> bool:
    refs = {one.ref for one in survey.contents(file.ref)}
    return any(file.ref in other.links for other in survey.files.values()) or any(
        {*other.refers_to, other.reply_to} & refs
        for other in survey.documents.values()
        if other.ref not in refs
    )


def _with_others(bed: Bed, file: e.File, stream: Stream) -> list[e.File]:
    """Return the file and some more that go with it, in random order."""
    taken = {ref for case in bed.survey.disposals for ref in case.files}
    special = {one.ref for one in bed.garden.faults()} | set(bed.garden.truth().labels.values())
    others = [
        other
        for other in bed.survey.files.values()
        if other.ref not in taken | special | {file.ref} and destroyable(bed.survey, other)
    ]
    keep = max(0, len(others) - 2)
    some = stream.sample(others, min(_MOST - 1, keep))
    return stream.shuffled([file, *some])


def _case(
    bed: Bed, file: e.File, stream: Stream, *, late: int = 0, **changed: object
) -> e.Disposal:
    files = _with_others(bed, file, stream)
    return completed(bed, files, stream, _steps(bed, stream, late=late), **changed)


def _steps(bed: Bed, stream: Stream, *, late: int = 0) -> Winter:
    steps = winter(bed, stream.branch("winter"), late=late)
    assert steps is not None  # noqa: S101 - ``destroyable`` asked
    return steps


def too_soon(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Disposal:
    """H04: destroyed before the council had met."""
    steps = _steps(bed, stream)
    return completed(
        bed,
        _with_others(bed, file, stream),
        stream,
        steps,
        council_at=steps.destroyed + timedelta(days=stream.integer(1, 9)),
    )


def council_without_owner(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Disposal:
    """H05: nobody of the unit whose records they are sat on the council."""
    files = _with_others(bed, file, stream)
    steps = _steps(bed, stream)
    day = steps.council.date()
    unit = bed.post(file.creator).unit
    seats = [ref for ref in council_of(bed, files, day) if bed.post(ref).unit != unit]
    votes = {ref: {"vote": "approve", "reason": ""} for ref in seats}
    return completed(bed, files, stream, steps, council=seats, votes=votes)


def of_a_unit(survey: Survey, file: e.File) -> bool:
    """A destroyable file made by a unit that still stands."""
    post = survey.posts.get(file.creator)
    if post is None or post.unit is None or not destroyable(survey, file):
        return False
    return any(one.unit == post.unit for one in posts_on(survey.shelf, survey.today))


def decider_acts(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Disposal:
    """H06: whoever signed the decision also carried it out."""
    case = _case(bed, file, stream)
    return bed.planter.change(case, destroyed_by=case.decided_by)


def too_late(bed: Bed, file: e.File, stream: Stream, told: Days) -> e.Disposal:
    """H07: destroyed when the fifteen days were over."""
    return _case(bed, file, stream, late=told.days or stream.integer(17, 28))


def copy_left(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """H08: a copy of one record survived on a medium nobody thought of."""
    parts = [part for one in bed.survey.contents(file.ref) for part in bed.survey.parts_of(one.ref)]
    copies = [(part, copy) for part in parts for copy in bed.survey.copies_of(part.ref)]
    _, copy = stream.choice(copies)
    _case(bed, file, stream)
    bed.planter.add(copy.model_copy(update={"medium": stream.choice(("backup", "removable"))}))
    return bed.planter.get(e.File, file.ref)


def copied(survey: Survey, file: e.File) -> bool:
    """A destroyable file of whose records copies are stored."""
    return destroyable(survey, file) and any(
        survey.copies_of(part.ref)
        for one in survey.contents(file.ref)
        for part in survey.parts_of(one.ref)
    )


def paper_missing(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Disposal:
    """H09: the dossier is called complete and has no minutes, or no explanation."""
    if stream.chance(0.5):
        return _case(bed, file, stream, minutes=None)
    return _case(bed, file, stream, explanation="")


def no_stub(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """H11: nothing says any more that this file ever was."""
    _case(bed, file, stream)
    for stub in bed.planter.all(e.Stub, file_code=file.file_code):
        bed.planter.remove(stub)
    return bed.planter.get(e.File, file.ref)


def listed_linked(survey: Survey, file: e.File) -> bool:
    """An expired file on which a longer file may rest."""
    return run_out(survey, file) and bool(_lasting(survey, file))


def _lasting(survey: Survey, file: e.File) -> list[e.File]:
    return [
        other
        for other in survey.files.values()
        if other.ref != file.ref
        and other.status is e.FileStatus.CURRENT
        and other.maintenance == retention.PERMANENT
    ]


def linked(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """H10: an open list has a file on which a permanent one rests."""
    other = stream.choice(_lasting(bed.survey, file))
    changed = bed.planter.change(file, links=[other.ref])
    _listed(bed, changed, stream)
    bed.garden.untag(file, "due")
    bed.garden.tag(file, "linked")
    bed.garden.fact(file, decision=e.Decision.KEEP.value, reasons=["linked"])
    return bed.planter.get(e.File, file.ref)


def _listed(bed: Bed, file: e.File, stream: Stream) -> e.Disposal:
    """Put a file on a list that was proposed some days ago, with one or two that may be there."""
    special = {one.ref for one in bed.garden.faults()} | set(bed.garden.truth().labels.values())
    others = [
        one
        for one in bed.survey.files.values()
        if one.ref != file.ref and one.ref not in special and run_out(bed.survey, one)
    ]
    some = stream.sample(others, min(2, max(0, len(others) - 2)))
    refs = sorted([file.ref, *(one.ref for one in some)])
    for ref in refs:
        bed.planter.change(bed.planter.get(e.File, ref), status=e.FileStatus.REVIEW)
    return bed.planter.add(
        e.Disposal(
            ref=bed.planter.next_ref(e.Disposal),
            status=e.DisposalStatus.PROPOSED,
            files=refs,
            reasons=dict.fromkeys(refs, "expired"),
            explanation="Các hồ sơ đã hết thời hạn lưu trữ theo Bảng thời hạn lưu trữ của cơ quan.",
            proposed_by=bed.garden.labelled("archivist"),
            proposed_at=bed.planter.now - timedelta(days=stream.integer(2, 12), hours=2),
        )
    )


def running(survey: Survey, file: e.File) -> bool:
    """A file of the current archive whose term still runs, in years."""
    given = file.maintenance is not None and retention.years(file.maintenance) is not None
    due = retention.is_due(file.end_date, file.maintenance, on=survey.today)
    held = {ref for hold in survey.shelf.all(e.Hold) if hold.in_force for ref in hold.files}
    here = file.status is e.FileStatus.CURRENT and file.ref not in held
    return here and given and due is Verdict.INVALID and not file.links


def listed_early(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F08: an open list says of a file that its term has run; it has not."""
    _listed(bed, file, stream)
    return bed.planter.get(e.File, file.ref)


def appraised_early(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F08: somebody appraised a file as expired, a year or more too soon."""
    bed.planter.add(
        e.Appraisal(
            ref=bed.planter.next_ref(e.Appraisal),
            file=file.ref,
            decision=e.Decision.DESTROY,
            reason="expired",
            by=bed.garden.labelled("archivist"),
            decided_at=bed.planter.now - timedelta(days=stream.integer(2, 60), hours=3),
        )
    )
    return file
