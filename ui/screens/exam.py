"""Exams: for a trainee what to sit and until when; for an instructor making and watching them."""

from functools import partial

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.exams import Exam, Phase, Seat, deadline, exams_of, seat_of
from course.people import Person, Role
from course.releasing import waiting
from course.sitting import prepare, sit
from scenarios.errors import Problems
from ui import labels, prose, state
from ui.panes.exams_taught import taught
from ui.screens.choosing import said
from ui.waiting import bar
from ui.way import go

TONES = {Phase.COMING: "gray", Phase.OPEN: "green", Phase.CLOSED: "gray", Phase.CANCELLED: "red"}


def exam(someone: Person) -> None:
    """Draw the exams of somebody's classes."""
    language = state.language()
    st.title(say("screen.exam", language), anchor=False)
    said()
    if someone.role is not Role.TRAINEE:
        taught(someone, language)
        return
    found = exams_of(someone)
    if not found:
        st.info(say("exam.none", language), icon=":material/event_available:")
        return
    for one in found:
        with st.container(border=True, key=f"exam-{one.id}"):
            _card(someone, one, language)


def _card(someone: Person, one: Exam, language: Language) -> None:
    seat, phase = seat_of(someone, one.id), one.phase(wall())
    left, right = st.columns([4, 1.3], vertical_alignment="center")
    with left:
        tag = prose.tag(say(f"exam_phase.{phase}", language), TONES[phase])
        st.markdown(f"#### {prose.plain(one.title)} {tag}", anchors=False)
        st.caption(prose.plain(window(one, seat, language)))
        if phase is Phase.OPEN and seat.attempt is None:
            ends = labels.moment(deadline(one, wall(), seat.extra), language)
            st.markdown(prose.plain(say("exam.rules", language, ends=ends)))
    with right:
        _way_on(someone, one, seat, phase, language)


def window(one: Exam, seat: Seat, language: Language) -> str:
    """Return when an exam may be sat, for how long, and when its feedback comes."""
    told = say(
        "exam.window",
        language,
        opens=labels.moment(one.opens, language),
        closes=labels.moment(one.closes, language),
        minutes=one.minutes,
    )
    extra = say("exam.extra", language, n=seat.extra) if seat.extra else ""
    release = say("exam.release", language, when=say(f"release.{one.release}", language))
    return " · ".join(part for part in (told, extra, release) if part)


def _way_on(someone: Person, one: Exam, seat: Seat, phase: Phase, language: Language) -> None:
    if seat.attempt is None:
        if phase is Phase.OPEN:
            st.button(
                say("exam.begin", language),
                key=f"exam.begin.{one.id}",
                type="primary",
                icon=":material/play_arrow:",
                width="stretch",
                on_click=partial(state.keep, "exam.begin", one.id),
            )
            if state.recall("exam.begin") == one.id:
                state.keep("exam.begin", None)
                _begin(someone, one, language)
        return
    if seat.attempt.status == "open":
        if st.button(
            say("home.go_on", language),
            key=f"exam.go_on.{one.id}",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
        ):
            go("desk", attempt=seat.attempt.handle)
    elif waiting([seat.attempt], at=wall()):
        st.caption(say("exam.waits", language))
    elif st.button(
        say("home.see", language),
        key=f"exam.see.{one.id}",
        icon=":material/grading:",
        width="stretch",
    ):
        go("result", attempt=seat.attempt.handle)


def _begin(someone: Person, one: Exam, language: Language) -> None:
    """Bake first, then start the clock."""
    try:
        with st.spinner(say("choosing.starting", language)):
            prepare(one, someone.id, tell=bar(language))
            attempt = sit(someone, one.id, at=wall())
    except Refused as refused:
        st.error(prose.plain(say(refused.sentence, language)), icon=":material/lock:")
    except (Problems, Misconfigured):
        st.error(say("choosing.broken", language), icon=":material/build:")
    else:
        go("desk", attempt=attempt.handle)
