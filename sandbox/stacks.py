"""The stacks: a sealed template's rows, read once a process and shared by all its clones.

A clone holds the same rows as its template but for those it has touched since. So what an archive
asks is answered from the template's rows, found by field in memory, and from the few that were
touched, read from the database: a question costs what it finds, not what the archive holds.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from threading import Lock
from typing import Final, TypeVar

from sqlalchemy import JSON, Boolean, Integer, String
from sqlmodel.sql.sqltypes import AutoString

from base.columns import Code
from sandbox import entities as e
from sandbox.statements import types_of

BY_REF: Final = attrgetter("ref")
_EVERY: Final = (list, tuple, set, frozenset)
_LONG: Final = 200
"""Values from which on a list is not counted row by row."""
T = TypeVar("T", bound=e.Entity)


class Stack:
    """All rows of a kind, in order of their codes; frozen, read by many threads."""

    def __init__(self, rows: Iterable[e.Entity]) -> None:
        """Put rows on the shelf, in the order of their codes."""
        self.rows: Mapping[str, e.Entity] = {one.ref: one for one in rows}
        self._found: dict[str, Mapping[object, Sequence[str]]] = {}

    def get(self, ref: str) -> e.Entity | None:
        """Return the entity of a code, or None."""
        return self.rows.get(ref)

    @cached_property
    def every(self) -> tuple[e.Entity, ...]:
        """All of them."""
        return tuple(self.rows.values())

    def pick(self, equals: Mapping[str, object]) -> list[e.Entity]:
        """Return those whose fields equal the given values; a list means one of these."""
        if not equals:
            return list(self.every)
        first = min(equals, key=lambda name: self._amount(name, equals[name]))
        found = [self.rows[ref] for ref in self._refs(first, equals[first])]
        return matching(found, {name: one for name, one in equals.items() if name != first})

    def _amount(self, name: str, wanted: object) -> int:
        """How many rows a field's values would leave; of very many values: all of them."""
        if isinstance(wanted, _EVERY) and len(wanted) > _LONG:
            return len(self.rows)
        index = self._index(name)
        return sum(len(index.get(one, ())) for one in _each(wanted))

    def _refs(self, name: str, wanted: object) -> Sequence[str]:
        index = self._index(name)
        if not isinstance(wanted, _EVERY):
            return index.get(wanted, ())
        return sorted({ref for one in wanted for ref in index.get(one, ())})

    def _index(self, name: str) -> Mapping[object, Sequence[str]]:
        if name not in self._found:
            index: dict[object, list[str]] = defaultdict(list)
            for ref, one in self.rows.items():
                index[getattr(one, name)].append(ref)
            self._found[name] = dict(index)
        return self._found[name]


class Laid(Stack):
    """A clone's rows: the template's, and over them what was touched since."""

    def __init__(self, below: Stack, touched: frozenset[str], fresh: Iterable[e.Entity]) -> None:
        """Lay what was touched over ``below``.

        Args:
            below: the template's rows.
            touched: codes of what was added, changed or removed.
            fresh: of these, what there is now, in order of their codes.
        """
        self._below, self._touched = below, touched
        self._fresh = {one.ref: one for one in fresh}

    def get(self, ref: str) -> e.Entity | None:
        """Return the entity of a code, or None."""
        return self._fresh.get(ref) if ref in self._touched else self._below.rows.get(ref)

    @cached_property
    def rows(self) -> Mapping[str, e.Entity]:  # type: ignore[override]  # laid when asked for
        """All of them by their codes."""
        left = {ref: one for ref, one in self._below.rows.items() if ref not in self._touched}
        whole = {**left, **self._fresh}
        return dict(sorted(whole.items())) if self._fresh else left

    def pick(self, equals: Mapping[str, object]) -> list[e.Entity]:
        """Return those whose fields equal the given values; a list means one of these."""
        found = [one for one in self._below.pick(equals) if one.ref not in self._touched]
        fresh = matching(self._fresh.values(), equals)
        return sorted([*found, *fresh], key=BY_REF) if fresh else found


def _each(wanted: object) -> Iterable[object]:
    return wanted if isinstance(wanted, _EVERY) else (wanted,)


def matching(rows: Iterable[T], equals: Mapping[str, object]) -> list[T]:
    """Return the rows whose fields equal the given values; a list means one of these."""
    found = list(rows)
    for name, wanted in equals.items():
        if isinstance(wanted, _EVERY):
            among = frozenset(wanted)
            found = [one for one in found if getattr(one, name) in among]
        else:
            found = [one for one in found if getattr(one, name) == wanted]
    return found


def answerable(kind: type[e.Entity], equals: Mapping[str, object]) -> bool:
    """Whether the stacks may answer: the database compares these values as Python does.

    Moments, days and lists are left to the database, and so is whatever it has to convert.

    Raises:
        ValueError: a code that the field does not have, as the database's column says as well.
    """
    return all(_plain(types_of(kind)[name], wanted) for name, wanted in equals.items())


def _plain(type_: object, wanted: object) -> bool:
    if wanted is None:
        return not isinstance(type_, JSON)
    many = isinstance(wanted, _EVERY)
    if isinstance(type_, Code):
        for code in {*_each(wanted)}:
            type_.kind(str(code))
        return True
    kinds = {type(one) for one in _each(wanted)} if many else {type(wanted)}
    if isinstance(type_, Boolean):
        return kinds <= {bool}
    if isinstance(type_, Integer):
        return kinds <= {int}
    return isinstance(type_, String | AutoString) and all(issubclass(one, str) for one in kinds)


_SHELVES: "OrderedDict[tuple[str, type[e.Entity]], Stack]" = OrderedDict()
"""Fingerprint of a template and kind → its rows: one fingerprint, the same rows, wherever."""
_MOST_ROWS: Final = 240_000
_LOCK: Final = Lock()


def kept(fingerprint: str, kind: type[e.Entity]) -> Stack | None:
    """Return the rows of a kind that were read before, or None."""
    with _LOCK:
        found = _SHELVES.get((fingerprint, kind))
        if found is not None:
            _SHELVES.move_to_end((fingerprint, kind))
        return found


def keep(fingerprint: str, kind: type[e.Entity], stack: Stack) -> Stack:
    """Keep the rows of a kind; those not asked for longest make room."""
    with _LOCK:
        _SHELVES[fingerprint, kind] = stack
        rows = sum(len(one.rows) for one in _SHELVES.values())
        while rows > _MOST_ROWS and len(_SHELVES) > 1:
            _, gone = _SHELVES.popitem(last=False)
            rows -= len(gone.rows)
    return stack


def noted_by_kind(noted: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the touched codes by their two letters; names of kinds are none of them."""
    found: dict[str, set[str]] = {}
    for ref in noted:
        if ref[2:].isdigit():
            found.setdefault(ref[:2], set()).add(ref)
    return {prefix: frozenset(refs) for prefix, refs in found.items()}


__all__ = ["BY_REF", "Laid", "Stack", "answerable", "keep", "kept", "matching", "noted_by_kind"]
