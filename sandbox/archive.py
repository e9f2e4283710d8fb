"""One sandbox bound to one session: the only place that queries an archive's tables."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, TypeVar  # column values are of many types

from sqlalchemy import CursorResult, select
from sqlmodel import Session

from base.canonical import canonical
from base.errors import Refused
from sandbox import entities as e
from sandbox.blobs import Blobs
from sandbox.events import Event, EventDraft, Outcome
from sandbox.rows import Change, by_ref, made_of
from sandbox.shelf import PREFIX, running
from sandbox.stacks import BY_REF, Stack, answerable, keep, kept, matching, noted_by_kind
from sandbox.statements import (
    EVENTS,
    MANY,
    SANDBOXES,
    Statement,
    adding,
    bound,
    changing,
    differing,
    keeping,
    logging,
    picking,
    removing,
    shape_of,
)
from sandbox.tables import ROWS

T = TypeVar("T", bound=e.Entity)


_MOST_NOTED: Final = 400
"""Codes of one kind that are noted as touched."""
_NONE: Final[frozenset[str]] = frozenset()


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
        self._noted: object = None
        self._by_kind: Mapping[str, frozenset[str]] = {}

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
        stack = None if ref in self.touched(kind) else self.stack(kind)
        if stack is not None:
            return stack.rows.get(ref)  # type: ignore[return-value]  # kept by kind
        found = self._asked(kind, {"ref": ref})
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
        stack = self.stack(kind) if answerable(kind, equals) else None
        if stack is None:
            return self._asked(kind, equals)
        touched = self.touched(kind)
        found: list[T] = stack.pick(equals)  # type: ignore[assignment]  # kept by kind
        if not touched:
            return found
        found = [one for one in found if one.ref not in touched]
        fresh = self._asked_among(kind, equals, touched)
        return sorted([*found, *fresh], key=BY_REF) if fresh else found

    def _asked(self, kind: type[T], equals: dict[str, Any]) -> list[T]:
        """Ask the database."""
        rows = self._run(picking(kind, shape_of(equals)), bound(equals, self.sandbox))
        return [made_of(kind, row) for row in rows]

    def _asked_among(self, kind: type[T], equals: dict[str, Any], refs: frozenset[str]) -> list[T]:
        wanted = equals.get("ref", refs)
        among = refs & ({wanted} if isinstance(wanted, str) else set(wanted))
        return matching(self._asked(kind, {"ref": among}), equals) if among else []

    def stack(self, kind: type[e.Entity]) -> Stack | None:
        """Return the rows of a kind as the sealed template has them, or None: ask the database."""
        state = self.state
        whole = state["fingerprint"] and (state["template"] or state["sealed"])
        if not whole or kind.__name__ in state["touched"]:
            return None
        return kept(state["fingerprint"], kind) or self._read(kind)

    def _read(self, kind: type[e.Entity]) -> Stack | None:
        """Read a kind of the template: only of one that nothing has touched."""
        template = self.state["template"] or self.sandbox
        question = select(SANDBOXES.c.fingerprint, SANDBOXES.c.touched).where(
            SANDBOXES.c.id == template
        )
        found = self.session.execute(question).first()
        if found is None or found.fingerprint != self.state["fingerprint"] or found.touched:
            return None
        rows = self._run(picking(kind, ()), bound({}, template))
        return keep(found.fingerprint, kind, Stack(made_of(kind, row) for row in rows))

    def touched(self, kind: type[e.Entity]) -> frozenset[str]:
        """Return the codes of what was added, changed or removed since the template was sealed."""
        noted = self.state["touched"]
        if self._noted is not noted:
            self._noted, self._by_kind = noted, noted_by_kind(noted)
        return self._by_kind.get(PREFIX[kind], _NONE)

    def _run(self, statement: Statement, bound: Mapping[str, Any]) -> CursorResult[Any]:
        return self.session.connection().execute(statement, bound)

    def count(self, kind: type[e.Entity], /, **equals: object) -> int:
        """Return how many there are of a kind with the given field values."""
        return len(self.all(kind, **equals))

    def add(self, value: T) -> T:
        """Put a new entity on the shelf; it is validated, whatever it was built from."""
        kind = type(value)
        checked = kind.model_validate(value.model_dump())
        self._touch(kind, [checked.ref])
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
        self._touch(kind, refs)
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
            self._touch(type(values[0]), refs)
            self._run(removing(type(values[0])), {"in_sandbox": self.sandbox, "is_ref": refs})

    def _touch(self, kind: type[e.Entity], refs: Sequence[str]) -> None:
        """Note what was changed since the template was sealed; of too many, only their kind."""
        noted = self.state["touched"]
        known = self.touched(kind)
        fresh = [ref for ref in dict.fromkeys(refs) if ref not in known]
        if kind.__name__ in noted or not fresh:
            return
        if len(known) + len(fresh) > _MOST_NOTED:
            self.keep(touched=[*(ref for ref in noted if ref not in known), kind.__name__])
        else:
            self.keep(touched=[*noted, *fresh])

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
            for value in self._asked(kind, {}):
                whole.update(canonical([kind.__name__, value]).encode())
        return whole.hexdigest()

    def differences(self, start: int) -> list[Change]:
        """Return every entity that differs from the sandbox ``start``, its template.

        Only what was touched is compared; nothing else can differ.
        """
        return [change for kind in ROWS for change in self._changed(kind, start)]

    def _changed(self, kind: type[e.Entity], start: int) -> list[Change]:
        if kind.__name__ in self.state["touched"]:
            return self._differing(kind, start)
        refs = self.touched(kind)
        if not refs:
            return []
        statement = picking(kind, (("ref", MANY),))
        after = by_ref(kind, self._run(statement, bound({"ref": refs}, self.sandbox)))
        before = by_ref(kind, self._run(statement, bound({"ref": refs}, start)))
        pairs = ((ref, before.get(ref), after.get(ref)) for ref in sorted(refs))
        return [Change(kind, ref, was, now) for ref, was, now in pairs if was != now]

    def _differing(self, kind: type[e.Entity], start: int) -> list[Change]:
        here = {"in_sandbox": self.sandbox, "not_in_sandbox": start}
        there = {"in_sandbox": start, "not_in_sandbox": self.sandbox}
        after = by_ref(kind, self._run(differing(kind), here))
        before = by_ref(kind, self._run(differing(kind), there))
        return [
            Change(kind, ref, before.get(ref), after.get(ref))
            for ref in sorted(before.keys() | after.keys())
        ]


__all__ = ["Archive", "Change"]
