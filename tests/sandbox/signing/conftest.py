"""Where these tests keep what is derived: a folder of their own."""

import os
from collections.abc import Iterator

import pytest

from base.settings import settings


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    if "KHOTAP_HOME" in os.environ:
        yield
        return
    os.environ["KHOTAP_HOME"] = str(tmp_path_factory.mktemp("khotap"))
    settings.cache_clear()
    yield
    del os.environ["KHOTAP_HOME"]
    settings.cache_clear()
