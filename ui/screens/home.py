"""Home: what to go on with, what to begin, how the last attempt went."""

import streamlit as st

from base.clock import vietnam, wall
from base.db import reading
from base.language import Language, say
from course.attempts import Attempt, attempts_of
from course.classes import classes_of
from course.mastery import Mastery, masteries
from course.people import Person, Role
from course.releasing import waiting
from grading.gradebook import Standing, standings
from scenarios.exercise import Exercise
from scenarios.model import Mode
from ui import labels, prose, state
from ui.panes.progress import exam_banner, mastered
from ui.screens.choosing import exercises, other_modes, said, start_button
from ui.way import go


def home(someone: Person) -> None:
    """Draw the home screen."""
    language = state.language()
    tries = attempts_of(someone)
    with reading() as session:
        hidden = waiting(tries, at=wall())
        closed = [one.handle for one in tries if one.status != "open"]
        marks = standings(session, [handle for handle in closed if handle not in hidden])
        rooms = classes_of(session, someone)
    offered = exercises(someone)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.title(prose.plain(_greeting(someone, language)), anchor=False)
    left.caption(
        prose.plain(" · ".join(room.name for room in rooms) or say("home.no_class", language))
    )
    if someone.role is not Role.TRAINEE and right.button(
        say("screen.classes", language),
        key="home.classes",
        icon=":material/groups:",
        width="stretch",
    ):
        go("classes")
    said()
    exam_banner(someone, language)
    titles = {one.id: one for one in offered}
    if not tries and someone.role is Role.TRAINEE:
        _welcome(offered, language)
    _resume([one for one in tries if one.status == "open"], titles, language)
    _cards(someone, offered, tries, marks, language)
    _last(tries, marks, titles, language)


def _greeting(someone: Person, language: Language) -> str:
    hour = vietnam(wall()).hour
    part = "morning" if hour < 11 else "afternoon" if hour < 18 else "evening"  # noqa: PLR2004 - hours
    return say(f"home.{part}", language, name=someone.name)


def _welcome(offered: list[Exercise], language: Language) -> None:
    """Tell whoever comes for the first time where to begin."""
    guided = next((one for one in offered if one.scenario.mode is Mode.GUIDED), None)
    if guided:
        told = say("home.welcome", language, title=guided.scenario.title.read(language))
        st.info(prose.plain(told), icon=":material/waving_hand:")


def _resume(open_ones: list[Attempt], titles: dict[str, Exercise], language: Language) -> None:
    """The one thing to do: go on where one left."""
    known = [one for one in open_ones if one.scenario in titles]
    if not known:
        return
    one = known[0]
    exercise = titles[one.scenario]
    with st.container(border=True, key="resume"):
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            st.caption(say("home.resume", language))
            st.markdown(f"### {prose.plain(exercise.scenario.title.read(language))}", anchors=False)
            steps = exercise.scenario.steps
            if steps and one.mode is Mode.GUIDED:
                done = len(set(one.steps_done) & {step.id for step in steps})
                st.progress(
                    done / len(steps), text=say("home.steps", language, n=done, all=len(steps))
                )
            st.caption(say("home.started", language, when=labels.moment(one.started_at, language)))
        if right.button(
            say("home.go_on", language),
            key="home.resume",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
        ):
            go("desk", attempt=one.handle)


def _cards(
    someone: Person,
    offered: list[Exercise],
    tries: list[Attempt],
    marks: dict[str, Standing],
    language: Language,
) -> None:
    st.markdown(f"### {prose.plain(say('home.exercises', language))}", anchors=False)
    if not offered:
        st.info(say("home.none", language), icon=":material/inventory_2:")
        return
    progress = masteries(someone)
    tried = {one.scenario for one in tries}
    fresh = next((one.id for one in offered if one.id not in tried), "")
    grid = st.grid(3, min_column_width=330, gap="small")
    for exercise in offered:
        mine = [one for one in tries if one.scenario == exercise.id and one.exam is None]
        with grid.container(border=True, height="stretch", key=f"card-{exercise.id}"):
            _card(someone, exercise, mine, marks, progress, fresh == exercise.id, language)


def _card(
    someone: Person,
    exercise: Exercise,
    mine: list[Attempt],
    marks: dict[str, Standing],
    progress: dict[str, Mastery],
    first: bool,
    language: Language,
) -> None:
    """One exercise; ``first``: it is the one to begin with, and its button says so."""
    told = exercise.scenario
    st.markdown(f"#### {prose.plain(told.title.read(language))}", anchors=False)
    tags = [prose.tag(say(f"play_mode.{told.mode}", language), "blue")]
    tags += [prose.tag(say(f"stage.{stage}", language)) for stage in told.stages[:3]]
    tags.append(prose.tag(say("home.minutes", language, n=told.minutes), "gray"))
    st.markdown(" ".join(tags))
    st.markdown(prose.plain(told.summary.read(language)))
    st.space("stretch")
    best = max((marks[one.handle].score for one in mine if one.handle in marks), default=None)
    count = len([one for one in mine if one.handle in marks])
    mastered(progress.get(exercise.id), language)
    if best is not None:
        st.caption(say("home.best", language, score=labels.amount(best, language), n=count))
    open_one = next((one for one in mine if one.status == "open"), None)
    if open_one:
        if st.button(say("home.go_on", language), key=f"open.{exercise.id}", width="stretch"):
            go("desk", attempt=open_one.handle)
        return
    label = say("home.again" if mine else "home.begin", language)
    start_button(someone, exercise, label, f"begin.{exercise.id}", primary=first)
    other_modes(someone, exercise, f"modes.{exercise.id}")


def _last(
    tries: list[Attempt],
    marks: dict[str, Standing],
    titles: dict[str, Exercise],
    language: Language,
) -> None:
    """The last results, each one click away."""
    done = [one for one in tries if one.handle in marks][:5]
    if not done:
        return
    st.markdown(f"### {prose.plain(say('home.results', language))}", anchors=False)
    for one in done:
        mark = marks[one.handle]
        exercise = titles.get(one.scenario)
        name = exercise.scenario.title.read(language) if exercise else one.scenario
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            passed = say("result.passed" if mark.passed else "result.failed", language)
            tag = prose.tag(passed, "green" if mark.passed else "red")
            score = labels.amount(mark.score, language)
            st.markdown(
                f"**{prose.plain(name)}** {tag} · {score}/100 · {labels.moment(mark.at, language)}"
            )
            if st.button(
                say("home.see", language), key=f"see.{one.handle}", icon=":material/grading:"
            ):
                go("result", attempt=one.handle)
