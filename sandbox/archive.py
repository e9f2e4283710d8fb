"""One sandbox bound to one session: the only place that queries an archive's tables."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar  # column values are of many types

from sqlalchemy import CursorResult, select
from sqlmodel import Session

from base.canonical import canonical
from base.errors import Refused
from sandbox import entities as e
from sandbox.blobs import Blobs
from sandbox.events import Event, EventDraft, Outcome
from sandbox.shelf import PREFIX, running
from sandbox.statements import (
    EVENTS,
    SANDBOXES,
    Statement,
    adding,
    bound,
    changing,
    differing,
    keeping,
    logging,
    names,
    picking,
    removing,
    shape_of,
)
from sandbox.tables import ROWS

T = TypeVar("T", bound=e.Entity)


class Change(NamedTuple):
    """One entity that differs between two sandboxes of the same template."""

    kind: type[e.Entity]
    ref: str
    before: e.Entity | None
    after: e.Entity | None


class Archive:
    """A practice archive: find, list, add, change, log, fingerprint.

    Values in, rows inside, values out: what it returns is frozen, and a change is a new value.
    """

    def __init__(
        self, session: Session, sandbox: int, *, blobs: Blobs, locked: bool = False
    ) -> None:
        """Open a sandbox.

        Args:
            session: from ``base.db``; this class never commits.
            sandbox: its id.
            blobs: where its bytes lie.
            locked: take the row's lock, for PostgreSQL; SQLite's write door holds one already.

        Raises:
            Refused: ``archive.gone`` when there is no such sandbox.
        """
        self.session = session
        self.sandbox = sandbox
        self.blobs = blobs
        self.actor: e.Post | None = None
        question = select(SANDBOXES).where(SANDBOXES.c.id == sandbox)
        row = session.execute(question.with_for_update() if locked else question).mappings().first()
        if row is None:
            raise Refused("archive.gone")
        self.state: dict[str, Any] = dict(row)
        self._as_of: datetime | None = None

    @property
    def now(self) -> datetime:
        """The simulated moment."""
        moment: datetime = self._as_of or self.state["now"]
        return moment

    @property
    def world_key(self) -> bytes:
        """What the practice PKI derives from."""
        return bytes.fromhex(self.state["world_key"])

    @contextmanager
    def as_of(self, moment: datetime | None) -> Iterator[None]:
        """Act at an earlier hour than the clock shows: a colleague's errand, a replayed event."""
        before, self._as_of = self._as_of, moment
        try:
            yield
        finally:
            self._as_of = before

    def find(self, kind: type[T], /, ref: str | None) -> T | None:
        """Return the entity, or None."""
        if ref is None:
            return None
        found = self.all(kind, ref=ref)
        return found[0] if found else None

    def get(self, kind: type[T], /, ref: str) -> T:
        """Return the entity; Refused ``archive.unknown`` when there is none of that code."""
        found = self.find(kind, ref)
        if found is None:
            raise Refused("archive.unknown", ref=ref, kind=f"@kind.{kind.__name__}")
        return found

    def all(self, kind: type[T], /, **equals: object) -> list[T]:
        """Return all of a kind whose fields equal the given values, in order of their codes."""
        if any(isinstance(value, list | tuple | set | frozenset) and not value
               for value in equals.values()):  # fmt: skip
            return []
        rows = self._run(picking(kind, shape_of(equals)), bound(equals, self.sandbox))
        return [made_of(kind, row) for row in rows]

    def _run(self, statement: Statement, bound: Mapping[str, Any]) -> CursorResult[Any]:
        return self.session.connection().execute(statement, bound)

    def count(self, kind: type[e.Entity], /, **equals: object) -> int:
        """Return how many there are of a kind with the given field values."""
        return len(self.all(kind, **equals))

    def add(self, value: T) -> T:
        """Put a new entity on the shelf; it is validated, whatever it was built from."""
        kind = type(value)
        checked = kind.model_validate(value.model_dump())
        self._touch(kind)
        self._run(adding(kind), {"sandbox": self.sandbox, **checked.model_dump()})
        return checked

    def change(self, value: T, **changes: object) -> T:
        """Change fields of an entity and return it as it now is."""
        return self.change_all([value], **changes)[0]

    def change_all(self, values: Sequence[T], **changes: object) -> list[T]:
        """Change the same fields of many entities of a kind, in one statement."""
        if not values or not changes:
            return list(values)
        kind = type(values[0])
        changed = [kind.model_validate({**value.model_dump(), **changes}) for value in values]
        fresh = {f"to_{name}": getattr(changed[0], name) for name in changes}
        refs = [value.ref for value in values]
        self._touch(kind)
        self._run(
            changing(kind, tuple(changes)), {"in_sandbox": self.sandbox, "is_ref": refs, **fresh}
        )
        return changed

    def remove(self, value: e.Entity) -> None:
        """Take an entity off the shelf."""
        self.remove_all([value])

    def remove_all(self, values: Sequence[e.Entity]) -> None:
        """Take many entities of a kind off the shelf, in one statement."""
        if values:
            refs = [value.ref for value in values]
            self._touch(type(values[0]))
            self._run(removing(type(values[0])), {"in_sandbox": self.sandbox, "is_ref": refs})

    def _touch(self, kind: type[e.Entity]) -> None:
        """Remember that something of a kind was changed since the template was cloned."""
        if kind.__name__ not in self.state["touched"]:
            self.keep(touched=[*self.state["touched"], kind.__name__])

    def next_ref(self, kind: type[e.Entity]) -> str:
        """Return the next reference code of a kind; codes are never used twice."""
        counters = dict(self.state["counters"])
        counters[PREFIX[kind]] = counters.get(PREFIX[kind], 0) + 1
        self.keep(counters=counters)
        return running(kind, counters[PREFIX[kind]])

    def keep(self, **state: object) -> None:
        """Change the sandbox's own row: its clock, its desk, its counters."""
        self.state.update(state)
        fresh = {f"to_{name}": value for name, value in state.items()}
        self._run(keeping(tuple(state)), {"in_sandbox": self.sandbox, **fresh})

    def blob(self, digest: str) -> bytes:
        """Return the bytes under a digest; KeyError when they are gone."""
        return self.blobs.get(digest)

    def log(self, draft: EventDraft) -> Event:
        """Append one event, chained to the one before it."""
        event = draft.chained(seq=self.state["events"] + 1, previous=self.state["head"])
        self._run(logging(), {"sandbox": self.sandbox, **event.model_dump()})
        self.keep(events=event.seq, head=event.hash)
        return event

    def events(self, *, after: int = 0) -> list[Event]:
        """Return the log from just after ``after``, in order."""
        question = (
            select(*(column for column in EVENTS.c if column.name != "sandbox"))
            .where(EVENTS.c.sandbox == self.sandbox, EVENTS.c.seq > after)
            .order_by(EVENTS.c.seq)
        )
        rows = self.session.execute(question).mappings()
        return [
            Event.model_construct(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows
        ]

    def fingerprint(self) -> str:
        """Return a digest of every row (bytes by their digests), clock and desk; no logs."""
        whole = hashlib.sha256()
        now = self.state["now"].astimezone(UTC)
        whole.update(canonical([now, self.state["desk"]]).encode())
        for kind in ROWS:
            for value in self.all(kind):
                whole.update(canonical([kind.__name__, value]).encode())
        return whole.hexdigest()

    def differences(self, start: int) -> list[Change]:
        """Return every entity that differs from the sandbox ``start``, its template.

        Only kinds that were touched are compared; nothing else can differ.
        """
        touched = [kind for kind in ROWS if kind.__name__ in self.state["touched"]]
        return [change for kind in touched for change in self._differing(kind, start)]

    def _differing(self, kind: type[e.Entity], start: int) -> list[Change]:
        here = {"in_sandbox": self.sandbox, "not_in_sandbox": start}
        there = {"in_sandbox": start, "not_in_sandbox": self.sandbox}
        after = _by_ref(kind, self._run(differing(kind), here))
        before = _by_ref(kind, self._run(differing(kind), there))
        return [
            Change(kind, ref, before.get(ref), after.get(ref))
            for ref in sorted(before.keys() | after.keys())
        ]


def made_of(kind: type[T], row: Sequence[Any]) -> T:
    """Return the entity of a row, in the order of ``names(kind)``; rows are valid already.

    Pydantic's own ``model_construct`` looks at every field again and took most of a read's time.
    """
    fields = names(kind)
    value = object.__new__(kind)
    object.__setattr__(value, "__dict__", dict(zip(fields, row, strict=True)))
    object.__setattr__(value, "__pydantic_fields_set__", set(fields))
    object.__setattr__(value, "__pydantic_extra__", None)
    object.__setattr__(value, "__pydantic_private__", None)
    return value


def _by_ref(kind: type[T], rows: Iterable[Sequence[Any]]) -> dict[str, T]:
    values = (made_of(kind, row) for row in rows)
    return {value.ref: value for value in values}
