"""Danh mục hồ sơ: the files an agency plans for the year (NĐ 30/2020 Đ28, PL V)."""

from base.model import Value
from sandbox.paper.blocks import Block, Line, Paragraph, Row, Table
from sandbox.paper.forms.letterhead import Letterhead, columns, term_printed
from sandbox.paper.sheet import Annex, Sheet, Signing
from sandbox.paper.wording import printed, roman


class ListedFile(Value):
    """One planned file."""

    notation: Line
    "số và ký hiệu hồ sơ: ``01.TCCB``"
    title: Line
    term: Line
    "``VV``, a number of years, or words"
    keeper: Line = ""
    "người lập hồ sơ"
    note: Line = ""


class FileGroup(Value):
    """A heading of the list (đề mục) with its files; a main heading may have minor ones."""

    name: Line
    files: tuple[ListedFile, ...] = ()
    groups: tuple["FileGroup", ...] = ()


class FileList(Value):
    """The list of a year."""

    year: int
    groups: tuple[FileGroup, ...]


def file_list(letterhead: Letterhead, listed: FileList, *, signing: Signing | None = None) -> Sheet:
    """Return the list as a paper of its own."""
    return Sheet(
        **letterhead.fields,
        heading=printed("form.file_list.title"),
        subject=_subject(letterhead, listed),
        body=_blocks(listed),
        signing=signing,
        size=13,
    )


def file_list_annex(letterhead: Letterhead, listed: FileList) -> Annex:
    """Return the list as the annex of the decision that issues it."""
    return Annex(
        label="",
        title=printed("form.file_list.title"),
        subject=_subject(letterhead, listed),
        issued_with=True,
        headed=True,
        blocks=_blocks(listed),
    )


def _subject(letterhead: Letterhead, listed: FileList) -> str:
    agency = " ".join(letterhead.agency_name.split())
    return printed("form.file_list.subject", year=listed.year, agency=agency)


def _blocks(listed: FileList) -> tuple[Block, ...]:
    rows = [row for place, group in enumerate(listed.groups, 1) for row in _rows(group, place)]
    return (
        Table(
            columns=columns(
                "file_list",
                ("notation", 14, "center"),
                ("file_title", 46, "left"),
                ("term", 14, "center"),
                ("keeper", 17, "left"),
                ("note", 9, "left"),
            ),
            rows=tuple(rows),
            numbered_columns=True,
        ),
        Paragraph(text=_counts(listed)),
    )


def _rows(group: FileGroup, place: int) -> list[Row]:
    rows = [Row(cells=("", f"{roman(place)}. {group.name.upper()}", "", "", ""), style="group")]
    rows += [_row(file) for file in group.files]
    for rank, minor in enumerate(group.groups, 1):
        rows.append(Row(cells=("", f"{rank}. {minor.name}", "", "", ""), style="subgroup"))
        rows += [_row(file) for file in minor.files]
    return rows


def _row(file: ListedFile) -> Row:
    return Row(cells=(file.notation, file.title, term_printed(file.term), file.keeper, file.note))


def _counts(listed: FileList) -> str:
    terms = [
        file.term for group in listed.groups for one in (group, *group.groups) for file in one.files
    ]
    permanent = terms.count("VV")
    return printed(
        "form.file_list.counts",
        total=f"{len(terms):02d}",
        permanent=f"{permanent:02d}",
        fixed=f"{len(terms) - permanent:02d}",
    )
