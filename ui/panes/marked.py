"""One attempt in the gradebook: its criteria, every line of its mark, a mark by hand."""

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.desk import desk_of, history_of
from course.marksheet import Written, history
from course.overrides import SHORTEST_REASON, override
from course.people import Person
from course.submitting import result_of
from grading.gradebook import Standing
from ui import labels, prose, state
from ui.panes.criteria import criteria
from ui.way import go


def marked(someone: Person, names: dict[str, str], language: Language) -> None:
    """Draw one graded attempt, chosen among those of ``names`` (handle → whose, which try)."""
    left, right = st.columns([2.6, 1], vertical_alignment="bottom")
    handle = left.selectbox(
        say("gradebook.attempt", language),
        list(names),
        key="gradebook.attempt",
        format_func=names.__getitem__,
    )
    try:
        told, remarks = result_of(someone, handle, language, at=wall())
        held, written = desk_of(someone, handle).holdings, history(someone, handle)
        acts = [one for one in history_of(someone, handle) if one.actor]
    except (Refused, Misconfigured) as error:
        st.error(prose.plain(say(error.sentence, language)), icon=":material/lock:")
        return
    if right.button(
        say("gradebook.open", language),
        key="gradebook.open",
        icon=":material/timeline:",
        width="stretch",
        help=say("gradebook.open_help", language),
    ):
        go("result", attempt=handle)
    body, side = st.columns([1.9, 1], gap="medium")
    with body:
        criteria(remarks, held, acts, language)
    with side:
        _mark(told.mark, language)
        st.html(prose.timeline([line(one, language) for one in written]))
        _override(someone, handle, told.mark, language)


def _mark(mark: Standing, language: Language) -> None:
    """The mark that counts today."""
    passed = say("result.passed" if mark.passed else "result.failed", language)
    score = say("result.score", language, score=labels.amount(mark.score, language))
    tag = prose.tag(passed, "green" if mark.passed else "red")
    st.markdown(f"#### {prose.plain(score)} {tag}", anchors=False)


def line(one: Written, language: Language) -> tuple[str, str, str, str]:
    """Return a line of the gradebook as when, what, details, tone."""
    mark = one.line
    score = say("result.score", language, score=labels.amount(mark.score, language))
    detail = " · ".join(part for part in (score, one.author, mark.reason) if part)
    what = say(f"mark_line.{mark.entry}", language)
    return labels.moment(mark.at, language), what, detail, "green" if mark.passed else "red"


def _override(someone: Person, handle: str, mark: Standing, language: Language) -> None:
    """A mark by hand; its author and reason stand in the gradebook and before the trainee."""
    with (
        st.expander(say("gradebook.override", language), icon=":material/edit:"),
        st.form("override", border=False),
    ):
        score = st.number_input(
            say("gradebook.column_score", language),
            0.0,
            100.0,
            mark.score,
            key=f"override.{handle}.{mark.line}",
        )
        reason = st.text_area(
            say("gradebook.reason", language, n=SHORTEST_REASON),
            key=f"override.reason.{handle}.{mark.line}",
        )
        if st.form_submit_button(
            say("gradebook.override_now", language), key="override.now", type="primary"
        ):
            try:
                override(someone, handle, score=float(score), reason=str(reason), at=wall())
            except Refused as refused:
                st.error(prose.plain(say(refused.sentence, language)))
            else:
                state.say_next("success", say("gradebook.overridden", language))
                st.rerun()
