"""The solution as a film: played step by step on a copy; opening it closes the variant's credit."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import Any, Final, NamedTuple  # requests and field values are JSON

from sqlmodel import Session, SQLModel

from base.db import Database, reading, writing
from base.errors import Refused
from base.language import Words
from base.model import Value
from course import journal
from course.classes import teaches
from course.closing import settle
from course.desk import SHOWN, Holdings
from course.journal import Kind
from course.people import Person
from course.pinned import Pinned, exercise_of, pinned
from course.releasing import Shown, shown_in
from grading.report import SEMANTICS
from sandbox.archive import Archive, Change
from sandbox.blobs import MemoryBlobs, blobs
from sandbox.clones import carry, clone
from scenarios.exercise import Exercise
from scenarios.model import Mode, Solution
from scenarios.solving import Player
from scenarios.world import Template

_DESK: Final = "switch-desk"


class Act(Value):
    """One request of the film and who made it."""

    verb: str
    actor: str
    "ref of the post"
    own: bool
    "at a desk of the exercise; else a colleague's"
    asked: dict[str, Any]
    at: datetime


class Altered(Value):
    """One record that a step made, changed or took away."""

    ref: str
    made: bool = False
    gone: bool = False
    fields: dict[str, tuple[Any, Any]] = {}
    "field → what it was, what it is"


class Frame(Value):
    """One step of the film."""

    place: int
    "from 1"
    step: str
    "id of the solution's step"
    acts: list[Act]
    altered: list[Altered]
    now: datetime
    "the simulated clock after the step"


class Film(NamedTuple):
    """A played solution: its frames, and what the archive holds at the end, for naming records."""

    frames: tuple[Frame, ...]
    holdings: Holdings
    answers: dict[str, Any]


def reveal(someone: Person, handle: str, *, at: datetime) -> None:
    """Open the solution of one's attempt: from now on this variant earns nothing.

    An attempt that was submitted before keeps its mark.

    Raises:
        Refused: ``attempt.foreign``; ``reveal.in_exam`` before an exam's feedback is released.
    """
    settle(handle, at=at)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        _may_open(session, kept, at)
        if kept.row.revealed_at is None:
            kept.row.revealed_at = at
            content = {"status": kept.row.status}
            journal.note(
                session, kept.row, Kind.REVEALED, at=at, account=someone.id, content=content
            )


def _may_open(session: Session, kept: Pinned, at: datetime) -> None:
    sitting = kept.row.mode == Mode.EXAM and kept.row.status == "open"
    if sitting or shown_in(session, kept.row, at) is not Shown.ALL:
        raise Refused("reveal.in_exam")


def abandon(someone: Person, handle: str, *, at: datetime) -> None:
    """Leave an open attempt whose solution was opened, so that a new variant can be begun.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_open``, ``reveal.not_opened``.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        if kept.row.status != "open":
            raise Refused("attempt.not_open")
        if kept.row.revealed_at is None:
            raise Refused("reveal.not_opened")
        kept.row.status, kept.row.submitted_at = "abandoned", at
        journal.note(session, kept.row, Kind.ABANDONED, at=at, account=someone.id)


def ways(someone: Person, handle: str) -> list[Words | None]:
    """Return the titles of the solutions one may watch, the reference first, then alternatives.

    Raises:
        Refused: as ``film_of``.
    """
    with reading() as session:
        return [one.title for one in _watched(session, someone, handle)[1].solutions]


def film_of(someone: Person, handle: str, which: int = 0) -> Film:
    """Return the film of an attempt's variant: its owner's once opened, their teachers' always.

    Args:
        someone: who watches.
        handle: of the attempt.
        which: the solution, from 0: the reference; then its alternatives.

    Raises:
        Refused: ``attempt.foreign``, ``reveal.not_opened``, ``reveal.stumbled``,
            ``reveal.no_such`` for a solution the scenario does not have.
    """
    with reading() as session:
        kept, exercise = _watched(session, someone, handle)
        if not 0 <= which < len(exercise.solutions):
            raise Refused("reveal.no_such")
        return film(session, exercise, kept.template, which)


def _watched(session: Session, someone: Person, handle: str) -> tuple[Pinned, Exercise]:
    """Return an attempt whose solution somebody may watch, and its scenario."""
    kept = pinned(session, handle)
    own = kept.row.account == someone.id
    if not own and not teaches(session, someone, kept.row.account):
        raise Refused("attempt.foreign")
    if own and kept.row.revealed_at is None:
        raise Refused("reveal.not_opened")
    return kept, exercise_of(session, kept)


_MOST: Final = 8
_KEPT: "OrderedDict[tuple[object, ...], Film]" = OrderedDict()
_LOCK: Final = Lock()


def film(session: Session, exercise: Exercise, template: Template, which: int = 0) -> Film:
    """Return the film of a solution on a variant, from memory when it was shot before.

    Raises:
        Refused: ``reveal.stumbled`` when a step could not be done.
    """
    key = (exercise.digest, template.sandbox, template.fingerprint, which, SEMANTICS)
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    made = _shot(session, template, exercise.solutions[which])
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return made


def _shot(session: Session, template: Template, solution: Solution) -> Film:
    """Play the solution on a copy in memory; no trainee's archive and no lock is touched."""
    studio = Database("sqlite://", durable=False)
    scratch = MemoryBlobs(blobs())
    try:
        SQLModel.metadata.create_all(studio.engine)
        with studio.writing() as stage:
            carry(session, template.sandbox, stage, blobs=scratch)
            archive = clone(stage, template.sandbox, kind="scratch", blobs=scratch)
            player = Player(archive, template.truth)
            frames = tuple(_frames(player, template.sandbox, solution))
            if player.stumbles:
                raise Refused("reveal.stumbled")
            return Film(frames, Holdings(archive), dict(solution.answers))
    finally:
        studio.close()


def _frames(player: Player, start: int, solution: Solution) -> list[Frame]:
    archive = player.archive
    frames: list[Frame] = []
    before: dict[str, Change] = {}
    for place, step in enumerate(solution.steps, start=1):
        seen = archive.state["events"]
        player.step(step)
        after = {one.ref: one for one in archive.differences(start) if one.kind in SHOWN}
        frames.append(
            Frame(
                place=place,
                step=step.id,
                acts=_acts(archive, seen),
                altered=_altered(before, after),
                now=archive.now,
            )
        )
        before = after
    return frames


def _acts(archive: Archive, seen: int) -> list[Act]:
    return [
        Act(
            verb=event.verb,
            actor=event.actor,
            own=event.actor in archive.state["desks"],
            asked=event.asked,
            at=event.at,
        )
        for event in archive.events(after=seen)
        if event.verb != _DESK
    ]


def _altered(before: dict[str, Change], after: dict[str, Change]) -> list[Altered]:
    found = []
    for ref, change in after.items():
        earlier = before[ref].after if ref in before else change.before
        if earlier == change.after:
            continue
        was = earlier.model_dump(mode="json") if earlier else {}
        now = change.after.model_dump(mode="json") if change.after else {}
        fields = {
            name: (was.get(name), now.get(name))
            for name in now
            if was and was.get(name) != now.get(name)
        }
        found.append(Altered(ref=ref, made=not was, gone=not now, fields=fields))
    return found
