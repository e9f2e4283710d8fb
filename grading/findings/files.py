"""What is said of a file: its title, row and term, its place on the list, its end."""

import re
from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found, term_said
from grading.findings.survey import Survey
from sandbox.entities import File, FileStatus, PlannedFile
from sandbox.rulebook import retention
from sandbox.rulebook.schedules import Row, has_row, row
from sandbox.verdicts import Verdict

_VAGUE: Final = re.compile(
    r"^(hồ sơ |tập |các )?(công văn|tài liệu|văn bản|giấy tờ|hồ sơ|linh tinh|khác)"
    r"( đi| đến| các loại| khác| chung)*( (năm|quý|tháng) [\divxlc/ .-]+)*$",
    re.IGNORECASE,
)
_LEAST_WORDS: Final = 5
_ENDED: Final = frozenset(set(FileStatus) - {FileStatus.OPEN, FileStatus.DESTROYED})


def _row_of(file: File) -> Row | None:
    return row(file.table_row) if has_row(file.table_row) else None


def _kept(survey: Survey) -> list[File]:
    return [one for one in survey.files.values() if one.status is not FileStatus.DESTROYED]


def rows(survey: Survey) -> Iterator[Detection]:
    """F02: the row of the table is not that of the heading, or shorter than the list foresaw."""
    planned = {one.ref: one for one in survey.shelf.all(PlannedFile)}
    for file in _kept(survey):
        given = _row_of(file)
        if given is None:
            continue
        foreseen = planned.get(file.planned or "")
        if _other_heading(file, given) or _shorter(given, foreseen):
            wanted = foreseen.table_row if foreseen else ""
            yield found("file.wrong_row", file, row=given.group.vi, wanted=wanted)


def _other_heading(file: File, given: Row) -> bool:
    return bool(file.heading and given.heading) and file.heading != given.heading


def _shorter(given: Row, foreseen: PlannedFile | None) -> bool:
    if foreseen is None or not has_row(foreseen.table_row):
        return False
    wanted = row(foreseen.table_row).term
    return retention.not_below(given.term, wanted) is Verdict.INVALID


def titles(survey: Survey) -> Iterator[Detection]:
    """F04: a title that does not say what the file is about (kind, content, place, time)."""
    for file in _kept(survey):
        title = " ".join(file.title.split())
        if _VAGUE.match(title) or len(title.split()) < _LEAST_WORDS:
            yield found("file.vague_title", file, title=title)


def terms(survey: Survey) -> Iterator[Detection]:
    """F05, F09: a term below the row's (Luật 33/2024 Đ14), or a number in place of an event."""
    for file in _kept(survey):
        given = _row_of(file)
        if given is None or file.maintenance is None:
            continue
        facts = {"term": term_said(file.maintenance), "row": given.group.vi}
        wanted = term_said(given.term)
        if given.term in retention.EVENTS and retention.years(file.maintenance):
            yield found("term.event_as_number", file, **facts, wanted=wanted)
        elif retention.not_below(file.maintenance, given.term) is Verdict.INVALID:
            yield found("term.below_table", file, **facts, wanted=wanted)


def items(survey: Survey) -> Iterator[Detection]:
    """F06: a document that another file keeps longer lies in this one (Luật 33/2024 Đ15 K4)."""
    for file in _kept(survey):
        if file.maintenance is None:
            continue
        for document in survey.contents(file.ref):
            longer = [one for one in survey.files_of(document.ref) if _outlives(one, file)]
            if longer:
                yield found("term.below_item", file, document.ref, longer[0].ref)
                break


def _outlives(other: File, file: File) -> bool:
    if other.maintenance is None or file.maintenance is None or other.ref == file.ref:
        return False
    return retention.not_below(file.maintenance, other.maintenance) is Verdict.INVALID


def ends(survey: Survey) -> Iterator[Detection]:
    """F07: the term counts from a day before the newest document (TT 05/2025; Luật Đ15 K3)."""
    for file in _kept(survey):
        if file.status not in _ENDED or file.end_date is None:
            continue
        days = [one.issued_date for one in survey.contents(file.ref) if one.issued_date]
        if days and file.end_date < max(days):
            facts = {"end": f"{file.end_date:%d/%m/%Y}", "newest": f"{max(days):%d/%m/%Y}"}
            yield found("file.wrong_end", file, **facts)


def unplanned(survey: Survey) -> Iterator[Detection]:
    """F12: opened beside the year's list, which had a row for it (NĐ 30 Đ28, Đ29).

    Work that nobody foresaw may be opened without a row; then the list has none to give.
    """
    opened = {file.planned for file in survey.files.values()}
    free = {
        (one.year, one.table_row): one.ref
        for one in survey.shelf.all(PlannedFile)
        if one.ref not in opened
    }
    for file in _kept(survey):
        row_of_list = free.get((file.file_catalog, file.table_row))
        if file.planned is None and row_of_list is not None:
            yield found("file.unplanned", file, row_of_list, notation=file.file_notation)
