"""Numbers and notations: one series a year without gap or repeat (NĐ 30/2020 Đ15, Đ22, PL III)."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import Document, DocumentStatus, Register, RegisterEntry
from sandbox.rulebook import types
from sandbox.verdicts import Verdict

_OUT = frozenset({DocumentStatus.ISSUED, DocumentStatus.RECEIVED, DocumentStatus.REGISTERED})


def series(survey: Survey) -> Iterator[Detection]:
    """D06: the same number twice in a year's register, or a number left out."""
    books: dict[tuple[Register, int], list[RegisterEntry]] = defaultdict(list)
    for entry in survey.shelf.all(RegisterEntry):
        books[entry.book, entry.year].append(entry)
    for entries in books.values():
        ordered = sorted(entries, key=lambda one: (one.number, one.entered_at, one.ref))
        yield from _in_one(survey, ordered)


def _in_one(survey: Survey, entries: list[RegisterEntry]) -> Iterator[Detection]:
    for before, entry in pairwise(entries):
        document = survey.documents.get(entry.document)
        if document is None:
            continue
        facts = {"number": entry.number, "before": before.number, "year": entry.year}
        if entry.number == before.number:
            yield found("number.twice", document, before.document, entry.ref, **facts)
        elif entry.number > before.number + 1:
            yield found("number.gap", document, entry.ref, **facts)


def notations(survey: Survey) -> Iterator[Detection]:
    """D07: the notation does not follow the type, the agency or the form that the decree sets."""
    for document in survey.documents.values():
        if document.code_number is None or document.status not in _OUT:
            continue
        written = types.written(document.code_number, document.code_notation)
        problems = [one for one in _problems(survey, document, written) if _sure(one.verdict)]
        if problems:
            why = ",".join(f"@notation.{one.code}" for one in problems)
            yield found("notation.wrong", document, notation=written, why=why)


def _problems(survey: Survey, document: Document, written: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - as the rulebook gives them
    organ = survey.organisations.get(document.organ or "")
    form = document.code_notation.partition("-")[0]
    copied = form in {one.code for one in types.copy_forms()}
    return types.problems_of(
        written,
        type_name=form if copied else document.type_name,
        agency=organ.abbreviation if organ else "",
    )


def _sure(verdict: Verdict) -> bool:
    return verdict is Verdict.INVALID


def unnumbered(survey: Survey) -> Iterator[Detection]:
    """D09: issued with a notation and no number (NĐ 30 Đ15: the number comes before the seal)."""
    for document in survey.documents.values():
        issued = document.status in _OUT
        if issued and document.code_notation and document.code_number is None:
            yield found("number.missing", document, notation=document.code_notation)
