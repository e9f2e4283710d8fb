"""What instructors see of a variant, on the real library: all of it true, none of it trainees'."""

from collections.abc import Iterator

import pytest

from base.errors import Refused
from base.language import LANGUAGES, Language
from course.inside import Inside, inside
from scenarios import exercise as library
from scenarios.exercise import LIBRARY, Exercise, load
from tests.ui.school import screen, somebody, text
from ui.panes import truth


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return load(LIBRARY / "first-file")


@pytest.fixture(scope="module")
def seen(exercise: Exercise) -> Inside:
    screen("home")
    return inside(somebody("giangvien"), exercise, "1")


@pytest.fixture
def real_library() -> Iterator[None]:
    functions = (library.folders, library.find)
    kept = [one.__defaults__ for one in functions]
    for one in functions:
        one.__defaults__ = (LIBRARY,)
    yield
    for one, was in zip(functions, kept, strict=True):
        one.__defaults__ = was


def test_a_trainee_is_refused_the_truth_whatever_page_asks(exercise: Exercise) -> None:
    screen("home")
    with pytest.raises(Refused) as refused:
        inside(somebody("hocvien"), exercise, "1")
    assert refused.value.code == "preview.staff"


def test_every_planted_fault_is_told_with_what_its_detector_says(seen: Inside) -> None:
    assert seen.truth.planted
    for one in seen.truth.planted:
        assert one.red_herring or (one.finding, one.ref) in seen.said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_answer_is_said_in_words(seen: Inside, language: Language) -> None:
    rows = truth.answers(seen, language)
    assert len(rows) > 3
    assert "⟦" not in str(rows)


@pytest.mark.usefixtures("real_library")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["brief", "criteria", "truth", "proof"])
def test_every_view_of_a_real_exercise_draws(seen: Inside, view: str, language: str) -> None:
    assert seen
    at = screen("preview", login="giangvien", language=language)
    at.selectbox(key="preview.which").set_value("first-file")
    at.segmented_control(key="preview.view").set_value(view).run()
    assert not at.exception
    assert not at.error
    assert "⟦" not in text(at)
    if view == "truth":
        assert "document.duplicate" in text(at)
        assert "$twin" in text(at)
