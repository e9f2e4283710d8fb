"""The gradebook of a class: results, one attempt's feedback, marks by hand, regrading."""

from typing import Final, get_args

import streamlit as st

from base.clock import wall
from base.db import reading
from base.errors import Refused
from base.language import Language, say
from course.attempts import Attempt
from course.classes import classes_of, trainees
from course.desk import open_attempts
from course.overrides import SHORTEST_REASON, override
from course.people import Person
from course.regrading import Policy, Regrade, Way, regrade
from course.submitting import result_of
from grading.gradebook import Entry, Standing, lines, standings
from scenarios.exercise import Exercise
from ui import labels, prose, state
from ui.screens.choosing import exercises, said

POLICIES: Final = get_args(Policy)
WAYS: Final = get_args(Way)


def gradebook(someone: Person) -> None:
    """Draw the results of a class at one exercise."""
    language = state.language()
    st.title(say("screen.gradebook", language), anchor=False)
    said()
    chosen = choice(someone, language)
    if chosen is None:
        return
    room, exercise = chosen
    with reading() as session:
        people = trainees(session, room)
        many = open_attempts(session, [one.id for one in people])
        tries = [
            (person, one)
            for person in people
            for one in many.get(person.id, [])
            if one.scenario == exercise.id
        ]
        marks = standings(session, [one.handle for _, one in tries])
    if not tries:
        st.info(say("gradebook.empty", language), icon=":material/inbox:")
        return
    st.html(prose.grid(_heads(language), [_row(p, a, marks, language) for p, a in tries]))
    graded = {a.handle: f"{p.name} · {a.number}" for p, a in tries if a.handle in marks}
    if graded:
        _one(someone, graded, language)
        _regrade(someone, room, exercise, graded, language)


def choice(someone: Person, language: Language) -> tuple[int, Exercise] | None:
    """Ask which class and which exercise; None when there is nothing to choose from."""
    with reading() as session:
        rooms = {room.id: f"{room.name} ({room.code})" for room in classes_of(session, someone)}
    offered = {one.id: one for one in exercises(someone)}
    if not rooms or not offered:
        st.info(say("classes.none" if not rooms else "home.none", language))
        return None
    left, right = st.columns(2)
    room = left.selectbox(
        say("classes.which", language),
        list(rooms),
        key="gradebook.room",
        format_func=rooms.__getitem__,
    )
    name = right.selectbox(
        say("preview.which", language),
        list(offered),
        key="gradebook.exercise",
        format_func=lambda one: offered[one].scenario.title.read(language),
    )
    return room, offered[name]


def _heads(language: Language) -> list[str]:
    names = ("name", "try", "mode", "status", "score", "passed", "when")
    return [say(f"gradebook.column_{name}", language) for name in names]


def _row(person: Person, one: Attempt, marks: dict[str, Standing], language: Language) -> list[str]:
    mark = marks.get(one.handle)
    score = labels.amount(mark.score, language) if mark else "–"
    passed = say("result.passed" if mark.passed else "result.failed", language) if mark else "–"
    by_hand = mark is not None and mark.entry is Entry.OVERRIDE
    return [
        person.name,
        str(one.number),
        say(f"play_mode.{one.mode}", language),
        say(f"attempt_status.{one.status}", language),
        f"{score} ✎" if by_hand else score,
        passed,
        labels.moment(one.submitted_at or one.started_at, language),
    ]


def _one(someone: Person, graded: dict[str, str], language: Language) -> None:
    st.markdown(f"### {prose.plain(say('gradebook.one', language))}", anchors=False)
    handle = st.selectbox(
        say("gradebook.attempt", language),
        list(graded),
        key="gradebook.attempt",
        format_func=graded.__getitem__,
    )
    try:
        told, remarks = result_of(someone, handle, language, at=wall())
    except Refused as refused:
        st.error(prose.plain(say(refused.sentence, language)))
        return
    left, right = st.columns([1.7, 1], gap="medium")
    with left, st.expander(say("gradebook.criteria", language), icon=":material/rule:"):
        rows = [
            [
                one.title,
                say(f"mark.{one.mark}.name", language),
                labels.amount(one.points, language),
                "\n".join(one.found),
            ]
            for one in remarks
        ]
        heads = [
            say(f"result.column_{name}", language)
            for name in ("criterion", "verdict", "points", "found")
        ]
        st.html(prose.grid(heads, rows))
    with right:
        _override(someone, handle, told.mark, language)
    _history(handle, language)


def _override(someone: Person, handle: str, mark: Standing, language: Language) -> None:
    with (
        st.expander(say("gradebook.override", language), icon=":material/edit:"),
        st.form("override", border=False),
    ):
        score = st.number_input(
            say("gradebook.column_score", language),
            0.0,
            100.0,
            mark.score,
            key=f"override.{handle}",
        )
        reason = st.text_area(
            say("gradebook.reason", language, n=SHORTEST_REASON), key="override.reason"
        )
        if st.form_submit_button(say("gradebook.override_now", language), key="override.now"):
            try:
                override(someone, handle, score=float(score), reason=str(reason), at=wall())
            except Refused as refused:
                st.error(prose.plain(say(refused.sentence, language)))
            else:
                state.say_next("success", say("gradebook.overridden", language))
                st.rerun()


def _history(handle: str, language: Language) -> None:
    """Every line the gradebook has on this attempt: nothing is ever written over."""
    with reading() as session:
        found = lines(session, handle)
    if len(found) < 2:  # noqa: PLR2004 - one line has no history
        return
    rows = [
        (
            labels.moment(one.at, language),
            say(f"mark_line.{one.entry}", language),
            f"{labels.amount(one.score, language)}/100 · {one.author} · {one.reason}",
            "green" if one.passed else "red",
        )
        for one in found
    ]
    st.html(prose.timeline(rows))


def _regrade(
    someone: Person, room: int, exercise: Exercise, graded: dict[str, str], language: Language
) -> None:
    """A dry run first; then new lines, with author and reason."""
    st.markdown(f"### {prose.plain(say('gradebook.regrade', language))}", anchors=False)
    st.caption(say("gradebook.regrade_lead", language, version=exercise.scenario.version))
    way, policy = _how(language)
    chosen = (
        st.multiselect(
            say("gradebook.attempt", language),
            list(graded),
            key="regrade.chosen",
            format_func=graded.__getitem__,
            placeholder=say("form.choose_many", language),
        )
        if policy == "manual"
        else None
    )
    reason = st.text_input(say("gradebook.reason", language, n=SHORTEST_REASON), key="regrade.why")
    with st.container(horizontal=True):
        dry = st.button(
            say("gradebook.dry", language), key="regrade.dry", icon=":material/science:"
        )
        real = st.button(say("gradebook.real", language), key="regrade.real", type="primary")
    if not (dry or real):
        return
    try:
        told = regrade(
            exercise.id,
            at=wall(),
            dry_run=dry,
            policy=policy,
            way=way,
            chosen=chosen,
            school_class=room,
            author=someone.login,
            reason=str(reason),
        )
    except Refused as refused:
        st.error(prose.plain(say(refused.sentence, language)))
        return
    _moved(told, language)


def _how(language: Language) -> tuple[Way, Policy]:
    """Ask how to judge again, and what is to be written."""
    left, middle = st.columns(2)
    way: Way = left.radio(
        say("gradebook.way", language),
        WAYS,
        key="regrade.way",
        format_func=lambda name: say(f"gradebook.way_{name}", language),
    )
    policy: Policy = middle.radio(
        say("gradebook.policy", language),
        POLICIES,
        key="regrade.policy",
        format_func=lambda name: say(f"gradebook.policy_{name}", language),
    )
    return way, policy


def _moved(told: Regrade, language: Language) -> None:
    crossing = sum(one.crosses for one in told.moves)
    counts = {"all": told.attempts, "moves": len(told.moves), "crossing": crossing}
    shown = say("gradebook.moved", language, **counts, human=told.human)
    kind = "gradebook.wrote_nothing" if told.dry_run else "gradebook.wrote"
    st.info(f"{shown} {say(kind, language, n=told.written)}", icon=":material/balance:")
    if not told.moves:
        return
    heads = [
        say(f"gradebook.column_{name}", language) for name in ("name", "before", "after", "passed")
    ]
    rows = []
    for one in told.moves:
        passed = [
            say("result.passed" if yes else "result.failed", language)
            for yes in (one.passed_before, one.passed)
        ]
        rows.append(
            [
                f"{one.name} ({one.login})",
                labels.amount(one.before, language),
                labels.amount(one.after, language),
                " → ".join(passed) if one.crosses else passed[1],
            ]
        )
    st.html(prose.grid(heads, rows))
