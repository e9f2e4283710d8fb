"""What goes with a document: all that it lists, and its own (NĐ 30/2020 Đ18, PL I III.1)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import Component, Document
from sandbox.packages.kinds import extension

_APART: Final = timedelta(days=1)
"""An annex is sealed together with its document."""


def missing(survey: Survey) -> Iterator[Detection]:
    """D02: the document lists more annexes than came with it."""
    for document in survey.documents.values():
        there = len(survey.attachments_of(document.ref))
        if document.attachments_listed <= there or survey.stand_in(document.ref):
            continue
        yield found(
            "attachment.missing", document, listed=document.attachments_listed, there=there
        )


def foreign(survey: Survey) -> Iterator[Detection]:
    """D03: the agency sealed an annex on another day than the document it is said to belong to."""
    for document in survey.documents.values():
        for part in survey.attachments_of(document.ref):
            if extension(part.file_name) == "pdf" and _elsewhere(survey, document, part):
                yield found("attachment.foreign", document, part.ref, name=part.file_name)


def _elsewhere(survey: Survey, document: Document, part: Component) -> bool:
    main = survey.main_of(document.ref)
    if main is None or survey.portrait(main).scanned:
        return False
    sealed = [hand.claimed for hand in survey.signed(main).hands if hand.kind == "agency"]
    own = [hand.claimed for hand in survey.signed(part).hands if hand.kind == "agency"]
    if not sealed or not own or sealed[-1] is None or own[0] is None:
        return False
    return abs(own[0] - sealed[-1]) > _APART
