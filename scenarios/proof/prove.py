"""The proof of a scenario: every solver, every seed, every breach; the gate before release."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from statistics import median
from typing import Final, Literal

from pydantic import ValidationError

from base.errors import Misconfigured, Sentence
from base.model import Value
from sandbox.operations import parse
from scenarios.errors import Problems
from scenarios.exercise import Exercise, load
from scenarios.proof import judge, solvers
from scenarios.proof.lab import Lab, Variant
from scenarios.proof.mutants import Mutant, mutants
from scenarios.proof.outcome import Outcome, Proof, matrix
from scenarios.references import check
from scenarios.streams import world_stream

Level = Literal["quick", "full"]

SHUFFLES: Final = 10
WALKS: Final = 50


class Share(Value):
    """What one seed contributed."""

    seed: str
    outcomes: list[Outcome] = []
    breaches: list[Sentence] = []
    answer_key: str = ""
    grown_ms: float = 0
    run_ms: float = 0


def prove(
    exercise: Exercise,
    *,
    seeds: list[str],
    level: Level = "quick",
    executor: Executor | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Proof:
    """Prove a scenario.

    Args:
        exercise: as loaded from its folder.
        seeds: the variants to try.
        level: ``quick`` (solution and alternatives, idle, overdo, decoys, falls, dropped steps)
            or ``full`` (all mutants, shuffles, walks, malformed requests as well).
        executor: where seeds are tried side by side; here and now without one.
        tell: called with how many seeds are done, and of how many.
    """
    problems = [problem.sentence for problem in check(exercise)]
    if problems:
        return _proof(exercise, level, seeds, [], problems)
    folder = str(exercise.folder)
    places = range(len(seeds))
    shares: Iterator[Share]
    if executor is None:
        shares = (try_seed(folder, seed, level, place) for place, seed in enumerate(seeds))
    else:
        n = len(seeds)
        shares = executor.map(try_seed, [folder] * n, seeds, [level] * n, places)
    done: list[Share] = []
    for share in shares:
        done.append(share)
        if tell is not None:
            tell(len(done), len(seeds))
    return _proof(exercise, level, seeds, done, [])


def try_seed(folder: str, seed: str, level: Level, place: int) -> Share:
    """Try everything on one seed; runs in a worker process."""
    exercise = load(Path(folder))
    try:
        lab = Lab(exercise, seed)
    except (Misconfigured, Problems) as error:
        told = error.problems if isinstance(error, Problems) else [error]
        return Share(seed=seed, breaches=[_at_seed(one.sentence, seed) for one in told])
    try:
        tried = list(_tried(lab, level, place))
        return Share(
            seed=seed,
            outcomes=[run for run, _ in tried],
            breaches=[b for run, found in tried for b in [*found, *judge.of_any(run)]],
            answer_key=lab.template.answer_key,
            grown_ms=round(lab.grown_ms, 1),
            run_ms=round(median(lab.run_ms), 1),
        )
    finally:
        lab.close()


def _at_seed(sentence: Sentence, seed: str) -> Sentence:
    return sentence.model_copy(update={"facts": {**sentence.facts, "seed": seed}})


def _tried(lab: Lab, level: Level, place: int) -> Iterator[tuple[Outcome, list[Sentence]]]:
    exercise = lab.exercise
    for number, solution in enumerate(exercise.solutions, start=1):
        run = lab.run("solution", f"solution {number}", solution)
        yield run, list(judge.of_solution(run))
    run = lab.run("idle", "idle", None)
    yield run, list(judge.of_idle(run))
    yield from _branched(lab, level)
    if level == "full":
        yield from _shuffled(lab, place)
        yield from _walked(lab, place)
        if place == 0:
            yield _malformed(lab)
            yield _regrown(lab)


def _branched(lab: Lab, level: Level) -> Iterator[tuple[Outcome, list[Sentence]]]:
    """Everything that leaves the reference solution at some step, from savepoints of it."""
    exercise = lab.exercise
    decoys = {v.name: (d, judge.of_decoy) for d, v in solvers.decoyed(exercise)}
    falls = {v.name: (d, judge.of_fall) for d, v in solvers.fallen(exercise)}
    broken = {m.variant.name: m for m in mutants(exercise) if _wanted(m, level)}
    variants: list[Variant] = [
        *solvers.overdone(exercise),
        *(variant for _, variant in solvers.decoyed(exercise)),
        *(variant for _, variant in solvers.fallen(exercise)),
        *(mutant.variant for mutant in broken.values()),
    ]
    for run in lab.branches(exercise.solutions[0], variants):
        if run.kind == "overdo":
            yield run, list(judge.of_overdo(run))
        elif run.kind == "mutant":
            yield run, list(judge.of_mutant(run, broken[run.name], exercise))
        else:
            decoy, judged = {**decoys, **falls}[run.name]
            yield run, list(judged(run, decoy))


def _wanted(mutant: Mutant, level: Level) -> bool:
    return level == "full" or mutant.variant.name.startswith("drop ")


def _shuffled(lab: Lab, place: int) -> Iterator[tuple[Outcome, list[Sentence]]]:
    """Ten shuffles a scenario, spread over its seeds."""
    solution = lab.exercise.solutions[0]
    stream = world_stream(lab.exercise.id, f"shuffle {lab.seed}")
    if place < SHUFFLES:
        run = lab.run("shuffle", "shuffle", solvers.shuffled(solution, stream))
        yield run, list(judge.of_solution(run))


def _walked(lab: Lab, place: int) -> Iterator[tuple[Outcome, list[Sentence]]]:
    """Fifty walks a scenario, spread over its seeds, two on each of 25."""
    if place >= WALKS // 2:
        return
    for number in (1, 2):
        stream = world_stream(lab.exercise.id, f"walk {number} {lab.seed}")
        with lab.bench() as player:
            solvers.walk(player, stream)
            run = lab.walked(player)
        yield run, list(judge.of_walk(run))


def _malformed(lab: Lab) -> tuple[Outcome, list[Sentence]]:
    """Malformed requests are told so and change nothing."""
    slipped = []
    for request in solvers.malformed():
        try:
            parse(request)
        except ValidationError:
            continue
        slipped.append(str(request)[:80])
    run = lab.run("idle", "malformed", None)
    return run, [judge.breach("malformed_accepted", run, request=one) for one in slipped]


def _regrown(lab: Lab) -> tuple[Outcome, list[Sentence]]:
    """The same seed grows the same world: else nobody could be graded again by what they had."""
    run = lab.run("idle", "grown again", None)
    return run, [] if lab.grows_alike() else [judge.breach("world_differs", run)]


def _proof(
    exercise: Exercise, level: Level, seeds: list[str], shares: list[Share], first: list[Sentence]
) -> Proof:
    outcomes = [run for share in shares for run in share.outcomes]
    kills: dict[str, list[str]] = {}
    for run in outcomes:
        if run.kind in {"mutant", "fall", "decoy", "overdo"}:
            for name in {*run.lost, *run.gates}:
                if run.name not in kills.setdefault(name, []):
                    kills[name].append(run.name)
    problems = [*first, *(b for share in shares for b in share.breaches)]
    if outcomes and not first:
        problems += judge.unkilled(exercise, kills)
    return Proof(
        scenario=exercise.id,
        version=exercise.scenario.version,
        key=exercise.proof_key(),
        level=level,
        seeds=seeds,
        proven=not problems,
        problems=problems,
        matrix=matrix(outcomes),
        kills={name: sorted(by) for name, by in sorted(kills.items())},
        variants=len({share.answer_key for share in shares if share.answer_key}),
        timings={
            "grow_ms": median([share.grown_ms for share in shares] or [0]),
            "run_ms": median([share.run_ms for share in shares] or [0]),
        },
    )
