"""Printed papers, made once for all tests of this folder."""

from functools import cache
from types import ModuleType

import pytest

from sandbox.paper import Paper, print_sheet
from tests.sandbox.paper import papers as samples
from tests.sandbox.paper.printing import Printed


@pytest.fixture(scope="session")
def papers() -> ModuleType:
    """The module of sample papers."""
    return samples


@cache
def _print(name: str, number: int | None, *, ink: bool) -> Paper:
    issued = samples.DAY if number else None
    sheet = samples.PAPERS[name]()
    return print_sheet(sheet, number=number, issued=issued, at=samples.AT, ink=ink)


@pytest.fixture(scope="session")
def printed() -> Printed:
    """A paper by its name; see ``printing.Printed``."""

    def get(name: str, number: int | None = 5, *, ink: bool = False) -> Paper:
        return _print(name, number, ink=ink)

    return get


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``paper_name`` runs for every paper."""
    if "paper_name" in metafunc.fixturenames:
        metafunc.parametrize("paper_name", list(samples.PAPERS))
