"""The blocks a paper's body is made of: a closed list, each a frozen Value."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from base.model import Value

Line = Annotated[str, StringConstraints(max_length=2_000)]
"""One line of text or one cell; longer lines wrap."""

Text = Annotated[str, StringConstraints(max_length=20_000)]
"""A paragraph; a line feed begins a new line inside it."""

Align = Literal["justify", "left", "center", "right"]


class Paragraph(Value):
    """A paragraph (đoạn văn)."""

    kind: Literal["paragraph"] = "paragraph"
    text: Text
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    indent: bool = True
    "whether its first line is indented by 1.27 cm; centred and right-hand lines never are"


class Heading(Value):
    """A heading on its own line (phần, chương, mục, tiểu mục) or before text (I., 1.)."""

    kind: Literal["heading"] = "heading"
    level: Literal["part", "chapter", "section", "subsection", "roman", "arabic"]
    "``roman`` and ``arabic`` are the headings of a report: “I. KẾT QUẢ”, “1. Công tác …”"
    number: int = Field(ge=1, le=99)
    title: Line = ""


class Clause(Value):
    """A clause (khoản): its text, then its points (điểm) a), b), c), d), đ), e) and so on."""

    text: Text = ""
    title: Line = ""
    "a title of its own, printed bold before the text"
    points: tuple[Text, ...] = Field(default=(), max_length=23)


class Article(Value):
    """An article (điều) of a decision, a resolution or a regulation."""

    kind: Literal["article"] = "article"
    number: int = Field(ge=1, le=999)
    title: Line = ""
    "stands bold after the number; without it the text begins on the same line"
    text: Text = ""
    clauses: tuple[Clause, ...] = Field(default=(), max_length=200)
    "one clause alone is printed without a number"


class Clauses(Value):
    """Numbered clauses outside an article."""

    kind: Literal["clauses"] = "clauses"
    clauses: tuple[Clause, ...] = Field(max_length=500)
    start: int = Field(default=1, ge=1)


class Bullets(Value):
    """Lines that begin with a dash; the author writes their punctuation."""

    kind: Literal["bullets"] = "bullets"
    lines: tuple[Text, ...] = Field(max_length=500)


class Pair(Value):
    """A label and what stands after its colon."""

    label: Line = ""
    "empty: no colon either"
    value: Text = ""
    "empty leaves the place blank, as on a form"


class Pairs(Value):
    """Key–value lines: “Chức vụ: …”."""

    kind: Literal["pairs"] = "pairs"
    pairs: tuple[Pair, ...] = Field(max_length=500)


class Column(Value):
    """A column of a table."""

    title: Line
    width: float = Field(default=1, gt=0, le=100)
    "weight against the other columns"
    align: Literal["left", "center", "right"] = "left"


class Row(Value):
    """A row of a table."""

    cells: tuple[Text, ...]
    style: Literal["plain", "group", "subgroup", "total"] = "plain"
    """``group`` (đề mục lớn, bold) and ``subgroup`` (đề mục nhỏ, bold italic) are heading rows,
    ``total`` is bold; the cells stand in their columns in all four."""


class Table(Value):
    """A table with ruled cells; its head is repeated on every page."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...] = Field(min_length=1, max_length=20)
    rows: tuple[Row, ...] = Field(default=(), max_length=5_000)
    numbered_columns: bool = False
    "whether a row (1) (2) (3) … stands under the titles, as on the forms of NĐ 30/2020 PL IV–V"
    size: float = Field(default=12, ge=8, le=14)
    "points"

    @model_validator(mode="after")
    def _cells_fit(self) -> "Table":
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                message = f"a row has {len(row.cells)} cells for {len(self.columns)} columns"
                raise ValueError(message)
        return self


class Side(Value):
    """One of two or three people who sign side by side."""

    title: tuple[Line, ...] = Field(min_length=1, max_length=4)
    "printed in capitals: “Đại diện bên giao”"
    name: Line = ""
    agency: Line = ""
    "whose seal lies on the signature; empty: no seal"
    hint: Line = ""
    "italic under the title: “(Ký và ghi rõ họ tên)”"


class Signatures(Value):
    """Signatures side by side: the two parties of minutes, or secretary and chair."""

    kind: Literal["signatures"] = "signatures"
    sides: tuple[Side, ...] = Field(min_length=2, max_length=3)


class Break(Value):
    """A new page."""

    kind: Literal["break"] = "break"


Block = Annotated[
    Paragraph | Heading | Article | Clauses | Bullets | Pairs | Table | Signatures | Break,
    Field(discriminator="kind"),
]
"""Everything a body may hold, told apart by ``kind``."""

Blocks = Annotated[tuple[Block, ...], Field(max_length=2_000)]
