"""What teachers see and do with an attempt, and only those of its trainee's class."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from base.errors import Refused
from base.language import say
from course.attempts import Attempt, begin
from course.desk import desk_of, history_of
from course.marksheet import history, marksheet, owner_of
from course.overrides import override
from course.people import Person, Role
from course.regrading import regrade
from course.reveal import film_of, reveal, ways
from course.submitting import result_of, submit
from course.timeline import timeline
from scenarios.exercise import Exercise
from tests.course.school import NOON, School

LATER = NOON + timedelta(minutes=5)
WHY = "hội đồng thống nhất lại trọng số"


class Room:
    """A class with a trainee's submitted attempt, and everybody who might look at it."""

    def __init__(self, school: School) -> None:
        self.room = school.room()
        self.mai = school.person(room=self.room)
        self.people = {
            "trainee": self.mai,
            "teacher": school.person(Role.INSTRUCTOR, self.room),
            "admin": school.person(Role.ADMIN),
            "classmate": school.person(room=self.room),
            "foreign instructor": school.person(Role.INSTRUCTOR, school.room()),
        }
        self.attempt = begin(self.mai, "tiny-one", at=NOON, school_class=self.room)
        school.solve(self.mai, self.attempt)
        submit(self.mai, self.attempt.handle, at=NOON)

    def looks(self) -> dict[str, Callable[[Person], Any]]:
        """Every way to look at the attempt."""
        handle = self.attempt.handle
        return {
            "result": lambda who: result_of(who, handle, "vi", at=LATER),
            "timeline": lambda who: timeline(who, handle, at=LATER),
            "desk": lambda who: desk_of(who, handle),
            "events": lambda who: history_of(who, handle),
            "marks": lambda who: history(who, handle),
            "owner": lambda who: owner_of(who, handle),
        }


LOOKS = ("result", "timeline", "desk", "events", "marks", "owner")


@pytest.mark.parametrize("look", LOOKS)
def test_teachers_see_what_the_trainee_sees_and_nobody_else_does(school: School, look: str) -> None:
    room = Room(school)
    assert set(room.looks()) == set(LOOKS)
    before = school.row(room.attempt.handle)
    asked = room.looks()[look]
    seen = [_plain(asked(room.people[who])) for who in ("trainee", "teacher", "admin")]
    assert seen[0] == seen[1] == seen[2]
    for who in ("classmate", "foreign instructor"):
        with pytest.raises(Refused) as refused:
            asked(room.people[who])
        assert refused.value.code == "attempt.foreign"
    assert school.row(room.attempt.handle) == before


def _plain(seen: Any) -> Any:
    """What was seen, without the holdings that are compared by identity."""
    return seen.attempt if hasattr(seen, "holdings") else seen


def test_the_marksheet_is_the_classs_instructors_alone(school: School) -> None:
    room = Room(school)
    for who in ("teacher", "admin"):
        found = marksheet(room.people[who], room.room, "tiny-one")
        assert [(one.person, one.attempt.handle) for one in found] == [
            (room.mai, room.attempt.handle)
        ]
        assert found[0].mark is not None
        assert found[0].mark.score == 100
    for who in ("trainee", "classmate", "foreign instructor"):
        with pytest.raises(Refused, match=r"gradebook\.not_yours"):
            marksheet(room.people[who], room.room, "tiny-one")


def test_a_line_written_by_hand_names_its_author(school: School) -> None:
    room = Room(school)
    teacher = room.people["teacher"]
    override(teacher, room.attempt.handle, score=64, reason="trình bày miệng chưa rõ", at=LATER)
    told = history(room.mai, room.attempt.handle)
    assert [(one.author, one.line.reason) for one in told] == [
        ("", ""),
        (teacher.name, "trình bày miệng chưa rõ"),
    ]


def test_a_teacher_watches_the_solution_and_no_credit_is_closed_by_it(school: School) -> None:
    room = Room(school)
    handle = room.attempt.handle
    for who in ("teacher", "admin"):
        assert film_of(room.people[who], handle).frames
        assert len(ways(room.people[who], handle)) == 1
    assert school.row(handle).revealed_at is None
    for call in (film_of, ways):
        with pytest.raises(Refused, match=r"reveal\.not_opened"):
            call(room.mai, handle)
        with pytest.raises(Refused, match=r"attempt\.foreign"):
            call(room.people["foreign instructor"], handle)
    with pytest.raises(Refused, match=r"reveal\.no_such"):
        film_of(room.people["teacher"], handle, 1)


def _reweighed(exercise: Exercise, first: int) -> Exercise:
    criteria = [
        one.model_copy(update={"points": points})
        for one, points in zip(exercise.scenario.criteria, (first, 100 - first), strict=True)
    ]
    scenario = exercise.scenario.model_copy(update={"criteria": criteria})
    return exercise.model_copy(update={"scenario": scenario, "digest": "e" * 64})


def _half(school: School, someone: Person, seed: str, room: int, at: Any) -> Attempt:
    """Do the first step alone: half the points."""
    from course.acting import act

    attempt = begin(someone, "tiny-one", at=at, seed=seed, school_class=room)
    act(someone, attempt.handle, school.requests(attempt)[0], expected_seq=0, at=at)
    return attempt


@pytest.mark.parametrize("way", ["evidence", "points"])
def test_a_variant_whose_solution_was_opened_earns_nothing_after_a_regrade_either(
    school: School, way: Any
) -> None:
    """Opened while open; opened, then tried again; opened after submission; never opened."""
    room = school.room()
    teacher = school.person(Role.INSTRUCTOR, room)
    mai, binh = school.person(room=room), school.person(room=room)
    opened = _half(school, mai, "1", room, NOON)
    reveal(mai, opened.handle, at=NOON)
    submit(mai, opened.handle, at=NOON)
    again = _half(school, mai, "1", room, LATER)
    submit(mai, again.handle, at=LATER)
    earlier = _half(school, mai, "2", room, LATER)
    submit(mai, earlier.handle, at=LATER)
    reveal(mai, earlier.handle, at=LATER + timedelta(minutes=1))
    never = _half(school, binh, "1", room, LATER)
    submit(binh, never.handle, at=LATER)
    told = regrade(
        "tiny-one", by=teacher, at=LATER + timedelta(hours=1), dry_run=False, way=way,
        school_class=room, exercise=_reweighed(school.exercise("tiny-one"), 80), reason=WHY,
    )  # fmt: skip
    assert {one.attempt: (one.before, one.after) for one in told.moves} == {
        earlier.handle: (50, 80),
        never.handle: (50, 80),
    }
    marks = {one.attempt.handle: one.mark for one in marksheet(teacher, room, "tiny-one")}
    for closed in (opened, again):
        mark = marks[closed.handle]
        assert mark is not None
        assert (mark.score, mark.passed) == (0, False)


def test_a_short_reason_is_refused_of_a_person(school: School) -> None:
    room = Room(school)
    asked: dict[str, Any] = {"at": LATER, "dry_run": False, "school_class": room.room}
    with pytest.raises(Refused) as refused:
        regrade("tiny-one", by=room.people["teacher"], reason="vì vậy", **asked)
    assert refused.value.code == "override.no_reason"
    assert "10" in say(refused.value.sentence, "vi")
