"""Exams: the window, the server's clock, extra time, late work, release of feedback."""

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from base.errors import Refused
from base.language import say
from course import exams
from course.acting import act
from course.attempts import begin, reset
from course.closing import settle, sweep
from course.exams import Exam, Phase, Plan, exams_of, give_time, make, seat_of, seats
from course.journal import Kind, broken_at, entries
from course.people import Person, Role
from course.policies import Release
from course.releasing import Shown, shown, waiting
from course.reveal import reveal
from course.sitting import drawn, sit
from course.submitting import check_work, hint, result_of, submit
from grading.gradebook import standing
from sandbox.door import Reply
from tests.course.school import NOON, School

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
POOL = ["tiny-one", "tiny-two"]


class Room(NamedTuple):
    """A class with its people and an exam of 40 minutes, open for two hours from noon."""

    id: int
    teacher: Person
    mai: Person
    binh: Person
    exam: Exam


def plan(**changes: object) -> Plan:
    facts: dict[str, object] = {
        "title": "Kiểm tra",
        "pool": POOL,
        "opens": NOON,
        "closes": NOON + 2 * HOUR,
        "minutes": 40,
    }
    return Plan.model_validate({**facts, **changes})


@pytest.fixture
def room(school: School) -> Room:
    return a_room(school)


def a_room(school: School, **changes: object) -> Room:
    number = school.room()
    teacher = school.person(Role.INSTRUCTOR, number)
    mai, binh = school.person(room=number), school.person(room=number)
    made = make(teacher, number, plan(**changes), at=NOON - HOUR)
    for someone in (mai, binh):
        school.ready(*drawn(made, someone.id))
    return Room(number, teacher, mai, binh, made)


def code(call: object, *given: object, **named: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*given, **named)  # type: ignore[operator]  # a use case
    for language in ("vi", "en"):
        assert "⟦" not in say(refused.value.sentence, language)  # type: ignore[arg-type]
    return refused.value.code


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": "  "}, "exam.no_title"),
        ({"pool": []}, "exam.empty_pool"),
        ({"pool": ["tiny-one", "tiny-one"]}, "exam.twice"),
        ({"closes": NOON}, "exam.window"),
        ({"opens": NOON - 5 * HOUR, "closes": NOON - 2 * HOUR}, "exam.window"),
        ({"minutes": 0}, "exam.minutes"),
        ({"minutes": 601}, "exam.minutes"),
        ({"pool": ["no-such-thing"]}, "scenario.not_released"),
    ],
)
def test_an_exam_that_makes_no_sense_is_refused(
    school: School, changes: dict[str, object], why: str
) -> None:
    number = school.room()
    teacher = school.person(Role.INSTRUCTOR, number)
    assert code(make, teacher, number, plan(**changes), at=NOON - HOUR) == why


def test_only_a_classs_own_instructor_makes_its_exam(school: School, room: Room) -> None:
    stranger = school.person(Role.INSTRUCTOR)
    assert code(make, stranger, room.id, plan(), at=NOON) == "exam.not_yours"
    assert code(make, room.mai, room.id, plan(), at=NOON) == "exam.not_yours"
    assert code(seats, room.mai, room.exam.id) == "exam.not_yours"


def test_a_pool_below_four_is_said_to_be_thin(room: Room) -> None:
    assert room.exam.thin
    assert not room.exam.model_copy(update={"pool": list("abcd")}).thin


def test_the_trainee_sees_the_exams_of_their_classes_alone(school: School, room: Room) -> None:
    assert [one.id for one in exams_of(room.mai)] == [room.exam.id]
    assert exams_of(school.person()) == []


def test_a_cancelled_exam_is_seen_no_more_and_a_begun_one_stays(room: Room) -> None:
    sit(room.mai, room.exam.id, at=NOON)
    assert code(exams.cancel, room.teacher, room.exam.id, at=NOON) == "exam.begun"
    other = make(room.teacher, room.id, plan(title="Khác"), at=NOON)
    exams.cancel(room.teacher, other.id, at=NOON)
    assert [one.id for one in exams_of(room.mai)] == [room.exam.id]
    assert code(sit, room.binh, other.id, at=NOON) == "exam.not_open"


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (NOON - MINUTE, Phase.COMING),
        (NOON, Phase.OPEN),
        (NOON + 2 * HOUR - MINUTE, Phase.OPEN),
        (NOON + 2 * HOUR, Phase.CLOSED),
    ],
)
def test_the_window_opens_and_closes(room: Room, at: datetime, phase: Phase) -> None:
    assert room.exam.phase(at) is phase


def test_nobody_sits_before_the_window_after_it_or_from_outside(school: School, room: Room) -> None:
    assert code(sit, room.mai, room.exam.id, at=NOON - MINUTE) == "exam.not_open"
    assert code(sit, room.mai, room.exam.id, at=NOON + 2 * HOUR) == "exam.closed"
    assert code(sit, school.person(), room.exam.id, at=NOON) == "exam.not_yours"
    assert code(sit, room.mai, 10_000, at=NOON) == "exam.unknown"


@pytest.mark.parametrize(
    ("start", "extra", "ends"),
    [(0, 0, 40), (0, 20, 60), (90, 0, 120), (90, 20, 120), (30, 50, 120)],
)
def test_the_deadline_is_the_minutes_or_the_window_whichever_comes_first(
    room: Room, start: int, extra: int, ends: int
) -> None:
    found = exams.deadline(room.exam, NOON + start * MINUTE, extra)
    assert found == NOON + ends * MINUTE


def test_sitting_again_goes_on_with_the_same_attempt(room: Room) -> None:
    first = sit(room.mai, room.exam.id, at=NOON)
    again = sit(room.mai, room.exam.id, at=NOON + 5 * MINUTE)
    assert again.handle == first.handle
    assert again.deadline == NOON + 40 * MINUTE


def test_an_exam_allows_no_check_no_hint_no_reset_and_no_solution(room: Room) -> None:
    mai, sat = room.mai, sit(room.mai, room.exam.id, at=NOON)
    assert code(check_work, mai, sat.handle, at=NOON) == "attempt.no_checks"
    assert code(hint, mai, sat.handle, "kept-frozen", at=NOON) == "attempt.no_hints"
    assert code(reset, mai, sat.handle, at=NOON) == "attempt.no_resets"
    assert code(reveal, mai, sat.handle, at=NOON) == "reveal.in_exam"


def test_what_is_drawn_is_the_persons_own_hidden_and_always_the_same(room: Room) -> None:
    mine, theirs = drawn(room.exam, room.mai.id), drawn(room.exam, room.binh.id)
    assert mine == drawn(room.exam, room.mai.id)
    assert mine[1] != theirs[1]
    assert mine[1].startswith("exam-")
    assert mine[0] in POOL
    assert {drawn(room.exam, account)[0] for account in range(40)} == set(POOL)


def test_practice_on_the_same_exercise_neither_blocks_an_exam_nor_is_blocked(room: Room) -> None:
    for name in POOL:
        begin(room.mai, name, at=NOON)
    assert sit(room.mai, room.exam.id, at=NOON).exam == room.exam.id
    assert begin(room.binh, drawn(room.exam, room.binh.id)[0], at=NOON).exam is None


def test_saved_work_is_submitted_at_the_deadline_whoever_touches_it_next(
    school: School, room: Room
) -> None:
    sat = sit(room.mai, room.exam.id, at=NOON)
    school.solve(room.mai, sat, NOON + MINUTE)
    late = NOON + 55 * MINUTE
    answered = act(room.mai, sat.handle, school.requests(sat)[0], expected_seq=2, at=late)
    assert answered.reply is Reply.REFUSED
    assert answered.sentence
    assert "Đã hết giờ" in say(answered.sentence, "vi")
    row = school.row(sat.handle)
    assert (row.status, row.automatic) == ("submitted", True)
    assert row.submitted_at == NOON + 40 * MINUTE
    with school.kept(sat.handle) as (session, kept):
        mark = standing(session, sat.handle)
        assert mark
        assert mark.score == 100
        journal = entries(session, kept.row.id or 0)
        assert [one.kind for one in journal][-2:] == [Kind.SUBMITTED, Kind.LATE]
        assert broken_at(journal, kept.row.head) is None


def test_a_late_act_changes_nothing_and_every_later_one_is_told_the_same(
    school: School, room: Room
) -> None:
    sat = sit(room.mai, room.exam.id, at=NOON)
    asked = school.requests(sat)
    act(room.mai, sat.handle, asked[0], expected_seq=0, at=NOON)
    for place in range(2):
        answered = act(
            room.mai, sat.handle, asked[1], expected_seq=1, at=NOON + (40 + place) * MINUTE
        )
        assert answered.sentence
        assert answered.sentence.code == "refused.attempt.over"
    with school.kept(sat.handle) as (session, _):
        mark = standing(session, sat.handle)
        assert mark
        assert mark.score == 50


def test_a_sweep_submits_everybody_whose_time_is_over_and_nobody_else(
    school: School, room: Room
) -> None:
    sat = {one.id: sit(one, room.exam.id, at=NOON) for one in (room.mai, room.binh)}
    give_time(room.teacher, room.exam.id, room.binh.id, 20, reason="Khiếm thị", at=NOON)
    swept = sweep(at=NOON + 41 * MINUTE)
    assert sat[room.mai.id].handle in swept
    assert sat[room.binh.id].handle not in swept
    assert school.row(sat[room.binh.id].handle).deadline == NOON + 60 * MINUTE
    assert sat[room.binh.id].handle in sweep(at=NOON + 60 * MINUTE)
    assert sweep(at=NOON + 60 * MINUTE) == []


def test_submitting_after_the_deadline_returns_what_the_clock_submitted(room: Room) -> None:
    sat = sit(room.mai, room.exam.id, at=NOON)
    told = submit(room.mai, sat.handle, at=NOON + 41 * MINUTE)
    assert told.attempt.automatic
    assert told.attempt.submitted_at == NOON + 40 * MINUTE
    assert code(sit, room.mai, room.exam.id, at=NOON + 45 * MINUTE) == "exam.over"


def test_the_clock_submits_once_however_often_it_is_asked(room: Room) -> None:
    sat = sit(room.mai, room.exam.id, at=NOON)
    late = NOON + 41 * MINUTE
    assert [settle(sat.handle, at=late) for _ in range(3)] == [True, False, False]


def test_a_moment_before_the_deadline_everything_still_counts(school: School, room: Room) -> None:
    sat = sit(room.mai, room.exam.id, at=NOON)
    last = NOON + 40 * MINUTE - timedelta(seconds=1)
    assert all(one.reply is Reply.ACCEPTED for one in school.solve(room.mai, sat, last))
    told = submit(room.mai, sat.handle, at=last)
    assert told.mark.score == 100
    assert not told.attempt.automatic


def test_extra_time_needs_a_reason_a_member_and_an_open_attempt(school: School, room: Room) -> None:
    give = (room.teacher, room.exam.id, room.mai.id)
    assert code(give_time, *give, 10, reason=" ", at=NOON) == "exam.no_reason"
    assert code(give_time, *give, 601, reason="x", at=NOON) == "exam.minutes"
    assert code(give_time, *give[:2], 10_000, 5, reason="x", at=NOON) == "exam.not_yours"
    assert code(give_time, room.mai, *give[1:], 5, reason="x", at=NOON) == "exam.not_yours"
    sat = sit(room.mai, room.exam.id, at=NOON)
    give_time(*give, 30, reason="Mất điện", at=NOON + MINUTE)
    assert seat_of(room.mai, room.exam.id).extra == 30
    assert school.row(sat.handle).deadline == NOON + 70 * MINUTE
    give_time(*give, 15, reason="Sửa lại", at=NOON + MINUTE)
    assert school.row(sat.handle).deadline == NOON + 55 * MINUTE
    submit(room.mai, sat.handle, at=NOON + 2 * MINUTE)
    assert code(give_time, *give, 5, reason="x", at=NOON + 3 * MINUTE) == "exam.over"
    assert seat_of(room.mai, room.exam.id).extra == 15


def test_the_instructor_sees_every_seat(room: Room) -> None:
    sit(room.mai, room.exam.id, at=NOON)
    found = {one.account: one for one in seats(room.teacher, room.exam.id)}
    assert set(found) == {room.mai.id, room.binh.id}
    assert found[room.mai.id].attempt
    assert found[room.binh.id].attempt is None


@pytest.mark.parametrize(
    ("release", "before", "after"),
    [
        (Release.AT_ONCE, Shown.ALL, Shown.ALL),
        (Release.AFTER_CLOSE, Shown.NOTHING, Shown.ALL),
        (Release.POINTS_ONLY, Shown.POINTS, Shown.POINTS),
    ],
)
def test_feedback_is_released_as_the_exam_says(
    release: Release, before: Shown, after: Shown
) -> None:
    closes = NOON + 2 * HOUR
    assert shown(release, closes, closes - MINUTE) is before
    assert shown(release, closes, closes) is after


def test_a_result_waits_for_the_window_and_the_instructor_does_not(room: Room) -> None:
    sat = sit(room.mai, room.exam.id, at=NOON)
    submit(room.mai, sat.handle, at=NOON + MINUTE)
    soon, later = NOON + 2 * MINUTE, NOON + 2 * HOUR
    assert code(result_of, room.mai, sat.handle, "vi", at=soon) == "exam.result_waits"
    assert code(reveal, room.mai, sat.handle, at=soon) == "reveal.in_exam"
    assert waiting([sat], at=soon) == {sat.handle}
    assert result_of(room.teacher, sat.handle, "vi", at=soon)[1]
    assert result_of(room.mai, sat.handle, "vi", at=later)[1]
    assert waiting([sat], at=later) == set()
    assert code(result_of, room.binh, sat.handle, "vi", at=later) == "attempt.foreign"


def test_points_alone_means_no_remark_ever(school: School) -> None:
    room = a_room(school, release=Release.POINTS_ONLY)
    sat = sit(room.mai, room.exam.id, at=NOON)
    submit(room.mai, sat.handle, at=NOON)
    told, remarks = result_of(room.mai, sat.handle, "vi", at=NOON + 9 * HOUR)
    assert told.mark.score == 0
    assert remarks == []
    assert code(reveal, room.mai, sat.handle, at=NOON + 9 * HOUR) == "reveal.in_exam"


def test_exam_rules_without_an_exam_end_with_the_scenarios_own_minutes(school: School) -> None:
    from scenarios.model import Mode

    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON, mode=Mode.EXAM)
    assert attempt.deadline == NOON + 30 * MINUTE
    assert attempt.handle in sweep(at=NOON + 30 * MINUTE)
