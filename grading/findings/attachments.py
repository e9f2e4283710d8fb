"""What goes with a document: all that it lists, and its own (NĐ 30/2020 Đ18, PL I III.1)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import Component
from sandbox.packages.kinds import extension

_APART: Final = timedelta(days=1)
"""An annex is sealed together with its document."""
_ENCLOSED: Final = "tài liệu gửi kèm:"
"""How a document says which files go with it."""


def missing(survey: Survey) -> Iterator[Detection]:
    """D02: the document lists more annexes than came with it."""
    for document in survey.documents.values():
        there = len(survey.attachments_of(document.ref))
        if document.attachments_listed <= there or survey.stand_in(document.ref):
            continue
        yield found("attachment.missing", document, listed=document.attachments_listed, there=there)


def foreign(survey: Survey) -> Iterator[Detection]:
    """D03: an annex is another document's.

    It bears a title that the text does not name, or the agency sealed it on another day.
    """
    for document in survey.documents.values():
        main = survey.main_of(document.ref)
        if main is None or survey.stand_in(document.ref):
            continue
        for part in survey.attachments_of(document.ref):
            if _unnamed(survey, main, part) or _sealed_elsewhere(survey, main, part):
                yield found("attachment.foreign", document, part.ref, name=part.file_name)


def _unnamed(survey: Survey, main: Component, part: Component) -> bool:
    """Whether a titled file is not among those that the text says go with it."""
    title, text = survey.portrait(part).title, survey.portrait(main).head
    return bool(title) and _ENCLOSED in text and title not in text


def _sealed_elsewhere(survey: Survey, main: Component, part: Component) -> bool:
    if extension(part.file_name) != "pdf" or survey.portrait(main).scanned:
        return False
    sealed = [hand.made for hand in survey.signed(main).hands if hand.kind == "agency"]
    own = [hand.made for hand in survey.signed(part).hands if hand.kind == "agency"]
    if not sealed or not own or sealed[-1] is None or own[0] is None:
        return False
    return abs(own[0] - sealed[-1]) > _APART
