"""A regulation (quy chế) issued by a decision, and a retention table as its annex."""

from pydantic import Field

from base.model import Value
from sandbox.paper.blocks import Article, Block, Blocks, Line, Paragraph, Row, Table, Text
from sandbox.paper.forms.letterhead import Letterhead, columns, term_printed
from sandbox.paper.sheet import Annex, Sheet, Signing
from sandbox.paper.wording import printed, roman


class TermRow(Value):
    """A row of a retention table: a group of records and its period."""

    group: Text
    term: Line
    "``VV``, a number of years, ``until-expiry``, ``lifetime``, or words"


class TermSection(Value):
    """A section of a retention table."""

    title: Line
    rows: tuple[TermRow, ...]


class Regulation(Value):
    """A regulation with its articles, issued by a decision."""

    authority: Line
    "“Giám đốc Sở Nội vụ”"
    grounds: tuple[Text, ...] = Field(min_length=1)
    title: Line
    "“Quy chế”, printed in capitals"
    subject: Line
    "“Công tác văn thư, lưu trữ của Sở Nội vụ tỉnh Thanh Bình”"
    articles: Blocks
    "headings (chapters, sections) and articles"
    obliged: Text
    "who carries it out: “Chánh Văn phòng, Trưởng các phòng …”"
    terms: tuple[TermSection, ...] = ()
    "a retention table, printed as an annex of the regulation"
    signing: Signing
    recipients: tuple[Line, ...] = ()


def regulation(letterhead: Letterhead, text: Regulation) -> Sheet:
    """Return the decision with the regulation, and the retention table when it has one."""
    annexes = [
        Annex(
            label="", title=text.title, subject=text.subject, blocks=text.articles,
            headed=True, issued_with=True,
        )
    ]  # fmt: skip
    if text.terms:
        annexes.append(retention_table(text.terms))
    what = f"{text.title} {text.subject[:1].lower()}{text.subject[1:]}"
    return Sheet(
        **letterhead.fields,
        type_name="QĐ",
        subject=printed("form.regulation.subject", what=what),
        enacting_authority=text.authority,
        grounds=text.grounds,
        body=(
            Article(number=1, text=printed("form.regulation.first", what=what)),
            Article(number=2, text=printed("form.regulation.second")),
            Article(number=3, text=printed("form.regulation.third", obliged=text.obliged)),
        ),
        signing=text.signing,
        recipients=text.recipients,
        annexes=tuple(annexes),
    )


def retention_table(sections: tuple[TermSection, ...], *, title: str = "") -> Annex:
    """Return a retention table (bảng thời hạn lưu trữ) as an annex; rows run through all sections.

    Args:
        sections: the table.
        title: “Bảng thời hạn lưu trữ hồ sơ, tài liệu …”; empty: the usual words.
    """
    rows: list[Row] = []
    rank = 0
    for place, section in enumerate(sections, 1):
        heading = f"{roman(place)}. {section.title.upper()}"
        rows.append(Row(cells=("", heading, ""), style="group"))
        for row in section.rows:
            rank += 1
            rows.append(Row(cells=(str(rank), row.group, term_printed(row.term))))
    table = Table(
        columns=columns(
            "terms", ("rank", 8, "center"), ("group", 68, "left"), ("term", 24, "center")
        ),
        rows=tuple(rows),
    )
    blocks: tuple[Block, ...] = (table, Paragraph(text=printed("form.terms.note"), italic=True))
    return Annex(title=title or printed("form.terms.title"), blocks=blocks)
