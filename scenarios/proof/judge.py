"""Holding outcomes against what must be: each breach is a sentence with solver, seed, criterion."""

from collections.abc import Iterator

from base.errors import Sentence
from grading.rubric import Rubric
from scenarios.exercise import Exercise
from scenarios.model import Decoy
from scenarios.proof.mutants import Mutant
from scenarios.proof.outcome import Outcome


def breach(code: str, run: Outcome, **facts: object) -> Sentence:
    """Name a breach with its solver and seed."""
    told = {name: str(fact) for name, fact in facts.items()}
    return Sentence(
        code=f"proof.{code}",
        facts={"solver": run.name, "seed": run.seed, "score": f"{run.score:g}", **told},
    )


def of_solution(run: Outcome) -> Iterator[Sentence]:
    """Exactly 100, every gate passed, no step refused."""
    if run.score < 100 or not run.passed:  # noqa: PLR2004 - full marks
        yield breach("solution_not_full", run, lost=", ".join(run.lost + run.blocked) or "—")
    for stumble in run.stumbles:
        facts = {f"why_{name}": fact for name, fact in stumble.sentence.facts.items()}
        yield breach(
            "solution_stumbles", run, step=stumble.step, why=stumble.sentence.code, **facts
        )


def of_idle(run: Outcome) -> Iterator[Sentence]:
    """Doing nothing earns nothing and does not pass."""
    if run.score > 0 or run.passed:
        yield breach("idle_earns", run)


def of_overdo(run: Outcome) -> Iterator[Sentence]:
    """Doing everything does not pass, and something says why."""
    if run.passed:
        yield breach("overdo_passes", run)
    if not run.lost:
        yield breach("overdo_unseen", run)


def of_decoy(run: Outcome, decoy: Decoy) -> Iterator[Sentence]:
    """A decoy loses exactly what it declares."""
    declared, lost = set(decoy.loses), set(run.lost) | set(run.gates)
    if declared != lost:
        yield breach(
            "decoy_differs",
            run,
            missing=", ".join(sorted(declared - lost)) or "—",
            extra=", ".join(sorted(lost - declared)) or "—",
        )


def of_mutant(run: Outcome, mutant: Mutant, exercise: Exercise) -> Iterator[Sentence]:
    """A mutant loses what its step serves, and nothing that does not depend on it."""
    rubric = exercise.scenario.rubric
    gone = set(run.lost) | set(run.blocked)
    if not gone & set(mutant.serves):
        yield breach("mutant_survives", run, criteria=", ".join(mutant.serves))
    allowed = set(mutant.serves) | dependants(rubric, set(mutant.serves))
    if not mutant.strict:
        allowed |= {one.id for one in rubric.criteria if one.deduct or one.gate}
    extra = sorted(gone - allowed)
    if extra:
        yield breach("mutant_spills", run, extra=", ".join(extra))


def of_fall(run: Outcome, decoy: Decoy) -> Iterator[Sentence]:
    """Whoever falls for a planted fault loses the criterion that is bound to it."""
    gone = set(run.lost) | set(run.gates)
    if not gone & set(decoy.loses):
        yield breach("fall_unseen", run, criteria=", ".join(decoy.loses))


def of_walk(run: Outcome) -> Iterator[Sentence]:
    """Random acts never pass."""
    if run.passed:
        yield breach("walk_passes", run)


def of_any(run: Outcome) -> Iterator[Sentence]:
    """Nothing is ever broken, and nothing says two things of one archive."""
    for name in run.broken:
        yield breach("criterion_broken", run, criterion=name)
    for name in run.impure:
        yield breach("criterion_impure", run, criterion=name)


def dependants(rubric: Rubric, names: set[str]) -> set[str]:
    """Return every criterion that requires one of ``names``, directly or not."""
    found: set[str] = set()
    for one in rubric.order():
        if set(one.requires) & (names | found):
            found.add(one.id)
    return found


def unkilled(exercise: Exercise, kills: dict[str, list[str]]) -> Iterator[Sentence]:
    """Every criterion is lost by some mutant, fall or decoy; else it may never fail at all."""
    for one in exercise.scenario.criteria:
        if not kills.get(one.id):
            yield Sentence(code="proof.criterion_survives", facts={"criterion": one.id})
