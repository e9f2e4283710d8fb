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
from course.found import Found
from course.people import Person
from course.pinned import open_archive, pinned
from course.tables import AttemptRow
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import Judgement, judge_document
from sandbox.blobs import blobs
from sandbox.events import Event
from sandbox.rulebook.retention import due_from
from sandbox.stacks import Laid, Stack

T = TypeVar("T", bound=e.Entity)

SHOWN: Final[tuple[type[e.Entity], ...]] = (
    e.Organisation, e.Unit, e.Person, e.Post, e.Document, e.Component, e.RegisterEntry,
    e.Signature, e.Conclusion, e.Note, e.PlannedFile, e.File, e.Filing, e.Hold, e.Appraisal,
    e.StoredCopy, e.Stub, e.Transfer, e.Package, e.Disposal, e.Deadline, e.Certificate,
    e.KeyDevice, e.KeyLoan,
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
        self._template: int | None = archive.state["template"]
        self._kept: Mapping[type[e.Entity], Stack] = {kind: _stack(archive, kind) for kind in SHOWN}

    def all(self, kind: type[T]) -> Sequence[T]:
        """Return all of a kind, in order of their codes."""
        return self._kept[kind].every  # type: ignore[return-value]  # kept by kind

    def where(self, kind: type[T], /, **equals: object) -> list[T]:
        """Return those of a kind whose fields equal the values (a list: one of these), by code.

        Found by field, not by looking through all: of one field that holds texts, codes, numbers.
        """
        return self._kept[kind].pick(equals)  # type: ignore[return-value]  # kept by kind

    def find(self, kind: type[T], ref: str | None) -> T | None:
        """Return the entity of a code, or None."""
        return self._kept[kind].get(ref or "")  # type: ignore[return-value]  # kept by kind

    def before(self, kind: type[T], ref: str) -> T | None:
        """Return what was there when the exercise began, and perhaps is no more."""
        if self._template is None:
            return None
        with reading() as session:
            return holdings(session, self._template).find(kind, ref)

    @property
    def today(self) -> date:
        """The simulated day in Hà Nội."""
        return vietnam(self.now).date()

    @cached_property
    def contents(self) -> Found[e.Document]:
        """File → the documents in it, in their order."""
        return Found(self._lying_in)

    def _lying_in(self, file: str) -> list[e.Document]:
        filings = sorted(self.where(e.Filing, file=file), key=lambda one: one.ordinal)
        found = (self.find(e.Document, filing.document) for filing in filings)
        return [one for one in found if one]

    @cached_property
    def places(self) -> Found[e.File]:
        """Document → the files it lies in."""
        return Found(self._places_of)

    def _places_of(self, document: str) -> list[e.File]:
        filings = self.where(e.Filing, document=document)
        found = (self.find(e.File, filing.file) for filing in filings)
        return [one for one in found if one]

    @cached_property
    def parts(self) -> Found[e.Component]:
        """Document → its components, the main one first."""
        return Found(lambda ref: sorted(self.where(e.Component, document=ref), key=_main_first))

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
    def media(self) -> Found[str]:
        """File → the media on which something of it is kept."""
        return Found(self._media_of)

    def _media_of(self, file: str) -> list[str]:
        parts = [part.ref for one in self.contents.get(file) for part in self.parts.get(one.ref)]
        copies = self.where(e.StoredCopy, component=parts) if parts else []
        return sorted({copy.medium for copy in copies})

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


_MOST: Final = 128
_KEPT: "OrderedDict[int, tuple[object, Holdings]]" = OrderedDict()
"""Sandbox → what tells its state, and what it held then."""
_LOCK: Final = Lock()


def _stack(archive: Archive, kind: type[e.Entity]) -> Stack:
    """Return an archive's rows of a kind: its template's, shared, and over them its own."""
    below, touched = archive.stack(kind), archive.touched(kind)
    if below is None:
        return Stack(archive.all(kind))
    return Laid(below, touched, archive.all(kind, ref=touched)) if touched else below


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


def desk_of(someone: Person, handle: str) -> Desk:
    """Return the desk of an attempt for whoever may look at it: its owner, their teachers.

    Raises:
        Refused: ``attempt.unknown``, ``attempt.foreign``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
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
        return judge_document(archive, archive.get(e.Document, document), files=True)


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


__all__ = [
    "Desk",
    "Holdings",
    "desk",
    "desk_of",
    "history_of",
    "holdings",
    "judged",
    "open_attempts",
]
