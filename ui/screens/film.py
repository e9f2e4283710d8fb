"""The solution as a film: one step a frame, forward, back, play and pause."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import Language, Words, say
from course.attempts import Attempt
from course.desk import Desk, desk_of
from course.people import Person
from course.reveal import Film, Frame, abandon, film_of, reveal, ways
from ui import labels, prose, state
from ui.panes import acts
from ui.screens.choosing import said
from ui.way import go

PACE = "4s"
"""How long a frame stays while the film plays."""


def film(someone: Person) -> None:
    """Draw the film of the attempt that the address names, or ask before opening it."""
    language = state.language()
    st.title(say("screen.film", language), anchor=False)
    said()
    handle = state.attempt()
    try:
        attempt = desk_of(someone, handle).attempt
        if attempt.account == someone.id and attempt.revealed_at is None:
            _ask(someone, attempt, language)
            return
        which = _which(ways(someone, handle), language)
        with st.spinner(say("film.shooting", language)):
            shot = film_of(someone, handle, which)
    except Refused as refused:
        st.error(prose.plain(say(refused.sentence, language)), icon=":material/lock:")
        _home(language)
        return
    except Misconfigured:
        st.error(say("refused.reveal.stumbled", language), icon=":material/build:")
        _home(language)
        return
    if state.recall("film.of") != handle:  # another attempt's film begins at its beginning
        state.keep("film.of", handle)
        _play(1, on=False)
    _ways_on(someone, attempt, language)
    playing = bool(state.recall("film.playing", False))
    drawn = st.fragment(run_every=PACE if playing else None)(partial(_show, attempt, shot))
    drawn()


def _which(titles: Sequence[Words | None], language: Language) -> int:
    """Ask which solution is watched, where there are several; another one begins anew."""
    if len(titles) == 1:
        return 0
    numbers = range(len(titles))
    chosen = st.segmented_control(
        say("film.which", language, n=len(titles)),
        numbers,
        default=0,
        key="film.which",
        required=True,
        format_func=lambda place: _titled(place, titles[place], language),
        on_change=partial(_play, 1, on=False),
    )
    return chosen if chosen in numbers else 0


def _titled(place: int, title: Words | None, language: Language) -> str:
    name = title.read(language) if title else say("film.way", language)
    return f"{place + 1}. {name}"


def _ask(someone: Person, attempt: Attempt, language: Language) -> None:
    """Say what opening costs, before it is opened."""
    price = "film.price_open" if attempt.status == "open" else "film.price_done"
    st.warning(say(price, language), icon=":material/visibility:")
    with st.container(horizontal=True):
        st.button(
            say("film.open", language),
            key="film.open",
            type="primary",
            icon=":material/movie:",
            on_click=partial(_reveal, someone, attempt.handle),
        )
        back = "desk" if attempt.status == "open" else "result"
        if st.button(say("film.not_yet", language), key="film.back", icon=":material/arrow_back:"):
            go(back, attempt=attempt.handle)


def _reveal(someone: Person, handle: str) -> None:
    try:
        reveal(someone, handle, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, state.language()))
    _at(1)


def _home(language: Language) -> None:
    if st.button(say("choosing.home", language), key="film.home", icon=":material/home:"):
        go("home")


def _ways_on(someone: Person, attempt: Attempt, language: Language) -> None:
    if attempt.account == someone.id and attempt.status == "open":
        st.info(say("film.closed_credit", language), icon=":material/info:")
        left, right = st.columns(2)
        if left.button(
            say("film.to_desk", language), key="film.desk", icon=":material/space_dashboard:"
        ):
            go("desk", attempt=attempt.handle)
        if right.button(
            say("film.new_variant", language), key="film.leave", icon=":material/restart_alt:"
        ):
            _leave(someone, attempt.handle)
    elif st.button(say("film.to_result", language), key="film.result", icon=":material/grading:"):
        go("result", attempt=attempt.handle)


def _leave(someone: Person, handle: str) -> None:
    try:
        abandon(someone, handle, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, state.language()))
    go("home")


def _at(place: int) -> None:
    """Show a frame; the film waits its full time from here."""
    state.keep("film.place", place)
    state.keep("film.fresh", True)


def _play(place: int, *, on: bool) -> None:
    """Let the film run from a frame, or stand still there."""
    state.keep("film.playing", on)
    state.keep("film.turned", True)
    _at(place)


def _show(attempt: Attempt, shot: Film) -> None:
    if state.recall("film.turned", False):  # the fragment's own pace changes with the whole page
        state.keep("film.turned", False)
        st.rerun()
    language = state.language()
    last = len(shot.frames)
    place = min(max(1, int(state.recall("film.place", 1))), last)
    playing = bool(state.recall("film.playing", False))
    if playing and not state.recall("film.fresh", True):
        place = min(place + 1, last)
    _at(place)
    state.keep("film.fresh", False)
    frame = shot.frames[place - 1]
    st.progress(place / last, text=say("film.step", language, n=place, all=last))
    _buttons(place, last, language, playing=playing)
    _frame(frame, Desk(attempt, shot.holdings), language)


def _buttons(place: int, last: int, language: Language, *, playing: bool) -> None:
    with st.container(horizontal=True):
        st.button(
            say("film.previous", language),
            key="film.previous",
            icon=":material/skip_previous:",
            disabled=place == 1,
            on_click=partial(_at, place - 1),
        )
        st.button(
            say("film.pause" if playing else "film.play", language),
            key="film.play",
            type="primary",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            on_click=partial(_play, 1 if place == last and not playing else place, on=not playing),
        )
        st.button(
            say("film.next", language),
            key="film.next",
            icon=":material/skip_next:",
            disabled=place == last,
            on_click=partial(_at, place + 1),
        )


def _frame(frame: Frame, desk: Desk, language: Language) -> None:
    """One step: what is done, by whom, with what; and what it changed."""
    left, right = st.columns([1.4, 1], gap="medium")
    held = desk.holdings
    with left, st.container(border=True):
        for act in frame.acts[: acts.MOST]:
            who = held.name_of(act.actor) or say("history.system", language)
            st.markdown(f"#### {prose.plain(acts.verb_name(act.verb, language))}", anchors=False)
            role = "film.by" if act.own else "film.by_colleague"
            when = labels.moment(act.at, language)
            st.caption(prose.plain(say(role, language, name=who, when=when)))
            st.html(prose.facts(acts.asked(act, desk, language)))
        if len(frame.acts) > acts.MOST:
            st.caption(say("film.more_acts", language, n=len(frame.acts) - acts.MOST))
    with right, st.container(border=True):
        st.markdown(prose.strong(say("film.changes", language)))
        lines = acts.changed(frame.altered, held, language) or [say("film.nothing", language)]
        st.markdown("\n".join(f"- {prose.plain(line)}" for line in lines))
        st.caption(say("film.day", language, when=labels.moment(frame.now, language)))
