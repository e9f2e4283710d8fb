"""Mục lục: of the files handed over, and of the documents in a file (NĐ 30/2020 PL V)."""

from datetime import date

from base.model import Value
from sandbox.paper.blocks import Line, Paragraph, Row, Table
from sandbox.paper.forms.letterhead import Letterhead, Maker, columns, term_printed
from sandbox.paper.sheet import Sheet
from sandbox.paper.wording import in_words, printed, short_day


class HandedFile(Value):
    """A file on the inventory of a hand-over."""

    notation: Line
    title: Line
    start: date | None = None
    end: date | None = None
    term: Line
    extent: Line = ""
    "số tờ (paper) or số trang (electronic)"
    note: Line = ""


class TransferInventory(Value):
    """Mục lục hồ sơ, tài liệu nộp lưu."""

    year: int
    files: tuple[HandedFile, ...]
    maker: Maker


def transfer_inventory(letterhead: Letterhead, inventory: TransferInventory) -> Sheet:
    """Return the inventory of the files a unit hands over; paper ones go in two copies."""
    count = len(inventory.files)
    rows = [
        Row(cells=(str(place), file.notation, file.title, _period(file.start, file.end),
                   term_printed(file.term), file.extent, file.note))
        for place, file in enumerate(inventory.files, 1)
    ]  # fmt: skip
    table = Table(
        columns=columns(
            "inventory", ("rank", 5, "center"), ("notation", 12, "center"),
            ("file_title", 42, "left"), ("period", 15, "center"), ("term", 11, "center"),
            ("extent", 9, "center"), ("note", 10, "left"),
        ),
        rows=tuple(rows),
        numbered_columns=True,
    )  # fmt: skip
    return Sheet(
        **letterhead.fields,
        header="agency",
        heading=printed("form.inventory.title"),
        subject=printed("form.inventory.year", year=inventory.year),
        body=(
            table,
            Paragraph(text=printed("form.inventory.count", count=f"{count:02d}")),
            Paragraph(text=printed("form.inventory.words", words=in_words(count))),
            *inventory.maker.dated,
        ),
        signing=inventory.maker.signing,
        landscape=True,
        size=13,
    )


def _period(start: date | None, end: date | None) -> str:
    days = [short_day(day) for day in (start, end) if day]
    return " - ".join(dict.fromkeys(days))


class FiledDocument(Value):
    """A document in a file."""

    code: Line
    "số, ký hiệu: ``05/QĐ-SNV``"
    issued: date | None = None
    subject: Line
    "tên loại và trích yếu nội dung"
    author: Line = ""
    position: Line = ""
    "tờ số (paper) or trang số (electronic): ``1-3``"
    note: Line = ""


class FileContents(Value):
    """Mục lục văn bản, tài liệu trong hồ sơ."""

    file_notation: Line
    year: int
    title: Line
    documents: tuple[FiledDocument, ...]


def file_contents(letterhead: Letterhead, contents: FileContents) -> Sheet:
    """Return the list of the documents in a file; a permanent paper file must have one."""
    rows = [
        Row(cells=(str(place), document.code, short_day(document.issued) if document.issued else "",
                   document.subject, document.author, document.position, document.note))
        for place, document in enumerate(contents.documents, 1)
    ]  # fmt: skip
    return Sheet(
        **letterhead.fields,
        header="agency",
        heading=printed("form.contents.title"),
        subject=printed(
            "form.contents.file", notation=contents.file_notation, year=contents.year
        ),
        body=(
            Paragraph(text=contents.title, align="center", italic=True),
            Table(
                columns=columns(
                    "contents", ("rank", 5, "center"), ("code", 14, "center"),
                    ("issued", 11, "center"), ("subject", 37, "left"), ("author", 16, "left"),
                    ("position", 8, "center"), ("note", 9, "left"),
                ),
                rows=tuple(rows),
                numbered_columns=True,
            ),
        ),
        landscape=True,
        size=13,
    )  # fmt: skip
