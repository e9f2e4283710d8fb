"""Biên bản giao nhận hồ sơ, tài liệu: both sides sign, each keeps a copy (NĐ 30/2020 PL V)."""

from base.model import Value
from sandbox.paper.blocks import (
    Block,
    Clause,
    Clauses,
    Line,
    Pair,
    Pairs,
    Paragraph,
    Side,
    Signatures,
    Text,
)
from sandbox.paper.forms.letterhead import Letterhead, Party
from sandbox.paper.sheet import Sheet
from sandbox.paper.wording import printed


class Handover(Value):
    """What changes hands, between whom."""

    giver: Party
    receiver: Party
    grounds: tuple[Text, ...] = ()
    "besides NĐ 30/2020: the yearly file list, the plan"
    fonds: Line
    "tên khối tài liệu giao nộp"
    period: Line
    "thời gian của hồ sơ, tài liệu"
    boxes: int = 0
    paper_files: int = 0
    metres: Line = ""
    "quy ra mét giá: ``1,2``"
    electronic_files: int = 0
    "tổng số hồ sơ"
    components: int = 0
    "tổng số tệp tin trong hồ sơ"
    condition: Text
    "tình trạng tài liệu giao nộp"
    inventory: Text = ""
    "mục lục kèm theo; empty: the usual words"


def handover_minutes(letterhead: Letterhead, handover: Handover) -> Sheet:
    """Return the minutes of a hand-over to the current archive, or a transfer to the historical."""
    return Sheet(
        **letterhead.fields,
        type_name="BB",
        size=13,
        subject=printed("form.handover.subject"),
        grounds=(printed("form.handover.ground"), *handover.grounds),
        body=(
            Paragraph(text=printed("form.we")),
            *party_lines("form.handover.giver", handover.giver),
            *party_lines("form.handover.receiver", handover.receiver),
            Paragraph(text=printed("form.handover.agree")),
            Clauses(clauses=_matters(handover)),
            Paragraph(text=printed("form.handover.copies")),
            two_sides(
                "form.handover.giver_side", handover.giver,
                "form.handover.receiver_side", handover.receiver,
            ),
        ),
    )  # fmt: skip


def _matters(handover: Handover) -> tuple[Clause, ...]:
    paper = printed(
        "form.handover.paper",
        boxes=f"{handover.boxes:02d}",
        files=f"{handover.paper_files:02d}",
        metres=handover.metres or "0",
    )
    electronic = printed(
        "form.handover.electronic",
        files=f"{handover.electronic_files:02d}",
        components=f"{handover.components:02d}",
    )
    inventory = handover.inventory or printed("form.handover.inventory_words")
    return (
        Clause(text=printed("form.handover.fonds", fonds=handover.fonds)),
        Clause(text=printed("form.handover.period", period=handover.period)),
        Clause(text=printed("form.handover.amount"), points=(paper, electronic)),
        Clause(text=printed("form.handover.condition", condition=handover.condition)),
        Clause(text=printed("form.handover.inventory", inventory=inventory)),
    )


def party_lines(key: str, party: Party) -> tuple[Block, ...]:
    """Return the lines that name a side and those who stand for it."""
    people = [
        pair
        for one in party.representatives
        for pair in (
            Pair(label=printed("form.person"), value=one.name),
            Pair(label=printed("form.position"), value=one.position),
        )
    ]
    return (Paragraph(text=printed(key, name=party.name), bold=True), Pairs(pairs=tuple(people)))


def two_sides(left_key: str, left: Party, right_key: str, right: Party) -> Signatures:
    """Return the signatures of two sides, with seals where a side seals."""
    return Signatures(sides=(_side(left_key, left), _side(right_key, right)))


def _side(key: str, party: Party) -> Side:
    return Side(
        title=(printed(key),),
        hint=printed("form.sign_name"),
        name=party.representatives[0].name if party.representatives else "",
        agency=party.name if party.sealed else "",
    )
