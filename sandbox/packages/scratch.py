"""A folder on disk for tools that read paths only; gone when the work is done."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from base.settings import settings


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder below the installation's own, and remove it afterwards."""
    home = settings().home / "scratch"
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, ignore_cleanup_errors=True) as name:
        yield Path(name)
