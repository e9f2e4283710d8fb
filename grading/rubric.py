"""A rubric: criteria that earn or take away, gates, and what each rests on."""

from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from base.errors import Misconfigured, nearest
from base.language import Words
from base.model import Value
from grading.checks import AnyCheck

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A name in kebab-case."""

TAKES_ONLY: Final = {"never", "never-so", "honest-verdicts", "collateral"}
"""Checks that doing nothing passes: they may deduct or gate, and never earn."""

WHOLE: Final = 100


class Gate(Value):
    """What happens to the whole attempt when this criterion is lost."""

    effect: Literal["fail", "cap", "zero"] = "fail"
    cap: int = Field(default=0, ge=0, le=WHOLE)
    zero: list[Slug] = []
    "criteria that earn nothing then"


class Criterion(Value):
    """One thing that is looked at, and what it is worth."""

    id: Slug
    title: Words
    "what is looked for, as the trainee reads it"
    check: AnyCheck
    points: int = Field(default=0, ge=0, le=WHOLE)
    deduct: int = Field(default=0, ge=0, le=WHOLE)
    "the most it can take away"
    gate: Gate | None = None
    rules: list[str] = []
    "ids of rulebook entries, the one shown first first"
    requires: list[Slug] = []
    "criteria that must not be lost, else this one is blocked"
    consequence: Words | None = None
    "what comes of getting it wrong, told in the debrief"
    practise: str = ""
    "scenario or lesson where it can be practised again"


class Rubric(Value):
    """All criteria of a scenario and the mark at which it is passed."""

    criteria: list[Criterion] = Field(min_length=1)
    pass_mark: int = Field(default=70, ge=1, le=WHOLE)

    def criterion(self, name: str) -> Criterion:
        """Return a criterion by id; KeyError when there is none."""
        for one in self.criteria:
            if one.id == name:
                return one
        raise KeyError(name)

    def order(self) -> list[Criterion]:
        """Return the criteria so that each comes after what it requires.

        Raises:
            Misconfigured: ``rubric.cycle``.
        """
        graph = {one.id: set(one.requires) for one in self.criteria}
        try:
            names = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise Misconfigured("rubric.cycle", path="criteria", names=circle) from error
        return [self.criterion(name) for name in names]

    def problems(self) -> list[Misconfigured]:
        """Say what is wrong with the rubric itself."""
        ids = [one.id for one in self.criteria]
        found = [
            Misconfigured("rubric.twice", path=f"criteria.{place}.id", word=name)
            for place, name in enumerate(ids)
            if name in ids[:place]
        ]
        for place, one in enumerate(self.criteria):
            found += self._problems_of(one, f"criteria.{place}", ids)
        total = sum(one.points for one in self.criteria)
        if total != WHOLE:
            found.append(Misconfigured("rubric.sum", path="criteria", total=total))
        if not found:
            try:
                self.order()
            except Misconfigured as cycle:
                found.append(cycle)
        return found

    def _problems_of(self, one: Criterion, path: str, ids: list[str]) -> list[Misconfigured]:
        named = [("requires", name) for name in one.requires]
        named += [("gate.zero", name) for name in (one.gate.zero if one.gate else [])]
        found = [
            Misconfigured(
                "unknown.criterion",
                path=f"{path}.{field}",
                word=name,
                nearest=nearest(name, ids) or "—",
                choices=", ".join(ids),
            )
            for field, name in named
            if name not in ids
        ]
        return found + _of_worth(one, path)


def _of_worth(one: Criterion, path: str) -> list[Misconfigured]:
    """Say what is wrong with what a criterion earns, takes away or gates.

    What takes away must not wait for other criteria: else who skips those escapes it, and who
    does them right may lose by it.
    """
    gate = one.gate
    wrong = {
        "earns_by_nothing": one.points and one.check.kind in TAKES_ONLY,
        "worth_nothing": not (one.points or one.deduct or gate),
        "zeroes_nothing": gate and gate.effect == "zero" and not gate.zero,
        "gate_without_consequence": gate and not one.consequence,
        "escapes": one.requires and (one.deduct or gate),
    }
    return [
        Misconfigured(f"rubric.{code}", path=path, word=one.id, kind=one.check.kind)
        for code, holds in wrong.items()
        if holds
    ]
