"""Makers of papers that contradict rows, dates, secrecy, or time itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from grading.findings.contents import signing_days
from grading.findings.portraits import plain
from grading.findings.survey import Survey, named
from sandbox import entities as e
from sandbox.paper import day_in_words
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Days, Details
from scenarios.recipes.faults.originals import reprint, sheet_of, signed_simply, with_line
from scenarios.streams import Stream

_SHIFTS: Final = (-3, -2, -1, 1, 2, 3, 5)
"""Days by which a date is wrong."""
_FEW_WORDS: Final = 3
_FORMS: Final = frozenset({"PG", "GNP", "GGT", "GUQ", "TC-thư công"})


def dated(survey: Survey, document: e.Document) -> bool:
    """An electronic document, soundly signed, that can bear a wrong date and no other wrong."""
    if not signed_simply(survey, document) or document.issued_date is None:
        return False
    return any(True for _ in _free_days(survey, document, document.issued_date))


def _free_days(survey: Survey, document: e.Document, issued: date) -> Iterator[int]:
    """Return the shifts to a day of no signing on which files, sources and answers still agree."""
    latest = [file.end_date for file in survey.files_of(document.ref) if file.end_date]
    sources = [survey.documents[ref] for ref in named(document) if ref in survey.documents]
    earliest = [one.issued_date for one in sources if one.issued_date]
    latest += [one.issued_date for one in survey.citing(document.ref) if one.issued_date]
    fitting = [
        days
        for days in _SHIFTS
        if all(day <= issued + timedelta(days=days) for day in earliest)
        and all(issued + timedelta(days=days) <= day for day in latest)
    ]
    span = signing_days(survey, document) if fitting else None
    if span is not None:
        first, last = span
        yield from (days for days in fitting if not first <= issued + timedelta(days=days) <= last)


def outside_signing(bed: Bed, document: e.Document, stream: Stream, told: Days) -> e.Document:
    """D08: the paper bears a date on which nobody signed it: later than the seal, or earlier."""
    assert document.issued_date is not None  # noqa: S101 - ``dated`` asked
    free = list(_free_days(bed.survey, document, document.issued_date))
    other = document.issued_date + timedelta(days=told.days or stream.choice(free))
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    return reprint(bed, document, sheet, number=document.code_number, issued=other)


def legible(survey: Survey, document: e.Document) -> bool:
    """A filed or waiting document whose paper says what it is about."""
    main = survey.main_of(document.ref)
    if main is None or survey.stand_in(document.ref) or document.type_name in _FORMS:
        return False
    head = survey.portrait(main).head
    return document.copy_kind is not e.CopyKind.DRAFT and plain(document.subject) in head


def wrong_subject(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D11: whoever registered it typed the subject of another document."""
    head = bed.survey.portrait(bed.main(document)).head
    others = [
        one.subject
        for one in bed.survey.documents.values()
        if one.type_name == document.type_name and plain(one.subject) not in head
    ] or [_other_year(document.subject)]
    return bed.planter.change(document, subject=stream.choice(others))


def _other_year(subject: str) -> str:
    """The year before, as a slip of the hand makes it; else a word in the middle is lost."""
    for year in range(1990, 2100):
        if str(year) in subject:
            return subject.replace(str(year), str(year - 1))
    words = subject.split()
    if len(words) < _FEW_WORDS:
        return f"{subject} (2)"
    return " ".join(words[: len(words) // 2] + words[len(words) // 2 + 1 :])


def open_to_all(survey: Survey, document: e.Document) -> bool:
    """An electronic document that anybody may read, in a file that anybody may read."""
    files = survey.files_of(document.ref)
    is_open = document.mode is e.Mode.OPEN and all(one.mode is e.Mode.OPEN for one in files)
    return bool(files) and is_open and signed_simply(survey, document)


def personal_data(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D12: a citizen's number stands in the text; invented, with a prefix nobody has."""
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    number = f"000{stream.integer(0, 10**9 - 1):09d}"
    people = bed.planter.all(e.Person)
    name = stream.choice(people).full_name
    line = stream.choice(_PERSONAL).format(name=name, number=number)
    said = with_line(sheet, line)
    return reprint(bed, document, said, number=document.code_number, issued=document.issued_date)


_PERSONAL: Final = (
    "Đầu mối liên hệ: {name}, số định danh cá nhân {number}.",
    "Thông tin người có liên quan: {name}, số định danh cá nhân {number}, thường trú tại tỉnh.",
    "Kèm theo giấy tờ của {name} (số định danh cá nhân {number}).",
)


def in_open_file(survey: Survey, document: e.Document) -> bool:
    """A document in a file that anybody may read."""
    files = survey.files_of(document.ref)
    return bool(files) and all(one.mode is e.Mode.OPEN for one in files)


def more_secret(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D13: a secret document lies in a file that is open; where possible its paper says MẬT."""
    sheet = sheet_of(bed.garden, document) if signed_simply(bed.survey, document) else None
    if sheet is not None:
        marked = sheet.model_copy(update={"secrecy": "mat"})
        number, issued = document.code_number, document.issued_date
        return reprint(bed, document, marked, number=number, issued=issued, mode=e.Mode.SECRET)
    return bed.planter.change(document, mode=e.Mode.SECRET)


def _later(survey: Survey, document: e.Document) -> list[e.Document]:
    """Return numbered documents of the same files, made days after this one."""
    return [
        other
        for file in survey.files_of(document.ref)
        for other in survey.contents(file.ref)
        if other.issued_date
        and document.issued_date
        and other.issued_date > document.issued_date + timedelta(days=1)
        and other.code_number is not None
        and other.ref not in document.refers_to
    ]


def early(survey: Survey, document: e.Document) -> bool:
    """An electronic document in whose file others came later."""
    return signed_simply(survey, document) and bool(_later(survey, document))


def from_future(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D14: it rests on a document that was made only after it."""
    cited = stream.choice(_later(bed.survey, document))
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    assert cited.issued_date is not None  # noqa: S101 - chosen so
    line = (
        f"Nội dung này căn cứ văn bản số {cited.code_number:02d}/{cited.code_notation} "
        f"{day_in_words(cited.issued_date)} của {cited.organ_name}."
    )
    return reprint(
        bed,
        document,
        with_line(sheet, line),
        number=document.code_number,
        issued=document.issued_date,
        refers_to=[*document.refers_to, cited.ref],
    )
