"""The result: the mark and why, criterion by criterion, with evidence, rules and the way on."""

from itertools import islice

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.attempts import Attempt
from course.closing import closed_credit
from course.desk import Holdings, history_of
from course.desk import desk as read_desk
from course.people import Person
from course.pinned import content
from course.submitting import Submitted, result_of
from grading.feedback import Remark
from grading.mark import Mark
from sandbox.events import Event
from scenarios.errors import Problems
from scenarios.exercise import Exercise
from ui import labels, prose, state
from ui.panes.debrief import debrief
from ui.panes.history import history
from ui.screens.choosing import exercises, said, start_button
from ui.way import go

TONES = {
    Mark.PASSED: "green", Mark.PARTLY: "orange", Mark.FAILED: "red", Mark.BLOCKED: "gray",
    Mark.BROKEN: "gray",
}  # fmt: skip
MOST_EVENTS = 4
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
        if closed_credit(submitted.attempt.handle):
            st.warning(say("result.revealed", language), icon=":material/visibility:")
    with right:
        if submitted.attempt.exam is None:
            start_button(
                someone,
                exercise,
                say("result.again", language),
                "result.again",
                primary=not mark.passed,
            )
        if remarks and st.button(
            say("result.solution", language),
            key="result.solution",
            width="stretch",
            icon=":material/movie:",
        ):
            go("film", attempt=submitted.attempt.handle)
        if st.button(
            say("choosing.home", language),
            key="result.home",
            width="stretch",
            icon=":material/home:",
        ):
            go("home")


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
    if view == "criteria":
        heads = [
            say(f"result.column_{name}", language)
            for name in ("criterion", "points", "found", "evidence", "rule")
        ]
        held = read_desk(someone, handle).holdings
        acts = [one for one in history_of(someone, handle) if one.actor]
        st.html(prose.results(heads, [_row(one, held, acts, language) for one in remarks]))
        _practise(someone, remarks, exercise, language)
    elif view == "way":
        debrief(someone, handle, read_desk(someone, handle).holdings)
    elif view == "debrief":
        with st.container(width=760):
            st.markdown(prose.authored(exercise.debrief.read(language)), anchors=False)
    else:
        history(
            read_desk(someone, handle), [one for one in history_of(someone, handle) if one.actor]
        )


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


def _evidence(one: Remark, acts: list[Event]) -> list[int]:
    """The events a criterion names; else the last that touched the records it speaks of."""
    if one.events:
        return one.events
    touching = (act.seq for act in acts if set(act.touched) & set(one.refs))
    return sorted(islice(touching, MOST_EVENTS))


def _row(
    one: Remark, held: Holdings, acts: list[Event], language: Language
) -> tuple[str, str, str, str, str, str, str]:
    points = labels.amount(one.points, language)
    worth = f"{points}/{one.possible}" if one.possible else points
    rules = []
    for basis in one.bases:
        unsure = f" ({say('rules.check_text', language)})" if basis.confidence != "A" else ""
        rules.append(f"{basis.citation}: {basis.title}{unsure}")
    evidence = ", ".join(f"#{seq}" for seq in _evidence(one, acts)) or "–"
    told = [labels.named(line, held, language) for line in one.found]
    found = [*told, *([one.consequence] if one.consequence and not one.gate else [])]
    mark = say(f"mark.{one.mark}.name", language)
    return TONES[one.mark], mark, one.title, worth, "\n".join(found), "\n".join(rules), evidence
