"""The result: the mark and why, criterion by criterion, with evidence, rules and the way on."""

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.attempts import Attempt
from course.closing import closed_credit
from course.desk import desk_of, history_of
from course.hints import debrief as debrief_text
from course.marksheet import history as lines_of
from course.marksheet import owner_of
from course.people import Person
from course.pinned import content
from course.submitting import Submitted, result_of
from grading.feedback import Remark
from grading.gradebook import Entry
from grading.mark import Mark
from scenarios.errors import Problems
from scenarios.exercise import Exercise
from ui import labels, prose, state
from ui.panes.criteria import criteria
from ui.panes.debrief import debrief
from ui.panes.history import history
from ui.screens.choosing import exercises, said, start_button
from ui.way import go

VIEWS = ("criteria", "way", "debrief", "acts")


def result(someone: Person) -> None:
    """Draw the result of the attempt that the address names."""
    language = state.language()
    handle = state.attempt()
    st.title(say("screen.result", language), anchor=False)
    said()
    try:
        submitted, remarks = result_of(someone, handle, language, at=wall())
        exercise, _ = content(handle)
        whose = owner_of(someone, handle)
    except (Refused, Problems, Misconfigured) as error:
        sentence = (
            say(error.sentence, language)
            if isinstance(error, Refused)
            else say("choosing.broken", language)
        )
        st.error(prose.plain(sentence), icon=":material/lock:")
        if st.button(say("choosing.home", language), key="result.home"):
            go("home")
        return
    if exercise is None:
        st.error(say("choosing.broken", language), icon=":material/build:")
        return
    if whose.id != someone.id:
        said_whose = say("result.of_trainee", language, name=whose.name, login=whose.login)
        st.info(prose.plain(said_whose), icon=":material/visibility:")
    _head(someone, submitted, remarks, exercise, language)
    if not remarks:
        st.info(say("result.points_only", language), icon=":material/lock:")
        return
    _body(someone, handle, remarks, exercise, language)


def _head(
    someone: Person,
    submitted: Submitted,
    remarks: list[Remark],
    exercise: Exercise,
    language: Language,
) -> None:
    mark = submitted.mark
    left, middle, right = st.columns([0.9, 3, 1.1], vertical_alignment="center", gap="medium")
    score = labels.amount(mark.score, language)
    tone = "green" if mark.passed else "red" if mark.report.gates else "orange"
    said_score = say("result.score", language, score=score)
    left.html(prose.ring(score, mark.score / 100, said_score, tone))
    with middle:
        st.markdown(f"### {prose.plain(exercise.scenario.title.read(language))}", anchors=False)
        _verdict(submitted, remarks, language)
        st.caption(_when(submitted.attempt, language))
        _by_hand(someone, submitted, language)
        if closed_credit(submitted.attempt.handle):
            st.warning(say("result.revealed", language), icon=":material/visibility:")
    with right:
        _ways_on(someone, submitted, exercise, language, told=bool(remarks))


def _ways_on(
    someone: Person, submitted: Submitted, exercise: Exercise, language: Language, *, told: bool
) -> None:
    """Again, the solution, home; for whoever teaches them the solution and the gradebook."""
    own = submitted.attempt.account == someone.id
    if own and submitted.attempt.exam is None:
        again = say("result.again", language)
        start_button(someone, exercise, again, "result.again", primary=not submitted.mark.passed)
    if told and st.button(
        say("result.solution", language),
        key="result.solution",
        width="stretch",
        icon=":material/movie:",
    ):
        go("film", attempt=submitted.attempt.handle)
    back = (
        ("home", "choosing.home", "home")
        if own
        else ("gradebook", "result.gradebook", "fact_check")
    )
    if st.button(
        say(back[1], language),
        key="result.home",
        width="stretch",
        icon=f":material/{back[2]}:",
    ):
        go(back[0])


def _by_hand(someone: Person, submitted: Submitted, language: Language) -> None:
    """Who changed the mark, and why: it is read by whoever earned it."""
    mark = submitted.mark
    if mark.entry not in {Entry.OVERRIDE, Entry.REGRADE}:
        return
    written = {one.line.line: one for one in lines_of(someone, submitted.attempt.handle)}
    facts = {
        "author": written[mark.line].author,
        "when": labels.moment(mark.at, language),
        "reason": mark.reason,
    }
    said = say(f"result.changed_{mark.entry}", language, **facts)
    st.info(prose.plain(said), icon=":material/history_edu:")


def _when(attempt: Attempt, language: Language) -> str:
    """When it was submitted and by whom; the variant of an exam stays secret."""
    when = labels.moment(attempt.submitted_at, language)
    if attempt.automatic:
        return say("result.when_automatic", language, when=when)
    if attempt.exam is not None:
        return say("result.when_exam", language, when=when)
    return say("result.when", language, when=when, n=attempt.number, seed=attempt.seed)


def _verdict(submitted: Submitted, remarks: list[Remark], language: Language) -> None:
    """Passed or not, and why: a fallen gate is told with what comes of it."""
    mark = submitted.mark
    fallen = [one for one in remarks if one.gate]
    if submitted.attempt.status == "given-back":
        st.warning(say("result.given_back", language), icon=":material/build:")
        return
    title = say("result.passed" if mark.passed else "result.failed", language)
    why = say(
        "result.why_passed" if mark.passed else "result.why_failed",
        language,
        need=mark.report.pass_mark,
    )
    if fallen:
        why = say("result.why_gate", language, gates="; ".join(one.title for one in fallen))
    show = st.success if mark.passed else st.error
    show(
        prose.plain(why),
        title=title,
        icon=":material/verified:" if mark.passed else ":material/block:",
    )
    for one in fallen:
        if one.consequence:
            st.warning(
                prose.plain(one.consequence),
                title=say("result.consequence", language),
                icon=":material/newspaper:",
            )


def _body(
    someone: Person, handle: str, remarks: list[Remark], exercise: Exercise, language: Language
) -> None:
    if state.value("result.view") not in VIEWS:
        state.preset("result.view", VIEWS[0])
    view = st.segmented_control(
        say("desk.views", language),
        VIEWS,
        key="result.view",
        required=True,
        format_func=lambda name: say(f"result.view_{name}", language),
        label_visibility="collapsed",
    )
    desk = desk_of(someone, handle)
    acts = [one for one in history_of(someone, handle) if one.actor]
    own = desk.attempt.account == someone.id
    if view == "criteria":
        criteria(remarks, desk.holdings, acts, language)
        if own:
            _practise(someone, remarks, exercise, language)
    elif view == "way":
        debrief(someone, handle, desk.holdings)
    elif view == "debrief":
        with st.container(width=760):
            text = debrief_text(someone, handle, language, at=wall())
            st.markdown(prose.authored(labels.named(text, desk.holdings, language)), anchors=False)
    else:
        history(desk, acts)


def _practise(
    someone: Person, remarks: list[Remark], exercise: Exercise, language: Language
) -> None:
    """Where what was lost can be practised again."""
    lost = {one.practise for one in remarks if one.mark is not Mark.PASSED and one.practise}
    offered = [one for one in exercises(someone) if one.id in lost - {exercise.id}]
    if not offered:
        return
    st.markdown(prose.strong(say("result.practise", language)))
    with st.container(horizontal=True):
        for one in offered:
            title = one.scenario.title.read(language)
            label = say("result.practise_at", language, title=title)
            start_button(someone, one, label, f"practise.{one.id}", primary=False)
