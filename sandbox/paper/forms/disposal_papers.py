"""What a disposal case begins with: the list and the explanation (TT 06/2025/TT-BNV)."""

from pydantic import Field

from base.model import Value
from sandbox.paper.blocks import Block, Heading, Line, Paragraph, Row, Table, Text
from sandbox.paper.forms.letterhead import Letterhead, Maker, columns
from sandbox.paper.sheet import Sheet, Signing
from sandbox.paper.wording import in_words, printed


class DisposableFile(Value):
    """A file on the list."""

    bundle: Line = ""
    "bó số"
    volume: Line = ""
    "tập số"
    title: Line
    "tiêu đề, with the file's code"
    reason: Line
    "lý do hủy"
    note: Line = ""


class DisposalList(Value):
    """Danh mục tài liệu hết thời hạn lưu trữ, trùng lặp."""

    fonds: Line
    period: Line = ""
    files: tuple[DisposableFile, ...]
    maker: Maker


def disposal_list(letterhead: Letterhead, listed: DisposalList) -> Sheet:
    """Return the list; the circular's name for it, which is no longer “hết giá trị”."""
    count = len(listed.files)
    rows = [
        Row(cells=(file.bundle, file.volume, file.title, file.reason, file.note))
        for file in listed.files
    ]
    return Sheet(
        **letterhead.fields,
        heading=printed("form.disposal_list.title"),
        subject=printed("form.disposal_list.fonds", fonds=listed.fonds, period=listed.period),
        body=(
            Table(
                columns=columns(
                    "disposal_list", ("bundle", 8, "center"), ("volume", 8, "center"),
                    ("file_title", 46, "left"), ("reason", 24, "left"), ("note", 14, "left"),
                ),
                rows=tuple(rows),
                numbered_columns=True,
            ),
            Paragraph(text=printed(
                "form.disposal_list.count", count=f"{count:02d}", words=in_words(count)
            )),
            *listed.maker.dated,
        ),
        signing=listed.maker.signing,
        size=13,
    )  # fmt: skip


class DisposalExplanation(Value):
    """Bản thuyết minh tài liệu hết thời hạn lưu trữ, trùng lặp."""

    formation: tuple[Text, ...] = Field(min_length=1)
    "sự hình thành khối tài liệu"
    amount: Text
    period: Text
    expired: Text
    "nhóm hết thời hạn lưu trữ"
    duplicate: Text
    "nhóm trùng lặp"
    other: Text = ""
    signing: Signing


def disposal_explanation(letterhead: Letterhead, told: DisposalExplanation) -> Sheet:
    """Return the explanation that goes with the list."""
    other = told.other or printed("form.none")
    parts: tuple[Block, ...] = (
        Heading(level="roman", number=1, title=printed("form.explanation.formation")),
        *(Paragraph(text=text) for text in told.formation),
        Heading(level="roman", number=2, title=printed("form.explanation.amount")),
        Paragraph(text=told.amount),
        Paragraph(text=printed("form.explanation.period", period=told.period)),
        Heading(level="roman", number=3, title=printed("form.explanation.groups")),
        Heading(level="arabic", number=1, title=printed("form.explanation.expired")),
        Paragraph(text=told.expired),
        Heading(level="arabic", number=2, title=printed("form.explanation.duplicate")),
        Paragraph(text=told.duplicate),
        Heading(level="arabic", number=3, title=printed("form.explanation.other")),
        Paragraph(text=other),
    )
    return Sheet(
        **letterhead.fields,
        heading=printed("form.explanation.title"),
        subject=printed("form.explanation.subject"),
        body=parts,
        signing=told.signing,
    )
