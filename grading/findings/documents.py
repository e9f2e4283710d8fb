"""Documents that should not lie where they lie: drafts, duplicates, copies of the wrong kind."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import CopyKind, Direction, Document, DocumentStatus, RegisterEntry

_DRAFT_MARK: Final = "dự thảo"
_FIRST_LETTERS: Final = 400
"""The mark of a draft stands at the head of the first page."""


def drafts(survey: Survey) -> Iterator[Detection]:
    """D01: a draft left in a file; it belongs out of it when the file is closed (NĐ 30 Đ29)."""
    for document in survey.documents.values():
        files = survey.files_of(document.ref)
        if files and _is_draft(survey, document):
            yield found("document.draft", document, *(file.ref for file in files))


def _is_draft(survey: Survey, document: Document) -> bool:
    if CopyKind.DRAFT is document.copy_kind or document.status is DocumentStatus.DRAFT:
        return True
    main = survey.main_of(document.ref)
    if main is None or document.code_number is not None:
        return False
    if document.direction is not Direction.OUTGOING or not document.code_notation:
        return False
    return _DRAFT_MARK in survey.portrait(main).head[:_FIRST_LETTERS]


_Identity = tuple[object, ...]


def _identity(document: Document) -> _Identity:
    """What two documents share when they are the same one (NĐ 30 PL VI: number, notation, agency).

    Unnumbered papers are told apart by what they are about and who signed.
    """
    return (
        document.organ_name,
        document.code_number,
        document.code_notation,
        document.issued_date,
        document.subject,
        document.signer_name,
        document.copy_kind is CopyKind.DRAFT,
    )


def twins(survey: Survey) -> Iterator[Detection]:
    """D04, D05: the same document twice, byte for byte or scanned or saved once more."""
    same: dict[_Identity, list[Document]] = defaultdict(list)
    for document in survey.documents.values():
        if survey.main_of(document.ref) is not None:
            same[_identity(document)].append(document)
    groups = [group for group in same.values() if len(group) > 1]
    entered = {entry.document for entry in survey.shelf.all(RegisterEntry)} if groups else set()
    for group in groups:
        first, *others = sorted(group, key=lambda one: _rank(survey, one, entered))
        for twin in others:
            alike = _digest(survey, twin) == _digest(survey, first)
            code = "document.duplicate" if alike else "document.same_again"
            yield found(code, twin, first.ref, twin=first.ref)


def _rank(survey: Survey, document: Document, entered: set[str]) -> tuple[object, ...]:
    """The one that the register knows is the original; else the one that was filed first."""
    places = survey.places_of(document.ref)
    return (document.ref not in entered, min(places, default=10**6), document.ref)


def _digest(survey: Survey, document: Document) -> str:
    main = survey.main_of(document.ref)
    return main.digest if main else ""


def copies(survey: Survey) -> Iterator[Detection]:
    """D10: a bản sao lục is made from a bản sao y, never from an original (NĐ 30 Đ3, Đ25)."""
    for document in survey.documents.values():
        if document.copy_kind is not CopyKind.DUPLICATE:
            continue
        sources = [survey.documents[ref] for ref in document.refers_to if ref in survey.documents]
        if sources and not any(_true_copy(one) for one in sources):
            yield found("copy.wrong_kind", document, *(one.ref for one in sources))


def _true_copy(document: Document) -> bool:
    return document.copy_kind is CopyKind.TRUE_COPY and document.code_notation.startswith("SY")
