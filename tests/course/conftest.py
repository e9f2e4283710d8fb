"""The school of these tests: planted once a run, opened for each test."""

from collections.abc import Iterator

import pytest

from tests.course.school import School, opened
from tests.databases import KINDS, fresh


@pytest.fixture(scope="session", params=KINDS)
def planted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """A school whose variants are baked once."""
    folder = tmp_path_factory.mktemp("school")
    made = School(fresh(request.param, folder), folder / "library")
    with opened(made):
        made.bake()
    yield made
    made.database.close()


@pytest.fixture
def school(planted: School) -> Iterator[School]:
    """The school with its doors open; each test brings its own people."""
    with opened(planted):
        yield planted
