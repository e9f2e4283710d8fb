"""A class at a glance: who is where, how far, and with which mark."""

import pandas as pd  # type: ignore[import-untyped]  # pandas ships no types
import streamlit as st

from base.db import reading
from base.language import Language, say
from course.attempts import Attempt
from course.classes import classes_of, trainees
from course.desk import open_attempts
from course.people import Person
from grading.gradebook import Standing, standings
from scenarios.exercise import Exercise
from scenarios.model import Mode
from ui import labels, state
from ui.screens.choosing import exercises


def classes(someone: Person) -> None:
    """Draw the classes one teaches."""
    language = state.language()
    st.title(say("screen.classes", language), anchor=False)
    with reading() as session:
        rooms = classes_of(session, someone)
    if not rooms:
        st.info(say("classes.none", language), icon=":material/groups:")
        return
    names = {room.id: f"{room.name} ({room.code})" for room in rooms}
    chosen = st.selectbox(
        say("classes.which", language),
        list(names),
        key="classes.which",
        width=420,
        format_func=names.__getitem__,
    )
    _board(someone, chosen, language)


@st.fragment(run_every="15s")
def _board(someone: Person, room: int, language: Language) -> None:
    with reading() as session:
        people = trainees(session, room)
        tries = open_attempts(session, [one.id for one in people])
        handles = [one.handle for many in tries.values() for one in many if one.status != "open"]
        marks = standings(session, handles)
    titles = {one.id: one for one in exercises(someone)}
    rows = [_row(one, tries.get(one.id, []), marks, titles, language) for one in people]
    open_now = sum(any(one.status == "open" for one in many) for many in tries.values())
    passed = sum(mark.passed for mark in marks.values())
    with st.container(horizontal=True):
        st.metric(say("classes.people", language), len(people), border=True)
        st.metric(say("classes.working", language), open_now, border=True)
        st.metric(say("classes.submitted", language), len(marks), border=True)
        st.metric(say("classes.passed", language), passed, border=True)
    if not rows:
        st.info(say("classes.empty", language), icon=":material/group_add:")
        return
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        alt=say("classes.table", language),
    )


def _row(
    one: Person,
    tries: list[Attempt],
    marks: dict[str, Standing],
    titles: dict[str, Exercise],
    language: Language,
) -> dict[str, object]:
    now = next((attempt for attempt in tries if attempt.status == "open"), None)
    exercise = titles.get(now.scenario) if now else None
    best = max((marks[a.handle].score for a in tries if a.handle in marks), default=None)
    return {
        say("classes.name", language): one.name,
        say("classes.doing", language): exercise.scenario.title.read(language) if exercise else "–",
        say("classes.step", language): _step(now, exercise),
        say("classes.since", language): labels.moment(now.started_at, language) if now else "–",
        say("classes.tries", language): len(tries),
        say("classes.best", language): labels.amount(best, language) if best is not None else "–",
    }


def _step(now: Attempt | None, exercise: Exercise | None) -> str:
    """How far somebody is in a guided exercise; other modes have no steps to count."""
    if now is None or exercise is None or now.mode is not Mode.GUIDED:
        return "–"
    return f"{len(now.steps_done)}/{len(exercise.scenario.steps)}"
