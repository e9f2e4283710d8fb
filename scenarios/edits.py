"""Edits of a solution: what decoys, falls for planted faults and mutants are made of."""

from base.errors import Misconfigured, nearest
from scenarios.model import Edit, Solution, Step


def edited(solution: Solution, edits: list[Edit]) -> Solution:
    """Return the solution with every edit made, in order.

    Raises:
        Misconfigured: ``unknown.step``.
    """
    steps = list(solution.steps)
    answers = dict(solution.answers)
    for edit in edits:
        steps = _apply(steps, edit)
        answers.update(edit.answers)
    return solution.model_copy(update={"steps": steps, "answers": answers})


def _apply(steps: list[Step], edit: Edit) -> list[Step]:
    if edit.drop is not None:
        gone = _at(steps, edit.drop)
        return steps[:gone] + steps[gone + 1 :]
    if edit.swap is not None:
        one, other = (_at(steps, name) for name in edit.swap)
        swapped = list(steps)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        return swapped
    if edit.step is None:
        return steps
    place = _at(steps, edit.step)
    step = _changed(steps[place], edit)
    return [*steps[:place], *edit.before, step, *edit.after, *steps[place + 1 :]]


def _changed(step: Step, edit: Edit) -> Step:
    fields = {**step.fields, **edit.change}
    for name, more in edit.include.items():
        fields[name] = {"join": [fields.get(name, []), more]}
    for name, less in edit.exclude.items():
        fields[name] = {"less": [fields.get(name, []), less]}
    return step.model_copy(update={"fields": fields})


def _at(steps: list[Step], name: str) -> int:
    names = [step.id for step in steps]
    if name not in names:
        raise Misconfigured(
            "unknown.step",
            path="edits",
            word=name,
            nearest=nearest(name, names) or "—",
            choices=", ".join(names),
        )
    return names.index(name)


def first_touched(solution: Solution, edits: list[Edit]) -> int:
    """Return the place of the first step that an edit touches; steps before it play as they are."""
    names = [step.id for step in solution.steps]
    places = [
        names.index(name)
        for edit in edits
        for name in (edit.drop, *(edit.swap or ()), edit.step)
        if name in names
    ]
    return min(places, default=len(names))
