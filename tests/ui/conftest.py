"""Screens on a planted archive: a database of its own for the whole run of these tests."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(tempfile.mkdtemp(prefix="khotap-ui-"))


@pytest.fixture(scope="package", autouse=True)
def installation() -> Iterator[Path]:
    """Point the installation at a temporary folder, and give it back afterwards."""
    from base import db, settings

    kept = {name: os.environ.get(name) for name in ("KHOTAP_HOME", "KHOTAP_DURABLE")}
    os.environ.update(KHOTAP_HOME=str(HOME), KHOTAP_DURABLE="no")
    settings.settings.cache_clear()
    db.database.cache_clear()
    _forget_blobs()
    db.upgrade()
    yield HOME
    db.database().close()
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
