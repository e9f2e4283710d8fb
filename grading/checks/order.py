"""order: for the same record, one event before another, perhaps within a time, by a role.

Of each pattern the *first* matching event counts. A pattern without an event fails: nothing
passes by not having happened.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from pydantic import Field

from base.clock import vietnam
from grading.check import Check
from grading.checks.pattern import Pattern, Span
from grading.evidence import Evidence
from grading.mark import Found, Look, all_or_nothing
from grading.pick import Pick
from sandbox.events import Event
from sandbox.rulebook import calendar


class Step(NamedTuple):
    """The first event of one pattern, as the order engine sees it."""

    seq: int
    at: datetime


class Order(Check):
    """The patterns happened in this order, for each bound record."""

    kind: Literal["order"] = "order"
    events: list[Pattern] = Field(min_length=1)
    "shapes of events, in the order they must happen"
    records: Pick | None = None
    "the record all events must touch; without it any record will do"
    within: Span | None = None
    "from each event to the next"
    quantifier: Literal["all", "one"] = "all"
    "whether every bound record must show the order, or one is enough"

    def look(self, evidence: Evidence) -> Look:
        """Judge each bound record; none at all fails."""
        refs: list[str | None] = [None]
        if self.records is not None:
            refs = list(self.records.refs(evidence))
        if not refs:
            return Look(credit=0, found=[Found(code="nothing", good=False)])
        found = [self._judge(evidence, ref) for ref in refs]
        if self.quantifier == "one":
            found = [next((one for one in found if one.good), found[0])]
        return all_or_nothing(found)

    def _judge(self, evidence: Evidence, ref: str | None) -> Found:
        firsts = [next(iter(pattern.among(evidence, record=ref)), None) for pattern in self.events]
        steps = [Step(event.seq, event.at) if event else None for event in firsts]
        code = judge_order(steps, self.within)
        return Found(
            code=f"order.{code}",
            good=code == "right",
            facts={"ref": ref or "", "events": _told(firsts)},
            refs=[ref] if ref else [],
            events=[event.seq for event in firsts if event],
        )


def _told(events: list[Event | None]) -> str:
    return ",".join(f"@verb.{event.verb}.title" for event in events if event) or "@unmade.step"


def judge_order(steps: list[Step | None], within: Span | None) -> str:
    """Return ``right``, ``missing``, ``swapped`` or ``late`` for the first events of patterns."""
    if any(step is None for step in steps):
        return "missing"
    present = [step for step in steps if step is not None]
    pairs = list(pairwise(present))
    if any(one.seq >= other.seq for one, other in pairs):
        return "swapped"
    if within is not None and any(not in_time(one.at, other.at, within) for one, other in pairs):
        return "late"
    return "right"


def in_time(start: datetime, end: datetime, span: Span) -> bool:
    """Whether ``end`` lies within ``span`` of ``start``; working days by Vietnam's calendar.

    Where the calendar has no answer (years it does not know), the time is not counted late.
    """
    if span.working_days is not None:
        last = calendar.add_working_days(vietnam(start).date(), span.working_days)
        return last.day is None or vietnam(end).date() <= last.day
    if span.hours:
        return end - start <= timedelta(days=span.days, hours=span.hours)
    return vietnam(end).date() - vietnam(start).date() <= timedelta(days=span.days)
