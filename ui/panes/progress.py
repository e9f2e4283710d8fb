"""How far somebody is: mastery on a card, and an exam that waits."""

import streamlit as st

from base.clock import wall
from base.language import Language, say
from course.exams import Phase, exams_of, seat_of
from course.mastery import IN_A_ROW, Mastery
from course.people import Person, Role
from ui import labels, prose
from ui.way import go


def mastered(found: Mastery | None, language: Language) -> None:
    """Draw how many variants in a row were passed; words beside the symbol say the same."""
    if found is None:
        return
    if found.mastered:
        st.badge(
            say("mastery.reached", language), icon=":material/workspace_premium:", color="green"
        )
    elif found.row:
        said = say("mastery.some", language, n=found.row, all=IN_A_ROW)
        st.badge(said, icon=":material/trending_up:", color="blue")
    else:
        st.caption(say("mastery.none", language, all=IN_A_ROW))


def exam_banner(someone: Person, language: Language) -> None:
    """Say that an exam is open and not submitted, with the way to it."""
    if someone.role is not Role.TRAINEE:
        return
    for one in exams_of(someone):
        if one.phase(wall()) is not Phase.OPEN:
            continue
        seat = seat_of(someone, one.id)
        if seat.attempt is not None and seat.attempt.status != "open":
            continue
        with st.container(border=True, key=f"exam-banner-{one.id}"):
            left, right = st.columns([4, 1], vertical_alignment="center")
            closes = labels.moment(one.closes, language)
            told = say("home.exam_open", language, title=one.title, closes=closes)
            left.markdown(f":material/timer: {prose.plain(told)}")
            if right.button(
                say("home.exams", language),
                key=f"home.exam.{one.id}",
                type="primary",
                width="stretch",
            ):
                go("exam")
