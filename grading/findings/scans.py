"""How a paper was digitised: every page, the right way up, sharp, in colour, with its text."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.pages import PageLook
from grading.findings.portraits import plain
from grading.findings.survey import Survey
from sandbox.entities import Component, ComponentRole, Document

_LEAST_DPI: Final = 190
"""TT 05/2025 Đ8 asks for 200; a page is rarely cut to the pixel."""
_BLANK: Final = 0.0008
"""Share of dark pixels below which a page bears nothing but the watermark."""


def scans(survey: Survey) -> Iterator[Detection]:
    """T08–T13, T16: one finding for each way in which a scan falls short."""
    for document in survey.documents.values():
        for part in survey.parts_of(document.ref):
            portrait = survey.portrait(part)
            if portrait.scanned and not survey.stand_in(document.ref):
                for code in _codes(survey, document, part):
                    yield found(f"scan.{code}", document, part.ref, name=part.file_name)


def _codes(survey: Survey, document: Document, part: Component) -> Iterator[str]:
    looks = survey.portrait(part).looks
    if part.number_of_page > len(looks):
        yield "page_missing"
    if any(look.turned for look in looks):
        yield "turned"
    if any(look.dpi < _LEAST_DPI for look in looks):
        yield "low_dpi"
    if any(look.depth != "colour" for look in looks):
        yield "not_colour"
    if not any(look.letters for look in looks):
        yield "no_text"
    elif _lost_number(looks) or _lost_signature(survey, document, part):
        yield "blank_page"
    if any(hand.kind == "agency" and hand.square for hand in survey.signed(part).hands):
        yield "red_seal"


def _blank(look: PageLook) -> bool:
    return not look.letters and look.ink < _BLANK


def _lost_number(looks: tuple[PageLook, ...]) -> bool:
    """Whether a blank sheet stands where a numbered page should: 1, blank, 3."""
    return any(
        _blank(look) and after.printed == place + 1
        for place, (look, after) in enumerate(pairwise(looks), start=1)
    )


def _lost_signature(survey: Survey, document: Document, part: Component) -> bool:
    """Whether a sheet is blank, and the name of whoever signed stands on no other."""
    portrait = survey.portrait(part)
    name = plain(document.signer_name)
    main = part.role is ComponentRole.MAIN and bool(name)
    return main and name not in portrait.head and any(_blank(look) for look in portrait.looks)
