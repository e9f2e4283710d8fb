"""Which events a check means: by verb, role, record, outcome and what was asked."""

from typing import Any, Literal  # request fields are JSON

from pydantic import Field

from base.model import Value
from grading.evidence import Evidence, Truth
from grading.pick import Pick, resolve
from sandbox.events import Event, Outcome


class Pattern(Value):
    """A shape of event. What is not named may be anything."""

    verb: str | list[str]
    "name of the verb, or several"
    role: str | None = None
    "role of the desk at which it was done"
    asked: dict[str, Any] = {}
    "fields of the request and their values; ``$label`` stands for its record"
    outcome: Literal["done", "refused", "any"] = "done"
    "whether it was done, was refused, or either"
    code: str | None = None
    "of a refusal, with ``outcome: refused``: its reason, such as ``key.last_wrong_pin``"
    records: Pick | None = None
    "touching one of these, whatever record the check is bound to: one group before another"

    def matches(self, event: Event, truth: Truth, *, record: str | None = None) -> bool:
        """Whether an event has this shape and, when a record is given, touches it."""
        verbs = [self.verb] if isinstance(self.verb, str) else self.verb
        if event.verb not in verbs or not self._ended(event):
            return False
        if self.role is not None and event.role != self.role:
            return False
        if self.code is not None and event.details.get("code") != self.code:
            return False
        if record is not None and not touches(event, record):
            return False
        asked = event.asked if self.asked else {}
        return all(
            _has(asked.get(name), resolve(value, truth)) for name, value in self.asked.items()
        )

    def _ended(self, event: Event) -> bool:
        if self.outcome == "any":
            return True
        return event.happened if self.outcome == "done" else event.outcome == Outcome.REFUSED

    def among(self, evidence: Evidence, *, record: str | None = None) -> list[Event]:
        """Return the matching events, in order."""
        if self.records is None:
            return [e for e in evidence.events if self.matches(e, evidence.truth, record=record)]
        refs = self.records.refs(evidence)
        shaped = [e for e in evidence.events if self.matches(e, evidence.truth)]
        return [e for e in shaped if any(touches(e, ref) for ref in refs)]


def touches(event: Event, record: str) -> bool:
    """Whether an event used, made or asked for a record (a refused one only asked)."""
    return record in event.touched or record in _leaves(event.asked)


def _leaves(value: object) -> set[object]:
    if isinstance(value, dict):
        return {leaf for one in value.values() for leaf in _leaves(one)}
    if isinstance(value, list):
        return {leaf for one in value for leaf in _leaves(one)}
    return {value} if isinstance(value, str | int) else set()


def _has(actual: object, wanted: object) -> bool:
    if isinstance(actual, list):
        return wanted == actual or wanted in actual
    return actual in wanted if isinstance(wanted, list) else actual == wanted


class Span(Value):
    """How long may pass between two events, in simulated time."""

    days: int = Field(default=0, ge=0)
    "calendar days in Vietnam"
    hours: int = Field(default=0, ge=0)
    "hours, together with the days"
    working_days: int | None = Field(default=None, ge=0)
    "working days by Vietnam's calendar; then days and hours are not looked at"
