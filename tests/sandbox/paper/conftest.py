"""Printed papers, made once for all tests of this folder."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from sandbox.paper.press import Paper, print_sheet


@cache
def _papers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("papers", Path(__file__).parent / "papers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def papers() -> ModuleType:
    """The module of sample papers."""
    return _papers()


@cache
def _print(name: str, number: int | None, *, ink: bool) -> Paper:
    module = _papers()
    issued = module.DAY if number else None
    return print_sheet(module.PAPERS[name](), number=number, issued=issued, at=module.AT, ink=ink)


@pytest.fixture(scope="session")
def printed():
    """``printed("decision")``: a paper numbered 5; ``number=None`` leaves it to be numbered."""

    def get(name: str, number: int | None = 5, *, ink: bool = False) -> Paper:
        return _print(name, number, ink=ink)

    return get


def pytest_generate_tests(metafunc):
    """A test that asks for ``paper_name`` runs for every paper."""
    if "paper_name" in metafunc.fixturenames:
        metafunc.parametrize("paper_name", list(_papers().PAPERS))
