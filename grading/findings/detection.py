"""A detection: what a detector says of a record, by a finding code."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from base.model import Value
from sandbox.entities import Entity

if TYPE_CHECKING:
    from grading.findings.survey import Survey


class Detection(Value):
    """One thing that is wrong in an archive, seen without knowing what was planted."""

    finding: str
    "code; its sentence stands under ``finding.<code>``"
    ref: str
    "the record in which it shows"
    facts: dict[str, str] = {}
    refs: list[str] = []
    "other records that show it"


Detector = Callable[["Survey"], Iterable[Detection]]
"""Looks through a surveyed archive and yields everything of one kind that is wrong in it."""


def found(finding: str, record: Entity, *others: str, **facts: object) -> Detection:
    """Return a detection in ``record``; its sentence may always name ``{ref}``."""
    told = {name: str(fact) for name, fact in facts.items()}
    return Detection(
        finding=finding, ref=record.ref, facts={"ref": record.ref, **told}, refs=list(others)
    )


def term_said(term: str | None) -> str:
    """Return a term as sentences show it: years as digits, ``VV`` and events in words."""
    if term is None:
        return "—"
    return term if term.isdigit() else f"@term.{term}"
