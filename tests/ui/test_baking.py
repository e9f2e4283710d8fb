"""The oven bakes what will be asked for first: the next variants of the first trainees."""

from sqlmodel import select

from base.db import reading
from course.ahead import FIRST, wanted
from course.mastery import next_seed
from course.people import Role
from course.tables import AccountRow
from tests.ui.school import school
from ui.server.baking import released


def test_the_first_trainees_find_their_first_variants_asked_for_and_each_once() -> None:
    school()
    names = ["one", "another"]
    asked = wanted(names)
    with reading() as session:
        trainees = session.exec(
            select(AccountRow.id).where(AccountRow.role == Role.TRAINEE).order_by(AccountRow.id)
        ).all()
        expected = [
            (name, next_seed(session, one, name)) for one in trainees[:FIRST] for name in names
        ]
    assert asked == list(dict.fromkeys(expected))
    assert len(set(asked)) == len(asked)


def test_released_scenarios_are_named_guided_ones_first() -> None:
    school()
    assert released() == ["practice-file", "practice-disposal"]
