"""A disposal case (hồ sơ hủy) of last winter, lawful from the list to the minutes."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple  # fields of a case

from base.clock import VIETNAM, vietnam
from sandbox import entities as e
from sandbox.authority_register import posts_on
from sandbox.rulebook import calendar
from scenarios.recipes.authority import signer_on
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.case_papers import OF_HEADS, decision_paper, minutes_paper
from scenarios.streams import Stream

_SEATS: Final = 4
_EXPLAINED: Final = (
    "Các hồ sơ đã hết thời hạn lưu trữ theo Bảng thời hạn lưu trữ của cơ quan, không thuộc diện "
    "đình chỉ hủy, không liên quan hồ sơ khác đang lưu."
)


class Winter(NamedTuple):
    """When the steps of a case were done; all of them before the exercise begins."""

    proposed: datetime
    council: datetime
    opinion: datetime
    decided: datetime
    destroyed: datetime
    minutes: datetime


def winter(bed: Bed, stream: Stream, *, late: int = 0) -> Winter | None:
    """Return the steps of a case around the turn of the year; None when it is too early for them.

    The decision is the agency's last document of the old year, so that its number ends a series.
    """
    year = bed.today.year - 1
    end = calendar.add_working_days(date(year, 12, 27), stream.integer(0, 2)).day
    if end is None or end.year != year:
        end = date(year, 12, 30)
    end = max(end, _last_day(bed, year))
    destroyed = end + timedelta(days=late or stream.integer(5, 13))
    if destroyed + timedelta(days=3) >= bed.today:
        return None
    hours = [stream.integer(8, 16) for _ in range(6)]
    days = (
        end - timedelta(days=stream.integer(40, 50)),
        end - timedelta(days=stream.integer(24, 30)),
        end - timedelta(days=stream.integer(5, 10)),
        end,
        destroyed,
        destroyed + timedelta(days=1),
    )
    return Winter(*(_at(day, hour) for day, hour in zip(days, hours, strict=True)))


def _last_day(bed: Bed, year: int) -> date:
    """Return the day of the last line in a year's outgoing register."""
    lines = bed.planter.all(e.RegisterEntry, book=e.Register.OUTGOING, year=year)
    return max((vietnam(one.entered_at).date() for one in lines), default=date(year, 1, 1))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 10), VIETNAM)


def council_of(bed: Bed, files: list[e.File], day: date) -> list[str]:
    """Return who sits on a council: a leader, the archivist, each unit whose records they are."""
    own = bed.garden.own()
    there = posts_on(bed.planter, day, organisation=own.ref)
    leaders = [one for one in there if one.role is e.Role.LEADER]
    units = {bed.post(file.creator).unit for file in files} - {None}
    seats = [one for one in leaders if one.unit in units]
    seats += [one for one in leaders if one.unit is None and not one.head][:1]
    seats += [one for one in there if one.role is e.Role.ARCHIVIST][:1]
    seats += [one for one in leaders if one not in seats and not one.head]
    owners = {one.unit for one in seats}
    missing = {one.unit: one for one in reversed(there) if one.unit in units - owners}
    seats = [*missing.values(), *seats]
    return sorted({one.ref for one in seats[: max(_SEATS, len(units) + 2)]})


def completed(
    bed: Bed,
    files: list[e.File],
    stream: Stream,
    steps: Winter,
    **changed: Any,  # noqa: ANN401
) -> e.Disposal:
    """Plant a case that has been carried out, its papers signed, its files destroyed.

    Args:
        bed: where.
        files: what was destroyed; due at the time.
        stream: draws.
        steps: when.
        changed: fields of the case that the fault has otherwise.
    """
    own = bed.garden.own()
    day = steps.decided.astimezone(VIETNAM).date()
    head = signer_on(bed.planter, own, "QĐ", day, stream=stream, forms=OF_HEADS).post
    council = council_of(bed, files, steps.council.astimezone(VIETNAM).date())
    refs = sorted(file.ref for file in files)
    archivist = bed.garden.labelled("archivist")
    facts: dict[str, Any] = {
        "status": e.DisposalStatus.COMPLETED,
        "files": refs,
        "reasons": dict.fromkeys(refs, "expired"),
        "explanation": _EXPLAINED,
        "proposed_by": archivist,
        "proposed_at": steps.proposed,
        "council": council,
        "votes": {post: {"vote": "approve", "reason": ""} for post in council},
        "council_decision": "approve",
        "council_files": refs,
        "council_at": steps.council,
        "opinion": f"Công văn số {stream.integer(20, 90)}/LTLS" if own.must_submit else "",
        "opinion_asked_at": steps.council + timedelta(days=2) if own.must_submit else None,
        "opinion_at": steps.opinion if own.must_submit else None,
        "decided_by": head.ref,
        "decided_at": steps.decided,
        "decided_files": refs,
        "destroyed_by": archivist,
        "destroyed_at": steps.destroyed,
        "destroyed_files": refs,
        **changed,
    }
    case = bed.planter.add(e.Disposal(ref=bed.planter.next_ref(e.Disposal), **facts))
    papers = {
        "decision": decision_paper(bed, own, bed.post(facts["decided_by"]), files, steps.decided),
        "minutes": minutes_paper(bed, own, files, steps.minutes),
    }
    case = bed.planter.change(
        case, **{name: paper.ref for name, paper in papers.items() if name not in changed}
    )
    _destroy(bed, case, files, steps.destroyed)
    return case


def _destroy(bed: Bed, case: e.Disposal, files: list[e.File], at: datetime) -> None:
    """Destroy every copy of what lies in these files alone; leave stubs."""
    planter = bed.planter
    for file in files:
        documents = [
            one for one in bed.survey.contents(file.ref) if len(bed.survey.files_of(one.ref)) == 1
        ]
        parts = [part for one in documents for part in bed.survey.parts_of(one.ref)]
        for part in parts:
            for copy in planter.all(e.StoredCopy, component=part.ref):
                planter.remove(copy)
        for document in documents:
            planter.change(document, status=e.DocumentStatus.DESTROYED, content={})
            bed.garden.untag(document, "incoming", "outgoing")
        planter.add(
            e.Stub(
                ref=planter.next_ref(e.Stub),
                file_code=file.file_code,
                title=file.title,
                maintenance=file.maintenance or "",
                disposal=case.ref,
                digests=sorted({part.digest for part in parts}),
                destroyed_at=at,
            )
        )
        planter.change(file, status=e.FileStatus.DESTROYED)
        bed.garden.untag(file, "due")
