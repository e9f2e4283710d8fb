"""A PIN stands at the desk of whoever has the device in hand, and at no other."""

import shutil

from course.acting import move_to
from course.attempts import begin
from course.desk import desk
from course.keyring import keys_at
from sandbox import entities as e
from tests.course import tiny
from tests.course.school import NOON, School

DESKS = ["$clerk", "$deputy", "$deputy2", "$archivist"]


def test_each_desk_shows_the_pins_of_the_devices_in_its_hands_alone(school: School) -> None:
    recipes = [*tiny.RECIPES[:3], {"recipe": "keys"}, *tiny.RECIPES[3:]]
    world = {"now": "2026-05-11T08:00:00+07:00", "recipes": recipes}
    folder = tiny.scenario(school.library, "tiny-keys", world=world, desks=DESKS)
    try:
        _look_around(school)
    finally:
        shutil.rmtree(folder)


def _look_around(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-keys", at=NOON)
    held = desk(mai, attempt.handle).holdings
    devices = held.all(e.KeyDevice)
    assert len(devices) == 4
    with school.kept(attempt.handle) as (_, kept):
        labels = kept.template.truth.labels
    for post in (labels[one.removeprefix("$")] for one in DESKS):
        move_to(mai, attempt.handle, post, at=NOON)
        seen = keys_at(mai, desk(mai, attempt.handle))
        own = {one.pin for one in devices if one.held_by == post}
        assert {one.pin for one in seen if one.pin} == own
