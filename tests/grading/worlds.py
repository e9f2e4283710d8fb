"""A small archive to look at, the truth of it, and rows of truth tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from pydantic import TypeAdapter

from grading.checks import AnyCheck
from grading.evidence import Evidence, Truth
from grading.mark import Look
from sandbox.archive import Archive
from tests.databases import fresh_sqlite
from tests.sandbox.stories import Stage, Story

_ADAPTER: TypeAdapter[AnyCheck] = TypeAdapter(AnyCheck)


def check(**written: Any) -> AnyCheck:
    """A check as a scenario writes it."""
    return _ADAPTER.validate_python(written)


class Row(NamedTuple):
    """One row of a truth table: what is asked, what was done, what must be said."""

    name: str
    asked: dict[str, Any]
    done: Callable[[Story, Archive], None]
    credit: float
    codes: list[str]


def nothing(story: Story, archive: Archive) -> None:
    """Do nothing."""


@contextmanager
def theatre(tmp: pytest.TempPathFactory) -> Iterator[Stage]:
    """The planted story, for a module's tests."""
    database = fresh_sqlite(tmp.mktemp("grading"))
    yield Stage(database, Story())
    database.close()


def evidence(archive: Archive, truth: Truth | None = None, **answers: Any) -> Evidence:
    """Everything grading reads of an archive that was cloned from a template."""
    start = Archive(archive.session, archive.state["template"], blobs=archive.blobs)
    return Evidence(archive=archive, start=start, truth=truth or Truth(), answers=answers)


def look(stage: Stage, row: Row, truth: Truth) -> Look:
    """Play a row and look."""
    with stage.opened() as (story, archive):
        row.done(story, archive)
        return check(**row.asked).look(evidence(archive, truth))


def shows(found: Look, row: Row) -> bool:
    """Whether a look is what the row says, in credit and in what was found."""
    return (round(found.credit, 4), [one.code for one in found.found]) == (row.credit, row.codes)
