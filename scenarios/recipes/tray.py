"""The registry's tray: documents that have come in and wait to be checked and registered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from base.clock import vietnam
from base.errors import Misconfigured
from sandbox.entities import Document, Urgency
from scenarios.garden import Garden
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.matter_chains import Chain, Window, Wish, chain_of, fitting
from scenarios.recipes.matter_files import Shelved, document_facts
from scenarios.recipes.paperwork import Registry, registry_of
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.paperwork_rows import Slip
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.stories import Story
from scenarios.recipes.stories_drafts import Draft
from scenarios.recipes.stories_troupe import Troupe
from scenarios.streams import Stream

Label = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]
_SIGNING: Final = frozenset({"superior", "department", "commune", "unit", "archive"})
"""Who sends signed documents by the system; companies and citizens bring paper."""


class Tray(Recipe):
    """Documents received and not registered yet (status received), all of them sound.

    They are the first documents of as many matters, so nothing of the agency's answers them yet.
    Documents are tagged ``tray`` and ``incoming``, those marked urgent ``urgent``; facts say where
    each should go (``route``), how it is marked and that its signatures are valid.
    """

    recipe: Literal["tray"] = "tray"
    count: int = Field(default=6, ge=1, le=60)
    stories: list[str] = []
    "ids of stories to draw from; all that begin with somebody else's signed document unless told"
    urgent: int = Field(default=1, ge=0)
    "how many are urgent, at the least one of each degree in turn: khẩn, thượng khẩn, hỏa tốc"
    conditional: int = Field(default=0, ge=0)
    "how many may be read on conditions only (mode 02)"
    named: list[Label] = []
    "labels of the first, the second … as they came in"
    held_by: Label = "$clerk"
    bytes: Bytes = "full"

    def labels(self) -> set[str]:
        """Return the labels given by name."""
        return {label.removeprefix("$") for label in self.named}

    def tags(self) -> set[str]:
        """Return the tags of received documents."""
        return {"tray", "incoming", "urgent"}

    def problems(self) -> list[Misconfigured]:
        """Refuse more urgent, conditional or named documents than there are."""
        asked = {
            "urgent": self.urgent,
            "conditional": self.conditional,
            "named": len(self.named),
        }
        return [
            Misconfigured("tray.too_many", what=what, asked=number, count=self.count)
            for what, number in asked.items()
            if number > self.count
        ]

    def grow(self, garden: Garden) -> None:
        """Let them come in on the last working day and this morning.

        Raises:
            Misconfigured: ``tray.no_story`` when too few stories begin with somebody else.
        """
        stream = garden.stream(self.stream_name())
        troupe = Troupe(garden)
        told = self._told(troupe, stream)
        slips = self._slips(garden, told, stream)
        registry = registry_of(garden)
        registry.publish(slips)
        came = sorted(slips, key=lambda slip: (slip.draft.at_hand, slip.draft.key))
        self._set_aside(garden, registry, told, came)

    def _told(self, troupe: Troupe, stream: Stream) -> list[Chain]:
        among = [
            story
            for story in fitting(troupe, self.stories)
            if _begins_outside(story) and not story.chain[0].carrier
        ]
        order = stream.branch("stories").shuffled(among)
        today = vietnam(troupe.garden.now).date()
        window = Window(calendar.after(today, -9), calendar.after(today, -1), going_on=True)
        found: list[Chain] = []
        for lap in range(_LAPS):
            for story in order:
                key = f"{self.stream_name()}/{len(found)}/"
                later = frozenset(step.step for step in story.chain[1:])
                wish = Wish(key, window, left_out=later, every_step=True)
                if len(found) < self.count and (
                    made := chain_of(troupe, story, wish, stream.branch("chain", lap, story.id))
                ):
                    found.append(made)
        if len(found) < self.count:
            raise Misconfigured("tray.no_story", count=self.count, found=len(found))
        return found

    def _slips(self, garden: Garden, told: Sequence[Chain], stream: Stream) -> list[Slip]:
        places = stream.branch("special").shuffled(range(len(told)))
        hurried = dict(zip(places[: self.urgent], _DEGREES * len(told), strict=False))
        modes = set(stream.branch("modes").shuffled(range(len(told)))[: self.conditional])
        holder = garden.labelled(self.held_by)
        return [
            Slip(
                draft=self._received(
                    chain.drafts[0], garden.now, hurried.get(place), stream.branch("came", place)
                ),
                bytes=self.bytes,
                mode="02" if place in modes else "01",
                held_by=holder,
                signed=True,
            )
            for place, chain in enumerate(told)
        ]

    def _received(
        self, draft: Draft, now: datetime, degree: Urgency | None, stream: Stream
    ) -> Draft:
        """Return a draft as it lies in the tray: it came not long before the exercise begins."""
        arrives = _arrival(draft.made, now, stream)
        urgency = (degree or Urgency(draft.step.urgency)).value
        return draft._replace(
            arrives=arrives,
            received=True,
            step=draft.step.model_copy(update={"urgency": urgency}),
            sheet=draft.sheet.model_copy(update={"urgency": urgency}),
        )

    def _set_aside(
        self, garden: Garden, registry: Registry, told: Sequence[Chain], came: Sequence[Slip]
    ) -> None:
        by_key = {chain.told.key: chain for chain in told}
        for slip in came:
            draft = slip.draft
            shelved = Shelved(by_key[draft.chain], None, None)
            document = garden.planter.get(Document, registry.ref(draft.key))
            marks = {"urgency": document.urgency.value, "mode": document.mode.value}
            garden.fact(document, **document_facts(registry, shelved, draft), **marks)
            hurried = document.urgency is not Urgency.NONE
            garden.tag(document, "tray", "incoming", *(["urgent"] if hurried else []))
        for label, slip in zip(self.named, came, strict=False):
            garden.label(label, registry.ref(slip.draft.key))


def _arrival(made: datetime, now: datetime, stream: Stream) -> datetime:
    """Return when a document came: in the afternoon before the exercise, or this morning."""
    today = vietnam(now).date()
    eve = calendar.at(calendar.after(today, -1), 14, 0)
    spans = [(max(eve, made + timedelta(minutes=20)), eve + timedelta(hours=2, minutes=50))]
    morning = calendar.at(today, 7, 20)
    if now - timedelta(minutes=10) > morning:
        spans.append((morning, now - timedelta(minutes=5)))
    first, last = stream.choice([span for span in spans if span[0] < span[1]] or spans[-1:])
    seconds = max(1, int((last - first).total_seconds()))
    return first + timedelta(seconds=stream.integer(0, seconds))


_DEGREES: Final = (Urgency.URGENT, Urgency.VERY_URGENT, Urgency.EXPRESS)
_LAPS: Final = 4
"""How often a story may begin anew in one tray."""


def _begins_outside(story: Story) -> bool:
    first = story.chain[0]
    return first.author in _SIGNING and first.type is not None
