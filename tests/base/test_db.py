"""One door to read, one to write: no write is lost, no mistake kept, the schema is the code's."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, func, select

from base import db
from base.db import Database
from course.tables import AccountRow, FailureRow, LoginRow
from grading.gradebook import MarkRow
from sandbox.tables import SandboxRow
from scenarios.tables import WorldRow

AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
THREADS, EACH = 20, 25


def _sandbox(database: Database) -> int:
    with database.writing() as session:
        row = SandboxRow(kind="scratch", world_key="00", now=AT)
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def _failures(session: Session) -> int:
    return session.exec(select(func.count()).select_from(FailureRow)).one()


def test_of_500_writes_by_20_threads_none_is_lost(database: Database) -> None:
    sandbox = _sandbox(database)

    def work(thread: int) -> None:
        for number in range(EACH):
            with database.writing() as session:
                question = select(SandboxRow).where(SandboxRow.id == sandbox).with_for_update()
                row = session.exec(question).one()
                row.changes += 1
                session.add(row)
                session.add(FailureRow(login=f"{thread}/{number}", at=AT))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    with database.reading() as session:
        row = session.get(SandboxRow, sandbox)
        assert row is not None
        assert row.changes == THREADS * EACH
        assert len(set(session.exec(select(FailureRow.login)))) == THREADS * EACH


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def work() -> None:
        with database.writing() as session:
            session.add(FailureRow(login="one", at=AT))
            session.flush()
            raise RuntimeError("in between")

    with pytest.raises(RuntimeError, match="in between"):
        work()
    with database.reading() as session:
        assert _failures(session) == 0


def test_what_a_savepoint_takes_back_is_gone_and_the_rest_is_kept(database: Database) -> None:
    with database.writing() as session:
        session.add(FailureRow(login="before", at=AT))
        taken_back = session.begin_nested()
        session.add(FailureRow(login="inside", at=AT))
        session.flush()
        taken_back.rollback()
        session.add(FailureRow(login="after", at=AT))
        kept = session.begin_nested()
        session.add(FailureRow(login="kept", at=AT))
        kept.commit()
    with database.reading() as session:
        assert set(session.exec(select(FailureRow.login))) == {"before", "after", "kept"}


def test_what_a_reader_changes_by_mistake_is_not_kept(database: Database) -> None:
    with database.reading() as session:
        session.add(FailureRow(login="by mistake", at=AT))
        session.flush()
        assert _failures(session) == 1
    with database.reading() as session:
        assert _failures(session) == 0


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(database: Database) -> None:
    with database.writing() as writer:
        writer.add(FailureRow(login="one", at=AT))
        writer.flush()
        with database.reading() as reader:
            assert _failures(reader) == 0
    with database.reading() as reader:
        assert _failures(reader) == 1


def test_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    lost = LoginRow(account=404, token="a" * 64, made_at=AT, expires_at=AT)
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(lost)


def _all_tables() -> set[str]:
    assert {AccountRow.__tablename__, MarkRow.__tablename__, WorldRow.__tablename__} <= set(
        SQLModel.metadata.tables
    )
    return set(SQLModel.metadata.tables) | {"alembic_version"}


def _emptied(database: Database) -> Database:
    if database.engine.dialect.name == "postgresql":
        with database.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    return database


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'new.db'}", durable=False)
    else:
        from tests.databases import fresh_postgres

        made = _emptied(fresh_postgres())
    yield made
    made.close()


def test_the_schema_comes_from_nothing_and_a_second_time_changes_nothing(empty: Database) -> None:
    assert inspect(empty.engine).get_table_names() == []
    empty.upgrade()
    assert set(inspect(empty.engine).get_table_names()) == _all_tables()
    with empty.writing() as session:
        session.add(FailureRow(login="kept", at=AT))
    empty.upgrade()
    with empty.reading() as session:
        assert _failures(session) == 1
    assert _drift(empty.engine) == []


def _drift(engine: Engine) -> list[str]:
    """What Alembic would still have to change: tables, columns, keys, indexes, nullability."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return [str(one) for one in compare_metadata(context, SQLModel.metadata)]


def test_a_database_in_memory_is_one_database(tmp_path: Path) -> None:
    made = Database("sqlite://", durable=False)
    made.upgrade()
    with made.writing() as session:
        session.add(FailureRow(login="here", at=AT))
    with made.reading() as session:
        assert _failures(session) == 1
    made.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 0)])
def test_sqlite_waits_for_the_disk_when_it_is_to_last(
    tmp_path: Path, durable: bool, level: int
) -> None:
    made = Database(f"sqlite:///{tmp_path / 'kept.db'}", durable=durable)
    with made.reading() as session:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        answers = [session.execute(text(f"PRAGMA {one}")).scalar_one() for one in asked]
    assert answers == ["wal", level, 1, db.BUSY_MS]
    made.close()


def test_the_installations_doors_open_its_database(installation: Database) -> None:
    with db.writing() as session:
        session.add(FailureRow(login="one", at=AT))
    with db.reading() as session:
        assert _failures(session) == 1
    with installation.reading() as session:
        assert _failures(session) == 1
