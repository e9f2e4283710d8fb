"""Holds: files whose destruction somebody has stopped by a paper, and stops that have ended."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from base.clock import vietnam
from base.errors import Misconfigured
from base.strict_yaml import load_yaml
from grading.evidence import Planted
from sandbox.entities import Decision, File, Hold
from sandbox.rulebook import retention
from sandbox.verdicts import Verdict
from scenarios.garden import Garden
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.faults import FAULTS, HERRINGS
from scenarios.recipes.matter_chains import Chain, Window, Wish, chain_of, yesterday
from scenarios.recipes.paperwork import Registry, registry_of
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.paperwork_rows import Slip
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.stories import Story
from scenarios.recipes.stories_cast import playable
from scenarios.recipes.stories_drafts import Draft
from scenarios.recipes.stories_troupe import Troupe
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"
Label = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]
_PLACED_AFTER: Final = timedelta(minutes=26)


@cache
def hold_stories() -> list[Story]:
    """Return the papers by which holds are placed and lifted."""
    return TypeAdapter(list[Story]).validate_python(load_yaml(DATA / "holds.yaml").data)


class Holds(Recipe):
    """One hold on some files, with the incoming document that orders it.

    ``held`` replaces the tag ``due``; facts say that the file is to be kept, because it is held.
    A lifted hold changes nothing that is right of its files; they are tagged ``hold-lifted``. Each
    file whose term has run is noted as planted: held, or lifted (a red herring).
    """

    recipe: Literal["hold"] = "hold"
    files: list[Label] = []
    "labels of files"
    tag: str = "due"
    "else files of this tag, drawn at random"
    count: int = Field(default=1, ge=1, le=40)
    days_ago: tuple[int, int] = (6, 45)
    "working days before the exercise on which the order was made"
    lifted: bool = False
    label: Label | None = None
    "of the hold; the order is labelled ``$<label>_mandate``"
    bytes: Bytes = "full"

    def labels(self) -> set[str]:
        """Return the labels of the hold and its mandate."""
        plain = self.label.removeprefix("$") if self.label else ""
        return {plain, f"{plain}_mandate"} if plain else set()

    def tags(self) -> set[str]:
        """Return the tags of files and of the paper."""
        return {"hold-lifted" if self.lifted else "held", "incoming"}

    def faults(self) -> set[str]:
        """Return the label of the hold: its files whose term has run are noted under it."""
        return {self.label.removeprefix("$")} if self.label else set()

    def problems(self) -> list[Misconfigured]:
        """Refuse reversed days, and an order too young to have been lifted."""
        low, high = self.days_ago
        if low > high or (self.lifted and high < _LIFTED_SINCE):
            return [Misconfigured("hold.days", low=low, high=high, least=_LIFTED_SINCE)]
        return []

    def grow(self, garden: Garden) -> None:
        """Place it.

        Raises:
            Misconfigured: ``hold.too_few`` when there are not so many files of the tag.
        """
        stream = garden.stream(self.stream_name())
        files = self._chosen(garden, stream)
        chain = self._ordered(garden, files, stream)
        registry = registry_of(garden)
        holder = garden.labelled("archivist")
        registry.publish([Slip(draft, self.bytes, held_by=holder, signed=True)
                          for draft in chain.drafts])  # fmt: skip
        hold = self._placed(garden, registry, files, chain.drafts)
        self._set_aside(garden, files)
        for draft in chain.drafts:
            ref = registry.ref(draft.key)
            garden.tag(ref, "incoming")
            garden.fact(ref, matter=chain.told.key.rstrip("/"), file=None)
        if self.label:
            plain = self.label.removeprefix("$")
            garden.label(plain, hold)
            garden.label(f"{plain}_mandate", registry.ref(chain.drafts[0].key))

    def _chosen(self, garden: Garden, stream: Stream) -> list[File]:
        refs = [garden.labelled(label) for label in self.files]
        if not refs:
            among = [ref for ref in garden.tagged(self.tag) if ref.startswith("HS")]
            refs = stream.branch("files").sample(among, self.count)
            if len(refs) < self.count:
                raise Misconfigured("hold.too_few", tag=self.tag, count=self.count, found=len(refs))
        return [garden.planter.get(File, ref) for ref in sorted(refs)]

    def _ordered(self, garden: Garden, files: Sequence[File], stream: Stream) -> Chain:
        troupe = Troupe(garden)
        among = [story for story in hold_stories() if playable(troupe, story)]
        last = yesterday(troupe)
        days = max(self.days_ago[0], _LIFTED_SINCE) if self.lifted else self.days_ago[0]
        window = Window(
            calendar.after(last, -max(days, self.days_ago[1])),
            last,
            begun_by=calendar.after(last, -days),
        )
        wish = Wish(
            key=f"{self.stream_name()}/0/",
            window=window,
            left_out=frozenset() if self.lifted else frozenset({"lift"}),
            every_step=True,
            also={"files": _listed(files)},
        )
        for story in stream.branch("stories").shuffled(among):
            found = chain_of(troupe, story, wish, stream.branch("chain", story.id))
            if found is not None:
                return found
        raise Misconfigured("hold.days", low=days, high=self.days_ago[1], least=_LIFTED_SINCE)

    def _placed(
        self,
        garden: Garden,
        registry: Registry,
        files: Sequence[File],
        drafts: Sequence[Draft],
    ) -> Hold:
        order, *later = drafts
        by = garden.labelled("archivist")
        ended: dict[str, Any] = {}
        if later:
            ended = {
                "lifted_at": later[0].at_hand + _PLACED_AFTER,
                "lifted_by": by,
                "lift_mandate": registry.citation(later[0].key, "cite"),
            }
        return garden.planter.add(
            Hold(
                ref=garden.planter.next_ref(Hold),
                files=[file.ref for file in files],
                mandate=registry.citation(order.key, "cite"),
                reason=order.sheet.subject[:1].upper() + order.sheet.subject[1:],
                placed_by=by,
                placed_at=order.at_hand + _PLACED_AFTER,
                **ended,
            )
        )

    def _set_aside(self, garden: Garden, files: Sequence[File]) -> None:
        today = vietnam(garden.now).date()
        for file in files:
            if retention.is_due(file.end_date, file.maintenance, on=today) is Verdict.VALID:
                self._note(garden, file)
            if self.lifted:
                garden.tag(file, "hold-lifted")
                continue
            garden.untag(file, "due", "running")
            garden.tag(file, "held")
            known = garden.facts_of(file.ref)
            others = [one for one in known.get("reasons", []) if one != "expired"]
            garden.fact(file, reasons=["held", *others])
            if known.get("decision") == Decision.DESTROY.value:
                garden.fact(file, decision=Decision.KEEP.value)

    def _note(self, garden: Garden, file: File) -> None:
        kind = HERRINGS["herring/lifted-hold"] if self.lifted else FAULTS["fault/H01"]
        garden.planted(
            Planted(
                fault=kind.name,
                label=(self.label or self.stream_name()).removeprefix("$"),
                ref=file.ref,
                finding=kind.finding,
                red_herring=self.lifted,
            )
        )


_LIFTED_SINCE: Final = 120
"""Working days: an order that was lifted was made at least so long ago."""


def _listed(files: Sequence[File]) -> list[dict[str, Any]]:
    return [
        {"no": place, "code": file.file_code, "title": file.title}
        for place, file in enumerate(files, start=1)
    ]
