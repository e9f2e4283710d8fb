"""An attempt goes on with what it pinned, or is given back and begun afresh for free."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from base.errors import Refused
from course.acting import act
from course.attempts import attempts_of, begin
from course.closing import give_up_outdated, sweep
from course.contents import kept as kept_content
from course.pinned import Footing, exercise_of, footing
from course.submitting import check_work, result_of, submit
from sandbox.door import Reply
from scenarios.exercise import LIBRARY, Exercise, find, folders, load
from scenarios.model import Mode
from tests.course import tiny
from tests.course.school import NOON, School


@pytest.fixture
def edited(school: School) -> Iterator[School]:
    """Give the scenario back its first content afterwards."""
    yield school
    tiny.scenario(school.library, "tiny-two")


def move_on(school: School) -> None:
    """Install a next version in which the first criterion asks for the impossible."""
    told = tiny._told("tiny-two")
    told["criteria"][0]["check"]["reasons"] = "nobody-knows"
    tiny.scenario(school.library, "tiny-two", version=2, criteria=told["criteria"])


def test_an_open_attempt_is_played_and_judged_on_the_content_it_began_with(edited: School) -> None:
    mai = edited.person()
    attempt = begin(mai, "tiny-two", at=NOON)
    asked = edited.requests(attempt)
    old = edited.exercise("tiny-two").digest
    move_on(edited)
    assert find("tiny-two").digest != old
    with edited.kept(attempt.handle) as (session, kept):
        assert footing(session, kept) is Footing.CONTENT_MOVED
        assert exercise_of(session, kept).digest == old
    for place, request in enumerate(asked):
        answered = act(mai, attempt.handle, request, expected_seq=place, at=NOON)
        assert answered.reply is Reply.ACCEPTED
    assert {str(mark) for mark in check_work(mai, attempt.handle, at=NOON).holds.values()} == {
        "passed"
    }
    told = submit(mai, attempt.handle, at=NOON)
    assert told.mark.score == 100
    assert result_of(mai, attempt.handle, "vi", at=NOON)[1]


def test_a_removed_scenario_leaves_its_open_attempts_playable(edited: School) -> None:
    mai = edited.person()
    attempt = begin(mai, "tiny-two", at=NOON)
    asked = edited.requests(attempt)
    hidden = edited.library / "tiny-two" / "scenario.yaml"
    hidden.rename(hidden.with_suffix(".away"))
    try:
        assert "tiny-two" not in [one.name for one in folders()]
        act(mai, attempt.handle, asked[0], expected_seq=0, at=NOON)
        assert submit(mai, attempt.handle, at=NOON).mark.score == 50
    finally:
        hidden.with_suffix(".away").rename(hidden)


@pytest.mark.parametrize("moved", [{"semantics": 0}, {"rules": "other-rules"}])
def test_when_the_engine_moved_a_fresh_start_costs_no_attempt(
    school: School, moved: dict[str, object]
) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    asked = school.requests(attempt)[0]
    with pytest.raises(Refused) as refused:
        give_up_outdated(attempt.handle, mai.id, at=NOON)
    assert refused.value.code == "attempt.still_good"
    school.change(attempt.handle, **moved)
    answered = act(mai, attempt.handle, asked, expected_seq=0, at=NOON)
    assert answered.sentence
    assert answered.sentence.code == "refused.attempt.outdated"
    with pytest.raises(Refused):
        submit(mai, attempt.handle, at=NOON)
    give_up_outdated(attempt.handle, mai.id, at=NOON)
    assert school.row(attempt.handle).status == "given-back"
    assert begin(mai, "tiny-one", at=NOON).handle != attempt.handle
    assert [one.status for one in attempts_of(mai, "tiny-one")].count("submitted") == 0


def test_a_timed_attempt_that_cannot_be_graded_is_given_back_by_the_clock(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON, mode=Mode.EXAM)
    school.change(attempt.handle, semantics=0)
    assert attempt.handle in sweep(at=NOON + timedelta(hours=1))
    assert school.row(attempt.handle).status == "given-back"
    with pytest.raises(Refused) as refused:
        result_of(mai, attempt.handle, "vi", at=NOON)
    assert refused.value.code == "attempt.given_back"


def test_content_is_kept_once_and_reads_back_as_it_was(school: School) -> None:
    for someone in (school.person(), school.person()):
        begin(someone, "tiny-one", at=NOON)
    exercise = school.exercise("tiny-one")
    with school.database.reading() as session:
        read = kept_content(session, exercise.digest)
    assert read
    assert read.model_copy(update={"folder": exercise.folder}) == exercise
    with school.database.reading() as session:
        assert kept_content(session, "0" * 64) is None


@pytest.mark.parametrize("folder", folders(LIBRARY), ids=lambda folder: folder.name)
def test_every_content_of_the_library_survives_being_kept(folder: Path) -> None:
    exercise = load(folder)
    assert Exercise.model_validate_json(exercise.model_dump_json(by_alias=True)) == exercise
