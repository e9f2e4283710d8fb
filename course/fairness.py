"""Are variants equally hard, and do hints help: differences between seeds, with and without."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from base.model import Value
from course.cohort import Tried
from course.figures import Figure, mean
from grading.mark import Mark
from scenarios.exercise import Exercise

MATTERS: Final = 5.0
"""Points of difference between variants below which nobody is wronged."""
SURE: Final = 3.0
"""Standard errors: with 25 variants one or two pass two of them by chance alone."""


class Variant(Value):
    """One seed, against all the others."""

    seed: str
    n: int
    score: Figure
    passed: Figure
    difference: float | None
    "mean score less that of all other variants; None while either side is too small"
    error: float | None
    stands_out: bool
    "whether the difference matters and is hardly chance"


class HintEffect(Value):
    """One criterion that has hints: those who opened one, and those who did not."""

    criterion: str
    opened: Figure
    "mean credit of those who opened a hint for it"
    unopened: Figure
    met_after: float | None
    "share of those who opened one and then met it wholly"


def variants(tried: Sequence[Tried]) -> list[Variant]:
    """Return every seed that was tried, in order of their names."""
    seeds = sorted({one.seed for one in tried}, key=lambda seed: (len(seed), seed))
    return [_variant(seed, tried) for seed in seeds]


def _variant(seed: str, tried: Sequence[Tried]) -> Variant:
    mine = [one for one in tried if one.seed == seed]
    score = mean([one.score for one in mine])
    others = mean([one.score for one in tried if one.seed != seed])
    difference, error = _difference(score, others)
    return Variant(
        seed=seed,
        n=len(mine),
        score=score,
        passed=mean([float(one.passed) for one in mine]),
        difference=difference,
        error=error,
        stands_out=difference is not None
        and error is not None
        and abs(difference) >= max(MATTERS, SURE * error),
    )


def _difference(one: Figure, other: Figure) -> tuple[float | None, float | None]:
    if one.value is None or other.value is None or one.error is None or other.error is None:
        return None, None
    return round(one.value - other.value, 2), round(sqrt(one.error**2 + other.error**2), 2)


def hint_effects(exercise: Exercise, tried: Sequence[Tried]) -> list[HintEffect]:
    """Return what hints did, criterion by criterion, where they were judged at all.

    Whoever needs a hint is often weaker: that those who opened one earn less is no proof against
    the hint. ``met_after`` says how often it led to the goal.
    """
    return [_effect(hint.criterion, tried) for hint in exercise.scenario.hints]


def _effect(criterion: str, tried: Sequence[Tried]) -> HintEffect:
    opened: list[float] = []
    unopened: list[float] = []
    for one in tried:
        result = one.report.result(criterion)
        if result.mark not in {Mark.BLOCKED, Mark.BROKEN}:
            (opened if criterion in one.hinted else unopened).append(result.credit)
    return HintEffect(
        criterion=criterion,
        opened=mean(opened),
        unopened=mean(unopened),
        met_after=mean([float(credit == 1) for credit in opened]).value,
    )
