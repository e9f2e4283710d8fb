"""Screens on a planted archive: a database of its own for the whole run of these tests."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = Path(tempfile.mkdtemp(prefix="khotap-ui-"))
_PLANTED: list[Any] = []
"""Which library each reader has here, while other tests run."""


@pytest.fixture(scope="package", autouse=True)
def installation() -> Iterator[Path]:
    """Point the installation at a temporary folder, and give it back afterwards."""
    from base import db, settings
    from scenarios import exercise

    readers = (exercise.folders, exercise.find)
    library = [one.__defaults__ for one in readers]
    for one, own in zip(readers, _PLANTED, strict=False):  # when this worker comes back here
        one.__defaults__ = own
    kept = {name: os.environ.get(name) for name in ("KHOTAP_HOME", "KHOTAP_DURABLE")}
    os.environ.update(KHOTAP_HOME=str(HOME), KHOTAP_DURABLE="no")
    settings.settings.cache_clear()
    db.database.cache_clear()
    _forget_blobs()
    db.upgrade()
    yield HOME
    db.database().close()
    _PLANTED[:] = [one.__defaults__ for one in readers]
    for one, was in zip(readers, library, strict=True):
        one.__defaults__ = was
    for name, value in kept.items():
        os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    settings.settings.cache_clear()
    db.database.cache_clear()
    _forget_blobs()


def _forget_blobs() -> None:
    from sandbox import blobs

    clear = getattr(blobs.blobs, "cache_clear", None)
    if clear:
        clear()
