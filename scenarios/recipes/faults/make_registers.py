"""Makers of numbers twice, numbers left out, wrong notations and documents without a number."""

from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.rulebook import types
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import acts_of
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.originals import reprint, sheet_of, signed_simply
from scenarios.recipes.names import plain
from scenarios.streams import Stream

_LEAST: Final = 3
"""Lines of a year's register, so that the fault is not its first."""
_MIXED: Final = {
    "QĐ": "QyĐ", "TTr": "TT", "KH": "KHo", "ĐA": "DA", "TB": "ThB", "BC": "BCa", "HD": "HDa",
    "QC": "QCh", "NQ": "NgQ", "CT": "CTr", "CTr": "CT", "PA": "PAn", "BB": "BBa", "GM": "GMo",
    "DA": "ĐA", "TC": "TCa", "PC": "PCh",
}  # fmt: skip
"""Abbreviations that people take one for the other, or make up (NĐ 30/2020 PL III)."""


def _line(survey: Survey, document: e.Document) -> e.RegisterEntry | None:
    entries = survey.shelf.all(e.RegisterEntry, document=document.ref)
    return entries[0] if entries else None


def _book(bed: Bed, entry: e.RegisterEntry) -> list[e.RegisterEntry]:
    lines = bed.planter.all(e.RegisterEntry, book=entry.book, year=entry.year)
    return sorted(lines, key=lambda one: (one.number, one.ref))


def arrived(survey: Survey, document: e.Document) -> bool:
    """A registered arrival that is not among the first of its year."""
    entry = _line(survey, document)
    incoming = document.direction is e.Direction.INCOMING
    return incoming and entry is not None and entry.number >= _LEAST


def twice(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D06: an arrival got the number of the one before it; whatever follows is one too low."""
    return _shifted(bed, document, -1)


def gap(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D06: a number of the incoming register was passed over."""
    return _shifted(bed, document, 1)


def _shifted(bed: Bed, document: e.Document, by: int) -> e.Document:
    entry = _line(bed.survey, document)
    assert entry is not None  # noqa: S101 - ``arrived`` asked
    for line in _book(bed, entry):
        if line.number >= entry.number:
            bed.planter.change(line, number=line.number + by)
            moved = bed.planter.get(e.Document, line.document)
            bed.planter.change(moved, arrival_number=line.number + by)
    return bed.planter.get(e.Document, document.ref)


def reprinted(survey: Survey, document: e.Document) -> bool:
    """A numbered electronic document, soundly signed by one person and one agency."""
    return signed_simply(survey, document) and document.code_number is not None


def last_of_year(survey: Survey, document: e.Document) -> bool:
    """The last number of the outgoing register of a year, on an electronic document."""
    entry = _line(survey, document)
    if entry is None or entry.number < _LEAST or not reprinted(survey, document):
        return False
    book = survey.shelf.all(e.RegisterEntry, book=entry.book, year=entry.year)
    outgoing = document.direction is e.Direction.OUTGOING
    return outgoing and entry.number == max(one.number for one in book)


def twice_out(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D06: two documents of the agency bear one number, in the register and on paper."""
    entry = _line(bed.survey, document)
    assert entry is not None  # noqa: S101 - ``last_of_year`` asked
    bed.planter.change(entry, number=entry.number - 1)
    return _renumbered(bed, document, entry.number - 1)


def _renumbered(bed: Bed, document: e.Document, number: int) -> e.Document:
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - asked below
    changed = reprint(bed, document, sheet, number=number, issued=document.issued_date)
    _renamed(bed, changed, f"{number:02d}-{document.code_notation}")
    return changed


def _renamed(bed: Bed, document: e.Document, stem: str) -> None:
    """Call the file by its number and notation, as files of its kind are called."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in plain(stem))
    name = "-".join(part for part in kept.split("-") if part).upper()
    bed.planter.change(
        bed.planter.all(e.Component, document=document.ref, role=e.ComponentRole.MAIN)[0],
        file_name=f"{name}.pdf",
    )


def mistakable(survey: Survey, document: e.Document) -> bool:
    """A numbered document of a named type whose abbreviation can be mistaken."""
    prefix = document.code_notation.partition("-")[0]
    return reprinted(survey, document) and prefix in _MIXED and prefix == document.type_name


def wrong_notation(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D07: the abbreviation of another type, or an invented one, stands in the notation."""
    organ = bed.planter.find(e.Organisation, document.organ)
    wrong = _first_wrong(document, organ.abbreviation if organ else "", stream)
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    changed = reprint(
        bed,
        document,
        sheet.model_copy(update={"notation": wrong}),
        number=document.code_number,
        issued=document.issued_date,
        code_notation=wrong,
    )
    _renamed(bed, changed, f"{document.code_number:02d}-{wrong}")
    return changed


def _first_wrong(document: e.Document, agency: str, stream: Stream) -> str:
    kind, _, rest = document.code_notation.partition("-")
    tempting = [f"{_MIXED[kind]}-{rest}", f"{kind}/{rest}", f"{rest}-{kind}", f"{kind}{rest}"]
    order = [tempting[0], *stream.shuffled(tempting[1:])]
    return next(one for one in order if _plainly_wrong(document, one, agency))


def _plainly_wrong(document: e.Document, notation: str, agency: str) -> bool:
    if "/" in notation:
        return False
    problems = types.problems_of(
        types.written(document.code_number or 1, notation),
        type_name=document.type_name,
        agency=agency,
    )
    return any(one.verdict is Verdict.INVALID for one in problems)


def from_outside(survey: Survey, document: e.Document) -> bool:
    """A numbered electronic document of another agency."""
    return document.direction is e.Direction.INCOMING and reprinted(survey, document)


def unnumbered(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D09: it was signed, sealed and sent while the place of its number stayed empty."""
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    acts = acts_of(bed, bed.main(document))
    changed = reprint(bed, document, sheet, number=None, issued=document.issued_date, acts=acts)
    _renamed(bed, changed, f"{document.code_notation}-{document.issued_date:%Y%m%d}")
    return changed
