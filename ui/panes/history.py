"""The log of a record, or of the whole archive, as people read it."""

from collections.abc import Sequence

import streamlit as st

from base.language import knows, say
from course.desk import Desk
from sandbox.events import Event, Outcome
from ui import labels, prose, state

TONES = {Outcome.SUCCESS: "green", Outcome.WARNING: "orange", Outcome.REFUSED: "red"}
MOST = 80


def history(desk: Desk, events: Sequence[Event]) -> None:
    """Draw events, the newest first."""
    language = state.language()
    if not events:
        st.caption(say("history.none", language))
        return
    st.html(prose.timeline([entry(desk, event) for event in events[:MOST]]))
    if len(events) > MOST:
        st.caption(say("history.more", language, n=len(events) - MOST))


def entry(desk: Desk, event: Event) -> tuple[str, str, str, str]:
    """Return an event as when, what, details, tone."""
    language = state.language()
    verb = f"verb.{event.verb}.title"
    what = say(verb, language) if knows(verb) else event.type
    outcome = Outcome(event.outcome)
    who = desk.holdings.name_of(event.actor) or say("history.system", language)
    touched = [ref for ref in event.touched[:3] if labels.stands_alone(ref)]
    about = [labels.record(ref, desk.holdings, language, 60) for ref in touched]
    named = [one for one, ref in zip(about, touched, strict=True) if one != ref]
    said = "" if outcome is Outcome.SUCCESS else say(f"outcome.{outcome}", language)
    detail = " · ".join(one for one in (who, said, *named, _why(event)) if one)
    when = f"#{event.seq} · {labels.moment(event.at, language)}"
    return when, what, detail, TONES.get(outcome, "gray")


def _why(event: Event) -> str:
    lapsed = event.details.get("lapsed")
    if lapsed:
        return say("history.lapsed", state.language(), n=len(lapsed))
    code = event.details.get("code")
    if not code:
        return ""
    facts = event.details.get("facts", {})
    return say(f"refused.{code}", state.language(), **facts)
