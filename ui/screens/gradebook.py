"""The gradebook of a class: its results, one attempt with its marks, regrading."""

from typing import Final

import streamlit as st

from base.db import reading
from base.errors import Refused
from base.language import Language, say
from course.classes import classes_of
from course.marksheet import Tried, marksheet
from course.people import Person
from grading.gradebook import Entry, Standing
from scenarios.exercise import Exercise
from ui import labels, prose, state
from ui.panes.marked import marked
from ui.panes.regrading import regrading
from ui.screens.choosing import exercises, said

VIEWS: Final = ("results", "attempt", "regrade")


def gradebook(someone: Person) -> None:
    """Draw the results of a class at one exercise."""
    language = state.language()
    st.title(say("screen.gradebook", language), anchor=False)
    said()
    chosen = choice(someone, language)
    if chosen is None:
        return
    room, exercise = chosen
    try:
        tries = marksheet(someone, room, exercise.id)
    except Refused as refused:
        st.error(prose.plain(say(refused.sentence, language)), icon=":material/lock:")
        return
    if not tries:
        st.info(say("gradebook.empty", language), icon=":material/inbox:")
        return
    names = {one.attempt.handle: one.name for one in tries if one.mark}
    view = _view(language) if names else "results"
    if view == "results":
        st.html(prose.grid(_heads(language), [_row(one, language) for one in tries]))
    elif view == "attempt":
        marked(someone, names, language)
    else:
        regrading(someone, room, exercise, names, language)


def _view(language: Language) -> str:
    state.default("gradebook.view", VIEWS[0])
    return str(
        st.segmented_control(
            say("desk.views", language),
            VIEWS,
            key="gradebook.view",
            required=True,
            format_func=lambda name: say(f"gradebook.view_{name}", language),
            label_visibility="collapsed",
        )
    )


def choice(someone: Person, language: Language) -> tuple[int, Exercise] | None:
    """Ask which class and which exercise; None when there is nothing to choose from."""
    with reading() as session:
        rooms = {room.id: f"{room.name} ({room.code})" for room in classes_of(session, someone)}
    offered = {one.id: one for one in exercises(someone)}
    if not rooms or not offered:
        st.info(say("classes.none" if not rooms else "home.none", language))
        return None
    left, right = st.columns(2)
    room = left.selectbox(
        say("classes.which", language),
        list(rooms),
        key="gradebook.room",
        format_func=rooms.__getitem__,
    )
    name = right.selectbox(
        say("preview.which", language),
        list(offered),
        key="gradebook.exercise",
        format_func=lambda one: offered[one].scenario.title.read(language),
    )
    if room not in rooms or name not in offered:  # a browser may send anything
        return None
    return room, offered[name]


def _heads(language: Language) -> list[str]:
    names = ("name", "try", "mode", "status", "score", "passed", "when")
    return [say(f"gradebook.column_{name}", language) for name in names]


def _row(tried: Tried, language: Language) -> list[str | prose.Pill]:
    one, mark = tried.attempt, tried.mark
    return [
        f"{tried.person.name}\n{tried.person.login}",
        str(one.number),
        say(f"play_mode.{one.mode}", language),
        say(f"attempt_status.{one.status}", language),
        _score(mark, language),
        _passed(mark, language),
        labels.moment(one.submitted_at or one.started_at, language),
    ]


def _score(mark: Standing | None, language: Language) -> str:
    if mark is None:
        return "–"
    score = labels.amount(mark.score, language)
    by = {Entry.OVERRIDE: "gradebook.by_hand", Entry.REGRADE: "gradebook.regraded"}.get(mark.entry)
    return f"{score}\n{say(by, language)}" if by else score


def _passed(mark: Standing | None, language: Language) -> str | prose.Pill:
    if mark is None:
        return "–"
    word = say("result.passed" if mark.passed else "result.failed", language)
    return prose.Pill(word, "green" if mark.passed else "red")
