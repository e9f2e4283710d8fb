"""Makers of red herrings among files, names and scans: they look wrong and are in order."""

import unicodedata
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.paper import ScannedPage, scan
from sandbox.rulebook import retention
from sandbox.rulebook.schedules import has_row, row
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import acts_of, perform, unsigned
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_cases import running
from scenarios.recipes.faults.make_filing import put_in_order
from scenarios.recipes.faults.make_holds import lift, place_hold
from scenarios.streams import Stream


def lifted_hold(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """A hold on an expired file was lifted, by the archivist, on a mandate: it may be listed."""
    hold = place_hold(bed, file, stream)
    lift(bed, hold, stream, by=bed.garden.labelled("archivist"))
    return file


def running_hold(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """A hold on a file whose term runs anyway: nobody wants to destroy it."""
    place_hold(bed, file, stream)
    bed.garden.untag(file, "running")
    bed.garden.tag(file, "held")
    bed.garden.fact(file, decision=e.Decision.KEEP.value, reasons=["held", "running"])
    return file


def named(survey: Survey, document: e.Document) -> bool:
    """A document whose main file is a PDF."""
    main = survey.main_of(document.ref)
    return main is not None and main.file_name.endswith(".pdf") and survey.portrait(main).opens


def apart_letters(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """The file name has Vietnamese letters taken apart (NFD): lawful, the same name to people."""
    main = bed.main(document)
    stem = main.file_name.removesuffix(".pdf")
    told = stream.choice(("Quyết định", "Báo cáo", "Tờ trình", "Phúc đáp", "Kế hoạch"))
    name = unicodedata.normalize("NFD", f"{stem} {told}.pdf")
    bed.planter.change(main, file_name=name)
    return document


def large_letters(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """The ending of the file name is written large."""
    main = bed.main(document)
    bed.planter.change(main, file_name=f"{main.file_name.removesuffix('.pdf')}.PDF")
    return document


def blank_verso(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """The empty back of the last sheet was scanned too: no page is missing."""
    main = bed.main(document)
    acts = acts_of(bed, main)
    pages = [ScannedPage(source=number) for number in range(1, main.number_of_page + 1)]
    at = acts[0].at if acts else document.signed_at or bed.planter.now
    paper = scan(
        unsigned(bed.content(main)),
        [*pages, ScannedPage(source=None)],
        at=at,
        title=document.subject,
    )
    bed.keep(main, perform(bed.pki, paper.pdf, acts), number_of_page=paper.pages)
    changed = bed.planter.change(document, number_of_page=document.number_of_page + 1)
    for file in bed.survey.files_of(document.ref):
        bed.recount(file.ref)
    return changed


def aged_paper(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """The paper is yellow with age: a good scan shows it as it is."""
    main = bed.main(document)
    acts = acts_of(bed, main)
    pages = [ScannedPage(source=n, tone="aged") for n in range(1, main.number_of_page + 1)]
    at = acts[0].at if acts else document.signed_at or bed.planter.now
    paper = scan(unsigned(bed.content(main)), pages, at=at, title=document.subject)
    bed.keep(main, perform(bed.pki, paper.pdf, acts))
    return document


_GRAND: Final = (
    "kế hoạch",
    "báo cáo",
    "quy chế",
    "đề án",
    "tổng kết",
    "chỉ đạo",
    "thanh tra",
    "kiểm tra",
)


def grand(_survey: Survey, file: e.File) -> bool:
    """A file whose title sounds permanent, and whose row of the table says years."""
    years = has_row(file.table_row) and retention.years(row(file.table_row).term) is not None
    here = file.status is not e.FileStatus.DESTROYED
    return here and years and any(word in file.title.casefold() for word in _GRAND)


def sounds_permanent(_bed: Bed, file: e.File, _stream: Stream, _details: Details) -> e.File:
    """Its title sounds permanent; the table says years, and the table decides."""
    return file


def raised(survey: Survey, file: e.File) -> bool:
    """A file whose term, in years, still runs and can be longer."""
    if not running(survey, file) or not has_row(file.table_row):
        return False
    return file.maintenance in {"2", "5", "10", "15", "20"} and row(file.table_row).term.isdigit()


def longer_term(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """A longer term than the table asks: the law sets a floor, not a ceiling (Luật Đ14)."""
    longer = [
        one for one in ("10", "15", "20", "30", "50") if int(one) > int(file.maintenance or 0)
    ]
    changed = bed.planter.change(file, maintenance=stream.choice(longer[:2]))
    due = retention.due_from(file.end_date, changed.maintenance or "VV") if file.end_date else None
    bed.garden.fact(file, due=due.isoformat() if due else None)
    return changed


def any_file(_survey: Survey, file: e.File) -> bool:
    """A file that is here."""
    return file.status is not e.FileStatus.DESTROYED and not file.description


def old_word(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """The note on it uses the word that the law of 2011 had for its term."""
    said = stream.choice(
        (
            "Thời hạn bảo quản theo Bảng thời hạn bảo quản của cơ quan.",
            "Đã kiểm tra thời hạn bảo quản khi lập hồ sơ.",
            "Thời hạn bảo quản ghi theo danh mục hồ sơ.",
        )
    )
    return bed.planter.change(file, description=said)


def _like(survey: Survey, document: e.Document) -> list[e.File]:
    """Return files of the same term and year in which a document may lie as well."""
    homes = survey.files_of(document.ref)
    if len(homes) != 1 or document.issued_date is None:
        return []
    home = homes[0]
    return [
        other
        for other in survey.files.values()
        if other.ref != home.ref
        and other.maintenance == home.maintenance
        and other.mode is home.mode
        and other.status is home.status
        and other.start_date is not None
        and other.end_date is not None
        and other.start_date <= document.issued_date <= other.end_date
        and retention.is_due(other.end_date, other.maintenance, on=survey.today)
        is not Verdict.VALID
    ]


def shareable(survey: Survey, document: e.Document) -> bool:
    """A document that belongs to another matter of the same term as well."""
    return document.code_number is not None and bool(_like(survey, document))


def filed_twice(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """One document lies in two files without a copy, as the system allows (NĐ 30 PL VI)."""
    put_in_order(bed, stream.choice(_like(bed.survey, document)), document)
    return document
