"""Cloning a world of 2,500 rows, on SQLite and on PostgreSQL: what a start costs the database."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from base.db import Database
from benchmarks.figure import Measured
from benchmarks.stopwatch import median, times
from sandbox.clones import clone
from sandbox.tables import ROWS
from tests.databases import fresh_postgres, fresh_sqlite, stop_postgres
from tests.make import Small

ROWS_WANTED = 2_500
GOES = 25


def measure() -> Iterator[Measured]:
    """Plant once, clone often, commit each time."""
    with tempfile.TemporaryDirectory() as folder:
        copied = fresh_sqlite(Path(folder))
        copied.close()
        yield _measured("clone.sqlite", Database(copied.url), "SQLite, each commit to the disk")
    try:
        yield _measured("clone.postgres", fresh_postgres(), "PostgreSQL from the wheel")
    finally:
        stop_postgres()


def _measured(name: str, database: Database, where: str) -> Measured:
    small = Small()
    rows = _fill(small)
    with database.writing() as session:
        template = small.plant(session).sandbox

    def work() -> None:
        with database.writing() as session:
            clone(session, template, kind="attempt", blobs=small.blobs)

    ms = times(GOES, work, warm=3)
    database.close()
    return Measured(name, median(ms), GOES, f"sandbox.clones.clone, {rows} rows; {where}")


def _fill(small: Small) -> int:
    def count() -> int:
        return sum(len(small.planter.all(kind)) for kind in ROWS)

    while count() < ROWS_WANTED:
        file = small.file()
        for ordinal in range(1, 13):
            small.filed(file, small.document(), ordinal)
    return count()
