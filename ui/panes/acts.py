"""Acts in words: who did what to which records, and what it changed."""

from typing import Any  # requests are JSON

from base.language import Language, knows, say
from course.desk import Desk, Holdings
from course.reveal import Act, Altered
from sandbox.operations import VERBS
from sandbox.shelf import kind_of
from ui import forms, labels

MOST = 4
"""Records or lines named one by one; the rest are counted."""
PINS = {"pin", "new_pin"}
HIDDEN = "••••••"


def verb_name(verb: str, language: Language) -> str:
    """Return what a verb is called."""
    name = f"verb.{verb}.title"
    return say(name, language) if knows(name) else verb


def asked(act: Act, desk: Desk, language: Language) -> list[tuple[str, str]]:
    """Return the fields of a request as names and values, as its form would show them.

    A PIN stands at its holder's desk alone, and acts are seen from every desk.
    """
    if act.verb not in VERBS:
        return []
    shown = []
    for field in forms.fields(act.verb):
        given = act.asked.get(field.name)
        if given not in (None, "", [], {}):
            naming = forms.naming(field, desk, language)
            name = forms.label(field, language).partition(" (")[0]
            hidden = field.name in PINS
            shown.append((name, HIDDEN if hidden else _many(given, naming, language)))
    return shown


def _many(given: Any, naming: Any, language: Language) -> str:  # noqa: ANN401 - JSON
    values = given if isinstance(given, list) else [given]
    named = [naming(one) if isinstance(one, str) else str(one) for one in values[:MOST]]
    if len(values) > MOST:
        named.append(say("form.more", language, n=len(values) - MOST))
    return "; ".join(named)


def changed(altered: list[Altered], held: Holdings, language: Language) -> list[str]:
    """Return what a step changed, one line a record; records that have no name are counted."""
    lines, unnamed = [], 0
    for one in altered:
        name = labels.record(one.ref, held, language, 70)
        if name == one.ref or labels.follows(one.ref):
            unnamed += 1
        else:
            lines.append(_change(one, name, language))
    more = len(lines) - 2 * MOST
    lines = lines[: 2 * MOST]
    if more > 0 or unnamed:
        lines.append(say("film.more", language, n=max(0, more) + unnamed))
    return lines


def _change(one: Altered, name: str, language: Language) -> str:
    if one.made or one.gone:
        return say("film.made" if one.made else "film.gone", language, record=name)
    before, after = one.fields.get("status", (None, None))
    kind = kind_of(one.ref)
    if after is not None and kind is not None:
        of = f"status.{kind.__name__.lower()}"
        facts = {"before": say(f"{of}.{before}", language), "after": say(f"{of}.{after}", language)}
        return say("film.moved", language, record=name, **facts)
    fields = ", ".join(_field(field, language) for field in list(one.fields)[:MOST])
    return say("film.changed", language, record=name, fields=fields)


def _field(name: str, language: Language) -> str:
    known = f"field.{name}"
    return say(known, language) if knows(known) else name
