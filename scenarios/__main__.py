"""The author's command line: list, prove, build, check, new, docs, current."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any  # JSON rows

from base.command import FAILED, UNABLE, Parser, language, obey, shown
from base.errors import Misconfigured
from base.language import say
from sandbox.blobs import MemoryBlobs
from scenarios import building
from scenarios.errors import Problems
from scenarios.exercise import LIBRARY, Exercise, find, folders, load
from scenarios.model import Status
from scenarios.proof import Proof, prove
from scenarios.proof.store import current, save
from scenarios.references import check
from scenarios.skeleton import new_scenario
from scenarios.whereabouts import told
from scenarios.world import grow


def _list(arguments: argparse.Namespace) -> int:
    rows = [_row(load(folder)) for folder in folders()]
    if arguments.json:
        print(shown(rows))
        return 0
    for row in rows:
        print(f"{row['id']:<28} v{row['version']}  {row['status']:<9} {row['title'][language()]}")
    return 0


def _row(exercise: Exercise) -> dict[str, Any]:
    scenario = exercise.scenario
    return {
        "id": scenario.id,
        "version": scenario.version,
        "status": str(scenario.status),
        "title": scenario.title.model_dump(),
        "stages": [str(stage) for stage in scenario.stages],
        "criteria": len(scenario.criteria),
        "faults": sum(len(recipe.faults()) for recipe in scenario.world.recipes),
    }


def _prove(arguments: argparse.Namespace) -> int:
    exercises = _chosen(arguments)
    if sum(map(_sound, exercises)) < len(exercises):
        return UNABLE
    seeds = [str(seed) for seed in range(1, arguments.seeds + 1)]
    proofs: list[Proof] = []
    with ExitStack() as stack:
        executor = None
        if arguments.workers > 1 and len(seeds) > 1:
            pool = ProcessPoolExecutor(arguments.workers, mp_context=get_context("spawn"))
            executor = stack.enter_context(pool)
        for exercise in exercises:
            proof = prove(
                exercise,
                seeds=seeds,
                level=arguments.level,
                executor=executor,
                tell=_progress(exercise.id),
            )
            proofs.append(proof)
            _tell(proof, exercise)
            if arguments.save and proof.proven:
                save(exercise, proof)
    if not all(proof.matrix for proof in proofs):
        return UNABLE  # no seed gave a world that could be played
    if arguments.json:
        Path(arguments.json).write_text(
            shown([proof.model_dump(mode="json") for proof in proofs]), encoding="utf-8"
        )
    return 0 if proofs and all(proof.proven for proof in proofs) else FAILED


def _chosen(arguments: argparse.Namespace) -> list[Exercise]:
    if arguments.all:
        every = [load(folder) for folder in folders()]
        return [one for one in every if one.scenario.status is not Status.DRAFT]
    return [find(name) for name in arguments.ids]


def _progress(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a callback
    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            bar = "█" * (done * 24 // of)
            print(f"\r{name:<28} {bar:<24} {done}/{of}", end="", file=sys.stderr, flush=True)
            if done == of:
                print(file=sys.stderr)

    return tell


def _sound(exercise: Exercise) -> bool:
    """Say everything that is wrong with what a scenario's files mean."""
    problems = check(exercise)
    for problem in problems:
        print(told(problem.sentence, exercise, language()), file=sys.stderr)
    return not problems


def _tell(proof: Proof, exercise: Exercise) -> None:
    verdict = "✓" if proof.proven else "✗"
    runs = sum(line.runs for line in proof.matrix)
    print(
        f"{verdict} {proof.scenario} v{proof.version}: {proof.level}, {len(proof.seeds)} seeds, "
        f"{runs} runs, {proof.variants} variants"
    )
    for problem in proof.problems[:40]:
        print(f"    {told(problem, exercise, language())}")


def _check(arguments: argparse.Namespace) -> int:
    good = [_sound(one) and _grows(one) for one in map(find, arguments.ids)]
    return 0 if all(good) else UNABLE


def _grows(exercise: Exercise) -> bool:
    """Say whether recipes that are right each by itself make a world together."""
    try:
        grow(exercise, "1", blobs=MemoryBlobs())
    except Misconfigured as problem:
        print(told(problem.sentence, exercise, language()), file=sys.stderr)
        return False
    except Problems as problems:
        for one in problems.problems:
            print(told(one.sentence, exercise, language()), file=sys.stderr)
        return False
    return True


def _build(arguments: argparse.Namespace) -> int:
    made = building.build(find(arguments.id), str(arguments.seed), Path(arguments.out))
    print(shown(made) if arguments.json else made["folder"])
    return 0


def _new(arguments: argparse.Namespace) -> int:
    print(new_scenario(arguments.id, Path(arguments.into) if arguments.into else LIBRARY))
    return 0


def _docs(_: argparse.Namespace) -> int:
    from scenarios import handbook

    for path in handbook.write():
        print(path)
    return 0


def _current(_: argparse.Namespace) -> int:
    stale = [one.id for one in map(load, folders()) if not current(one)]
    for name in stale:
        print(name)
    return FAILED if stale else 0


def parser() -> Parser:
    """Return the grammar of the command."""
    whole = Parser(prog="scenarios", description=__doc__)
    verbs = whole.add_subparsers(dest="verb", required=True, parser_class=Parser)
    one = verbs.add_parser("list", help="what the library holds")
    one.add_argument("--json", action="store_true")
    one.set_defaults(work=_list)
    one = verbs.add_parser("prove", help="prove that grading is fair; exits 1 when it is not")
    one.add_argument("ids", nargs="*", help="scenario ids, or folders")
    one.add_argument("--all", action="store_true", help="every scenario that is no draft")
    one.add_argument("--level", choices=["quick", "full"], default="quick")
    one.add_argument("--seeds", type=int, default=2, help="seeds 1…N")
    one.add_argument("--json", metavar="FILE", help="write the proofs there")
    one.add_argument("--save", action="store_true", help="write proof.json beside each scenario")
    one.add_argument("--workers", type=int, default=2)
    one.set_defaults(work=_prove)
    one = verbs.add_parser("check", help="check files, cross references, that a world grows")
    one.add_argument("ids", nargs="+")
    one.set_defaults(work=_check)
    one = verbs.add_parser("build", help="write a world as a person would browse it")
    one.add_argument("id")
    one.add_argument("--seed", default="1")
    one.add_argument("--out", required=True)
    one.add_argument("--json", action="store_true")
    one.set_defaults(work=_build)
    one = verbs.add_parser("new", help="begin a scenario from a skeleton")
    one.add_argument("id", help="kebab-case, at most 60 letters")
    one.add_argument("--into", metavar="FOLDER", help="the library unless told")
    one.set_defaults(work=_new)
    one = verbs.add_parser("docs", help="write the generated references and schemas anew")
    one.set_defaults(work=_docs)
    one = verbs.add_parser("current", help="name scenarios whose proof.json is not current")
    one.set_defaults(work=_current)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Obey the command line; 0 yes, 1 no, 2 unable."""

    def work(arguments: argparse.Namespace) -> int:
        if arguments.verb == "prove" and not arguments.ids and not arguments.all:
            whole.error("name scenarios, or say --all")
        if getattr(arguments, "seeds", 1) < 1:
            whole.error("--seeds takes a number from 1")
        try:
            return int(arguments.work(arguments))
        except Problems as problems:
            for problem in problems.problems:
                print(say(problem.sentence, language()), file=sys.stderr)
            return UNABLE

    whole = parser()
    return obey(work, whole, words)


if __name__ == "__main__":
    sys.exit(main())
