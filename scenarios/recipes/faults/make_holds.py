"""Makers of holds: on expired files, reaching further than they seem, lifted by the wrong hand."""

from datetime import timedelta
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.rulebook import retention
from sandbox.rulebook.schedules import has_row, row
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_filing import put_in_order
from scenarios.streams import Stream

_MANDATES: Final = (
    ("Công văn số {n}/TTr-NV ngày {day}", "Phục vụ cuộc thanh tra đang tiến hành."),
    ("Công văn số {n}/TA-DS ngày {day}", "Liên quan vụ án dân sự đang được thụ lý."),
    ("Công văn số {n}/CQĐT ngày {day}", "Phục vụ xác minh theo yêu cầu của cơ quan điều tra."),
    ("Thông báo số {n}/TB-TCD ngày {day}", "Liên quan đơn khiếu nại chưa giải quyết xong."),
)
"""Invented orders: number and day, and why."""


def run_out(survey: Survey, file: e.File) -> bool:
    """A file of the current archive whose term has run: nothing else stands in its way."""
    return _free(survey, file) and _due(survey, file) and not file.links


def _free(survey: Survey, file: e.File) -> bool:
    here = file.status is e.FileStatus.CURRENT and has_row(file.table_row)
    return here and row(file.table_row).starts is None and file.ref not in _held(survey)


def _held(survey: Survey) -> set[str]:
    return {ref for hold in survey.shelf.all(e.Hold) for ref in hold.files}


def _due(survey: Survey, file: e.File) -> bool:
    given = retention.is_due(file.end_date, file.maintenance, on=survey.today)
    return given is Verdict.VALID


def place_hold(bed: Bed, file: e.File, stream: Stream) -> e.Hold:
    """Place a hold on a file, some weeks or months ago."""
    at = bed.planter.now - timedelta(days=stream.integer(15, 300), minutes=stream.integer(0, 400))
    order, reason = stream.choice(_MANDATES)
    issued = at - timedelta(days=stream.integer(1, 5))
    return bed.planter.add(
        e.Hold(
            ref=bed.planter.next_ref(e.Hold),
            files=[file.ref],
            mandate=order.format(n=stream.integer(11, 480), day=f"{issued:%d/%m/%Y}"),
            reason=reason,
            placed_by=bed.garden.labelled("archivist"),
            placed_at=at,
        )
    )


def on_expired(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """H01: its term has run, and an order forbids its destruction."""
    place_hold(bed, file, stream)
    _kept(bed, file, "held")
    return file


def _kept(bed: Bed, file: e.File, why: str) -> None:
    bed.garden.untag(file, "due")
    bed.garden.tag(file, why)
    bed.garden.fact(file, decision=e.Decision.KEEP.value, reasons=[why])


def _held_later(survey: Survey, file: e.File) -> list[e.File]:
    """Return files of the same term, not yet due, into which it may reach."""
    return [
        other
        for other in survey.files.values()
        if other.ref != file.ref
        and _free(survey, other)
        and other.maintenance == file.maintenance
        and not _due(survey, other)
        and other.mode is file.mode
    ]


def reaching(survey: Survey, file: e.File) -> bool:
    """An expired file with a document that another file could hold too."""
    documents = survey.contents(file.ref)
    return run_out(survey, file) and len(documents) > 1 and bool(_held_later(survey, file))


def on_shared(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """H02: one of its documents lies in a held file as well; nobody marked this one."""
    other = stream.choice(_held_later(bed.survey, file))
    document = stream.choice(
        [one for one in bed.survey.contents(file.ref) if one.copy_kind is not e.CopyKind.DRAFT]
    )
    put_in_order(bed, other, document)
    place_hold(bed, other, stream)
    _kept(bed, file, "held")
    bed.garden.untag(other, "running")
    bed.garden.tag(other, "held")
    bed.garden.fact(other, decision=e.Decision.KEEP.value, reasons=["held", "running"])
    return file


def holdable(survey: Survey, file: e.File) -> bool:
    """A file of the current archive that nobody has held."""
    return _free(survey, file)


def lifted_wrongly(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Hold:
    """H03: an officer lifted the hold, who may not."""
    hold = place_hold(bed, file, stream)
    officers = [bed.garden.labelled(name) for name in ("officer", "officer2", "officer3")]
    return lift(bed, hold, stream, by=stream.choice(officers))


def lift(bed: Bed, hold: e.Hold, stream: Stream, *, by: str) -> e.Hold:
    """Lift a hold on some later day, on a mandate."""
    span = bed.planter.now - hold.placed_at
    at = hold.placed_at + span * (0.3 + 0.6 * stream.real())
    at = at.replace(microsecond=0)
    mandate = f"Công văn số {stream.integer(11, 480)}/KT ngày {at:%d/%m/%Y}"
    return bed.planter.change(hold, lifted_at=at, lifted_by=by, lift_mandate=mandate)
