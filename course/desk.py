"""The desk: everything an attempt's page shows, read once and kept while nothing changes.

An archive with the same id and the same count of accepted changes holds the same rows, so what
was read of it may be shared by every page that asks again. The truth of a world is never read.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Final, NamedTuple, TypeVar

from sqlmodel import Session, select

from base.clock import vietnam
from base.db import reading
from base.errors import Refused
from course.attempts import Attempt, view
from course.classes import teaches
from course.people import Person
from course.pinned import open_archive, pinned
from course.tables import AttemptRow
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import Judgement, judge_document
from sandbox.blobs import blobs
from sandbox.events import Event
from sandbox.rulebook.retention import due_from

T = TypeVar("T", bound=e.Entity)

SHOWN: Final[tuple[type[e.Entity], ...]] = (
    e.Organisation, e.Unit, e.Person, e.Post, e.Document, e.Component, e.RegisterEntry,
    e.Conclusion, e.Note, e.PlannedFile, e.File, e.Filing, e.Hold, e.Appraisal, e.StoredCopy,
    e.Stub, e.Transfer, e.Package, e.Disposal, e.Deadline, e.Certificate, e.KeyDevice, e.KeyLoan,
)  # fmt: skip
"""What people at a desk can see. Colleagues and their errands are none of it."""


class Holdings:
    """What an archive holds at one count of changes; frozen, shared, read by many threads."""

    def __init__(self, archive: Archive) -> None:
        """Read every shown row, one question a kind; what nobody touched, once a template."""
        self.sandbox = archive.sandbox
        self.now: datetime = archive.now
        self.changes: int = archive.state["changes"]
        self.desk: str | None = archive.state["desk"]
        self.desks: tuple[str, ...] = tuple(archive.state["desks"])
        self.sealed: bool = archive.state["sealed"]
        self._kept: Mapping[type[e.Entity], Mapping[str, e.Entity]] = {
            kind: _rows(archive, kind) for kind in SHOWN
        }

    def all(self, kind: type[T]) -> Sequence[T]:
        """Return all of a kind, in order of their codes."""
        return tuple(self._kept[kind].values())  # type: ignore[arg-type]  # kept by kind

    def find(self, kind: type[T], ref: str | None) -> T | None:
        """Return the entity of a code, or None."""
        return self._kept[kind].get(ref or "")  # type: ignore[return-value]  # kept by kind

    @property
    def today(self) -> date:
        """The simulated day in Hà Nội."""
        return vietnam(self.now).date()

    @cached_property
    def contents(self) -> Mapping[str, Sequence[e.Document]]:
        """File → the documents in it, in their order."""
        found: dict[str, list[e.Document]] = defaultdict(list)
        for filing in sorted(self.all(e.Filing), key=lambda one: (one.file, one.ordinal)):
            document = self.find(e.Document, filing.document)
            if document:
                found[filing.file].append(document)
        return found

    @cached_property
    def places(self) -> Mapping[str, Sequence[e.File]]:
        """Document → the files it lies in."""
        found: dict[str, list[e.File]] = defaultdict(list)
        for filing in self.all(e.Filing):
            file = self.find(e.File, filing.file)
            if file:
                found[filing.document].append(file)
        return found

    @cached_property
    def parts(self) -> Mapping[str, Sequence[e.Component]]:
        """Document → its components, the main one first."""
        found: dict[str, list[e.Component]] = defaultdict(list)
        for part in sorted(self.all(e.Component), key=_main_first):
            found[part.document].append(part)
        return found

    @cached_property
    def held(self) -> Mapping[str, Sequence[e.Hold]]:
        """File → the holds in force on it."""
        found: dict[str, list[e.Hold]] = defaultdict(list)
        for hold in self.all(e.Hold):
            for ref in hold.files if hold.in_force else ():
                found[ref].append(hold)
        return found

    @cached_property
    def appraised(self) -> Mapping[str, e.Appraisal]:
        """File → what its appraisal decided."""
        return {one.file: one for one in self.all(e.Appraisal)}

    @cached_property
    def media(self) -> Mapping[str, Sequence[str]]:
        """File → the media on which something of it is kept."""
        kept: dict[str, set[str]] = defaultdict(set)
        for copy in self.all(e.StoredCopy):
            kept[copy.component].add(copy.medium)
        of = {
            ref: {m for part in parts for m in kept[part.ref]} for ref, parts in self.parts.items()
        }
        return {
            file: sorted(set().union(*(of.get(one.ref, set()) for one in inside)))
            for file, inside in self.contents.items()
        }

    def name_of(self, post: str | None) -> str:
        """Return the name of whoever holds a post; empty for none."""
        held = self.find(e.Post, post)
        person = self.find(e.Person, held.person) if held else None
        return person.full_name if person else ""

    def due(self, file: e.File) -> date | None:
        """Return the first day a file may be proposed for disposal; None: never, or unknown."""
        if file.end_date is None or file.maintenance is None:
            return None
        return due_from(file.end_date, file.maintenance)


class Desk(NamedTuple):
    """An attempt with what its archive holds now."""

    attempt: Attempt
    holdings: Holdings

    @property
    def post(self) -> e.Post | None:
        """The post one sits at."""
        return self.holdings.find(e.Post, self.holdings.desk)

    @property
    def posts(self) -> list[e.Post]:
        """The posts the exercise gives."""
        found = (self.holdings.find(e.Post, ref) for ref in self.holdings.desks)
        return [post for post in found if post]

    @property
    def own(self) -> e.Organisation | None:
        """The agency of the post one sits at."""
        return self.holdings.find(e.Organisation, self.post.organisation) if self.post else None


def _main_first(part: e.Component) -> tuple[bool, int]:
    return part.role != e.ComponentRole.MAIN, part.ordinal


Rows = Mapping[str, e.Entity]
_MOST: Final = 128
_KEPT: "OrderedDict[int, tuple[object, Holdings]]" = OrderedDict()
"""Sandbox → what tells its state, and what it held then."""
_SHELVES: "OrderedDict[object, Rows]" = OrderedDict()
"""Template and kind → rows: every clone has the same ones until it touches the kind."""
_MOST_SHELVES: Final = 64 * len(SHOWN)
_LOCK: Final = Lock()


def _rows(archive: Archive, kind: type[e.Entity]) -> Rows:
    if kind.__name__ in archive.state["touched"]:
        return {one.ref: one for one in archive.all(kind)}
    key = (archive.state["template"], archive.state["fingerprint"], kind)
    with _LOCK:
        if key in _SHELVES:
            _SHELVES.move_to_end(key)
            return _SHELVES[key]
    found = {one.ref: one for one in archive.all(kind)}
    with _LOCK:
        _SHELVES[key] = found
        while len(_SHELVES) > _MOST_SHELVES:
            _SHELVES.popitem(last=False)
    return found


def desk(someone: Person, handle: str) -> Desk:
    """Return one's own desk.

    Raises:
        Refused: ``attempt.unknown``; ``attempt.foreign`` for anybody else's.
    """
    with reading() as session:
        kept = pinned(session, handle)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        return Desk(view(kept.row), holdings(session, kept.row.sandbox))


def holdings(session: Session, sandbox: int) -> Holdings:
    """Return what a sandbox holds, from memory when it has not changed since."""
    archive = Archive(session, sandbox, blobs=blobs())
    seen = tuple(archive.state[name] for name in ("fingerprint", "head", "changes", "sealed"))
    with _LOCK:
        before, kept = _KEPT.get(sandbox, (None, None))
        if kept is not None and before == seen:
            _KEPT.move_to_end(sandbox)
            return kept
    found = Holdings(archive)
    with _LOCK:
        _KEPT[sandbox] = (seen, found)
        _KEPT.move_to_end(sandbox)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return found


def history_of(someone: Person, handle: str, ref: str = "") -> list[Event]:
    """Return the log of one's own archive, of one record when told, the newest first."""
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        events = open_archive(session, kept).events()
    return [one for one in reversed(events) if not ref or ref in one.touched or ref in one.request]


def judged(someone: Person, handle: str, document: str) -> Judgement:
    """Verify a document's signatures for real, at the simulated present."""
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        archive = open_archive(session, kept)
        return judge_document(archive, archive.get(e.Document, document))


def open_attempts(session: Session, people: Sequence[int]) -> dict[int, list[Attempt]]:
    """Return the attempts of several accounts, the newest first: who is where."""
    rows = session.exec(select(AttemptRow).where(AttemptRow.account.in_(people)))  # type: ignore[attr-defined]  # a column
    found: dict[int, list[Attempt]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one.started_at, reverse=True):
        found[row.account].append(view(row))
    return found


def may_look(session: Session, someone: Person, row: AttemptRow) -> None:
    """Refuse ``attempt.foreign`` for anybody but the attempt's owner and their teachers."""
    if row.account != someone.id and not teaches(session, someone, row.account):
        raise Refused("attempt.foreign")


__all__ = ["Desk", "Holdings", "desk", "history_of", "holdings", "judged", "open_attempts"]
