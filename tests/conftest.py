"""What every test shares: a home of its own, and both databases by one fixture."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_HOME = tempfile.mkdtemp(prefix="khotap-test-")
os.environ["KHOTAP_HOME"] = _HOME
os.environ["KHOTAP_DURABLE"] = "no"
os.environ.pop("KHOTAP_DATABASE", None)
os.environ.setdefault("XDG_RUNTIME_DIR", _HOME)

from base.db import Database  # noqa: E402 - the environment comes first
from tests.databases import KINDS, fresh, fresh_sqlite, stop_postgres  # noqa: E402

settings.register_profile("house", deadline=None)  # a busy machine breaks no law
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[Path]:
    """The home of this run; gone afterwards."""
    yield Path(_HOME)
    stop_postgres()
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with today's schema and nothing in it, on SQLite and on a real PostgreSQL."""
    made = fresh(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database with today's schema, for what does not differ between the two."""
    made = fresh_sqlite(tmp_path)
    yield made
    made.close()


@pytest.fixture
def installation(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The database that ``reading()`` and ``writing()`` open, for use cases."""
    import base.db
    import scenarios.world

    for home in (base.db, scenarios.world):
        monkeypatch.setattr(home, "database", lambda: database)
    return database
