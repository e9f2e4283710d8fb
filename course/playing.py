"""A solver plays a variant and is graded: what ``python -m course play`` prints."""

from typing import Any, Final  # JSON for others' scripts

from base.canonical import digest
from scenarios.exercise import find
from scenarios.model import Solution
from scenarios.proof.lab import Lab
from scenarios.proof.solvers import overdone

SOLVERS: Final = ("solution", "idle", "overdo")


def play(scenario: str, seed: str, solver: str) -> dict[str, Any]:
    """Play a scenario with a solver, in memory.

    Returns:
        ``{scenario, version, seed, solver, score, passed, criteria[{id, mark, points,
        evidence[]}], gates, events, fingerprint}``; ``evidence`` holds what was found with codes,
        records and event numbers; ``fingerprint`` is the archive's as it was left.
    """
    exercise = find(scenario)
    lab = Lab(exercise, seed)
    steps = _steps(solver, exercise.solutions[0], overdone(exercise))
    try:
        with lab.bench() as player:
            if steps is not None:
                player.play(steps.steps)
            report = lab.report(player, steps)
            events = player.archive.state["events"]
            fingerprint = player.archive.fingerprint()
    finally:
        lab.close()
    return {
        "scenario": exercise.id,
        "version": exercise.scenario.version,
        "seed": seed,
        "solver": solver,
        "score": report.score,
        "passed": report.passed,
        "criteria": [
            {
                "id": one.id,
                "mark": str(one.mark),
                "points": one.points,
                "evidence": [found.model_dump(mode="json") for found in one.found],
            }
            for one in report.results
        ],
        "gates": report.gates,
        "events": events,
        "fingerprint": fingerprint,
        "report": digest(report.as_json().encode()),
    }


def _steps(solver: str, solution: Solution, all_at_once: list[Any]) -> Solution | None:
    if solver == "idle":
        return None
    if solver == "overdo" and all_at_once:
        last: Solution = all_at_once[-1].solution
        return last
    return solution
