"""Integrity signals: what in submitted attempts deserves a second look; never proof, never a mark.

    signals("what-must-go", school_class=3) -> list[Signal]

Each ``Signal`` names its attempts and says in numbers what was seen, as a sentence (``say(signal.
sentence, language)``) and as ``evidence``. They are advice to a person who then looks at the logs:
there are innocent reasons for each, and the sentence names one. Nothing here changes a mark.
"""

from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Any, Final  # evidence is JSON

from sqlmodel import Session

from base.db import reading
from base.errors import Sentence
from base.model import Value
from course import journal
from course.foreign_answers import foreign_answers
from course.pinned import Pinned, open_archive, pinned
from course.regrading import submitted
from course.shapes import Deeds, deeds_of, same_shapes
from grading import gradebook
from grading.gradebook import Standing
from sandbox.archive import Archive
from sandbox.events import Event, broken_at
from scenarios.exercise import Exercise, find

FAST_SHARE: Final = 0.1
"""Of the scenario's minutes: whoever passes in less has hardly read the brief."""
FAST_GAP: Final = 3.0
"""Seconds between deeds, the median: faster than reading what one decides on."""
FAST_DEEDS: Final = 8
"""Deeds from which a median says something."""


class Kind(StrEnum):
    """What was seen."""

    FOREIGN_ANSWERS = "foreign-answers"
    "what is right in another variant was chosen in this one"
    TOO_FAST = "too-fast"
    NOTHING_RELEVANT = "nothing-relevant"
    "points without a single deed that the task asks for"
    SAME_SHAPE = "same-shape"
    "the same uncommon way, step by step, in two people's attempts"
    BROKEN_LOG = "broken-log"
    "a log whose chain does not hold"


class Signal(Value):
    """One thing worth a second look."""

    kind: Kind
    attempt: str
    login: str
    name: str
    others: list[str] = []
    "handles of the other attempts it is about"
    sentence: Sentence
    evidence: dict[str, Any]


class Seen(Value):
    """One submitted attempt as the signals look at it."""

    attempt: str
    login: str
    name: str
    seed: str
    seconds: float
    mark: Standing
    deeds: Deeds
    chained: bool
    "whether both logs hold together"
    gaps: list[float]
    "seconds between accepted deeds, by the wall clock"


def signals(scenario: str, *, school_class: int | None = None) -> list[Signal]:
    """Look through the submitted attempts at a scenario, of one class or of all."""
    exercise = find(scenario)
    with reading() as session:
        rows = submitted(session, scenario, school_class)
        marks = gradebook.standings(session, [row.handle for row, _ in rows])
        seen = [
            _seen(
                session, pinned(session, row.handle), marks[row.handle], account.login, account.name
            )
            for row, account in rows
            if row.handle in marks
        ]
        found = [one for each in seen for one in _alone(exercise, each)]
        for each in seen:
            told = foreign_answers(session, exercise, each.seed, each.mark.report)
            if told is not None:
                found.append(_signal(Kind.FOREIGN_ANSWERS, each, told))
    for pair in same_shapes(exercise, {one.attempt: (one.login, one.deeds) for one in seen}):
        first = next(one for one in seen if one.attempt == pair.attempts[0])
        told = {"n": pair.steps, "texts": len(pair.texts), "shared": pair.texts, "way": pair.way}
        found.append(_signal(Kind.SAME_SHAPE, first, told, others=pair.attempts[1:]))
    return found


def _seen(session: Session, kept: Pinned, mark: Standing, login: str, name: str) -> Seen:
    assert kept.row.id is not None  # noqa: S101 - read from the database
    assert kept.row.submitted_at is not None  # noqa: S101 - it was submitted
    archive = open_archive(session, kept)
    events = archive.events()
    entries = journal.entries(session, kept.row.id)
    acted = [entry.at for entry in entries if entry.kind is journal.Kind.ACTED]
    head = events[-1].hash if events else ""
    whole = broken_at(events) is None and head == archive.state["head"]
    return Seen(
        attempt=kept.row.handle,
        login=login,
        name=name,
        seed=kept.row.seed,
        seconds=(kept.row.submitted_at - kept.row.started_at).total_seconds(),
        mark=mark,
        deeds=deeds_of(_own(session, kept, archive, events)),
        chained=whole and journal.broken_at(entries, kept.row.head) is None,
        gaps=[(b - a).total_seconds() for a, b in pairwise(acted)],
    )


def _own(session: Session, kept: Pinned, archive: Archive, events: list[Event]) -> list[Event]:
    """Return what the trainee did or asked; not the world's history, not what colleagues did."""
    since = Archive(session, kept.template.sandbox, blobs=archive.blobs).state["events"]
    desks = set(archive.state["desks"])
    return [event for event in events if event.seq > since and event.actor in desks]


def _alone(exercise: Exercise, seen: Seen) -> list[Signal]:
    """Return what one attempt shows by itself."""
    found = []
    if not seen.chained:
        found.append(_signal(Kind.BROKEN_LOG, seen, {}))
    gap = median(seen.gaps) if len(seen.gaps) >= FAST_DEEDS else None
    limit = exercise.scenario.minutes * 60 * FAST_SHARE
    hurried = gap is not None and gap < FAST_GAP
    if seen.mark.passed and (seen.seconds < limit or hurried):
        told = {
            "seconds": round(seen.seconds),
            "minutes": exercise.scenario.minutes,
            "gap": round(gap, 1) if gap is not None else None,
            "score": seen.mark.score,
        }
        found.append(_signal(Kind.TOO_FAST, seen, told))
    relevant = {step.op for solution in exercise.solutions for step in solution.steps}
    done = [verb for verb in seen.deeds.done if verb in relevant - {"switch-desk", "advance-clock"}]
    if seen.mark.score > 0 and not done:
        told = {"score": seen.mark.score, "done": len(seen.deeds.done)}
        found.append(_signal(Kind.NOTHING_RELEVANT, seen, told))
    return found


def _signal(
    kind: Kind, seen: Seen, told: dict[str, Any], *, others: list[str] | None = None
) -> Signal:
    facts = {
        name: str(value) for name, value in told.items() if isinstance(value, str | int | float)
    }
    return Signal(
        kind=kind,
        attempt=seen.attempt,
        login=seen.login,
        name=seen.name,
        others=others or [],
        sentence=Sentence(code=f"integrity.{kind}", facts={"name": seen.name, **facts}),
        evidence=told,
    )
