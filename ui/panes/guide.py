"""The right pane: the way through the exercise, the brief, messages, the agency's regulation."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final  # facts of a message are JSON

import streamlit as st

from base.language import LANGUAGES, Language, Words, say
from course.desk import Desk
from course.people import Person
from sandbox import entities as e
from scenarios.exercise import Exercise
from scenarios.model import Guide, Mode
from ui import labels, prose, state
from ui.panes.hints import hints
from ui.panes.regulation import regulation

TABS: Final = ("tasks", "brief", "notes", "rules")


def guide(someone: Person, desk: Desk, exercise: Exercise) -> None:
    """Draw the pane."""
    language = state.language()
    if state.recall("tab"):
        state.preset("guide.tab", state.recall("tab"))
        state.keep("tab", None)
    if state.value("guide.tab") not in TABS:
        state.preset("guide.tab", TABS[0])
    count = len(mine(desk))
    chosen = st.segmented_control(
        say("guide.tabs", language),
        TABS,
        key="guide.tab",
        required=True,
        format_func=lambda name: say(f"guide.{name}", language, n=count),
        label_visibility="collapsed",
        width="stretch",
    )
    _TABS[str(chosen or TABS[0])](someone, desk, exercise, language)


def mine(desk: Desk) -> list[e.Note]:
    """Return the messages to any of the posts one sits at, the newest first."""
    found = [one for one in desk.holdings.all(e.Note) if one.to in desk.holdings.desks]
    return sorted(found, key=lambda one: (one.sent_at, one.ref), reverse=True)


def current(desk: Desk, exercise: Exercise) -> Guide | None:
    """Return the step one is at: the first whose criteria do not hold yet."""
    if desk.attempt.mode is not Mode.GUIDED:
        return None
    done = set(desk.attempt.steps_done)
    return next((step for step in exercise.scenario.steps if step.id not in done), None)


def _tasks(someone: Person, desk: Desk, exercise: Exercise, language: Language) -> None:
    steps = exercise.scenario.steps
    if desk.attempt.mode is Mode.GUIDED and steps:
        _steps(desk, exercise, language)
    else:
        st.markdown(prose.plain(exercise.scenario.summary.read(language)))
        st.caption(say(f"guide.mode_{desk.attempt.mode}", language))
    _deadlines(desk, language)
    _checked(exercise, language)
    hints(someone, desk, exercise, language)


def _steps(desk: Desk, exercise: Exercise, language: Language) -> None:
    steps, done = exercise.scenario.steps, set(desk.attempt.steps_done)
    now = current(desk, exercise)
    count = sum(step.id in done for step in steps)
    said = say("guide.step", language, n=min(count + 1, len(steps)), all=len(steps))
    st.progress(count / len(steps), text=said if now else say("guide.all_done", language))
    shown = []
    for step in steps:
        where = "done" if step.id in done else "now" if now and step.id == now.id else "later"
        shown.append((where, say(f"case.{where}", language), step.title.read(language)))
    st.html(prose.tasks(shown))
    if now:
        with st.container(border=True, gap="small"):
            st.markdown(prose.strong(say("guide.now", language)))
            st.markdown(prose.authored(now.help.read(language)))


def _deadlines(desk: Desk, language: Language) -> None:
    open_ones = [one for one in desk.holdings.all(e.Deadline) if one.met_at is None]
    if open_ones:
        lines = [
            f"{labels.record(one.about, desk.holdings, language, 50)} · "
            f"{labels.day(one.due, language)}"
            for one in sorted(open_ones, key=lambda one: one.due)[:4]
        ]
        st.warning(
            "  \n".join(prose.plain(line) for line in lines),
            title=say("guide.deadlines", language),
            icon=":material/event_upcoming:",
        )


MARKS: Final = {
    "passed": "done", "partly": "now", "failed": "later", "blocked": "later", "broken": "later",
}  # fmt: skip


def _checked(exercise: Exercise, language: Language) -> None:
    """What "check my work" said last: which criteria hold, never which answer is right."""
    holds = state.recall("checked")
    if not holds:
        return
    titles = {one.id: one.title.read(language) for one in exercise.scenario.criteria}
    rows = [
        (MARKS.get(mark, "later"), say(f"mark.{mark}.name", language), titles[name])
        for name, mark in holds.items()
        if name in titles
    ]
    with st.expander(say("guide.checked", language), expanded=True, icon=":material/rule:"):
        st.html(prose.tasks(rows))


def _brief(_someone: Person, _desk: Desk, exercise: Exercise, language: Language) -> None:
    st.markdown(prose.authored(exercise.brief.read(language)), anchors=False)
    st.button(
        say("guide.open_rules", language),
        key="guide.open_rules",
        icon=":material/menu_book:",
        width="stretch",
        on_click=partial(state.keep, "tab", "rules"),
    )


def _notes(_someone: Person, desk: Desk, _exercise: Exercise, language: Language) -> None:
    found = mine(desk)
    if not found:
        st.caption(say("guide.no_notes", language))
        return
    held = desk.holdings
    st.html(
        prose.messages(
            [
                (
                    one.sender,
                    labels.moment(one.sent_at, language),
                    labels.record(one.about, held, language, 70) if one.about else "",
                    note_text(one, language),
                )
                for one in found
            ]
        )
    )


def note_text(one: e.Note, language: Language) -> str:
    """Return what a message says, in the language of whoever reads it."""
    if one.code:
        return say(one.code, language, **_facts(one.details)).strip()
    return str(one.text.get(language) or one.text.get("vi") or "")


def _facts(details: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a message; what a scenario wrote in both languages is read in the reader's."""
    return {name: _read(fact) for name, fact in details.items()}


def _read(fact: object) -> object:
    both = isinstance(fact, dict) and set(fact) == set(LANGUAGES)
    return Words.model_validate(fact) if both else fact


def _rules(_someone: Person, desk: Desk, _exercise: Exercise, language: Language) -> None:
    own = desk.own
    facts = {"agency": own.organ_name, "regulation": own.regulation} if own else {}
    issued = _decision(desk)
    if issued:
        st.button(
            say("guide.decision", language, number=labels.number(issued, language)),
            key="guide.decision",
            icon=":material/description:",
            width="stretch",
            on_click=partial(state.choose, issued.ref),
        )
    regulation(language, facts)


def _decision(desk: Desk) -> e.Document | None:
    """The decision that issued the agency's regulation, when the archive holds it."""
    own = desk.own
    if own is None or not own.regulation:
        return None
    told = own.regulation.split()
    begins = [first for word in told if (first := word.partition("/")[0]).isdigit()]
    found = desk.holdings.where(e.Document, code_number=[int(one) for one in begins])
    return next(
        (
            one
            for one in found
            if labels.number(one, "vi") in told and one.organ_name == own.organ_name
        ),
        None,
    )


_TABS: Final[dict[str, Callable[[Person, Desk, Exercise, Language], None]]] = {
    "tasks": _tasks, "brief": _brief, "notes": _notes, "rules": _rules,
}  # fmt: skip
