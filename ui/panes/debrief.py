"""The debrief's second half: own acts in time, duties missed, and the way beside the reference."""

from datetime import datetime, time

import streamlit as st

from base.clock import VIETNAM, wall
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.desk import Holdings
from course.people import Person
from course.timeline import Comparison, Deed, Duty, Kept, Timeline, timeline
from sandbox.events import Outcome
from ui import labels, prose, state
from ui.panes.acts import verb_name

TONES = {Outcome.SUCCESS: "green", Outcome.WARNING: "orange", Outcome.REFUSED: "red"}
DUTY_TONES = {Kept.MET: "green", Kept.LATE: "orange", Kept.MISSED: "red", Kept.OPEN: "gray"}


def debrief(someone: Person, handle: str, held: Holdings) -> None:
    """Draw the way somebody went, beside the nearest solution."""
    language = state.language()
    try:
        with st.spinner(say("film.shooting", language)):
            told = timeline(someone, handle, at=wall())
    except Refused as refused:
        st.info(prose.plain(say(refused.sentence, language)), icon=":material/lock:")
        return
    except Misconfigured:
        st.info(say("refused.reveal.stumbled", language), icon=":material/build:")
        return
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        st.markdown(f"#### {prose.plain(say('way.timeline', language))}", anchors=False)
        rows = _moments(told, held, language)
        if rows:
            st.html(prose.timeline(rows))
        else:
            st.caption(say("history.none", language))
    with right:
        st.markdown(f"#### {prose.plain(say('way.comparison', language))}", anchors=False)
        _compared(told.comparison, language)


def _moments(told: Timeline, held: Holdings, language: Language) -> list[tuple[str, str, str, str]]:
    """Acts and duties in the order of the simulated clock."""
    found = [(one.at, _deed(one, held, language)) for one in told.deeds]
    for duty in told.duties:
        if duty.kept is not Kept.OPEN:
            day = datetime.combine(duty.due, time.max, VIETNAM)
            found.append((day, _duty(duty, held, language)))
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _deed(one: Deed, held: Holdings, language: Language) -> tuple[str, str, str, str]:
    touched = [ref for ref in one.touched[:3] if labels.stands_alone(ref)]
    named = [labels.record(ref, held, language, 60) for ref in touched]
    about = [name for name, ref in zip(named, touched, strict=True) if name != ref]
    said = "" if one.outcome is Outcome.SUCCESS else say(f"outcome.{one.outcome}", language)
    detail = " · ".join(part for part in (held.name_of(one.actor), said, *about) if part)
    when = f"#{one.seq} · {labels.moment(one.at, language)}"
    return when, verb_name(one.verb, language), detail, TONES.get(one.outcome, "gray")


def _duty(one: Duty, held: Holdings, language: Language) -> tuple[str, str, str, str]:
    about = labels.record(one.about, held, language, 70)
    met = labels.day(one.met_at, language)
    detail = say(f"way.duty_{one.kept}", language, about=about, met=met)
    return labels.day(one.due, language), say("way.duty", language), detail, DUTY_TONES[one.kept]


def _compared(found: Comparison, language: Language) -> None:
    if not found.cost:
        st.success(say("way.same", language), icon=":material/check_circle:")
    if found.missing:
        lines = list(dict.fromkeys(verb_name(verb, language) for verb in found.missing))
        st.warning(_listed(lines), title=say("way.missing", language), icon=":material/pending:")
    if found.reversed:
        lines = [
            say(
                "way.reversed_pair",
                language,
                first=verb_name(one.first, language),
                then=verb_name(one.then, language),
                first_at=one.first_at,
                then_at=one.then_at,
            )
            for one in found.reversed
        ]
        shown = _listed(list(dict.fromkeys(lines)))
        st.warning(shown, title=say("way.reversed", language), icon=":material/swap_vert:")
    st.caption(say("way.free", language))


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {prose.plain(line)}" for line in lines)
