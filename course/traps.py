"""Who fell for what was planted: each fault of a variant, each red herring, over all attempts."""

from collections.abc import Iterator, Sequence

from base.model import Value
from course.cohort import Tried
from course.figures import Figure, mean
from grading.evidence import Planted
from grading.mark import Found
from grading.report import Result
from scenarios.exercise import Exercise


class Trap(Value):
    """One planting of the scenario, whatever record it fell on in each variant."""

    label: str
    fault: str
    "id of the fault: ``fault/D04``"
    red_herring: bool
    criteria: list[str]
    "criteria that are bound to it by its fall in decoys.yaml; all of them for a red herring"
    n: int
    "attempts in whose variant it was planted and some of them were judged"
    fell: Figure
    "share that fell for it; of a red herring, share that raised a false alarm"


def traps(exercise: Exercise, tried: Sequence[Tried]) -> list[Trap]:
    """Return every planting of the counted variants, by label."""
    labels: dict[str, Planted] = {}
    for one in tried:
        for planting in one.planted:
            labels.setdefault(planting.label, planting)
    return [_trap(labels[label], exercise, tried) for label in sorted(labels)]


def _trap(first: Planted, exercise: Exercise, tried: Sequence[Tried]) -> Trap:
    everything = [one.id for one in exercise.scenario.criteria]
    fall = exercise.decoys.falls.get(first.label)
    criteria = list(fall.loses) if fall and not first.red_herring else everything
    fell = list(_falls(first.label, criteria, tried))
    return Trap(
        label=first.label,
        fault=first.fault,
        red_herring=first.red_herring,
        criteria=criteria,
        n=len(fell),
        fell=mean([float(one) for one in fell]),
    )


def _falls(label: str, criteria: list[str], tried: Sequence[Tried]) -> Iterator[bool]:
    for one in tried:
        mine = [planting for planting in one.planted if planting.label == label]
        judged = [one.report.result(name) for name in criteria]
        judged = [result for result in judged if result.found]
        if mine and judged:
            yield any(fell_for(planting, judged) for planting in mine)


def fell_for(planting: Planted, judged: Sequence[Result]) -> bool:
    """Whether results speak against the trainee about a planted record.

    Where a lost criterion names records of its kind, only its own record counts; where it names
    none (a number, an answer), losing it is falling. A red herring must be named.
    """
    bad = [found for result in judged for found in result.found if not found.good]
    if any(planting.ref in found.refs for found in bad):
        return True
    if planting.red_herring or not any(result.lost for result in judged):
        return False
    return not any(_of_kind(planting.ref, found) for found in bad)


def _of_kind(ref: str, found: Found) -> bool:
    return any(other[:2] == ref[:2] for other in found.refs)
