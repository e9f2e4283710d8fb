"""Who the agency writes with: other departments, communes, units, companies, citizens."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StringConstraints

from base.errors import Misconfigured
from sandbox.entities import Organisation, Post
from scenarios.garden import Garden
from scenarios.recipes import bodies
from scenarios.recipes.bodies import MERGED, Body, found
from scenarios.recipes.charts import FieldId, field_called
from scenarios.recipes.grants import Registrar
from scenarios.recipes.others import KINDS, PLANS, Correspondent, formerly, of_one
from scenarios.recipes.places import Province, gazetteer, province_of
from scenarios.recipes.population import Population
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.staffing import certify_seal, certify_staff, employ, era_of, leaders_of
from scenarios.streams import Stream

_FIELDS: Final = frozenset(get_args(FieldId))
_PLANTED: Final = KINDS[1:]
"""Superiors stand already, planted with the agency."""
_OFFICIAL: Final = frozenset({"department", "commune"})
_STANDING: Final = 3
"""At most so many of a kind may stand already when this recipe begins."""
Label = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]


class Correspondents(Recipe):
    """Other organisations with heads, deputies, seals and certificates, and some citizens.

    Organisations are tagged ``correspondent`` and with their kind (``company``); the bodies above
    the agency ``superior``; citizens are people, tagged ``citizen``.
    """

    recipe: Literal["correspondents"] = "correspondents"
    count: int = Field(default=12, ge=1, le=40)
    "how many are planted; the kinds take turns"
    kinds: list[Correspondent] = Field(default=list(KINDS), min_length=1)
    named: dict[Label, Correspondent] = {}
    "label → the first of a kind"

    def labels(self) -> set[str]:
        """Return the labels given by name."""
        return {label.removeprefix("$") for label in self.named}

    def tags(self) -> set[str]:
        """Return ``correspondent`` and the kinds."""
        return {"correspondent", *self.kinds}

    def problems(self) -> list[Misconfigured]:
        """Refuse a label for a kind that is not planted, and more of a kind than there are."""
        turns = Counter(self._turns())
        found = [
            Misconfigured("correspondents.named", label=label, kind=kind)
            for label, kind in self.named.items()
            if kind not in turns and not (kind == "superior" and kind in self.kinds)
        ]
        most = {
            kind: len(plans(gazetteer().provinces[0])) - _STANDING * (kind in _OFFICIAL)
            for kind, plans in PLANS.items()
        }
        return found + [
            Misconfigured("correspondents.too_many", kind=kind, count=turns[kind], most=limit)
            for kind, limit in most.items()
            if turns[kind] > limit
        ]

    def _turns(self) -> list[Correspondent]:
        planted = [kind for kind in _PLANTED if kind in self.kinds]
        return [planted[number % len(planted)] for number in range(self.count)] if planted else []

    def grow(self, garden: Garden) -> None:
        """Plant them in an order that says nothing of their kind, and tag who stands already."""
        own = garden.own()
        stream = garden.stream(self.stream_name())
        writing = _Writing(garden, province_of(own.organ_id), stream)
        if "superior" in self.kinds:
            writing.tag_above(own)
        turns = Counter(self._turns())
        planned = [body for kind, count in turns.items() for body in writing.plans(kind, count)]
        writing.plant(stream.branch("order").shuffled(planned))
        writing.plant_citizens(turns["citizen"])
        for label, kind in self.named.items():
            garden.label(label, garden.tagged(kind)[0])


class _Writing:
    def __init__(self, garden: Garden, province: Province, stream: Stream) -> None:
        self.garden = garden
        self.planter = garden.planter
        self.province = province
        self.stream = stream
        self.population = Population(garden.planter, province.peoples)
        self.since = min(post.valid_from for post in garden.planter.all(Post))

    def tag_above(self, own: Organisation) -> None:
        """Tag the bodies above the agency."""
        above = self.planter.find(Organisation, own.parent)
        while above is not None:
            self.garden.tag(above, "superior")
            above = self.planter.find(Organisation, above.parent)

    def plans(self, kind: Correspondent, count: int) -> list[tuple[Correspondent, Body]]:
        """Return ``count`` plans of a kind, none of which stands already."""
        if kind == "citizen":
            return []
        known = {one.organ_id for one in self.planter.all(Organisation)}
        free = [body for body in PLANS[kind](self.province) if body.organ_id not in known]
        return [(kind, body) for body in self.stream.branch(kind).sample(free, count)]

    def plant(self, planned: Sequence[tuple[Correspondent, Body]]) -> None:
        """Plant organisations with their leaders, keys and grants."""
        committee = bodies.province_committee(self.province)
        merged = bool(
            self.planter.all(Organisation, organ_id=committee.organ_id, valid_from=MERGED)
        )
        for kind, body in planned:
            plans = self._with_forebears(body, merged=merged)
            known = {one.organ_id for one in self.planter.all(Organisation)}
            organisations = found(self.planter, [*plans, committee])
            for plan in plans:
                if plan.organ_id not in known:
                    self._staff(plan, organisations[plan.key])
            self.garden.tag(organisations[body.key], "correspondent", kind)

    def _with_forebears(self, body: Body, *, merged: bool) -> list[Body]:
        """Return a plan with what it was before a merger, and the department above it."""
        plans = [body]
        if merged and self.province.name in body.organ_name:
            plans = [formerly(body, self.province), body.model_copy(update={"first": MERGED})]
        if body.parent and body.parent in _FIELDS:
            field = field_called(body.parent)
            above = of_one(bodies.department(self.province, field, field.id))
            plans.append(above.model_copy(update={"first": MERGED if merged else None}))
        return plans

    def _staff(self, body: Body, organisation: Organisation) -> None:
        era = era_of(self.planter, body, organisation, body.first or self.since, None)
        stream = self.stream.branch("body", body.organ_id)
        held = employ(self.planter, self.population, [era], leaders_of(body), stream)
        certify_staff(self.planter, held, stream.branch("certificates"))
        certify_seal(self.planter, era, stream.branch("seals"))
        Registrar(self.planter, {}, stream.branch("authority")).grant_all(held)

    def plant_citizens(self, count: int) -> None:
        """Plant people who write in their own name."""
        for number in range(count):
            stream = self.stream.branch("citizen", number)
            born = self.garden.now.year - stream.integer(22, 78)
            person = self.population.enrol(stream, born=born)
            self.garden.tag(person, "correspondent", "citizen")
