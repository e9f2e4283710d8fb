"""Will it hold in 2046? The verdict along the years, and the moment by which to stamp again."""

from datetime import UTC, datetime
from typing import Final

import streamlit as st

from base.language import Language, say
from course.desk import Desk
from course.keyring import foreseen, keeps_calendar, practice_roots
from course.people import Person
from sandbox import entities as e
from sandbox.signing.outlook import Outlook, Stretch
from sandbox.verdicts import Remark, Verdict
from ui import labels, prose, state

ICONS: Final = {
    Verdict.VALID: ":material/check_circle:",
    Verdict.INVALID: ":material/cancel:",
    Verdict.UNDETERMINED: ":material/help:",
}
COLOURS: Final = {Verdict.VALID: "green", Verdict.INVALID: "red", Verdict.UNDETERMINED: "orange"}
AHEAD: Final = 20
"""Years ahead that the view begins with: 2046, seen from 2026."""
_FARTHEST: Final = 50
_MOST_REASONS: Final = 3
"""Reasons told of a stretch of years: a chain of stamps that broke has one for each link."""
_SHOWN: Final = "Outlook.shown"
_YEAR: Final = "Outlook.year"


def prospects(someone: Person, desk: Desk, document: e.Document) -> None:
    """Draw the outlook when it is asked for: it verifies once for each turn that is to come."""
    language = state.language()
    if not st.toggle(say("outlook.title", language), key=_SHOWN):
        return
    now = desk.holdings.today.year
    until = datetime(now + _FARTHEST, 12, 31, tzinfo=UTC)
    seen = foreseen(someone, desk.attempt.handle, document.ref, until)
    if seen is None:
        st.caption(say("outlook.unsigned", language))
        return
    state.default(_YEAR, now + AHEAD)
    year = st.slider(say("outlook.year", language), now, now + _FARTHEST, key=_YEAR, format="%d")
    _answer(seen.at(datetime(year, 12, 31, tzinfo=UTC)), year, language)
    _deadline(seen, language)
    st.markdown("\n".join(_line(one, language) for one in seen.stretches))
    st.caption(say("outlook.assumed", language))
    if keeps_calendar(desk):
        st.button(
            say("outlook.calendar", language),
            key="Outlook.calendar",
            icon=":material/event_repeat:",
            on_click=state.choose,
            args=("list:renewals",),
        )


def _answer(stretch: Stretch, year: int, language: Language) -> None:
    show = {Verdict.VALID: st.success, Verdict.INVALID: st.error}.get(stretch.verdict, st.warning)
    verdict = say(f"outlook.{stretch.verdict}", language, year=year)
    show(prose.plain(verdict), icon=ICONS[stretch.verdict])


def _deadline(seen: Outlook, language: Language) -> None:
    """Say what is to be done and by when, or that it is too late."""
    if seen.renew_before is not None:
        day = labels.day(seen.renew_before, language)
        st.markdown(prose.strong(say("outlook.renew", language, day=day)))
    elif seen.stretches[0].verdict is not Verdict.VALID:
        st.markdown(prose.strong(say("outlook.late", language)))


def _line(stretch: Stretch, language: Language) -> str:
    """One stretch: from when, the verdict, and why."""
    verdict = say(f"verdict.{stretch.verdict}", language)
    since = labels.day(stretch.since, language)
    head = say("outlook.since", language, day=since)
    told = [prose.plain(one) for one in _reasons(stretch, language)]
    bold = f"- {prose.plain(head)}: :{COLOURS[stretch.verdict]}[{verdict}]"
    return "  \n  ".join([bold, *(f":small[{one}]" for one in told)])


def _reasons(stretch: Stretch, language: Language) -> list[str]:
    """What decides it, each kind of reason once; the panels tell the rest when the day comes."""
    kinds: dict[str, Remark] = {}
    for one in stretch.reasons:
        kinds.setdefault(one.code, one)
    first = sorted(kinds.values(), key=_telling)[:_MOST_REASONS]
    told = [say(f"signature.{one.code}", language, **one.facts) for one in first]
    more = len(stretch.reasons) - len(first)
    rest = [say("outlook.more", language, n=more)] if more else []
    return [labels.dated(one, language) for one in [*told, *rest]]


def _telling(reason: Remark) -> bool:
    """Timestamps that ended first: what one can renew in time."""
    return not reason.code.startswith(("archive.", "timestamp."))


def roots(someone: Person, desk: Desk) -> None:
    """Offer the practice roots for our own ``verify --trust``, with the warning they need."""
    language = state.language()
    warning = say("signature.practice_root", language)
    st.caption(prose.plain(warning))
    pem = practice_roots(someone, desk.attempt.handle)
    st.download_button(
        say("outlook.roots", language),
        "".join([f"# {warning}\n", pem]),
        file_name="goc-thuc-hanh.pem",
        mime="application/x-pem-file",
        key="PracticeRoots.download",
        icon=":material/download:",
        on_click="ignore",
    )
