"""Makers of files that are wrongly described: row, title, term, end, place on the list."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.rulebook import retention
from sandbox.rulebook.schedules import Row, has_row, headings, row, rows_under
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Details, Term
from scenarios.streams import Stream

_COMMON: Final = ("5", "10", "15", "20", "50")
"""Terms that people give by habit."""
_OPEN: Final = frozenset(set(e.FileStatus) - {e.FileStatus.DESTROYED, e.FileStatus.TRANSFERRED})
_TAGS: Final = ("due", "running", "permanent", "undecided", "transferable")


def described(_survey: Survey, file: e.File) -> bool:
    """A file that is still here, with a row and a term that fit each other."""
    if file.status not in _OPEN or file.maintenance is None or not has_row(file.table_row):
        return False
    return retention.not_below(file.maintenance, row(file.table_row).term) is Verdict.VALID


def _below(term: str, among: Iterable[str]) -> list[str]:
    return [one for one in among if retention.not_below(one, term) is Verdict.INVALID]


def termed(survey: Survey, file: e.File) -> bool:
    """A file whose term can be set lower, before destruction or transfer."""
    if not described(survey, file) or file.maintenance in retention.EVENTS:
        return False
    return bool(_below(row(file.table_row).term, _COMMON))


def below_table(bed: Bed, file: e.File, stream: Stream, told: Term) -> e.File:
    """F05: the file was given a shorter term than its row of the table asks for."""
    among = _below(row(file.table_row).term, [told.term] if told.term else _COMMON)
    changed = bed.planter.change(file, maintenance=stream.choice(among))
    _right(bed, changed, file.maintenance, "term_below")
    return changed


def _right(bed: Bed, file: e.File, term: str | None, *reasons: str, **facts: Any) -> None:  # noqa: ANN401
    """Say what is right of a file whose rows are wrong: its term, and with it its fate."""
    known = bed.garden.facts_of(file.ref)
    own = bed.garden.own()
    end = facts.get("end_date") or file.end_date
    decision, due = _fate(term, end, bed.today, must_submit=own.must_submit)
    accepted = [*reasons, *known.get("reasons", _REASONS[decision])]
    told = {"row": file.table_row, **facts}
    told.pop("end_date", None)
    bed.garden.fact(
        file,
        term=term,
        due=due.isoformat() if due else None,
        decision=known.get("decision", decision.value),
        reasons=list(dict.fromkeys(accepted)),
        row=known.get("row", told.pop("row")),
        **told,
    )


_REASONS: Final = {
    e.Decision.TRANSFER: ["permanent"],
    e.Decision.KEEP: ["running"],
    e.Decision.DESTROY: ["expired"],
    e.Decision.WAIT: ["undecided"],
}


def _fate(
    term: str | None, end: date | None, today: date, *, must_submit: bool
) -> tuple[e.Decision, date | None]:
    if term == retention.PERMANENT:
        return (e.Decision.TRANSFER if must_submit else e.Decision.KEEP), None
    if term is None or end is None or term in retention.EVENTS:
        return e.Decision.WAIT, None
    due = retention.due_from(end, term)
    run_out = retention.is_due(end, term, on=today) is Verdict.VALID
    return (e.Decision.DESTROY if run_out else e.Decision.KEEP), due


def classed(survey: Survey, file: e.File) -> bool:
    """A file for which a shorter row stands beside the right one."""
    return described(survey, file) and bool(_shorter_rows(survey, file))


def _shorter_rows(survey: Survey, file: e.File) -> list[Row]:
    """Return shorter rows: of the same heading when the list foresaw better, else of another."""
    given = row(file.table_row)
    foreseen = survey.shelf.find(e.PlannedFile, file.planned)
    same = rows_under(given.heading) if foreseen and foreseen.table_row == given.id else []
    codes = [one.code for one in headings() if file.heading and one.code != file.heading]
    other = [one for code in codes for one in rows_under(code)]
    among = [one for one in same if one.id != given.id] or other
    return [one for one in among if _below(file.maintenance or "VV", [one.term])]


def wrong_row(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F02: filed under a row of another matter, and so kept for a shorter time."""
    wrong = stream.choice(_shorter_rows(bed.survey, file))
    changed = bed.planter.change(file, table_row=wrong.id, maintenance=wrong.term)
    bed.garden.fact(file, row=bed.garden.facts_of(file.ref).get("row", file.table_row))
    _right(bed, changed, file.maintenance, "term_below")
    return changed


def waiting(survey: Survey, file: e.File) -> bool:
    """A file whose term ends with an event."""
    return described(survey, file) and row(file.table_row).term in retention.EVENTS


def event_as_number(bed: Bed, file: e.File, stream: Stream, told: Term) -> e.File:
    """F09: a term that ends with an event was written as years."""
    changed = bed.planter.change(file, maintenance=told.term or stream.choice(("5", "10", "20")))
    _right(bed, changed, file.maintenance, "undecided")
    return changed


def titled(_survey: Survey, file: e.File) -> bool:
    """A file that is here."""
    return file.status in _OPEN


def vague_title(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F04: a title that would fit any file."""
    title = stream.choice(_VAGUE).format(year=file.file_catalog)
    bed.garden.fact(file, title=file.title)
    return bed.planter.change(file, title=title)


_VAGUE: Final = (
    "Công văn năm {year}",
    "Tài liệu năm {year}",
    "Văn bản đi năm {year}",
    "Hồ sơ năm {year}",
    "Tập công văn đến năm {year}",
    "Tài liệu khác",
)


def ended(_survey: Survey, file: e.File) -> bool:
    """A closed file whose work took more than a month."""
    closed = file.status in _OPEN - {e.FileStatus.OPEN, e.FileStatus.RETURNED}
    if not closed or file.start_date is None or file.end_date is None:
        return False
    return (file.end_date - file.start_date).days > 1


def wrong_end(bed: Bed, file: e.File, _stream: Stream, _details: Details) -> e.File:
    """F07: the day the file was opened was entered as the day its work ended."""
    known = bed.garden.facts_of(file.ref)
    changed = bed.planter.change(file, end_date=file.start_date)
    bed.garden.fact(file, end_date=file.end_date.isoformat() if file.end_date else None)
    if "due" not in known and file.maintenance:
        _right(bed, changed, file.maintenance, end_date=file.end_date)
    return changed


def planned(survey: Survey, file: e.File) -> bool:
    """A file that has its row in the yearly list."""
    row_of_list = survey.shelf.find(e.PlannedFile, file.planned)
    if row_of_list is None or file.status not in _OPEN:
        return False
    others = [one for one in survey.files.values() if one.planned == file.planned]
    return row_of_list.table_row == file.table_row and len(others) == 1


def unplanned(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F12: it was opened under a notation of its own, beside the row that the list had for it."""
    taken = {one.file_notation for one in bed.survey.files.values()}
    taken |= {one.file_notation for one in bed.planter.all(e.PlannedFile)}
    number = next(
        n for n in range(stream.integer(41, 79), 200) if f"{n:02d}.{file.heading}" not in taken
    )
    bed.garden.fact(file, planned=file.planned)
    return bed.planter.change(file, planned=None, file_notation=f"{number:02d}.{file.heading}")


def _decisions(survey: Survey, file: e.File) -> list[e.Document]:
    """Return documents of files kept longer that could also be laid into this one."""
    here = {one.ref for one in survey.contents(file.ref)}
    return [
        document
        for other in survey.files.values()
        if other.maintenance and file.maintenance and other.ref != file.ref
        and _below(other.maintenance, [file.maintenance])
        for document in survey.contents(other.ref)
        if document.ref not in here and _within(file, document)
        and document.code_number is not None
        and len(survey.files_of(document.ref)) == 1
        and document.mode.value <= file.mode.value
    ]  # fmt: skip


def _within(file: e.File, document: e.Document) -> bool:
    day = document.issued_date
    if day is None or file.start_date is None or file.end_date is None:
        return False
    return file.start_date <= day <= file.end_date


def mixed(survey: Survey, file: e.File) -> bool:
    """A closed file of some years' term, while a document of longer value fits into its time."""
    years = file.maintenance is not None and retention.years(file.maintenance) is not None
    return years and ended(survey, file) and bool(_decisions(survey, file))


def below_item(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """F06: a document that must be kept longer lies in it too, and its term did not follow."""
    from scenarios.recipes.faults.make_filing import put_in_order

    document = stream.choice(_decisions(bed.survey, file))
    longest = max(
        (one.maintenance or "" for one in bed.survey.files_of(document.ref)),
        key=lambda term: (term == retention.PERMANENT, term.zfill(3)),
    )
    put_in_order(bed, file, document)
    _untagged(bed, file)
    own = bed.garden.own()
    decision, due = _fate(longest, file.end_date, bed.today, must_submit=own.must_submit)
    bed.garden.fact(
        file,
        term=longest,
        due=due.isoformat() if due else None,
        decision=decision.value,
        reasons=["term_below", *_REASONS[decision]],
    )
    return bed.planter.get(e.File, file.ref)


def _untagged(bed: Bed, file: e.File) -> None:
    bed.garden.untag(file, *_TAGS)
