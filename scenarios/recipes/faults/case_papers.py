"""The papers of a disposal case: the decision with its list, and the minutes of destruction."""

from datetime import datetime, timedelta
from typing import Any, Final  # fields of a document

from base.clock import VIETNAM
from sandbox import entities as e
from sandbox.authority_register import authority_lines, may_sign
from sandbox.paper import Annex, Article, Column, Paper, Paragraph, Row, Sheet, Table, print_sheet
from sandbox.paper import Signing as Signed
from sandbox.planter import Planter
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.paperwork import KEPT_ON
from scenarios.recipes.paperwork_hands import Pen

OF_HEADS: Final = (e.Signing.DIRECT, e.Signing.TM, e.Signing.Q)
"""Forms in which heads sign."""


def decision_paper(
    bed: Bed, own: e.Organisation, signer: e.Post, files: list[e.File], at: datetime
) -> e.Document:
    """Print the decision, numbered at the end of its year's register, signed and sealed."""
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
    for form in (*OF_HEADS, e.Signing.KT, e.Signing.TL):
        if may_sign(bed.planter, signer, form, "QĐ", day).verdict is Verdict.VALID:
            return form
    return e.Signing.DIRECT


def minutes_paper(bed: Bed, own: e.Organisation, files: list[e.File], at: datetime) -> e.Document:
    """Print the minutes of destruction, signed by the archivist and sealed."""
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
    _keep(planter, document, paper, pen, at)
    return document


def _keep(planter: Planter, document: e.Document, paper: Paper, pen: Pen, at: datetime) -> None:
    """Put the signed bytes under their document, with their signatures, on every medium."""
    number, day = document.code_number, at.astimezone(VIETNAM).date()
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


def _letterhead(bed: Bed, own: e.Organisation) -> dict[str, str]:
    parent = bed.planter.find(e.Organisation, own.parent)
    return {
        "parent_name": parent.organ_name if parent else "",
        "agency_name": own.organ_name,
        "place": own.place,
    }


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
