"""What papers say against what the rows say: dates, subjects, citations, secrecy, personal data."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from base.clock import vietnam
from grading.findings.detection import Detection, found
from grading.findings.portraits import plain
from grading.findings.survey import Survey, named
from sandbox.entities import Document, DocumentStatus, Mode

_FEW_LETTERS: Final = 40
"""A page with fewer letters has no text to compare with."""
_FORMS: Final = frozenset({"PG", "GNP", "GGT", "GUQ", "TC-thư công"})
"""Papers that bear no subject of their own (NĐ 30/2020 PL III)."""
_PERSONAL: Final = "0"
"""Citizen numbers have twelve digits and begin with a zero; invented ones with three."""


def dates(survey: Survey) -> Iterator[Detection]:
    """D08: the date lies before the leader signed or after the agency sealed (NĐ 30 Đ9, Đ14).

    Asked of documents whose signatures are sound: else their times say nothing.
    """
    for document in survey.documents.values():
        span, day = signing_days(survey, document), document.issued_date
        if span is None or day is None or span[0] <= day <= span[1]:
            continue
        facts = {"day": f"{day:%d/%m/%Y}", "signed": f"{span[0]:%d/%m/%Y}"}
        yield found("date.outside_signing", document, **facts, sealed=f"{span[1]:%d/%m/%Y}")


def signing_days(survey: Survey, document: Document) -> tuple[date, date] | None:
    """Return the days on which the first person and the last agency signed an e-document."""
    main = survey.main_of(document.ref)
    if main is None or not survey.signatures_of(main.ref) or survey.portrait(main).scanned:
        return None
    signed = survey.signed(main)
    people = [one.made for one in signed.hands if one.kind == "person" and one.made]
    seals = [one.made for one in signed.hands if one.kind == "agency" and one.made]
    if signed.wrong or not people or not seals:
        return None
    return vietnam(min(people)).date(), vietnam(max(seals)).date()


def metadata(survey: Survey) -> Iterator[Detection]:
    """D11: the subject in the register is not what the paper says it is about."""
    for document in survey.documents.values():
        main = survey.main_of(document.ref)
        if main is None or survey.stand_in(document.ref) or document.type_name in _FORMS:
            continue
        portrait = survey.portrait(main)
        if not portrait.looks or portrait.looks[0].letters < _FEW_LETTERS:
            continue
        if plain(document.subject) not in portrait.head:
            yield found("metadata.differs", document, subject=document.subject)


def personal_data(survey: Survey) -> Iterator[Detection]:
    """D12: a citizen's number in a document that is open to everybody."""
    for document in survey.documents.values():
        if document.mode is not Mode.OPEN or not survey.files_of(document.ref):
            continue
        for part in survey.parts_of(document.ref):
            numbers = survey.portrait(part).long_numbers
            if any(number.startswith(_PERSONAL) for number in numbers):
                yield found("personal_data.open", document, part.ref, name=part.file_name)
                break


def secrecy(survey: Survey) -> Iterator[Detection]:
    """D13: a document more closed than the file it lies in (TT 05/2025: mode of use)."""
    for document in survey.documents.values():
        for file in survey.files_of(document.ref):
            if document.mode.value > file.mode.value:
                facts = {"mode": f"@mode.{document.mode.value}", "file": file.ref}
                yield found("mode.above_file", document, file.ref, **facts)


def citations(survey: Survey) -> Iterator[Detection]:
    """D14: a document rests on one that did not exist yet."""
    for document in survey.documents.values():
        for ref in named(document):
            cited = survey.documents.get(ref)
            if cited is not None and _later(cited, document):
                yield found("citation.from_future", document, cited.ref, cited=cited.ref)
                break


def _later(cited: Document, document: Document) -> bool:
    if cited.issued_date is None or document.issued_date is None:
        return False
    return cited.issued_date > document.issued_date and cited.status is not DocumentStatus.DRAFT
