"""The recipe ``fault``: plant a fault of the catalogue somewhere in the world."""

from typing import Annotated, Any, Literal  # details are JSON

from pydantic import Field, StringConstraints, ValidationError

from base.errors import Misconfigured, nearest
from grading.pick import Pick
from scenarios.garden import Garden
from scenarios.recipes.faults.catalogue import FAULTS
from scenarios.recipes.faults.planting import names_of, note, plant
from scenarios.recipes.recipe import Recipe

Label = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]


class Fault(Recipe):
    """Plant ``count`` faults of a kind among the records that ``at`` picks.

    The record in which the fault shows is labelled ``label`` (``label2`` …), tagged with the
    kind's own tag and ``faulty``; its facts say what is right of it now.
    """

    recipe: Literal["fault"] = "fault"
    fault: str
    "id in the catalogue: ``fault/D04``"
    label: Label
    at: Pick | None = None
    "which records it may befall; every record that can bear it unless told"
    count: int = Field(default=1, ge=1, le=40)
    details: dict[str, Any] = {}
    'parameters of the kind: ``{days: 3}``, ``{term: "10"}``'

    def stream_name(self) -> str:
        """Return its name, or its label: two faults of a world draw apart."""
        return self.name or f"fault {self.label.removeprefix('$')}"

    def labels(self) -> set[str]:
        """Return the labels of the records in which the faults show."""
        return set(names_of(self.label, self.count))

    def tags(self) -> set[str]:
        """Return the kind's tags."""
        kind = FAULTS.get(self.fault)
        return {"faulty", *([kind.tag] if kind else [])}

    def faults(self) -> set[str]:
        """Return the label of the planting."""
        return {self.label.removeprefix("$")}

    def problems(self) -> list[Misconfigured]:
        """Refuse kinds that do not exist, records that cannot bear one, details it has not."""
        kind = FAULTS.get(self.fault)
        if kind is None:
            known = list(FAULTS)
            near = nearest(self.fault, known) or "—"
            return [
                Misconfigured(
                    "fault.unknown", word=self.fault, nearest=near, choices=", ".join(known[:16])
                )
            ]
        found = []
        asked = self.at.kind if self.at else None
        if asked is not None and asked != kind.takes.__name__:
            wanted = kind.takes.__name__
            found.append(Misconfigured("fault.kind", fault=self.fault, kind=asked, wanted=wanted))
        try:
            kind.details.model_validate(self.details)
        except ValidationError as error:
            why = "; ".join(str(one["msg"]) for one in error.errors())
            found.append(Misconfigured("fault.details", fault=self.fault, why=why))
        return found

    def grow(self, garden: Garden) -> None:
        """Plant them.

        Raises:
            Misconfigured: ``fault.no_room`` when fewer records can bear it than are asked for.
        """
        kind = FAULTS[self.fault]
        stream = garden.stream(self.stream_name())
        details = kind.details.model_validate(self.details)
        for place, label in enumerate(names_of(self.label, self.count)):
            shows = plant(garden, kind, self.at, label, details, stream.branch(place))
            note(garden, kind, shows, self.label)
