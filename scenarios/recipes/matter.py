"""Matters: work of the agency, told as chains of documents, in files or still on the desk."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from base.errors import Misconfigured
from sandbox.entities import Direction
from scenarios.garden import Garden
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.matter_chains import (
    Window,
    Wish,
    chains,
    fitting,
    story_called,
    yesterday,
)
from scenarios.recipes.matter_files import Shelved, State
from scenarios.recipes.matter_keeping import Keeping
from scenarios.recipes.paperwork import Registry
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.stories import Story, stories
from scenarios.recipes.stories_troupe import Troupe

Name = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]


_SINCE: Final = {"in-work": 0, "closed": 7, "handed-over": 12, "current": 42}
"""Working days between the last document and the exercise, at least."""


class Matters(Recipe):
    """Some matters between two days; one alone may be labelled.

    A labelled matter tells every step of its story. It binds ``$<label>_request`` (its first
    incoming document), ``$<label>_file`` (the opened file) or ``$<label>_planned`` (its row in the
    list, when it is not opened), ``$<label>_1`` … in order, and the labels of ``parts``.
    """

    recipe: Literal["matters"] = "matters"
    count: int = Field(default=1, ge=1, le=120)
    stories: list[str] = []
    "ids of stories to draw from; all that suit the agency unless told"
    first: date = Field(alias="from")
    to: date | None = None
    "the day before the exercise begins unless told"
    state: State = "in-work"
    label: Name | None = None
    parts: dict[str, Name] = {}
    "step → label"
    hold_back: list[str] = []
    "steps that are not done yet, such as the reply the trainee is to draft"
    filed: Literal["all", "none", "some"] = "all"
    opened: bool = True
    "whether the file of work that goes on has been opened"
    tray_of: Name | None = None
    "label of the post that does the work and in whose tray unfiled documents lie"
    bytes: Bytes = "full"

    def labels(self) -> set[str]:
        """Return the labels of a labelled matter."""
        if self.label is None:
            return {_plain(name) for name in self.parts.values()}
        label = _plain(self.label)
        found = {f"{label}_request", f"{label}_file" if self.opened else f"{label}_planned"}
        return found | set(self._numbered()) | {_plain(name) for name in self.parts.values()}

    def _numbered(self) -> list[str]:
        known = [stories()[name] for name in self.stories if name in stories()]
        counts = [len(_kept(story, self.hold_back)) for story in known]
        return [f"{_plain(self.label or '')}_{n}" for n in range(1, min(counts, default=1) + 1)]

    def tags(self) -> set[str]:
        """Return what documents and files may be tagged."""
        own = {f"matter-{_plain(self.label)}"} if self.label else set()
        return own | {
            "incoming", "outgoing", "due", "running", "permanent", "undecided", "transferable",
            "mixed",
        }  # fmt: skip

    def problems(self) -> list[Misconfigured]:
        """Refuse reversed dates, unknown stories and steps, a label for several matters."""
        found = []
        if self.to is not None and self.to < self.first:
            found.append(Misconfigured("matters.reversed", first=self.first, last=self.to))
        if self.label is not None and self.count > 1:
            found.append(Misconfigured("matters.label", label=self.label, count=self.count))
        if self.hold_back and self.state != "in-work":
            found.append(Misconfigured("matters.hold_back", state=self.state))
        if self.parts and self.label is None:
            found.append(Misconfigured("matters.parts", parts=", ".join(self.parts)))
        return [*found, *self._unknown()]

    def _unknown(self) -> list[Misconfigured]:
        found: list[Misconfigured] = []
        for name in self.stories:
            try:
                story = story_called(name)
            except Misconfigured as problem:
                found.append(problem)
                continue
            steps = {step.step for step in story.chain}
            found += [
                Misconfigured("matters.step", story=name, step=step, choices=", ".join(steps))
                for step in sorted({*self.hold_back, *self.parts} - steps)
            ]
        return found

    def grow(self, garden: Garden) -> None:
        """Tell the matters, publish their documents, file them.

        Raises:
            Misconfigured: ``matters.no_time``, ``matters.unplayable``, ``register.closed``.
        """
        stream = garden.stream(self.stream_name())
        troupe = Troupe(garden)
        post = garden.labelled(self.tray_of) if self.tray_of else None
        wishes = [self._wish(troupe, place, post) for place in range(self.count)]
        told = chains(troupe, fitting(troupe, self.stories), wishes, stream)
        keeping = Keeping(
            garden, self.state, self.filed, post, stream, self.bytes,
            opened=self.opened or self.state != "in-work",
        )  # fmt: skip
        for shelved in keeping.keep(told):
            self._label(garden, keeping.registry, shelved)

    def _wish(self, troupe: Troupe, place: int, post: str | None) -> Wish:
        last = min(self.to or date.max, calendar.after(yesterday(troupe), -_SINCE[self.state]))
        going_on = self.state == "in-work"
        return Wish(
            key=f"{self.stream_name()}/{place}/",
            window=Window(self.first, last, going_on=going_on),
            left_out=frozenset(self.hold_back),
            every_step=self.label is not None,
            stop_early=going_on and not self.hold_back and self.label is None,
            post=post,
        )

    def _label(self, garden: Garden, registry: Registry, shelved: Shelved) -> None:
        if self.label is None:
            return
        label = _plain(self.label)
        drafts = shelved.chain.drafts
        refs = [registry.ref(draft.key) for draft in drafts]
        incoming = [draft for draft in drafts if draft.direction is Direction.INCOMING]
        garden.label(f"{label}_request", registry.ref((incoming or list(drafts))[0].key))
        for place, ref in enumerate(refs, start=1):
            garden.label(f"{label}_{place}", ref)
            garden.tag(ref, f"matter-{label}")
        by_step = {draft.step.step: registry.ref(draft.key) for draft in drafts}
        for step, name in self.parts.items():
            garden.label(_plain(name), by_step[step])
        if shelved.file is not None:
            garden.label(f"{label}_file", shelved.file)
            garden.tag(shelved.file, f"matter-{label}")
        elif shelved.planned is not None:
            garden.label(f"{label}_planned", shelved.planned)


def _plain(name: str) -> str:
    return name.removeprefix("$")


def _kept(story: Story, hold_back: Sequence[str]) -> list[str]:
    """Return the steps that are told: not those held back, nor what rests on them."""
    kept: list[str] = []
    for step in story.chain:
        rests_on = {name for name in (step.copy_of, step.follows) if name}
        if step.step not in hold_back and not step.era and rests_on <= set(kept):
            kept.append(step.step)
    return kept
