"""The recipe ``herring``: plant something that looks like a fault and is none."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from base.errors import Misconfigured, nearest
from grading.pick import Pick
from scenarios.garden import Garden
from scenarios.recipes.faults.catalogue import HERRINGS
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.planting import names_of, note, plant
from scenarios.recipes.recipe import Recipe

Label = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]


class Herring(Recipe):
    """Plant ``count`` red herrings of a kind among the records that ``at`` picks.

    Whoever flags everything falls for them. The record is labelled ``label`` (``label2`` …) and
    tagged ``herring``; detectors must see nothing in it.
    """

    recipe: Literal["herring"] = "herring"
    herring: str
    "id in the catalogue: ``herring/lifted-hold``"
    label: Label
    at: Pick | None = None
    count: int = Field(default=1, ge=1, le=40)

    def stream_name(self) -> str:
        """Return its name, or its label: two herrings of a world draw apart."""
        return self.name or f"herring {self.label.removeprefix('$')}"

    def labels(self) -> set[str]:
        """Return the labels of the records that look wrong."""
        return set(names_of(self.label, self.count))

    def tags(self) -> set[str]:
        """Return ``herring``, and ``held`` for those that a hold covers."""
        return {"herring", "held"}

    def faults(self) -> set[str]:
        """Return the label of the planting: to fall for it is a mistake too."""
        return {self.label.removeprefix("$")}

    def problems(self) -> list[Misconfigured]:
        """Refuse kinds that do not exist, and records that cannot bear one."""
        kind = HERRINGS.get(self.herring)
        if kind is None:
            known = list(HERRINGS)
            near = nearest(self.herring, known) or "—"
            return [
                Misconfigured(
                    "fault.unknown", word=self.herring, nearest=near, choices=", ".join(known)
                )
            ]
        asked = self.at.kind if self.at else None
        if asked is not None and asked != kind.takes.__name__:
            wanted = kind.takes.__name__
            return [Misconfigured("fault.kind", fault=self.herring, kind=asked, wanted=wanted)]
        return []

    def grow(self, garden: Garden) -> None:
        """Plant them.

        Raises:
            Misconfigured: ``fault.no_room`` when fewer records can bear it than are asked for.
        """
        kind = HERRINGS[self.herring]
        stream = garden.stream(self.stream_name())
        for place, label in enumerate(names_of(self.label, self.count)):
            shows = plant(garden, kind, self.at, label, Details(), stream.branch(place))
            note(garden, kind, shows, self.label)
