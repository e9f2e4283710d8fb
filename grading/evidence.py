"""What a mark may rest on: the archive now and at the start, its log, answers, and the truth."""

from collections.abc import Callable
from functools import cached_property
from typing import Any  # facts and answers are JSON

from base.model import Value
from sandbox.archive import Archive, Change
from sandbox.events import Event


class Planted(Value):
    """One fault planted in a world: where it lies and what a detector must say of it."""

    fault: str
    "id of the fault: ``fault/D04``"
    label: str
    "label of the planting, from the scenario"
    ref: str
    "the record in which it shows"
    finding: str
    "finding code the detector gives: ``document.duplicate``"
    red_herring: bool = False
    "looks like a fault and is none"


class Truth(Value):
    """What is true of a world and stays out of it: labels, tags, facts, planted faults.

    Kept beside the template, never cloned, never shown before release.
    """

    labels: dict[str, str] = {}
    "label without its dollar sign → ref"
    tags: dict[str, list[str]] = {}
    "tag → refs"
    facts: dict[str, dict[str, Any]] = {}
    "ref → what is right of it: its term, its class, the verdict on its signature"
    planted: list[Planted] = []

    def tagged(self, tag: str) -> list[str]:
        """Return the refs that bear a tag, none when nobody does."""
        return self.tags.get(tag, [])


class Evidence:
    """Everything grading reads. It writes nothing, asks no clock, draws no lots."""

    def __init__(
        self,
        *,
        archive: Archive,
        start: Archive,
        truth: Truth,
        answers: dict[str, Any] | None = None,
        since: int | None = None,
    ) -> None:
        """Bind the parts.

        Args:
            archive: the trainee's sandbox as it was left.
            start: the template it was cloned from.
            truth: of the world.
            answers: question id → answer, for quizzes and manual marks.
            since: number of the last event that happened before the trainee came; the
                template's own log by default.
        """
        self.archive = archive
        self.start = start
        self.truth = truth
        self.answers = answers or {}
        self._picked: dict[object, list[str]] = {}
        self._since = start.state["events"] if since is None else since

    def picked(self, key: object, pick: Callable[[], list[str]]) -> list[str]:
        """Return what ``pick`` gives, once: criteria ask for the same records again and again."""
        if key not in self._picked:
            self._picked[key] = pick()
        return self._picked[key]

    @cached_property
    def events(self) -> list[Event]:
        """What happened since the trainee came, refusals included."""
        return self.archive.events(after=self._since)

    @cached_property
    def changes(self) -> list[Change]:
        """Every entity that differs from the start."""
        return self.archive.differences(self.start.sandbox)
