"""Starting an exercise, and what a desk shows when no attempt is open."""

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import say
from course.attempts import Attempt, attempts_of, begin
from course.closing import give_up_outdated
from course.people import Person, Role
from scenarios.errors import Problems
from scenarios.exercise import Exercise, folders, load
from scenarios.model import Mode, Status
from ui import prose, state
from ui.waiting import bar
from ui.way import go


def exercises(someone: Person) -> list[Exercise]:
    """Return the exercises somebody may start, shortest first; unreadable ones are left out."""
    found = []
    for folder in folders():
        try:
            exercise = load(folder)
        except (Problems, Misconfigured):
            continue
        if exercise.scenario.status is Status.RELEASED or someone.role is not Role.TRAINEE:
            found.append(exercise)
    return sorted(
        found, key=lambda one: (one.scenario.mode is not Mode.GUIDED, one.scenario.minutes)
    )


def none_open(someone: Person) -> None:
    """Say that nothing is open, and offer what is: a desk without an attempt is no dead end."""
    language = state.language()
    st.title(say("screen.desk", language), anchor=False)
    titles = {one.id: one.scenario.title.read(language) for one in exercises(someone)}
    open_ones = [one for one in attempts_of(someone) if one.status == "open"]
    if not open_ones:
        st.info(say("choosing.none", language), icon=":material/inbox:")
        if st.button(say("choosing.home", language), key="choosing.home", type="primary"):
            go("home")
        return
    if len(open_ones) == 1:
        go("desk", attempt=open_ones[0].handle)
    st.write(say("choosing.which", language))
    for one in open_ones:
        if st.button(
            titles.get(one.scenario, one.scenario),
            key=f"resume.{one.handle}",
            icon=":material/play_arrow:",
        ):
            go("desk", attempt=one.handle)


def outdated(someone: Person, attempt: Attempt) -> None:
    """Say that an attempt cannot go on since an upgrade, and give it back for a fresh start."""
    language = state.language()
    st.title(say("screen.desk", language), anchor=False)
    said()
    st.warning(say("strip.outdated", language), icon=":material/update:")
    if st.button(say("strip.fresh", language), key="outdated.fresh", type="primary"):
        try:
            give_up_outdated(attempt.handle, someone.id, at=wall())
            fresh = begin(someone, attempt.scenario, at=wall(), mode=attempt.mode)
        except Refused as refused:
            state.say_next("error", say(refused.sentence, language))
        except (Problems, Misconfigured):
            state.say_next("error", say("choosing.broken", language))
        else:
            go("desk", attempt=fresh.handle)
        go("home")


def start(someone: Person, exercise: Exercise, mode: Mode | None = None) -> Attempt | None:
    """Start an exercise; a refusal is said and nothing is started."""
    language = state.language()
    with st.spinner(say("choosing.starting", language)):
        try:
            return begin(someone, exercise.id, at=wall(), mode=mode, tell=bar(language))
        except Refused as refused:
            state.say_next("error", say(refused.sentence, language))
        except (Problems, Misconfigured):
            state.say_next("error", say("choosing.broken", language))
    return None


def start_button(
    someone: Person, exercise: Exercise, label: str, key: str, *, primary: bool
) -> None:
    """Draw a button that starts an exercise and opens its desk."""
    if st.button(
        label,
        key=key,
        type="primary" if primary else "secondary",
        icon=":material/play_arrow:",
        width="stretch",
    ):
        attempt = start(someone, exercise)
        if attempt:
            go("desk", attempt=attempt.handle)
        st.rerun()


def other_modes(someone: Person, exercise: Exercise, key: str) -> None:
    """Offer the modes besides the exercise's own: the same scenario under other rules."""
    language = state.language()
    others = [mode for mode in Mode if mode is not exercise.scenario.mode]
    chosen = st.menu_button(
        say("home.mode_other", language),
        others,
        key=key,
        type="tertiary",
        icon=":material/tune:",
        format_func=lambda mode: say(f"play_mode.{mode}", language),
    )
    if chosen:
        attempt = start(someone, exercise, Mode(chosen))
        if attempt:
            go("desk", attempt=attempt.handle)
        st.rerun()


def said() -> None:
    """Say what was left to be said."""
    for tone, sentence in state.said():
        (st.success if tone == "success" else st.error)(prose.plain(sentence))
