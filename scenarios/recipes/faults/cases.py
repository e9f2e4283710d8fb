"""A disposal case (hồ sơ hủy) of last winter, lawful from the list to the minutes, papers included."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple  # fields of a case

from base.clock import VIETNAM
from sandbox import entities as e
from sandbox.authority_register import authority_lines, may_sign, posts_on
from sandbox.paper import Annex, Article, Column, Paragraph, Row, Sheet, Table, print_sheet
from sandbox.paper import Signing as Signed
from sandbox.rulebook import calendar
from sandbox.verdicts import Verdict
from scenarios.recipes.authority import signer_on
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.paperwork import KEPT_ON
from scenarios.recipes.paperwork_hands import Pen
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


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 10), VIETNAM)


def council_of(bed: Bed, files: list[e.File], day: date) -> list[str]:
    """Return who sits on a council: a leader, the archivist, and each unit whose records they are."""
    own = bed.garden.own()
    there = posts_on(bed.planter, day, organisation=own.ref)
    leaders = [one for one in there if one.role is e.Role.LEADER]
    units = {bed.post(file.creator).unit for file in files} - {None}
    seats = [one for one in leaders if one.unit in units]
    seats += [one for one in leaders if one.unit is None and not one.head][:1]
    seats += [one for one in there if one.role is e.Role.ARCHIVIST][:1]
    seats += [one for one in leaders if one not in seats and not one.head]
    owners = {one.unit for one in seats}
    missing = [unit for unit in units if unit not in owners]
    seats = [one for one in there if one.unit in missing][: len(missing)] + seats
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
    head = signer_on(bed.planter, own, "QĐ", day, stream=stream, forms=_OF_HEADS).post
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
        "decision": _decision(bed, own, bed.post(facts["decided_by"]), files, steps.decided),
        "minutes": _minutes(bed, own, files, steps.minutes),
    }
    case = bed.planter.change(
        case, **{name: paper.ref for name, paper in papers.items() if name not in changed}
    )
    _destroy(bed, case, files, steps.destroyed)
    return case


_OF_HEADS: Final = (e.Signing.DIRECT, e.Signing.TM, e.Signing.Q)


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


def _next_number(bed: Bed, year: int) -> int:
    lines = bed.planter.all(e.RegisterEntry, book=e.Register.OUTGOING, year=year)
    return max((line.number for line in lines), default=0) + 1


def _table(files: list[e.File]) -> Table:
    columns = (
        Column(title="STT", width=1.2, align="center"),
        Column(title="Số, ký hiệu", width=3, align="left"),
        Column(title="Tiêu đề hồ sơ", width=8, align="left"),
        Column(title="Lý do", width=3, align="left"),
    )
    rows = tuple(
        Row(cells=(str(place), file.file_notation, file.title, "Hết thời hạn"))
        for place, file in enumerate(files, start=1)
    )
    return Table(columns=columns, rows=rows)


def _decision(
    bed: Bed, own: e.Organisation, signer: e.Post, files: list[e.File], at: datetime
) -> e.Document:
    form = _form_of(bed, signer, at)
    number = _next_number(bed, at.year)
    notation = f"QĐ-{own.abbreviation}"
    sheet = Sheet(
        **_letterhead(bed, own),
        type_name="QĐ",
        notation=notation,
        subject="hủy tài liệu hết thời hạn lưu trữ, trùng lặp",
        enacting_authority=f"{signer.title} {own.organ_name}",
        grounds=(
            "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024",
            f"Căn cứ Quy chế công tác văn thư, lưu trữ ban hành kèm theo {own.regulation}",
            "Xét đề nghị của Hội đồng xét hủy tài liệu",
        ),
        body=(
            Article(
                number=1, text=f"Hủy {len(files):02d} hồ sơ hết thời hạn lưu trữ trong danh mục."
            ),
            Article(
                number=2, text="Lưu trữ viên tổ chức hủy trong thời hạn 15 ngày và lập biên bản."
            ),
            Article(number=3, text="Quyết định này có hiệu lực kể từ ngày ký."),
        ),
        annexes=(Annex(title="Danh mục hồ sơ hủy", blocks=(_table(files),)),),
        signing=Signed(
            authority=tuple(authority_lines(bed.planter, signer, form)),
            signer_name=bed.planter.get(e.Person, signer.person).full_name,
        ),
        recipients=("Như Điều 3", "Lưu: VT"),
    )
    document = _document(
        bed, own, sheet, at, signer=signer.ref, signing=form.value, code_number=number,
        code_notation=notation, type_name="QĐ", direction=e.Direction.OUTGOING,
    )  # fmt: skip
    bed.planter.add(
        e.RegisterEntry(
            ref=bed.planter.next_ref(e.RegisterEntry),
            book=e.Register.OUTGOING,
            year=at.year,
            number=number,
            document=document.ref,
            entered_at=at + timedelta(minutes=4),
        )
    )
    return document


def _form_of(bed: Bed, signer: e.Post, at: datetime) -> e.Signing:
    """Return the form in which somebody may sign a decision; their own name when in none."""
    day = at.astimezone(VIETNAM).date()
    for form in (*_OF_HEADS, e.Signing.KT, e.Signing.TL):
        if may_sign(bed.planter, signer, form, "QĐ", day).verdict is Verdict.VALID:
            return form
    return e.Signing.DIRECT


def _letterhead(bed: Bed, own: e.Organisation) -> dict[str, str]:
    parent = bed.planter.find(e.Organisation, own.parent)
    return {
        "parent_name": parent.organ_name if parent else "",
        "agency_name": own.organ_name,
        "place": own.place,
    }


def _minutes(bed: Bed, own: e.Organisation, files: list[e.File], at: datetime) -> e.Document:
    archivist = bed.post(bed.garden.labelled("archivist"))
    name = bed.planter.get(e.Person, archivist.person).full_name
    sheet = Sheet(
        **_letterhead(bed, own),
        type_name="BB",
        subject="Hủy tài liệu hết thời hạn lưu trữ, trùng lặp",
        body=(
            Paragraph(text=f"Đã hủy {len(files):02d} hồ sơ, mọi bản trên mọi phương tiện lưu trữ."),
            _table(files),
        ),
        signing=Signed(authority=(archivist.title,), signer_name=name),
        recipients=("Lưu: VT",),
    )
    return _document(
        bed, own, sheet, at, signer=archivist.ref, signing="direct", code_number=None,
        code_notation="", type_name="BB", direction=e.Direction.INTERNAL,
    )  # fmt: skip


def _document(
    bed: Bed,
    own: e.Organisation,
    sheet: Sheet,
    at: datetime,
    **facts: Any,  # noqa: ANN401
) -> e.Document:
    """Print a paper of a case, have it signed and sealed, keep it."""
    planter, day = bed.planter, at.astimezone(VIETNAM).date()
    paper = print_sheet(sheet, number=facts["code_number"], issued=day, at=at)
    pen = Pen(planter, paper)
    pen.person(bed.post(facts["signer"]), "signature", at)
    pen.agency(own, at + timedelta(minutes=12))
    document = planter.add(
        e.Document(
            ref=planter.next_ref(e.Document),
            status=e.DocumentStatus.ISSUED,
            issued_date=day,
            organ=own.ref,
            organ_name=own.organ_name,
            subject=sheet.subject,
            signer_name=sheet.signing.signer_name if sheet.signing else "",
            number_of_page=paper.pages,
            drafter=bed.garden.labelled("archivist"),
            signed_at=at,
            sealed_at=at + timedelta(minutes=12),
            issued_at=at + timedelta(minutes=20),
            **facts,
        )
    )
    number = facts["code_number"]
    name = f"{number:02d}-QD-{day:%Y}.pdf" if number else f"BIEN-BAN-{day:%Y%m%d}.pdf"
    part = planter.add(
        e.Component(
            ref=planter.next_ref(e.Component),
            document=document.ref,
            file_name=name,
            digest=planter.blobs.put(pen.pdf),
            size=len(pen.pdf),
            number_of_page=paper.pages,
            places={key: place.model_dump() for key, place in paper.places.items()},
        )
    )
    for seal in pen.seals:
        planter.add(
            e.Signature(ref=planter.next_ref(e.Signature), component=part.ref, **seal.facts)
        )
    for medium in KEPT_ON:
        planter.add(
            e.StoredCopy(
                ref=planter.next_ref(e.StoredCopy),
                component=part.ref,
                medium=medium,
                digest=part.digest,
                written_at=at + timedelta(minutes=20),
            )
        )
    return document
