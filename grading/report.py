"""A report: what each criterion earned, why, and on what rule; plain data, byte for byte."""

from typing import Final

from base.canonical import canonical, digest
from base.model import Value
from grading.mark import Found, Mark

SEMANTICS: Final = 1
"""Raised when grading, verbs or recipes change meaning: stored proofs and marks name it."""


class Cited(Value):
    """A rule as it stood on the day of the act judged."""

    rule: str
    day: str
    "ISO date of the act"
    standing: str
    "as the rulebook says (``rulebook.rule.Standing``), or not-in-rulebook"
    confidence: str


class Result(Value):
    """One criterion's result."""

    id: str
    mark: Mark
    credit: float
    points: float
    "earned, or taken away when negative"
    possible: int
    right: int = 0
    wrong: int = 0
    expected: int = 0
    found: list[Found] = []
    rules: list[Cited] = []
    gate: str = ""
    "fail, cap or zero when this criterion's gate fell"
    error: str = ""
    "for broken ones: the kind of error, for staff"

    @property
    def lost(self) -> bool:
        """Whether less than everything was earned or kept."""
        return self.mark in {Mark.FAILED, Mark.PARTLY}


class Report(Value):
    """The whole result."""

    score: float
    "0–100"
    passed: bool
    pass_mark: int
    results: list[Result]
    gates: list[str] = []
    "criteria whose gate fell"
    broken: bool = False
    "our fault somewhere: the attempt is given back"
    semantics: int = SEMANTICS

    def result(self, name: str) -> Result:
        """Return a criterion's result; KeyError when there is none."""
        for one in self.results:
            if one.id == name:
                return one
        raise KeyError(name)

    def as_json(self) -> str:
        """Return canonical JSON: the same evidence gives the same bytes."""
        return canonical(self)

    def digest(self) -> str:
        """Return the SHA-256 of the report."""
        return digest(self)
