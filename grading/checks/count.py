"""count: how many records there are, or how often something happened."""

from typing import Literal

from pydantic import model_validator

from grading.check import Check
from grading.checks.pattern import Pattern
from grading.evidence import Evidence
from grading.mark import Found, Look
from grading.pick import Pick


class Count(Check):
    """At least and at most so many records, or events of a shape."""

    kind: Literal["count"] = "count"
    records: Pick | None = None
    "what is counted: these records…"
    event: Pattern | None = None
    "…or events of this shape; one of the two"
    at_least: int = 1
    "fewer fail"
    at_most: int | None = None
    "more fail; without it there is no limit"

    @model_validator(mode="after")
    def _one_of_both(self) -> "Count":
        if (self.records is None) == (self.event is None):
            message = "count either records or an event"
            raise ValueError(message)
        return self

    def look(self, evidence: Evidence) -> Look:
        """Count and compare."""
        refs = self.records.refs(evidence) if self.records else []
        events = [event.seq for event in self.event.among(evidence)] if self.event else []
        n = len(refs) + len(events)
        good = n >= self.at_least and (self.at_most is None or n <= self.at_most)
        wanted = f"≥ {self.at_least}" + (f", ≤ {self.at_most}" if self.at_most is not None else "")
        found = Found(
            code="count.right" if good else "count.wrong",
            good=good,
            facts={"n": str(n), "wanted": wanted},
            refs=refs,
            events=events,
        )
        return Look(credit=1 if good else 0, found=[found])
