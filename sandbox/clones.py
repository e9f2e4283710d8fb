"""A trainee's own archive: a template cloned with ``INSERT … SELECT``, blobs shared by digest."""

from functools import lru_cache
from typing import Any  # columns of many types

from sqlalchemy import Column, Insert, Integer, Table, bindparam, delete, insert, select
from sqlmodel import Session

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.blobs import Blobs
from sandbox.statements import EVENTS
from sandbox.tables import ROWS, EventRow, SandboxRow, table_of


def clone(session: Session, template: int, *, kind: str, blobs: Blobs) -> Archive:
    """Copy a sealed template, log included, into a sandbox of its own.

    Args:
        session: a write session.
        template: id of the sealed template.
        kind: ``attempt`` or ``scratch``.
        blobs: where its bytes lie; none is copied.

    Raises:
        Refused: ``archive.gone`` when there is no such template, ``template.unsealed`` when it is
            still being planted.
    """
    source = session.get(SandboxRow, template)
    if source is None:
        raise Refused("archive.gone")
    if not source.sealed:
        raise Refused("template.unsealed")
    facts = source.model_dump(exclude={"id", "kind", "template", "sealed", "changes"})
    row = SandboxRow(**facts, kind=kind, template=template)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - the database just gave it
    connection = session.connection()
    for statement in _copying():
        connection.execute(statement, {"into": row.id, "out_of": template})
    session.expunge_all()
    return Archive(session, row.id, blobs=blobs)


@lru_cache(maxsize=1)
def _copying() -> tuple[Insert, ...]:
    """Return the statements that copy one sandbox into another, written once: a table each."""
    return tuple(
        insert(table).from_select(
            ["sandbox", *(column.name for column in _others(table))],
            select(bindparam("into", type_=Integer), *_others(table)).where(
                table.c.sandbox == bindparam("out_of", type_=Integer)
            ),
        )
        for table in [*(table_of(kind) for kind in ROWS), EVENTS]
    )


def _others(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.name != "sandbox"]


def carry(source: Session, template: int, target: Session, *, blobs: Blobs) -> Archive:
    """Copy a sealed template into another database, to be played on there in nobody's way.

    Args:
        source: a read session where the template lies.
        template: its id; it has the same one over there.
        target: a write session of a database with the same schema, empty or without that id.
        blobs: where its bytes lie.

    Raises:
        Refused: ``archive.gone``.
    """
    row = source.get(SandboxRow, template)
    if row is None:
        raise Refused("archive.gone")
    target.add(SandboxRow(**row.model_dump()))
    target.flush()
    for table in [*(table_of(kind) for kind in ROWS), EventRow.__table__]:  # type: ignore[attr-defined]  # set by SQLModel
        rows = source.execute(select(table).where(table.c.sandbox == template)).mappings().all()
        if rows:
            target.execute(insert(table), [dict(one) for one in rows])
    return Archive(target, template, blobs=blobs)


def forget(session: Session, sandbox: int) -> None:
    """Delete a sandbox with all its rows (not its blobs: others may share them)."""
    for table in [*(table_of(kind) for kind in ROWS), EventRow.__table__]:  # type: ignore[attr-defined]  # set by SQLModel
        session.execute(delete(table).where(table.c.sandbox == sandbox))
    row = session.get(SandboxRow, sandbox)
    if row is not None:
        session.delete(row)
        session.flush()
