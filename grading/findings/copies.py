"""Stored copies: whole, on independent media, checked in time (TT 05/2025 Đ27, Luật Đ36)."""

from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.entities import Component, Deadline, Organisation

FIXITY: Final = "rule/tt05.ch5.check"
_TWO: Final = 2


def rotten(survey: Survey) -> Iterator[Detection]:
    """R01: a copy whose bytes are not those of the record any more."""
    for document in survey.documents.values():
        for part in survey.parts_of(document.ref):
            for copy in survey.copies_of(part.ref):
                if copy.digest != part.digest:
                    medium = f"@choice.medium.{copy.medium}"
                    yield found("copy.rotten", document, copy.ref, part.ref, medium=medium)


def together(survey: Survey) -> Iterator[Detection]:
    """R02: both sets on one medium, so that one accident takes both."""
    for document in survey.documents.values():
        for part in survey.parts_of(document.ref):
            if _on_one(survey, part):
                medium = f"@choice.medium.{survey.copies_of(part.ref)[0].medium}"
                yield found("copy.same_medium", document, part.ref, medium=medium)
                break


def _on_one(survey: Survey, part: Component) -> bool:
    copies = survey.copies_of(part.ref)
    return len(copies) >= _TWO and len({copy.medium for copy in copies}) == 1


def overdue(survey: Survey) -> Iterator[Detection]:
    """R03: the three-yearly check of everything was due, and nobody did it."""
    for deadline in survey.shelf.all(Deadline, rule=FIXITY):
        if deadline.met_at is None and deadline.due < survey.today:
            own = survey.shelf.find(Organisation, deadline.about)
            if own is not None:
                yield found("fixity.overdue", own, deadline.ref, due=f"{deadline.due:%d/%m/%Y}")
