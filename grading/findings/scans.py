"""How a paper was digitised: every page, the right way up, sharp, in colour, with its text."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.pages import PageLook
from grading.findings.survey import Survey
from sandbox.entities import Component

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
                for code in _codes(survey, part, portrait.looks):
                    yield found(f"scan.{code}", document, part.ref, name=part.file_name)


def _codes(survey: Survey, part: Component, looks: tuple[PageLook, ...]) -> Iterator[str]:
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
    elif _lost_page(looks):
        yield "blank_page"
    if any(hand.kind == "agency" and hand.square for hand in survey.signed(part).hands):
        yield "red_seal"


def _lost_page(looks: tuple[PageLook, ...]) -> bool:
    """Whether a blank sheet stands where a numbered page should: 1, blank, 3."""
    return any(
        not look.letters and look.ink < _BLANK and after.printed == place + 1
        for place, (look, after) in enumerate(pairwise(looks), start=1)
    )
