"""Handing over for destruction, and the destruction: both sides sign and seal (TT 06/2025)."""

from base.model import Value
from sandbox.paper.blocks import Clause, Clauses, Line, Paragraph, Text
from sandbox.paper.forms.handover import party_lines, two_sides
from sandbox.paper.forms.letterhead import Letterhead, Party
from sandbox.paper.sheet import Sheet
from sandbox.paper.wording import in_words, printed


class DestructionHandover(Value):
    """Biên bản bàn giao tài liệu hết thời hạn lưu trữ, trùng lặp để hủy."""

    owner: Party
    "the unit that keeps the records"
    destroyer: Party
    "the unit that destroys them"
    decision: Line
    "the decision to destroy: number, date, agency"
    fonds: Line
    files: int
    extent: Line
    "boxes, shelf metres, data files: in words"
    condition: Text


def destruction_handover(letterhead: Letterhead, handed: DestructionHandover) -> Sheet:
    """Return the minutes between the repository and those who destroy."""
    matters = (
        Clause(text=printed("form.destroy.fonds", fonds=handed.fonds)),
        Clause(
            text=printed("form.destroy.amount", files=f"{handed.files:02d}", extent=handed.extent)
        ),
        Clause(text=printed("form.destroy.condition", condition=handed.condition)),
    )
    return _minutes(letterhead, handed.decision, "form.destroy.handover", matters,
                    handed.owner, handed.destroyer)  # fmt: skip


class DestructionMinutes(Value):
    """Biên bản hủy tài liệu hết thời hạn lưu trữ, trùng lặp."""

    owner: Party
    destroyer: Party
    decision: Line
    fonds: Line
    files: int
    extent: Line
    method: Text
    "cách hủy: shredding, pulping, overwriting; it must leave nothing to restore"
    held: Line
    "time and place"


def destruction_minutes(letterhead: Letterhead, done: DestructionMinutes) -> Sheet:
    """Return the minutes of the destruction."""
    matters = (
        Clause(text=printed("form.destroy.held", held=done.held)),
        Clause(text=printed("form.destroy.fonds", fonds=done.fonds)),
        Clause(
            text=printed(
                "form.destroy.destroyed", files=f"{done.files:02d}", words=in_words(done.files),
                extent=done.extent,
            )
        ),
        Clause(text=printed("form.destroy.method", method=done.method)),
        Clause(text=printed("form.destroy.whole")),
    )  # fmt: skip
    return _minutes(letterhead, done.decision, "form.destroy.destruction", matters,
                    done.owner, done.destroyer)  # fmt: skip


def _minutes(
    letterhead: Letterhead,
    decision: str,
    kind: str,
    matters: tuple[Clause, ...],
    owner: Party,
    destroyer: Party,
) -> Sheet:
    return Sheet(
        **letterhead.fields,
        type_name="BB",
        size=13,
        subject=printed(f"{kind}_subject"),
        grounds=(printed("form.destroy.ground", decision=decision),),
        body=(
            Paragraph(text=printed("form.we")),
            *party_lines("form.destroy.owner", owner),
            *party_lines("form.destroy.destroyer", destroyer),
            Paragraph(text=printed(f"{kind}_agree")),
            Clauses(clauses=matters),
            Paragraph(text=printed("form.destroy.copies")),
            two_sides("form.destroy.owner_side", owner, "form.destroy.destroyer_side", destroyer),
        ),
    )
