"""The strip over a desk: where one is, the simulated day, what was saved, check and submit."""

from functools import partial
from typing import Final

import streamlit as st

from base.clock import wall
from base.errors import Refused
from base.language import Language, say
from course.attempts import reset
from course.desk import Desk
from course.people import Person
from course.submitting import check_work, submit
from sandbox.door import Reply
from scenarios.exercise import Exercise
from scenarios.model import Mode
from ui import labels, prose, state
from ui.acting import perform, refusal
from ui.panes.timer import timer
from ui.way import go

CLOCK: Final = "clock"
"""How many lists of steps in which time may pass there have been: the latest is drawn."""
ONE_LINE: Final = 48
"""Letters of a title that fit beside the buttons."""


def strip(someone: Person, desk: Desk, exercise: Exercise) -> None:
    """Draw the strip."""
    language = state.language()
    attempt = desk.attempt
    left, right = st.columns([1, 1.35], vertical_alignment="center", gap="small")
    with left, st.container(key="strip", gap=None):
        st.caption(
            prose.plain(
                say(
                    "strip.trail",
                    language,
                    number=attempt.number,
                    mode=say(f"play_mode.{attempt.mode}", language),
                )
            )
        )
        st.title(prose.plain(name_of(exercise, language)), anchor=False)
    with (
        right,
        st.container(
            key="strip-acts",
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            gap="small",
        ),
    ):
        _badges(desk)
        _clock(someone, desk)
        _buttons(someone, desk, exercise)


def name_of(exercise: Exercise, language: Language) -> str:
    """Return an exercise's title as it fits one line: a long one up to its colon."""
    title = exercise.scenario.title.read(language)
    return title if len(title) <= ONE_LINE else title.partition(":")[0]


def _badges(desk: Desk) -> None:
    language = state.language()
    if desk.attempt.deadline is not None:
        with st.container(width="content"):
            timer(desk.attempt.handle, desk.attempt.deadline)
    at = state.recall("saved")
    saved = say("strip.saved_at", language, at=at) if at else say("strip.saved", language)
    st.badge(saved, icon=":material/cloud_done:", color="green")


def _clock(someone: Person, desk: Desk) -> None:
    """The simulated day, and ways to let time pass."""
    language = state.language()
    now = labels.moment(desk.holdings.now, language)
    with st.popover(
        now,
        icon=":material/calendar_clock:",
        help=say("strip.clock_help", language),
        key=f"clock-{state.recall(CLOCK, 0)}",
    ):
        st.markdown(prose.strong(say("strip.clock", language)))
        st.caption(say("strip.clock_help", language))
        for name, step in (("hour", {"hours": 1}), ("day", {"days": 1}), ("week", {"days": 7})):
            st.button(
                say(f"strip.clock_{name}", language),
                key=f"clock.{name}",
                width="stretch",
                on_click=partial(pass_time, someone, desk.attempt.handle, step),
            )
        st.button(
            say("strip.clock_until", language),
            key="clock.other",
            width="stretch",
            on_click=_other_day,
        )


def _other_day() -> None:
    """Open the form of another day, under which the list of steps must not stay: a new one is shut.

    The list is not told open or shut by the page: opening it would redraw the page, and one that is
    old would be new before the click that is to be refused.
    """
    state.keep(CLOCK, state.recall(CLOCK, 0) + 1)
    state.open_form("advance-clock")


def pass_time(someone: Person, handle: str, step: dict[str, int]) -> None:
    """Let simulated time pass."""
    answered = perform(someone, handle, {"op": "advance-clock", **step})
    if answered is not None and answered.reply is not Reply.ACCEPTED:
        state.say_next("error", refusal(answered))


def _buttons(someone: Person, desk: Desk, exercise: Exercise) -> None:
    language = state.language()
    handle, policies = desk.attempt.handle, exercise.scenario.policies
    exam = desk.attempt.mode is Mode.EXAM
    left = policies.checks - desk.attempt.checks_used
    if not exam and policies.checks:
        st.button(
            say("strip.check", language),
            key="check",
            icon=":material/rule:",
            help=say("strip.check_help", language, left=max(0, left)),
            shortcut="Ctrl+Enter",
            disabled=left <= 0,
            on_click=partial(check, someone, handle),
        )
    st.button(
        say("strip.submit", language),
        key="submit",
        type="primary",
        icon=":material/send:",
        on_click=partial(state.keep, "asking", "submit"),
    )
    if policies.resets and not exam:
        st.menu_button(
            say("strip.more", language),
            ["reset"],
            key="more",
            icon=":material/more_horiz:",
            format_func=lambda name: say(f"strip.{name}", language),
            on_click=partial(state.keep, "asking", "reset"),
        )


def check(someone: Person, handle: str) -> None:
    """Ask which criteria hold now."""
    try:
        checked = check_work(someone, handle, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, state.language()))
        return
    state.keep("checked", {name: str(mark) for name, mark in checked.holds.items()})
    state.keep("tab", "tasks")
    left = checked.left
    good = sum(mark == "passed" for mark in checked.holds.values())
    said = say("strip.checked", state.language(), good=good, all=len(checked.holds), left=left)
    state.say_next("success", said)


def confirmations(someone: Person, desk: Desk) -> None:
    """Ask before what cannot be taken back: submitting, beginning again."""
    asking = state.recall("asking")
    if asking not in {"submit", "reset"}:
        return
    language = state.language()
    opened = st.dialog(
        say(f"confirm.{asking}.title", language), on_dismiss=partial(state.keep, "asking", None)
    )
    opened(partial(_confirm, someone, desk.attempt.handle, asking))()


def _confirm(someone: Person, handle: str, what: str) -> None:
    language = state.language()
    st.write(say(f"confirm.{what}.text", language))
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(say("confirm.no", language), key=f"confirm.{what}.no"):
            state.keep("asking", None)
            st.rerun()
        st.button(
            say(f"confirm.{what}.yes", language),
            key=f"confirm.{what}.yes",
            type="primary",
            on_click=partial(_do, someone, handle, what),
        )


def _do(someone: Person, handle: str, what: str) -> None:
    state.keep("asking", None)
    try:
        if what == "submit":
            submit(someone, handle, at=wall())
            state.keep("go", ("result", handle))
        else:
            reset(someone, handle, at=wall())
            state.keep("checked", None)
            state.choose("")
    except Refused as refused:
        state.say_next("error", say(refused.sentence, state.language()))
    st.rerun()


def leave_if_asked() -> None:
    """Go where a confirmed button leads: a callback cannot leave the page by itself."""
    target = state.recall("go")
    if target:
        state.keep("go", None)
        go(target[0], attempt=target[1])
