"""The only place where engines and sessions are made: one door to read, one to write.

SQLite's write door takes the lock at once (``BEGIN IMMEDIATE``); with the default, deferred
transactions that start by reading and then write fail under concurrency with "database is
locked" however long the busy timeout is.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any, Final  # DB-API connections are untyped

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from base.canonical import canonical
from base.settings import ROOT, settings
from base.turns import Turns

BUSY_MS: Final = 30_000
"""How long a writer waits for another, milliseconds."""


class Database:
    """One database: SQLite in a file or in memory, or PostgreSQL, by URL."""

    def __init__(self, url: str, *, durable: bool = True) -> None:
        """Open lazily; nothing is touched before the first session."""
        self.url = url
        self.engine = _engine(url, durable=durable)
        self._turns = Turns() if url.startswith("sqlite") else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads; whatever it changed by mistake is rolled back."""
        with Session(self.engine, autoflush=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one write transaction: committed at the end, rolled back on any error.

        On SQLite, which has one writer, this process's threads wait in the order they came.
        """
        with (
            self._turns.turn(BUSY_MS / 1000) if self._turns else nullcontext(),
            self.engine.connect().execution_options(writing=True) as connection,
            Session(connection, join_transaction_mode="control_fully") as session,
            session.begin(),
        ):
            yield session

    def upgrade(self) -> None:
        """Bring the schema to today's revision (Alembic, ``deploy/migrations``)."""
        with self.engine.connect().execution_options(writing=True) as connection:
            command.upgrade(migrations(connection), "head")
            connection.commit()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def migrations(connection: Connection) -> Config:
    """Return Alembic's configuration bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "deploy" / "migrations"))
    config.attributes["connection"] = connection
    return config


def _engine(url: str, *, durable: bool) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            pool_size=10,
            max_overflow=30,
            pool_pre_ping=True,
            json_serializer=canonical,
        )
    memory = url in {"sqlite://", "sqlite:///:memory:"}
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else {"pool_size": 20}
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
        json_serializer=canonical,
        **options,
    )
    event.listen(engine, "connect", _durable if durable else _hasty)
    event.listen(engine, "begin", _begin)
    return engine


def _durable(connection: Any, _record: object) -> None:  # noqa: ANN401
    _pragmas(connection, "FULL")


def _hasty(connection: Any, _record: object) -> None:  # noqa: ANN401
    _pragmas(connection, "OFF")


def _pragmas(connection: Any, synchronous: str) -> None:  # noqa: ANN401
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",  # FULL: an acknowledged act survives a power cut
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "cache_size=-32000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@cache
def database() -> Database:
    """Return this installation's database."""
    chosen = settings()
    chosen.home.mkdir(parents=True, exist_ok=True)
    return Database(chosen.database, durable=chosen.durable)


@contextmanager
def reading() -> Iterator[Session]:
    """A read session on the installation's database."""
    with database().reading() as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A write session on the installation's database: one transaction."""
    with database().writing() as session:
        yield session


def upgrade() -> None:
    """Bring the installation's database to today's schema."""
    database().upgrade()
