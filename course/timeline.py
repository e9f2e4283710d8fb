"""The debrief's timeline: what one did and when, duties missed, and the way beside the reference.

The reference is a partial order: steps that commute are never held against anybody, and a pair is
called reversed only when every act that could be the later step came before every act that could
be the earlier one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final  # requests are JSON

from sqlmodel import Session

from base.clock import vietnam
from base.db import reading
from base.errors import Refused
from base.model import Value
from course.classes import teaches
from course.people import Person
from course.pinned import exercise_of, open_archive, pinned
from course.releasing import Shown, must_be_shown
from course.reveal import Film, film
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.events import Event, Outcome
from sandbox.operations import VERBS, Stage
from sandbox.shelf import kind_of
from scenarios.model import Solution, Step


class Deed(Value):
    """One thing the trainee did or tried."""

    seq: int
    at: datetime
    verb: str
    actor: str
    outcome: Outcome
    refs: list[str]
    "records the request names that were there when the exercise began"
    touched: list[str] = []

    @property
    def happened(self) -> bool:
        """Whether it changed the archive."""
        return self.outcome in {Outcome.SUCCESS, Outcome.WARNING}


class Kept(StrEnum):
    """How a duty with a day was kept."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"
    OPEN = "open"
    "its day has not come yet"


class Duty(Value):
    """A deadline of the archive and how it was kept."""

    ref: str
    about: str
    due: date
    rule: str
    met_at: datetime | None
    kept: Kept


class Stride(Value):
    """One step of the reference, as the comparison sees it."""

    step: str
    verb: str
    refs: list[str] = []
    "records it names that were there when the exercise began"
    after: list[str] = []
    "every step that must come before, near or far"


class Reversal(Value):
    """Two steps done the other way round."""

    first: str
    "verb that the reference does first"
    then: str
    first_at: int
    "number of the event"
    then_at: int


class Comparison(Value):
    """The trainee's way beside the reference."""

    done: dict[str, list[int]] = {}
    "step → events that could be it"
    missing: list[str] = []
    "verbs of steps nobody did"
    reversed: list[Reversal] = []

    @property
    def cost(self) -> int:
        """How far apart the two ways are."""
        return len(self.missing) + len(self.reversed)


class Timeline(Value):
    """What the debrief shows of an attempt."""

    deeds: list[Deed]
    duties: list[Duty]
    comparison: Comparison


def timeline(someone: Person, handle: str, *, at: datetime) -> Timeline:
    """Return the timeline of a submitted attempt, beside the solution that is nearest to it.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_submitted``; ``exam.result_waits`` and
            ``reveal.in_exam`` while an exam's feedback is not released.
    """
    with reading() as session:
        kept = pinned(session, handle)
        own = kept.row.account == someone.id
        if not own and not teaches(session, someone, kept.row.account):
            raise Refused("attempt.foreign")
        if kept.row.status == "open":
            raise Refused("attempt.not_submitted")
        if own and must_be_shown(session, kept.row, at) is not Shown.ALL:
            raise Refused("reveal.in_exam")
        archive = open_archive(session, kept)
        start = kept.template.sandbox
        known = known_refs(session, archive, start)
        done = deeds(archive, start, known)
        exercise = exercise_of(session, kept)
        ways = [
            strides(solution, film(session, exercise, kept.template, which), known)
            for which, solution in enumerate(exercise.solutions)
        ]
        nearest = min((compare(way, done) for way in ways), key=lambda one: one.cost)
        return Timeline(deeds=done, duties=duties(archive), comparison=nearest)


def known_refs(session: Session, archive: Archive, start: int) -> frozenset[str]:
    """Return the codes of every record that was there when the exercise began."""
    template = Archive(session, start, blobs=archive.blobs)
    return frozenset(
        one.ref for kind in (e.Document, e.File, *_NAMED) for one in template.all(kind)
    )


_NAMED: Final = (e.PlannedFile, e.Hold, e.Transfer, e.Disposal, e.Package)


def deeds(archive: Archive, start: int, known: frozenset[str]) -> list[Deed]:
    """Return what was done at the exercise's desks, refusals included, in order."""
    begun = Archive(archive.session, start, blobs=archive.blobs).state["events"]
    return [
        _deed(event, known)
        for event in archive.events(after=begun)
        if event.actor in archive.state["desks"] and not _moves(event.verb)
    ]


def _deed(event: Event, known: frozenset[str]) -> Deed:
    return Deed(
        seq=event.seq,
        at=event.at,
        verb=event.verb,
        actor=event.actor,
        outcome=event.outcome,
        refs=sorted(named(event.asked) & known),
        touched=event.touched,
    )


def _moves(verb: str) -> bool:
    """Whether a verb only changes desks or lets time pass: nothing to compare."""
    return verb in VERBS and VERBS[verb].stage is Stage.DESK


def named(asked: Any) -> set[str]:  # noqa: ANN401 - JSON
    """Return every reference code in a request."""
    if isinstance(asked, str):
        return {asked} if kind_of(asked) else set()
    if isinstance(asked, Mapping):
        asked = list(asked.values())
    if isinstance(asked, list):
        return {ref for one in asked for ref in named(one)}
    return set()


def duties(archive: Archive) -> list[Duty]:
    """Return the deadlines of the archive with how each was kept, by day."""
    today = vietnam(archive.now).date()
    found = [
        Duty(
            ref=one.ref,
            about=one.about,
            due=one.due,
            rule=one.rule,
            met_at=one.met_at,
            kept=_kept(one, today),
        )
        for one in archive.all(e.Deadline)
    ]
    return sorted(found, key=lambda one: (one.due, one.ref))


def _kept(one: e.Deadline, today: date) -> Kept:
    if one.met_at is not None:
        return Kept.MET if vietnam(one.met_at).date() <= one.due else Kept.LATE
    return Kept.MISSED if today > one.due else Kept.OPEN


def strides(solution: Solution, played: Film, known: frozenset[str]) -> list[Stride]:
    """Return the steps of a solution with what they name and every step they must follow."""
    before = orders(solution.steps)
    acts = {frame.step: [act for act in frame.acts if act.own] for frame in played.frames}
    return [
        Stride(
            step=step.id,
            verb=step.op,
            refs=sorted({ref for act in acts.get(step.id, []) for ref in named(act.asked)} & known),
            after=sorted(before[step.id]),
        )
        for step in solution.steps
        if not _moves(step.op)
    ]


def orders(steps: Sequence[Step]) -> dict[str, set[str]]:
    """Return, for each step, every step that must come before it, near or far.

    A step that does not say stays behind the one above it.
    """
    names = [step.id for step in steps]
    before: dict[str, set[str]] = {}
    for place, step in enumerate(steps):
        near = step.after if step.after is not None else names[max(0, place - 1) : place]
        before[step.id] = {far for name in near for far in (name, *before.get(name, ()))}
    return before


def compare(way: Sequence[Stride], done: Iterable[Deed]) -> Comparison:
    """Hold what was done against a reference; pure."""
    happened = [deed for deed in done if deed.happened]
    found = {one.step: [deed.seq for deed in happened if _could_be(deed, one)] for one in way}
    verbs = {one.step: one.verb for one in way}
    turned = [
        Reversal(
            first=verbs[first],
            then=one.verb,
            first_at=min(found[first]),
            then_at=max(found[one.step]),
        )
        for one in way
        for first in one.after
        if found.get(first) and found[one.step] and min(found[first]) > max(found[one.step])
    ]
    return Comparison(
        done={step: seqs for step, seqs in found.items() if seqs},
        missing=[one.verb for one in way if not found[one.step]],
        reversed=turned,
    )


def _could_be(deed: Deed, stride: Stride) -> bool:
    if deed.verb != stride.verb:
        return False
    return not stride.refs or bool(set(stride.refs) & set(deed.refs))
