"""Exams as their instructor makes and watches them: pool, window, extra time, who sits."""

from datetime import date, datetime, time, timedelta
from functools import partial

import streamlit as st

from base.clock import VIETNAM, vietnam, wall
from base.db import reading
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.ahead import AHEAD
from course.classes import classes_of
from course.exams import ADVISED, Exam, Phase, Plan, Seat, cancel, exams_of, give_time, make, seats
from course.people import Person
from course.policies import Release
from course.sitting import prepare, prepared
from scenarios.errors import Problems
from scenarios.model import Status
from ui import labels, prose, state
from ui.screens.choosing import exercises


def taught(someone: Person, language: Language) -> None:
    """Draw the form for a new exam and the exams there are."""
    with reading() as session:
        rooms = {room.id: f"{room.name} ({room.code})" for room in classes_of(session, someone)}
    if not rooms:
        st.info(say("classes.none", language), icon=":material/groups:")
        return
    found = exams_of(someone)
    with st.expander(say("exam.new", language), icon=":material/add:", expanded=not found):
        _form(someone, rooms, language)
    for one in reversed(found):
        with st.container(border=True, key=f"exam-{one.id}"):
            _card(someone, one, rooms, language)


def _form(someone: Person, rooms: dict[int, str], language: Language) -> None:
    titles = {
        one.id: one.scenario.title.read(language)
        for one in exercises(someone)
        if one.scenario.status is Status.RELEASED
    }
    now = vietnam(wall())
    today, next_hour = now.date(), time((now.hour + 1) % 24)
    with st.form("exam-new", border=False):
        st.text_input(say("exam.title", language), key="exam.title", max_chars=120)
        st.selectbox(
            say("classes.which", language),
            list(rooms),
            key="exam.room",
            format_func=rooms.__getitem__,
        )
        st.multiselect(
            say("exam.pool", language, n=ADVISED),
            list(titles),
            key="exam.pool",
            format_func=titles.__getitem__,
            placeholder=say("form.choose_many", language),
        )
        one, two, three, four, five = st.columns(5)
        one.date_input(say("exam.opens_day", language), today, key="exam.d1", format="DD/MM/YYYY")
        two.time_input(say("exam.opens_hour", language), next_hour, key="exam.t1")
        three.date_input(
            say("exam.closes_day", language), today, key="exam.d2", format="DD/MM/YYYY"
        )
        later = (datetime.combine(today, next_hour) + timedelta(hours=2)).time()
        four.time_input(say("exam.closes_hour", language), later, key="exam.t2")
        five.number_input(say("exam.minutes", language), 1, 600, 60, key="exam.minutes")
        st.radio(
            say("exam.release_when", language),
            list(Release),
            index=1,
            key="exam.release",
            horizontal=True,
            format_func=lambda name: say(f"release.{name}", language),
        )
        st.form_submit_button(
            say("exam.make", language),
            key="exam.make",
            type="primary",
            on_click=partial(_make, someone),
        )


def _make(someone: Person) -> None:
    language = state.language()
    plan = Plan(
        title=str(state.value("exam.title", "")),
        pool=list(state.value("exam.pool", [])),
        opens=_moment(state.value("exam.d1"), state.value("exam.t1")),
        closes=_moment(state.value("exam.d2"), state.value("exam.t2")),
        minutes=int(state.value("exam.minutes", 60)),
        release=state.value("exam.release", Release.AFTER_CLOSE),
    )
    try:
        made = make(someone, int(state.value("exam.room")), plan, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, language))
        return
    state.say_next("success", say("exam.made", language, title=made.title))
    state.forget("exam.title", "exam.pool")


def _moment(day: date, hour: time) -> datetime:
    """Return a day and hour in Hà Nội."""
    return datetime.combine(day, hour, VIETNAM)


def _card(someone: Person, one: Exam, rooms: dict[int, str], language: Language) -> None:
    phase, found = one.phase(wall()), seats(someone, one.id)
    tag = prose.tag(
        say(f"exam_phase.{phase}", language), "green" if phase is Phase.OPEN else "gray"
    )
    st.markdown(f"#### {prose.plain(one.title)} {tag}", anchors=False)
    told = say(
        "exam.window",
        language,
        opens=labels.moment(one.opens, language),
        closes=labels.moment(one.closes, language),
        minutes=one.minutes,
    )
    release = say("exam.release", language, when=say(f"release.{one.release}", language))
    st.caption(prose.plain(" · ".join((rooms.get(one.school_class, ""), told, release))))
    if one.thin:
        said = say("exam.thin", language, n=len(one.pool), advised=ADVISED)
        st.warning(said, icon=":material/group_work:")
    heads = [say(f"exam.column_{name}", language) for name in ("name", "state", "end", "extra")]
    st.html(prose.grid(heads, [_row(seat, language) for seat in found]))
    _extra(someone, one, found, language)
    _prepare(someone, one, found, phase, language)


def _row(seat: Seat, language: Language) -> list[str]:
    sat = seat.attempt
    where = say(f"attempt_status.{sat.status}", language) if sat else say("exam.absent", language)
    if sat and sat.automatic:
        where = say("exam.by_clock", language)
    ends = labels.moment(sat.submitted_at or sat.deadline, language) if sat else "–"
    return [seat.name, where, ends, f"+{seat.extra}" if seat.extra else "–"]


def _extra(someone: Person, one: Exam, found: list[Seat], language: Language) -> None:
    if not found:
        return
    names = {seat.account: seat.name for seat in found}
    with (
        st.expander(say("exam.give", language), icon=":material/more_time:"),
        st.form(f"extra-{one.id}", border=False),
    ):
        who, minutes, why = st.columns([1.4, 0.8, 2])
        account = who.selectbox(
            say("classes.name", language),
            list(names),
            key=f"extra.who.{one.id}",
            format_func=names.__getitem__,
        )
        given = minutes.number_input(
            say("exam.column_extra", language), 0, 600, 15, key=f"extra.minutes.{one.id}"
        )
        reason = why.text_input(say("exam.reason", language), key=f"extra.why.{one.id}")
        if st.form_submit_button(say("exam.give_now", language), key=f"extra.give.{one.id}"):
            try:
                give_time(someone, one.id, int(account), int(given), reason=str(reason), at=wall())
            except Refused as refused:
                st.error(prose.plain(say(refused.sentence, language)))
            else:
                state.say_next("success", say("exam.given", language, name=names[account]))
                st.rerun()


def _prepare(
    someone: Person, one: Exam, found: list[Seat], phase: Phase, language: Language
) -> None:
    """How many variants are baked; bake the rest at once if asked; cancel what nobody has begun."""
    if phase in {Phase.CLOSED, Phase.CANCELLED}:
        return
    left = [seat for seat in found if seat.attempt is None]
    ready = prepared(one, [seat.account for seat in left])
    raw = [seat for seat in left if seat.account not in ready]
    if left:
        st.caption(_readiness(one, len(left), len(raw), language))
    with st.container(horizontal=True):
        if raw and st.button(
            say("exam.prepare", language, n=len(raw)),
            key=f"exam.prepare.{one.id}",
            icon=":material/inventory:",
            help=say("exam.prepare_help", language),
        ):
            _bake(one, raw, language)
        if len(left) == len(found):
            st.button(
                say("exam.cancel", language),
                key=f"exam.cancel.{one.id}",
                icon=":material/event_busy:",
                on_click=partial(_cancel, someone, one.id),
            )


def _readiness(one: Exam, left: int, raw: int, language: Language) -> str:
    """Say whether anybody would have to wait, and when the rest is baked by itself."""
    if not raw:
        return f":material/check_circle: {prose.plain(say('exam.ready', language, n=left))}"
    soon = one.opens <= wall() + AHEAD
    told = say("exam.baking" if soon else "exam.later", language, n=left - raw, all=left)
    return f":material/hourglass_top: {prose.plain(told)}"


def _bake(one: Exam, left: list[Seat], language: Language) -> None:
    """Bake those that are left, one after another, with a bar over all their parts."""
    bar = st.progress(0.0, text=say("choosing.starting", language))

    def tell(done: int, of: int, place: int) -> None:
        bar.progress((place + done / of) / len(left), text=f"{place}/{len(left)}")

    try:
        for place, seat in enumerate(left):
            prepare(one, seat.account, tell=partial(tell, place=place))
    except (Problems, Misconfigured):
        st.error(say("choosing.broken", language), icon=":material/build:")
        return
    state.say_next("success", say("exam.prepared", language))
    st.rerun()


def _cancel(someone: Person, number: int) -> None:
    language = state.language()
    try:
        cancel(someone, number, at=wall())
    except Refused as refused:
        state.say_next("error", say(refused.sentence, language))
        return
    state.say_next("success", say("exam.cancelled", language))
