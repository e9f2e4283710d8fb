"""The other way in: recipes plant a template in memory, and it is sealed in one transaction."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, TypeVar  # rows of many kinds

from sqlalchemy import insert
from sqlmodel import Session

from base.errors import Refused
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.blobs import Blobs
from sandbox.events import EventDraft
from sandbox.shelf import PREFIX, running
from sandbox.tables import ROWS, EventRow, SandboxRow, table_of

T = TypeVar("T", bound=e.Entity)

_BY_REF: Final = attrgetter("ref")


class Planter:
    """A template being planted: it reads like an archive and writes to memory.

    ``plant`` inserts everything at once, so that no lock is held while papers are printed and
    signed. A planter that has planted refuses to change; an existing sandbox cannot be opened
    by one.
    """

    def __init__(self, *, now: datetime, world_key: bytes, blobs: Blobs) -> None:
        """Begin an empty world at the simulated moment ``now``."""
        self._now = now
        self._key = world_key
        self.blobs = blobs
        self._kept: dict[type[e.Entity], dict[str, e.Entity]] = {kind: {} for kind in PREFIX}
        self._found: dict[tuple[type[e.Entity], str], dict[object, dict[str, None]]] = {}
        self._counters: dict[str, int] = defaultdict(int)
        self._log: list[EventDraft] = []
        self._sealed = False

    @property
    def now(self) -> datetime:
        """The simulated moment at which the exercise begins."""
        return self._now

    @property
    def world_key(self) -> bytes:
        """What the practice PKI derives from."""
        return self._key

    def find(self, kind: type[T], /, ref: str | None) -> T | None:
        """Return the entity, or None."""
        return self._kept[kind].get(ref or "")  # type: ignore[return-value]  # kept by kind

    def get(self, kind: type[T], /, ref: str) -> T:
        """Return the entity; Refused when there is none of that code."""
        found = self.find(kind, ref)
        if found is None:
            raise Refused("archive.unknown", ref=ref, kind=f"@kind.{kind.__name__}")
        return found

    def all(self, kind: type[T], /, **equals: object) -> list[T]:
        """Return all of a kind whose fields equal the given values, in order of their codes."""
        shelf: dict[str, T] = self._kept[kind]  # type: ignore[assignment]  # kept by kind
        rest, chosen = dict(equals), list(shelf.values())
        for name, wanted in equals.items():
            if isinstance(wanted, str):
                chosen = [shelf[ref] for ref in self._index(kind, name).get(wanted, ())]
                del rest[name]
                break
        for name, wanted in rest.items():
            chosen = [value for value in chosen if _is(getattr(value, name), wanted)]
        return sorted(chosen, key=_BY_REF)

    def _index(self, kind: type[e.Entity], name: str) -> dict[object, dict[str, None]]:
        key = (kind, name)
        if key not in self._found:
            index: dict[object, dict[str, None]] = defaultdict(dict)
            for value in self._kept[kind].values():
                index[getattr(value, name)][value.ref] = None
            self._found[key] = index
        return self._found[key]

    def blob(self, digest: str) -> bytes:
        """Return the bytes under a digest."""
        return self.blobs.get(digest)

    def add(self, value: T) -> T:
        """Plant a new entity, validated."""
        self._open()
        kind = type(value)
        checked = kind.model_validate(value.model_dump())
        self._kept[kind][checked.ref] = checked
        self._forget(kind, None, checked)
        return checked

    def change(self, value: T, **changes: object) -> T:
        """Change fields of a planted entity."""
        self._open()
        kind = type(value)
        changed = kind.model_validate({**value.model_dump(), **changes})
        before = self._kept[kind][value.ref]
        self._kept[kind][value.ref] = changed
        self._forget(kind, before, changed)
        return changed

    def remove(self, value: e.Entity) -> None:
        """Take a planted entity out again."""
        self._open()
        self._forget(type(value), self._kept[type(value)].pop(value.ref), None)

    def _forget(
        self, kind: type[e.Entity], before: e.Entity | None, after: e.Entity | None
    ) -> None:
        for (indexed, name), index in self._found.items():
            if indexed is not kind:
                continue
            if before is not None:
                index[getattr(before, name)].pop(before.ref, None)
            if after is not None:
                index[getattr(after, name)][after.ref] = None

    def rewrite(self, change: Callable[[e.Entity], e.Entity]) -> None:
        """Put another row in the place of every one: codes are given anew; validated again."""
        self._open()
        before = self.rows()
        self._found.clear()
        for kind, values in before.items():
            changed = [kind.model_validate(change(value).model_dump()) for value in values]
            self._kept[kind] = {value.ref: value for value in changed}

    def next_ref(self, kind: type[e.Entity]) -> str:
        """Return the next reference code of a kind."""
        self._counters[PREFIX[kind]] += 1
        return running(kind, self._counters[PREFIX[kind]])

    def log(self, draft: EventDraft) -> None:
        """Note something that happened before the exercise began."""
        self._open()
        self._log.append(draft)

    def relog(self, change: Callable[[EventDraft], EventDraft]) -> None:
        """Change what was noted of the time before, when codes in it are given anew."""
        self._open()
        self._log = [change(draft) for draft in self._log]

    def _open(self) -> None:
        if self._sealed:
            raise Refused("planter.sealed")

    def rows(self) -> dict[type[e.Entity], list[e.Entity]]:
        """Return everything planted, in order: what a digest of the world is taken of."""
        return {kind: self.all(kind) for kind in PREFIX}

    def plant(self, session: Session, row: SandboxRow) -> Archive:
        """Write the template and seal it.

        Args:
            session: a write session.
            row: what the sandbox is called (``SandboxRow`` of kind template); the rest is filled.

        Returns:
            The template as an archive; its row holds the fingerprint that every clone starts as.
        """
        self._open()
        self._sealed = True
        row.counters = dict(self._counters)
        session.add(row)
        session.flush()
        assert row.id is not None  # noqa: S101 - the database just gave it
        for kind in ROWS:
            _insert(session, kind, row.id, self.all(kind))
        archive = Archive(session, row.id, blobs=self.blobs)
        self._write_log(archive)
        archive.keep(sealed=True, fingerprint=archive.fingerprint())
        return archive

    def _write_log(self, archive: Archive) -> None:
        previous, events = "", []
        for seq, draft in enumerate(sorted(self._log, key=lambda event: event.at), start=1):
            event = draft.chained(seq=seq, previous=previous)
            previous = event.hash
            events.append({"sandbox": archive.sandbox, **event.model_dump()})
        if events:
            archive.session.execute(insert(EventRow), events)
            archive.keep(events=len(events), head=previous)


def _insert(session: Session, kind: type[e.Entity], sandbox: int, values: list[Any]) -> None:
    rows = [{"sandbox": sandbox, **value.model_dump()} for value in values]
    if rows:
        session.execute(insert(table_of(kind)), rows)


def _is(value: object, wanted: object) -> bool:
    if isinstance(wanted, list | tuple | set | frozenset):
        return value in wanted
    return value == wanted
