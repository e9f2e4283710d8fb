"""What waits at the registry: is it for us, and does the data say how the paper is marked?"""

from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.portraits import Portrait, plain
from grading.findings.survey import Survey
from sandbox.entities import Document, DocumentStatus, Mode, Urgency

_STAMPS: Final = {
    "KHẨN": Urgency.URGENT,
    "THƯỢNG KHẨN": Urgency.VERY_URGENT,
    "HỎA TỐC": Urgency.EXPRESS,
}
WITHIN: Final = "LƯU HÀNH NỘI BỘ"
"""A paper that may be read on conditions only (NĐ 30/2020 PL I)."""


def misdirected(survey: Survey) -> Iterator[Detection]:
    """D15: text and recipients name another agency, and never this one (NĐ 30 Đ21K2).

    Recipients that are named together (“các sở”) may well be this one among others.
    """
    own = next((one for one in survey.organisations.values() if one.own), None)
    if own is None:
        return
    others = {one.organ_name for one in survey.organisations.values() if not one.own}
    for document, portrait in _waiting(survey):
        lines = document.recipients
        elsewhere = any(name in line for line in lines for name in others)
        if elsewhere and plain(own.organ_name) not in plain(" ".join([*lines, portrait.head])):
            yield found("arrival.misdirected", document, agency=own.organ_name)


def urgency(survey: Survey) -> Iterator[Detection]:
    """D16: the paper is stamped urgent, the data that came with it do not say so."""
    for document, portrait in _waiting(survey):
        stamped = stamp_of(portrait)
        if stamped is not Urgency.NONE and document.urgency is Urgency.NONE:
            yield found("mark.urgency", document, mark=f"@urgency.{stamped.value}")


def circulation(survey: Survey) -> Iterator[Detection]:
    """D17: the paper may be read within the agency only, and the data say it is open."""
    for document, portrait in _waiting(survey):
        if WITHIN in portrait.marks and document.mode is Mode.OPEN:
            yield found("mark.circulation", document)


def stamp_of(portrait: Portrait) -> Urgency:
    """Return how urgent a paper says it is."""
    return next((_STAMPS[mark] for mark in portrait.marks if mark in _STAMPS), Urgency.NONE)


def _waiting(survey: Survey) -> Iterator[tuple[Document, Portrait]]:
    """Go through what lies in the registry's tray and can be read."""
    for document in survey.documents.values():
        main = survey.main_of(document.ref)
        if document.status is DocumentStatus.RECEIVED and main is not None:
            portrait = survey.portrait(main)
            if portrait.opens and not portrait.stand_in:
                yield document, portrait
