"""The registers as printed books, and the slip an incoming document travels with (PL IV)."""

from datetime import date

from base.model import Value
from sandbox.paper.blocks import Heading, Line, Pair, Pairs, Paragraph, Row, Table, Text
from sandbox.paper.forms.letterhead import Letterhead, columns
from sandbox.paper.sheet import Sheet
from sandbox.paper.wording import number_in_digits, printed, short_day


class OutgoingLine(Value):
    """A line of sổ đăng ký văn bản đi: its ten columns."""

    number: int
    notation: Line
    issued: date
    subject: Line
    "tên loại và trích yếu nội dung"
    signer: Line
    recipients: Line
    keeper: Line
    "đơn vị, người nhận bản lưu"
    copies: int = 1
    sent: date | None = None
    receipt: Line = ""
    note: Line = ""


class IncomingLine(Value):
    """A line of sổ đăng ký văn bản đến: its ten columns."""

    arrived: date
    number: int
    author: Line
    code: Line
    issued: date | None = None
    subject: Line
    receiver: Line
    "đơn vị hoặc người nhận"
    passed: date | None = None
    "ngày chuyển"
    receipt: Line = ""
    note: Line = ""


def outgoing_register(
    letterhead: Letterhead, lines: tuple[OutgoingLine, ...], *, year: int, volume: int = 1
) -> Sheet:
    """Return sổ đăng ký văn bản đi, printed with all its columns to be bound (Đ16K2b)."""
    rows = [
        Row(cells=(
            f"{number_in_digits(line.number)}/{line.notation}", short_day(line.issued),
            line.subject, line.signer, line.recipients, line.keeper, f"{line.copies:02d}",
            _day(line.sent), line.receipt, line.note,
        ))
        for line in lines
    ]  # fmt: skip
    shapes = (
        ("code", 12, "center"), ("issued", 10, "center"), ("subject", 21, "left"),
        ("signer", 11, "left"), ("recipients", 13, "left"), ("keeper", 11, "left"),
        ("copies", 6, "center"), ("sent", 9, "center"), ("receipt", 6, "center"),
        ("note", 7, "left"),
    )  # fmt: skip
    table = Table(
        columns=columns("outgoing", *shapes), rows=tuple(rows), numbered_columns=True, size=10.5
    )
    numbers, days = [line.number for line in lines], [line.issued for line in lines]
    return _book(letterhead, "outgoing", table, _span(numbers, days), year, volume)


def incoming_register(
    letterhead: Letterhead, lines: tuple[IncomingLine, ...], *, year: int, volume: int = 1
) -> Sheet:
    """Return sổ đăng ký văn bản đến, printed with all its columns to be bound (Đ22K3b)."""
    rows = [
        Row(cells=(
            short_day(line.arrived), number_in_digits(line.number), line.author, line.code,
            _day(line.issued), line.subject, line.receiver, _day(line.passed), line.receipt,
            line.note,
        ))
        for line in lines
    ]  # fmt: skip
    shapes = (
        ("arrived", 10, "center"), ("number", 6, "center"), ("author", 14, "left"),
        ("code", 13, "center"), ("issued", 10, "center"), ("subject", 21, "left"),
        ("receiver", 13, "left"), ("passed", 9, "center"), ("receipt", 6, "center"),
        ("note", 7, "left"),
    )  # fmt: skip
    table = Table(
        columns=columns("incoming", *shapes), rows=tuple(rows), numbered_columns=True, size=10.5
    )
    numbers, days = [line.number for line in lines], [line.arrived for line in lines]
    return _book(letterhead, "incoming", table, _span(numbers, days), year, volume)


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


def _span(numbers: list[int], days: list[date]) -> str:
    if not numbers:
        return printed("form.register.nothing")
    return printed(
        "form.register.span",
        first_day=short_day(min(days)),
        last_day=short_day(max(days)),
        first=number_in_digits(min(numbers)),
        last=number_in_digits(max(numbers)),
    )


def _book(
    letterhead: Letterhead, book: str, table: Table, span: str, year: int, volume: int
) -> Sheet:
    return Sheet(
        **letterhead.fields,
        header="agency",
        heading=printed(f"form.{book}.title"),
        subject=printed("form.register.year", year=year, volume=f"{volume:02d}"),
        body=(Paragraph(text=span, align="center", indent=False), table),
        landscape=True,
        size=13,
    )


class HandlingSlip(Value):
    """Phiếu giải quyết văn bản đến."""

    document: Text
    "type, number, date, author and subject of the incoming document"
    arrived: date
    number: int
    leader: Text = ""
    "ý kiến của lãnh đạo cơ quan"
    unit: Text = ""
    officer: Text = ""


def handling_slip(letterhead: Letterhead, slip: HandlingSlip) -> Sheet:
    """Return the slip; what nobody has written yet is left as a dotted line."""
    parts = (("leader", slip.leader), ("unit", slip.unit), ("officer", slip.officer))
    said = [
        block
        for place, (key, text) in enumerate(parts, 1)
        for block in (
            Heading(level="arabic", number=place, title=printed(f"form.slip.{key}")),
            Paragraph(text=text) if text else Pairs(pairs=(_BLANK_OPINION,) * 2),
        )
    ]
    facts = Pairs(
        pairs=(
            Pair(label=printed("form.slip.number"), value=number_in_digits(slip.number)),
            Pair(label=printed("form.slip.arrived"), value=short_day(slip.arrived)),
        )
    )
    return Sheet(
        **letterhead.fields,
        heading=printed("form.slip.title"),
        body=(Paragraph(text=slip.document, align="center", italic=True), facts, *said),
    )


_BLANK_OPINION = Pair()
