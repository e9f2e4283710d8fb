"""Cross references of a scenario: everything it names exists, and its rubric is sound.

Collected all at once, each with the path in the file and the nearest right word.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final  # solutions are JSON

from base.clock import vietnam
from base.errors import Misconfigured
from grading.rubric import Criterion
from sandbox.colleagues import QUESTIONS
from sandbox.operations import VERBS
from sandbox.rulebook import calendar, rulebook
from scenarios.exercise import Exercise
from scenarios.model import Edit, Scenario, Solution, Step
from scenarios.plausible import malformed
from scenarios.texts import problems as problems_of_texts
from scenarios.written import known, problems_in

_LABEL: Final = re.compile(r"^\$[a-z][a-z0-9_]*$")


def check(exercise: Exercise) -> list[Misconfigured]:
    """Return everything that is wrong with what a scenario means, in reading order."""
    scenario = exercise.scenario
    labels = {label for recipe in scenario.world.recipes for label in recipe.labels()}
    tags = {tag for recipe in scenario.world.recipes for tag in recipe.tags()}
    return [
        *_of_world(scenario, labels),
        *_of_colleagues(scenario, labels),
        *_of_steps(scenario),
        *_of_criteria(scenario, labels, tags),
        *_of_hints(scenario),
        *problems_of_texts(exercise, labels),
        *_of_solutions(exercise, labels, tags),
        *_of_decoys(exercise, labels, tags),
        *_of_overdo(exercise),
    ]


def _labels_in(written: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(written, str) and _LABEL.match(written):
        yield written
    elif isinstance(written, dict):
        for one in written.values():
            yield from _labels_in(one)
    elif isinstance(written, list):
        for one in written:
            yield from _labels_in(one)


def _labels_at(written: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Return path and label of every value that names one; picks tell their own ``label``."""
    if isinstance(written, str) and _LABEL.match(written):
        yield path, written
    elif isinstance(written, dict):
        for name, one in written.items():
            if name != "label":
                yield from _labels_at(one, f"{path}.{name}")
    elif isinstance(written, list):
        for place, one in enumerate(written):
            yield from _labels_at(one, f"{path}.{place}")


def _dollars(labels: Iterable[str]) -> list[str]:
    return [f"${label}" for label in labels]


def _of_world(scenario: Scenario, labels: set[str]) -> Iterator[Misconfigured]:
    if scenario.world.now.tzinfo is None:
        yield Misconfigured("world.naive_now", path="world.now")
    for place, recipe in enumerate(scenario.world.recipes):
        for problem in recipe.problems():
            yield Misconfigured(problem.code, **{**problem.facts, "path": f"world.recipes.{place}"})
    names = [recipe.stream_name() for recipe in scenario.world.recipes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Misconfigured("stream.twice", path="world.recipes", name=name)
    yield from known("label", scenario.desks, _dollars(labels), "desks")
    for place, letter in enumerate(scenario.letters):
        written = [letter.to, *([letter.about] if letter.about else [])]
        yield from known("label", written, _dollars(labels), f"letters.{place}")


def _of_colleagues(scenario: Scenario, labels: set[str]) -> Iterator[Misconfigured]:
    for place, spec in enumerate(scenario.colleagues):
        path = f"colleagues.{place}"
        yield from known("label", [spec.post], _dollars(labels), f"{path}.post")
        yield from known("verb", [spec.on], VERBS, f"{path}.on")
        yield from known("label", _labels_in(spec.where), _dollars(labels), f"{path}.where")
        for number, reply in enumerate(spec.replies):
            where = f"{path}.replies.{number}"
            if reply.when is not None:
                yield from known("question", [reply.when], QUESTIONS, f"{where}.when")
            yield from known("label", _labels_in(reply.do), _dollars(labels), f"{where}.do")
            if reply.do:
                yield from _fields(str(reply.do.get("op")), set(reply.do) - {"op"}, f"{where}.do")


def _of_steps(scenario: Scenario) -> Iterator[Misconfigured]:
    ids = [one.id for one in scenario.criteria]
    for place, step in enumerate(scenario.steps):
        yield from known("verb", step.verbs, VERBS, f"steps.{place}.verbs")
        yield from known("criterion", step.done, ids, f"steps.{place}.done")


def _of_criteria(scenario: Scenario, labels: set[str], tags: set[str]) -> Iterator[Misconfigured]:
    yield from scenario.rubric.problems()
    for place, one in enumerate(scenario.criteria):
        path = f"criteria.{place}"
        yield from one.check.problems(labels=labels, tags=tags, path=f"{path}.check")
        asked = one.check.model_dump(by_alias=True, exclude_defaults=True)
        for where, word in _labels_at(asked, f"{path}.check"):
            yield from known("label", [word], _dollars(labels), where)
        yield from _verbs_of(one, path)
        yield from known("rule", one.rules, rulebook().ids(), f"{path}.rules")
        yield from _rests_on(one, path)
        yield from _counted(scenario, one, path)


def _verbs_of(one: Criterion, path: str) -> Iterator[Misconfigured]:
    patterns = [*getattr(one.check, "events", []), getattr(one.check, "event", None)]
    for pattern in patterns:
        if pattern is not None:
            verbs = [pattern.verb] if isinstance(pattern.verb, str) else pattern.verb
            yield from known("verb", verbs, VERBS, f"{path}.check")


def _counted(scenario: Scenario, one: Criterion, path: str) -> Iterator[Misconfigured]:
    """Working days must be countable from the day on which the exercise begins."""
    span = getattr(one.check, "within", None)
    if span is None or span.working_days is None or scenario.world.now.tzinfo is None:
        return
    last = calendar.add_working_days(vietnam(scenario.world.now).date(), span.working_days)
    if last.why is not None:
        yield Misconfigured("calendar.outside", path=f"{path}.check.within", **last.why.facts)


def _rests_on(one: Criterion, path: str) -> Iterator[Misconfigured]:
    """A gate rests on a rule of confidence A or of the agency; points on A or B."""
    rules = [rulebook().rule(name) for name in one.rules if name in rulebook().ids()]
    if not one.rules:
        yield Misconfigured("rubric.no_rule", path=path, word=one.id)
        return
    best = min((str(rule.confidence) for rule in rules), default="C")
    if one.gate and best != "A":
        yield Misconfigured("rubric.gate_without_ground", path=path, word=one.id, confidence=best)
    if one.points and best == "C":
        yield Misconfigured("rubric.points_without_ground", path=path, word=one.id)


def _of_hints(scenario: Scenario) -> Iterator[Misconfigured]:
    points = {one.id: one.points for one in scenario.criteria}
    for place, hint in enumerate(scenario.hints):
        yield from known("criterion", [hint.criterion], points, f"hints.{place}.criterion")
        if len(hint.prices) != len(hint.levels):
            yield Misconfigured("hint.prices", path=f"hints.{place}", word=hint.criterion)
        if sum(hint.prices) > points.get(hint.criterion, 0):
            yield Misconfigured(
                "hint.too_dear",
                path=f"hints.{place}",
                word=hint.criterion,
                price=sum(hint.prices),
                points=points.get(hint.criterion, 0),
            )


def _of_solutions(exercise: Exercise, labels: set[str], tags: set[str]) -> Iterator[Misconfigured]:
    for number, solution in enumerate(exercise.solutions, start=1):
        file = "solution.yaml" if number == 1 else f"solution-{number}.yaml"
        yield from _of_solution(exercise.scenario, solution, labels, file)
        written = [[step.fields, _picked(step)] for step in solution.steps]
        bound = labels | _made(solution)
        for place, one in enumerate(written):
            yield from problems_in(one, labels=bound, tags=tags, path=f"{file} steps.{place}")


def _made(solution: Solution) -> set[str]:
    """Return the labels that the steps of a solution bind, and ``it``."""
    return {"it"} | {
        label.removeprefix("$") for step in solution.steps for label in step.made.values()
    }


def _picked(step: Step) -> Any:  # noqa: ANN401 - JSON
    return {"pick": step.each.model_dump(exclude_defaults=True)} if step.each else None


def _of_solution(
    scenario: Scenario, solution: Solution, labels: set[str], file: str
) -> Iterator[Misconfigured]:
    ids = [step.id for step in solution.steps]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Misconfigured("solution.twice", path=file, word=name)
    bound = {*labels, "it"}
    for place, step in enumerate(solution.steps):
        path = f"{file} steps.{place}"
        yield from _of_step(step, bound, path)
        yield from known("criterion", step.serves, _ids(scenario), f"{path}.serves")
        yield from known("step", step.after or [], ids[:place], f"{path}.after")
        bound |= {label.removeprefix("$") for label in step.made.values()}


def _ids(scenario: Scenario) -> list[str]:
    return [one.id for one in scenario.criteria]


def _of_step(step: Step, labels: set[str], path: str) -> Iterator[Misconfigured]:
    yield from known("verb", [step.op], VERBS, f"{path}.op")
    if step.op not in VERBS:
        return
    yield from _fields(step.op, set(step.fields), f"{path}.with")
    used = [*_labels_in(step.fields), *([step.desk] if step.desk else [])]
    used += [label for same in step.equally.values() for label in same]
    yield from known("label", used, _dollars(labels), path)
    yield from _fields(step.op, set(step.equally), f"{path}.equally")
    yield from malformed(step, path)


def _fields(op: str, names: set[str], path: str) -> Iterator[Misconfigured]:
    if op in VERBS:
        right = set(VERBS[op].model_fields) - {"op"}
        yield from known("field", sorted(names), right, path)
    else:
        yield from known("verb", [op], VERBS, path)


def _of_decoys(exercise: Exercise, labels: set[str], tags: set[str]) -> Iterator[Misconfigured]:
    steps = [step.id for step in exercise.solutions[0].steps]
    ids = _ids(exercise.scenario)
    everything = labels | _made(exercise.solutions[0])
    for name, decoy in [
        *((f"decoys.{n}", d) for n, d in enumerate(exercise.decoys.decoys)),
        *((f"falls.{label}", d) for label, d in exercise.decoys.falls.items()),
    ]:
        path = f"decoys.yaml {name}"
        yield from known("criterion", decoy.loses, ids, f"{path}.loses")
        for edit in decoy.edits:
            yield from _of_edit(edit, steps, everything, path)
            written = [edit.change, edit.include, edit.exclude]
            yield from problems_in(written, labels=everything, tags=tags, path=path)
    planted = {label for recipe in exercise.scenario.world.recipes for label in recipe.faults()}
    for label in sorted(planted - set(exercise.decoys.falls)):
        yield Misconfigured("decoys.no_fall", path="decoys.yaml falls", word=label)
    yield from known("fault", exercise.decoys.falls, planted, "decoys.yaml falls")


def _of_edit(edit: Edit, steps: list[str], labels: set[str], path: str) -> Iterator[Misconfigured]:
    named = [name for name in (edit.drop, *(edit.swap or ()), edit.step) if name]
    yield from known("step", named, steps, path)
    written = [edit.change, edit.include, edit.exclude]
    yield from known("label", _labels_in(written), _dollars(labels), path)
    for step in [*edit.before, *edit.after]:
        yield from _of_step(step, labels, path)


def _of_overdo(exercise: Exercise) -> Iterator[Misconfigured]:
    steps = {step.id: step for step in exercise.solutions[0].steps}
    for place, one in enumerate(exercise.scenario.overdo):
        for number, at in enumerate(one.into):
            path = f"overdo.{place}.into.{number}"
            yield from known("step", [at.step], steps, f"{path}.step")
            if at.step in steps:
                yield from _fields(steps[at.step].op, {at.field}, f"{path}.field")
