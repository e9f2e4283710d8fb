"""A detection: what a detector says of a record, by a finding code."""

from collections.abc import Callable

from base.model import Value
from sandbox.shelf import Shelf


class Detection(Value):
    """One thing that is wrong in an archive, seen without knowing what was planted."""

    finding: str
    "code; its sentence stands under ``finding.<code>``"
    ref: str
    "the record in which it shows"
    facts: dict[str, str] = {}
    refs: list[str] = []
    "other records that show it"


Detector = Callable[[Shelf], list[Detection]]
"""Looks through an archive and returns everything of one kind that is wrong in it."""
