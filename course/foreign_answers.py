"""Answers of a foreign variant: what was chosen here is what would be right there."""

from typing import Any, Final  # evidence is JSON

from sqlmodel import Session, select

from grading.checks.set import Chosen
from grading.evidence import Evidence, Truth
from grading.report import Report
from sandbox.archive import Archive
from sandbox.blobs import blobs
from scenarios.exercise import Exercise
from scenarios.tables import WorldRow

FEWEST: Final = 3
"""Records that must be alike: two may be so by chance."""
ALIKE: Final = 0.8
OWN: Final = 0.5
"""Likeness (shared by all named) from which choices are another variant's, and up to which they
are not their own's."""


def foreign_answers(
    session: Session, exercise: Exercise, seed: str, report: Report
) -> dict[str, Any] | None:
    """Return what tells that a set was answered from another variant; None when nothing does.

    Reference codes differ between variants, so that the right codes of one are wrong in another.

    Returns:
        ``{criterion, variant, shared, named, n}`` for the variant that is most alike.
    """
    worlds = session.exec(
        select(WorldRow).where(WorldRow.scenario == exercise.id, WorldRow.seed != seed)
    ).all()
    best: dict[str, Any] | None = None
    for criterion in exercise.scenario.criteria:
        chosen = _named(report, criterion.id, "set.right", "set.wrong")
        own = _named(report, criterion.id, "set.right", "set.missing")
        if not isinstance(criterion.check, Chosen) or len(chosen) < FEWEST:
            continue
        if _alike(chosen, own) > OWN:
            continue
        for world in worlds:
            there = _right(session, criterion.check, world)
            shared = sorted(chosen & there - own)
            if _alike(chosen, there) >= ALIKE and len(shared) >= FEWEST:
                told = {"criterion": criterion.id, "variant": world.seed, "shared": shared,
                        "named": sorted(chosen), "n": len(shared)}  # fmt: skip
                best = told if best is None or len(shared) > best["n"] else best
    return best


def _named(report: Report, criterion: str, *codes: str) -> set[str]:
    found = next((one.found for one in report.results if one.id == criterion), [])
    return {ref for one in found if one.code in codes for ref in one.refs}


def _right(session: Session, check: Chosen, world: WorldRow) -> set[str]:
    """Return what would be right in another variant, as its world was at the start."""
    template = Archive(session, world.sandbox, blobs=blobs())
    truth = Truth.model_validate(world.truth)
    return set(check.right.refs(Evidence(archive=template, start=template, truth=truth)))


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
