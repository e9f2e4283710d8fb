"""What a step of a solution asks of a person at the screen: which desk, which record, which words.

The prompter sits beside the served house, reads the attempt's archive as it stands and says a
step's requests in the words that its form shows. It never acts: the clicking is the player's.
"""

import json
from typing import Any

from base.db import reading
from course.attempts import view
from course.desk import Desk, holdings
from course.pinned import Pinned, open_archive, pinned
from sandbox import entities as e
from sandbox.events import Event
from sandbox.operations import VERBS, AnyOperation, parse
from scenarios.exercise import Exercise, find
from scenarios.expressions import Scope
from scenarios.model import Step
from scenarios.solving import request_of
from ui import forms, labels
from ui.forms import Asks, Field

LANGUAGE = "vi"
DESK = {"switch-desk"}


def main(handle: str, step: str) -> str:
    """Say what a step asks, as JSON: one prompt for every request it makes."""
    with reading() as session:
        kept = pinned(session, handle)
        desk = Desk(view(kept.row), holdings(session, kept.row.sandbox))
        exercise = find(kept.row.scenario)
        scope = _scope(session, kept, exercise)
        one = next(found for found in exercise.solutions[0].steps if found.id == step)
        return json.dumps([_prompt(one, request, desk, scope) for request in _all(one, scope)])


def steps(handle: str) -> str:
    """Say the steps of the reference solution in their order, as JSON."""
    with reading() as session:
        exercise = find(pinned(session, handle).row.scenario)
    return json.dumps([one.id for one in exercise.solutions[0].steps])


def done(handle: str) -> str:
    """Say what the person asked for so far and got, as JSON: the requests, in full."""
    with reading() as session:
        return json.dumps([_full(event.asked) for event in _log(session, pinned(session, handle))])


def _full(asked: dict[str, Any]) -> dict[str, Any]:
    """A request with every field, so that two ways of writing it are equal."""
    return parse(asked).model_dump(mode="json")


def _log(session: Any, kept: Pinned) -> list[Event]:
    archive = open_archive(session, kept)
    own = set(archive.state["desks"])
    return [
        event
        for event in archive.events()
        if event.happened and event.actor in own and event.verb not in DESK
    ]


def _scope(session: Any, kept: Pinned, exercise: Exercise) -> Scope:
    """The truth's labels, and those of what was made on the way, read off the log."""
    scope = Scope(open_archive(session, kept), kept.template.truth)
    log = _log(session, kept)
    for step in exercise.solutions[0].steps:
        came = [event for event in log if event.verb == step.op]
        for event in came if step.made else ():
            for name, label in step.made.items():
                if name in event.details.get("made", {}):
                    scope.bind(label, event.details["made"][name])
    return scope


def _all(step: Step, scope: Scope) -> list[AnyOperation]:
    if step.each is None:
        return [request_of(step, scope)]
    made = []
    for ref in step.each.among(scope.archive, scope.truth):
        scope.bind("it", ref)
        made.append(request_of(step, scope))
    return made


def _prompt(step: Step, request: AnyOperation, desk: Desk, scope: Scope) -> dict[str, Any]:
    at = scope.ref(step.desk) if step.desk else None
    told = request.model_dump(mode="json")
    asked = {name: value for name, value in told.items() if value not in (None, "", [])}
    verb = VERBS[step.op]
    given = [field for field in forms.fields(step.op) if field.name in asked]
    return {
        "step": step.id,
        "op": step.op,
        "verb": verb.__name__,
        "title": labels.say(f"verb.{step.op}.title", LANGUAGE),
        "desk": at,
        "sits": labels.post(desk.holdings.find(e.Post, at), desk.holdings) if at else "",
        "request": told,
        "subjects": [_many(asked[field.name]) for field in given if field.refers],
        "ways": {ref: _way(ref, desk) for ref in _refs(given, asked)},
        "fields": [_line(field, asked[field.name], desk) for field in given],
    }


def _refs(given: list[Field], asked: dict[str, Any]) -> list[str]:
    return [ref for field in given if field.refers for ref in _many(asked[field.name])]


def _many(value: Any) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def _way(ref: str, desk: Desk) -> list[str]:
    """The files in which a document lies: where one who does not see it would look."""
    return [file.ref for file in desk.holdings.places.get(ref, ())]


def _line(field: Field, value: Any, desk: Desk) -> dict[str, Any]:
    """One field: what it is called, what is to be chosen or written in it."""
    naming = forms.naming(field, desk, LANGUAGE)
    choice = field.asks in {Asks.RECORD, Asks.RECORDS, Asks.CHOICE, Asks.CHOICES}
    values = _many(value)
    return {
        "name": field.name,
        "label": forms.label(field, LANGUAGE),
        "asks": str(field.asks),
        "values": values,
        "shown": [naming(one) for one in values] if choice else values,
        "most": field.most,
    }
