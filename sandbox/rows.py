"""Rows become entities: values in the order of their columns, valid already."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar  # columns of many types

from sandbox import entities as e
from sandbox.statements import names

T = TypeVar("T", bound=e.Entity)


class Change(NamedTuple):
    """One entity that differs between two sandboxes of the same template."""

    kind: type[e.Entity]
    ref: str
    before: e.Entity | None
    after: e.Entity | None


def made_of(kind: type[T], row: Sequence[Any]) -> T:
    """Return the entity of a row, in the order of ``names(kind)``; rows are valid already.

    Pydantic's own ``model_construct`` looks at every field again and took most of a read's time.
    """
    fields = names(kind)
    value = object.__new__(kind)
    object.__setattr__(value, "__dict__", dict(zip(fields, row, strict=True)))
    object.__setattr__(value, "__pydantic_fields_set__", _fields_of(kind))
    object.__setattr__(value, "__pydantic_extra__", None)
    object.__setattr__(value, "__pydantic_private__", None)
    return value


@lru_cache(maxsize=64)
def _fields_of(kind: type[e.Entity]) -> set[str]:
    """Return the one set of a kind's fields: rows are frozen, and pydantic copies it with them."""
    return set(names(kind))


def by_ref(kind: type[T], rows: Iterable[Sequence[Any]]) -> dict[str, T]:
    """Return the entities of rows, by their codes."""
    values = (made_of(kind, row) for row in rows)
    return {value.ref: value for value in values}
