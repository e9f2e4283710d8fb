"""Hints of the right pane: the price before, the words after; and the way to the whole solution."""

from functools import partial

import streamlit as st

from base.clock import wall
from base.errors import Refused
from base.language import Language, say
from course.desk import Desk
from course.hints import unlocked
from course.people import Person
from course.policies import allowed
from course.submitting import hint
from scenarios.exercise import Exercise
from ui import labels, prose, state
from ui.way import go


def hints(someone: Person, desk: Desk, exercise: Exercise, language: Language) -> None:
    """Draw the hints one may open and those one has opened, and the last resort."""
    may = allowed(desk.attempt.mode, exercise.scenario.policies)
    if not may.hints and not may.reveal:
        return
    with st.expander(say("guide.hints", language), icon=":material/lightbulb:", key="hints"):
        if may.hints and exercise.scenario.hints:
            _of_criterion(someone, desk, exercise, language)
        if may.reveal and st.button(
            say("result.solution", language),
            key="hint.solution",
            icon=":material/movie:",
            width="stretch",
            help=say("film.price_open", language),
        ):
            go("film", attempt=desk.attempt.handle)


def _of_criterion(someone: Person, desk: Desk, exercise: Exercise, language: Language) -> None:
    offered = {one.criterion: one for one in exercise.scenario.hints}
    titles = {one.id: one.title.read(language) for one in exercise.scenario.criteria}
    chosen = st.selectbox(
        say("guide.hint_for", language),
        list(offered),
        index=None,
        key="hint.criterion",
        format_func=lambda name: titles.get(name, name),
        placeholder=say("form.choose", language),
    )
    if chosen is None:
        st.caption(say("guide.hint_lead", language))
        return
    told = unlocked(someone, desk.attempt.handle, language).get(chosen, [])
    for place, text in enumerate(told, start=1):
        shown = labels.named(text, desk.holdings, language)
        st.info(prose.authored(shown), title=say("guide.hint_level", language, n=place))
    if len(told) < len(offered[chosen].levels):
        price = offered[chosen].prices[len(told)]
        st.button(
            say("guide.hint_open", language, n=len(told) + 1, price=price),
            key="hint.open",
            icon=":material/lightbulb:",
            width="stretch",
            on_click=partial(_unlock, someone, desk.attempt.handle, chosen),
        )


def _unlock(someone: Person, handle: str, criterion: str) -> None:
    try:
        hint(someone, handle, criterion, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, state.language()))
