"""Statements an archive asks again and again, written once for each shape of question.

Building a statement cost more than running it: an archive asks thousands of small questions an
exercise, always of the same few shapes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final  # SQLAlchemy's expressions

from sqlalchemy import (
    Delete,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy import update as update_

from sandbox import entities as e
from sandbox.tables import EventRow, SandboxRow, table_of

SANDBOXES: Table = SandboxRow.__table__  # type: ignore[attr-defined]  # set by SQLModel
EVENTS: Table = EventRow.__table__  # type: ignore[attr-defined]  # set by SQLModel

MANY: Final = "many"
ONE: Final = "one"
EMPTY: Final = "empty"
Shape = tuple[tuple[str, str], ...]
"""Field names with how each is asked for: one value, one of many, empty."""

Statement = Select[Any] | Insert | Update | Delete


def shape_of(equals: dict[str, object]) -> Shape:
    """Return the shape of a question."""
    return tuple((name, _manner(value)) for name, value in equals.items())


def _manner(value: object) -> str:
    if value is None:
        return EMPTY
    return MANY if isinstance(value, list | tuple | set | frozenset) else ONE


def bound(equals: dict[str, object], sandbox: int) -> dict[str, Any]:
    """Return the parameters of a question."""
    found: dict[str, Any] = {"in_sandbox": sandbox}
    for name, value in equals.items():
        if isinstance(value, list | tuple | set | frozenset):
            found[f"is_{name}"] = sorted(value)
        elif value is not None:
            found[f"is_{name}"] = value
    return found


@lru_cache(maxsize=64)
def names(kind: type[e.Entity]) -> tuple[str, ...]:
    """Return the fields of a kind, in the order in which statements select them."""
    return tuple(column.name for column in table_of(kind).c if column.name != "sandbox")


@lru_cache(maxsize=64)
def types_of(kind: type[e.Entity]) -> Mapping[str, Any]:
    """Return the types of a kind's fields."""
    return {column.name: column.type for column in table_of(kind).c if column.name != "sandbox"}


@lru_cache(maxsize=1_000)
def picking(kind: type[e.Entity], shape: Shape) -> Select[Any]:
    """Select all of a kind whose fields are as asked, in order of their codes."""
    table = table_of(kind)
    wanted = [table.c[name] for name in names(kind)]
    return select(*wanted).where(*_where(kind, shape)).order_by(table.c.ref)


@lru_cache(maxsize=64)
def adding(kind: type[e.Entity]) -> Insert:
    """Insert one."""
    table = table_of(kind)
    return insert(table).values({column.name: bindparam(column.name) for column in table.c})


@lru_cache(maxsize=1_000)
def changing(kind: type[e.Entity], fields: tuple[str, ...]) -> Update:
    """Change some fields of those with given codes."""
    table = table_of(kind)
    fresh = {name: bindparam(f"to_{name}", type_=table.c[name].type) for name in fields}
    return update_(table).where(*_where(kind, (("ref", MANY),))).values(fresh)


@lru_cache(maxsize=64)
def removing(kind: type[e.Entity]) -> Delete:
    """Delete those with given codes."""
    return delete(table_of(kind)).where(*_where(kind, (("ref", MANY),)))


@lru_cache(maxsize=64)
def keeping(fields: tuple[str, ...]) -> Update:
    """Change some fields of a sandbox's own row."""
    table = SANDBOXES
    fresh = {name: bindparam(f"to_{name}", type_=table.c[name].type) for name in fields}
    return update_(table).where(table.c.id == bindparam("in_sandbox")).values(fresh)


@lru_cache(maxsize=1)
def logging() -> Insert:
    """Insert one event."""
    return insert(EVENTS).values({column.name: bindparam(column.name) for column in EVENTS.c})


@lru_cache(maxsize=64)
def differing(kind: type[e.Entity]) -> Select[Any]:
    """Select the rows of one sandbox that another has not just so.

    Row against row by the key: of two large sandboxes hardly any row differs, and ``EXCEPT``
    sorted them all.
    """
    here, there = table_of(kind).alias("here"), table_of(kind).alias("there")
    same_ref = and_(there.c.sandbox == bindparam("not_in_sandbox"), there.c.ref == here.c.ref)
    changed = [
        here.c[name].is_distinct_from(there.c[name]) for name in names(kind) if name != "ref"
    ]
    return (
        select(*(here.c[name] for name in names(kind)))
        .select_from(here.outerjoin(there, same_ref))
        .where(here.c.sandbox == bindparam("in_sandbox"))
        .where(or_(there.c.ref.is_(None), *changed))
    )


def _where(kind: type[e.Entity], shape: Shape) -> list[Any]:
    table = table_of(kind)
    asked = [table.c.sandbox == bindparam("in_sandbox")]
    for name, manner in shape:
        column = table.c[name]
        if manner == EMPTY:
            asked.append(column.is_(None))
        elif manner == MANY:
            asked.append(column.in_(bindparam(f"is_{name}", expanding=True)))
        else:
            asked.append(column == bindparam(f"is_{name}", type_=column.type))
    return asked
