"""Files beside the papers: a workbook, a message, a photograph; the same facts, the same bytes."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.sax.saxutils import escape

from base.clock import vietnam
from sandbox.paper.blocks import Block, Paragraph, Table
from sandbox.paper.faces import FONTS
from scenarios.recipes.names import plain
from scenarios.streams import Stream

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_OLD: Final = (1980, 1, 1, 0, 0, 0)
"""Moment of every member of a workbook: the ZIP format's first, so that bytes do not vary."""
_WATERMARK: Final = "TÀI LIỆU THỰC HÀNH"


def workbook(title: str, blocks: Sequence[Block]) -> bytes:
    """Return the tables of ``blocks`` as an .xlsx (ECMA-376), one sheet, its title in row 1."""
    rows: list[list[str]] = [[title], []]
    for block in blocks:
        if isinstance(block, Table):
            rows.append([column.title for column in block.columns])
            rows += [list(row.cells) for row in block.rows]
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**_FRAME, "xl/worksheets/sheet1.xml": _sheet_xml(rows)}.items():
            member = zipfile.ZipInfo(name, _OLD)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            book.writestr(
                member, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
            )
    return made.getvalue()


def _sheet_xml(rows: Sequence[Sequence[str]]) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            _cell_xml(f"{chr(65 + place)}{number}", cell) for place, cell in enumerate(row)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<cols><col min="1" max="8" width="22" customWidth="1"/></cols>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _cell_xml(where: str, text: str) -> str:
    digits = text.replace(".", "")
    if digits.isascii() and digits.isdigit() and (digits == "0" or not digits.startswith("0")):
        return f'<c r="{where}"><v>{digits}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_FRAME: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{_RELATED}"><sheets><sheet name="Bieu" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
}


class Mailbox(NamedTuple):
    """Who writes or reads a message."""

    name: str
    address: str


def message(
    *, sender: Mailbox, to: Mailbox, subject: str, blocks: Sequence[Block], at: datetime
) -> bytes:
    """Return a message (RFC 5322), its text in UTF-8; hosts end in ``.example``."""
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    number = f"{at:%Y%m%d%H%M%S}.{plain(sender.name).replace(' ', '')}"
    head = {
        "From": f"{_encoded(sender.name)} <{sender.address}>",
        "To": f"{_encoded(to.name)} <{to.address}>",
        "Subject": _encoded(subject),
        "Date": format_datetime(vietnam(at)),
        "Message-ID": f"<{number}@{sender.address.partition('@')[2]}>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    text = "\r\n\r\n".join(lines)
    top = "\r\n".join(f"{name}: {value}" for name, value in head.items())
    return f"{top}\r\n\r\n{text}\r\n".encode()


def _encoded(text: str) -> str:
    return Header(text, "utf-8", maxlinelen=200).encode()


_SIZE: Final = (1280, 853)
_SKIES: Final = ((176, 205, 226), (214, 226, 233), (238, 222, 200), (188, 211, 204))
_WALLS: Final = ((236, 224, 196), (222, 205, 176), (205, 214, 210), (230, 214, 202))
_CLOTHES: Final = ((52, 73, 94), (120, 66, 58), (70, 96, 70), (96, 84, 120), (40, 90, 120),
                   (150, 120, 70))  # fmt: skip


def photograph(title: str, stream: Stream) -> bytes:
    """Return a photograph as JPEG, 200 dpi: a drawn scene with what it is of, and the watermark.

    It stands for a photograph of an event; nobody real is on it.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", _SIZE, stream.choice(_SKIES))
    draw = ImageDraw.Draw(image)
    _hall(draw, stream)
    _banner(draw, title)
    for _ in range(stream.integer(9, 22)):
        _person(draw, stream)
    draw.text((24, _SIZE[1] - 46), _WATERMARK, font=_font(30), fill=(250, 250, 250))
    made = BytesIO()
    image.save(made, "JPEG", quality=80, dpi=(200, 200))
    return made.getvalue()


def _hall(draw: "ImageDraw", stream: Stream) -> None:
    wide, high = _SIZE
    floor = high * stream.integer(62, 72) // 100
    draw.rectangle((0, floor, wide, high), fill=(150, 138, 122))
    wall = stream.choice(_WALLS)
    draw.rectangle((90, 110, wide - 90, floor), fill=wall)
    for place in range(6):
        left = 140 + place * 175
        draw.rectangle((left, 300, left + 90, 300 + 130), fill=(140, 164, 178))


def _banner(draw: "ImageDraw", title: str) -> None:
    wide = _SIZE[0]
    draw.rectangle((150, 150, wide - 150, 250), fill=(168, 40, 36))
    font = _font(34)
    while font.getlength(title) > wide - 340 and font.size > 16:  # noqa: PLR2004 - still legible
        font = _font(int(font.size) - 2)
    draw.text((wide // 2, 200), title, font=font, fill=(250, 236, 170), anchor="mm")


def _person(draw: "ImageDraw", stream: Stream) -> None:
    x, foot = stream.integer(60, _SIZE[0] - 60), stream.integer(640, 830)
    tall = 120 + (foot - 640) // 2
    dress = stream.choice(_CLOTHES)
    draw.ellipse((x - 16, foot - tall, x + 16, foot - tall + 34), fill=(214, 178, 150))
    draw.rounded_rectangle((x - 28, foot - tall + 34, x + 28, foot - 30), 14, fill=dress)
    draw.rectangle((x - 18, foot - 30, x - 4, foot), fill=(40, 40, 48))
    draw.rectangle((x + 4, foot - 30, x + 18, foot), fill=(40, 40, 48))


def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / "LiberationSerif-Bold.ttf"), size)


def any_file(form: str, **facts: Any) -> bytes:  # noqa: ANN401 - what each form needs
    """Return a file of a form: ``sheet``, ``mail`` or ``photo``."""
    match form:
        case "sheet":
            return workbook(facts["title"], facts["blocks"])
        case "mail":
            return message(
                sender=facts["sender"], to=facts["to"], subject=facts["title"],
                blocks=facts["blocks"], at=facts["at"],
            )  # fmt: skip
        case _:
            return photograph(facts["title"], facts["stream"])
