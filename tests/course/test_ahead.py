"""Exams find their variants baked: which are wanted, and in which order the oven takes them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from course.ahead import AHEAD, Wanted, sittings
from course.exams import Exam, cancel, make
from course.people import Person, Role
from course.sitting import drawn, prepared, sit
from tests.course.school import NOON, School
from tests.course.test_exams import HOUR, plan
from ui.server.baking import Oven, bake

LONG_BEFORE = NOON - AHEAD - HOUR


class Hall:
    """A class of two with an exam from noon on, nobody's variant baked."""

    def __init__(self, school: School, **changes: object) -> None:
        self.school = school
        self.room = school.room()
        self.teacher = school.person(Role.INSTRUCTOR, self.room)
        self.people = [school.person(room=self.room) for _ in range(2)]
        self.exam: Exam = make(self.teacher, self.room, plan(**changes), at=LONG_BEFORE)

    def mine(self, at: object) -> list[Wanted]:
        """What of this exam is wanted; other tests' exams lie in the same school."""
        theirs = [Wanted(*drawn(self.exam, one.id)) for one in self.people]
        return [one for one in sittings(at) if one in theirs]  # type: ignore[arg-type]  # a moment

    def of(self, someone: Person) -> Wanted:
        return Wanted(*drawn(self.exam, someone.id))


def test_everybodys_variant_is_wanted_from_a_day_before_until_the_exam_closes(
    school: School,
) -> None:
    hall = Hall(school)
    everybody = [hall.of(one) for one in hall.people]
    assert hall.mine(NOON - AHEAD - timedelta(minutes=1)) == []
    for at in (NOON - AHEAD, NOON, NOON + 2 * HOUR - timedelta(seconds=1)):
        assert sorted(hall.mine(at)) == sorted(everybody)
    assert hall.mine(NOON + 2 * HOUR) == []


def test_what_is_baked_or_begun_or_cancelled_is_not_wanted(school: School) -> None:
    hall = Hall(school)
    mai, binh = hall.people
    assert prepared(hall.exam, [mai.id, binh.id]) == frozenset()
    school.ready(*hall.of(mai))
    assert hall.mine(NOON) == [hall.of(binh)]
    assert prepared(hall.exam, [mai.id, binh.id]) == {mai.id}
    school.ready(*hall.of(binh))
    sit(binh, hall.exam.id, at=NOON)
    assert hall.mine(NOON) == []
    other = Hall(school)
    cancel(other.teacher, other.exam.id, at=NOON - HOUR)
    assert other.mine(NOON) == []


def test_the_exam_that_opens_first_is_baked_first(school: School) -> None:
    late, early = Hall(school, opens=NOON + HOUR), Hall(school, opens=NOON - HOUR)
    order = sittings(NOON)
    assert max(map(order.index, map(early.of, early.people))) < min(
        map(order.index, map(late.of, late.people))
    )


def test_the_oven_takes_exams_before_all_else_and_everything_once(school: School) -> None:
    """Its worker is held until the exam was looked at: what was asked later comes before."""
    hall = Hall(school)
    first, second = hall.people
    school.ready(*hall.of(second))
    held, done = Event(), []
    with ThreadPoolExecutor(1) as worker:
        worker.submit(held.wait, 30)
        oven = Oven(worker)
        practice = [Wanted("tiny-one", "1"), Wanted("tiny-two", "1"), Wanted("tiny-one", "2")]
        oven._ask(practice)
        oven.look(NOON)
        oven.look(NOON)
        oven._ask(practice)
        queue = list(oven._queue)
        assert queue.index(hall.of(first)) < queue.index(practice[1])
        assert queue[-2:] == practice[1:]
        assert len(queue) == len(set(queue))
        assert hall.of(second) not in queue
        for one in queue:
            if one not in practice and one != hall.of(first):
                oven._queue.remove(one)  # other tests' exams
        held.set()
        while oven._busy or oven._queue:
            done.append(worker.submit(lambda: None).result())
    assert prepared(hall.exam, [first.id, second.id]) == {first.id, second.id}
    assert bake(*hall.of(first))


@pytest.mark.usefixtures("school")
def test_a_variant_that_cannot_be_baked_stops_nothing() -> None:
    with ThreadPoolExecutor(1) as worker:
        oven = Oven(worker)
        oven._ask([Wanted("no-such-thing", "1"), Wanted("tiny-one", "1")])
        while oven._busy or oven._queue:
            worker.submit(lambda: None).result()
    assert not oven._queue


def test_nobody_is_told_of_baking_where_it_was_done_ahead(school: School) -> None:
    from course.sitting import prepare

    hall = Hall(school)
    mai, binh = hall.people
    school.ready(*hall.of(mai))
    told: list[tuple[int, int]] = []
    prepare(hall.exam, mai.id, tell=lambda *parts: told.append(parts))
    assert told == []
    prepare(hall.exam, binh.id, tell=lambda *parts: told.append(parts))
    recipes = len(school.exercise(drawn(hall.exam, binh.id)[0]).scenario.world.recipes)
    assert told[:recipes] == [(place, recipes) for place in range(recipes)]
