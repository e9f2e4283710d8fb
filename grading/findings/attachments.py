"""What goes with a document: all that it lists, and its own (NĐ 30/2020 Đ18, PL I III.1)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import Component, Document
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

    It bears a title that the text does not name, the agency sealed it on another day, or its mark
    names another document.
    """
    for document in survey.documents.values():
        main = survey.main_of(document.ref)
        if main is None or survey.stand_in(document.ref):
            continue
        for part in survey.attachments_of(document.ref):
            other = _sealed_elsewhere(survey, main, part) or _marked_for_another(survey, part)
            if other or _unnamed(survey, main, part):
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


def _marked_for_another(survey: Survey, part: Component) -> bool:
    """Whether the mark on a file names a document of another number and of another notation."""
    document = survey.documents[part.document]
    named = next((found for one in survey.shown(part) if (found := _NAMED.match(one.says))), None)
    if named is None or document.code_number is None:
        return False
    return int(named[1]) != document.code_number and named[2] != document.code_notation


_NAMED: Final = re.compile(r"(\d+)/(\S+)")


def marks(survey: Survey) -> Iterator[Detection]:
    """R33: an annex in a file of its own lacks the agency's signature, or shows it wrongly.

    It stands at the top right of the first page, as text that names the document, never as a seal
    (NĐ 30/2020 PL I II.8b, III.1d). Asked of what an agency signed electronically.
    """
    for document in survey.documents.values():
        main = survey.main_of(document.ref)
        parts = [p for p in survey.attachments_of(document.ref) if extension(p.file_name) == "pdf"]
        if not parts or main is None or not _signed_here(survey, document, main):
            continue
        for part in parts:
            code = _amiss(survey, part)
            if code:
                yield found(f"attachment.{code}", document, part.ref, name=part.file_name)


def _signed_here(survey: Survey, document: Document, main: Component) -> bool:
    """Whether the document itself is electronic, numbered, and bears its agency's signature."""
    if document.code_number is None or survey.stand_in(document.ref):
        return False
    return not survey.portrait(main).scanned and survey.signed(main).has("agency")


def _amiss(survey: Survey, part: Component) -> str:
    if not survey.portrait(part).opens:
        return ""
    signed = survey.signed(part)
    if any(code.startswith(_BROKEN) for code in signed.wrong):
        return "broken"
    if not signed.has("agency"):
        return "unmarked"
    if any(hand.square for hand in signed.hands):
        return "red_seal"
    shown = survey.shown(part)
    if any(not one.top_right for one in shown):
        return "misplaced"
    return "numberless" if any(one.says.startswith("…") for one in shown) else ""


_BROKEN: Final = ("integrity.", "changes.")
