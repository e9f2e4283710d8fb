"""What an installation may choose; the only place that reads the environment."""

import os
from functools import cache
from pathlib import Path

from base.model import Value

ROOT = Path(__file__).resolve().parent.parent
"""The project's root folder."""


class Settings(Value):
    """One installation's choices, from ``KHOTAP_…`` variables or their defaults."""

    home: Path
    """Everything written at run time: database, blobs, keys, baked worlds, logs."""
    database: str
    """SQLAlchemy URL; SQLite in ``home`` unless told."""
    durable: bool
    """Whether a commit waits for the disk. Only tests and proofs say no."""
    shared: bool
    """Whether the server is bound to the network (``start.py --share``)."""
    hosts: tuple[str, ...] = ("*",)
    """Names under which browsers may ask for it; others get 400 (rebinding of names)."""

    @property
    def blobs(self) -> Path:
        """Where bytes lie under their digests."""
        return self.home / "blobs"

    @property
    def derived(self) -> Path:
        """What can be computed again: verdicts, page images, format identifications."""
        return self.home / "derived"


@cache
def settings() -> Settings:
    """Return this process's settings."""
    home = Path(os.environ.get("KHOTAP_HOME") or ROOT / ".khotap").resolve()
    return Settings(
        home=home,
        database=os.environ.get("KHOTAP_DATABASE") or f"sqlite:///{home / 'khotap.db'}",
        durable=os.environ.get("KHOTAP_DURABLE", "yes") != "no",
        shared=os.environ.get("KHOTAP_SHARED") == "yes",
        hosts=tuple(os.environ.get("KHOTAP_HOSTS", "*").split(",")),
    )
