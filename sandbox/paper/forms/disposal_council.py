"""The council's minutes and the head's decision to destroy (Luật 33/2024 Đ16; TT 06/2025)."""

from pydantic import Field

from base.model import Value
from sandbox.paper.blocks import (
    Article,
    Block,
    Bullets,
    Heading,
    Line,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Side,
    Signatures,
    Table,
    Text,
)
from sandbox.paper.forms.letterhead import Letterhead, columns
from sandbox.paper.sheet import Sheet, Signing
from sandbox.paper.wording import printed


class Member(Value):
    """One who sits on the council."""

    name: Line
    position: Line
    part: Line
    "Chủ tịch, Thư ký, Ủy viên"


class Finding(Value):
    """What the council finds of one file."""

    file_code: Line
    title: Line
    opinion: Line
    "votes, in words: “5/5 đồng ý hủy”"
    conclusion: Line


class CouncilMinutes(Value):
    """Biên bản họp Hội đồng xét hủy tài liệu."""

    council_decision: Line
    "number and date of the decision that set the council up"
    held: Line
    "thời gian: “8 giờ 30 phút, ngày 12 tháng 11 năm 2026”"
    place: Line
    members: tuple[Member, ...] = Field(min_length=1)
    absent: tuple[Line, ...] = ()
    findings: tuple[Finding, ...]
    dissent: tuple[Text, ...] = ()
    "ý kiến khác, written down for the head"
    conclusion: Text
    ended: Line
    chair: Line
    secretary: Line
    agency_name: Line
    "whose seal lies on the chair's signature"


def council_minutes(letterhead: Letterhead, met: CouncilMinutes) -> Sheet:
    """Return the minutes of the council's meeting."""
    return Sheet(
        **letterhead.fields,
        type_name="BB",
        size=13,
        subject=printed("form.council.subject"),
        grounds=(printed("form.council.ground", decision=met.council_decision),),
        body=(
            *_sitting(met),
            Heading(level="roman", number=2, title=printed("form.council.findings")),
            _findings(met.findings),
            Heading(level="roman", number=3, title=printed("form.council.dissent")),
            Bullets(lines=met.dissent or (printed("form.none"),)),
            Heading(level="roman", number=4, title=printed("form.council.conclusion")),
            Paragraph(text=met.conclusion),
            Paragraph(text=printed("form.council.ended", ended=met.ended)),
            Signatures(
                sides=(
                    Side(title=(printed("form.council.secretary"),), name=met.secretary),
                    Side(
                        title=(printed("form.council.chair"),),
                        name=met.chair,
                        agency=met.agency_name,
                    ),
                )
            ),
        ),
    )


def _sitting(met: CouncilMinutes) -> tuple[Block, ...]:
    members = [f"{one.name}, {one.position} - {one.part};" for one in met.members]
    pairs = [
        Pair(label=printed("form.council.held"), value=met.held),
        Pair(label=printed("form.council.place"), value=met.place),
        Pair(
            label=printed("form.council.absent"),
            value=", ".join(met.absent) or printed("form.none"),
        ),
    ]
    return (
        Heading(level="roman", number=1, title=printed("form.council.sitting")),
        Pairs(pairs=tuple(pairs)),
        Paragraph(text=printed("form.council.members")),
        Bullets(lines=tuple(members)),
    )


def _findings(findings: tuple[Finding, ...]) -> Table:
    rows = [
        Row(cells=(str(place), one.file_code, one.title, one.opinion, one.conclusion))
        for place, one in enumerate(findings, 1)
    ]
    return Table(
        columns=columns(
            "council", ("rank", 6, "center"), ("file_code", 18, "left"), ("file_title", 38, "left"),
            ("opinion", 19, "left"), ("result", 19, "left"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


class DisposalDecision(Value):
    """Quyết định hủy tài liệu hết thời hạn lưu trữ, trùng lặp."""

    authority: Line
    "“Giám đốc Sở Nội vụ”"
    grounds: tuple[Text, ...] = Field(min_length=1)
    count: int = Field(ge=1)
    "how many files"
    fonds: Line
    unit: Line
    "the unit that carries it out"
    days: int = Field(default=15, ge=1)
    "within how many days from signing"
    recipients: tuple[Line, ...]
    signing: Signing


def disposal_decision(letterhead: Letterhead, decided: DisposalDecision) -> Sheet:
    """Return the decision; the list goes with it."""
    count = f"{decided.count:02d}"
    return Sheet(
        **letterhead.fields,
        type_name="QĐ",
        subject=printed("form.decision.subject"),
        enacting_authority=decided.authority,
        grounds=decided.grounds,
        body=(
            Article(
                number=1, text=printed("form.decision.first", count=count, fonds=decided.fonds)
            ),
            Article(
                number=2,
                text=printed("form.decision.second", unit=decided.unit, days=decided.days),
            ),
            Article(number=3, text=printed("form.decision.third", unit=decided.unit)),
        ),
        signing=decided.signing,
        recipients=decided.recipients,
    )
