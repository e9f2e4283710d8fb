"""The school's screens: exams, the gradebook, analysis, the film before it is opened."""

from datetime import timedelta

import pytest

from base.clock import wall
from base.db import reading
from base.language import say
from course.classes import classes_of
from course.exams import Plan, exams_of, make
from course.figures import Figure
from tests.ui.school import School, school, screen, somebody, text
from ui.screens.analysis import figure

STAFF = {
    "gradebook": ("Sổ điểm", "Gradebook"),
    "analysis": ("Phân tích bài", "Analysis"),
}


@pytest.fixture(scope="module", autouse=True)
def house() -> School:
    return school()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", STAFF)
def test_instructors_screens_show_their_title(name: str, language: str) -> None:
    at = screen(name, login="giangvien", language=language)
    assert at.title[0].value == STAFF[name][language == "en"]
    assert "⟦" not in text(at)


@pytest.mark.parametrize("name", STAFF)
def test_a_trainee_has_none_of_them(name: str) -> None:
    assert STAFF[name][0] not in [one.value for one in screen(name).title]


@pytest.mark.parametrize(("login", "language"), [("hocvien", "vi"), ("giangvien", "en")])
def test_everybody_has_the_page_of_exams(login: str, language: str) -> None:
    at = screen("exam", login=login, language=language)
    assert at.title[0].value == ("Kiểm tra" if language == "vi" else "Exams")
    assert "⟦" not in text(at)


def test_an_instructor_makes_an_exam_and_is_told_when_its_pool_is_thin() -> None:
    at = screen("exam", login="giangvien")
    at.text_input(key="exam.title").set_value("Kiểm tra cuối khóa")
    at.button(key="exam.make").click().run()
    assert "ít nhất một bài" in at.error[0].value
    at.multiselect(key="exam.pool").set_value(["practice-file"])
    at.date_input(key="exam.d2").set_value((wall() + timedelta(days=2)).date())
    at.button(key="exam.make").click().run()
    assert not at.exception
    assert "Đã tạo kỳ kiểm tra" in text(at)
    assert "mới có 1 bài" in text(at)
    made = exams_of(somebody("hocvien"))
    assert "Kiểm tra cuối khóa" in [one.title for one in made]


def test_the_trainee_sees_the_exam_with_its_rules_at_home_and_on_its_page() -> None:
    teacher = somebody("giangvien")
    with reading() as session:
        room = classes_of(session, teacher)[0].id
    now = wall()
    plan = Plan(
        title="Đang mở",
        pool=["practice-file"],
        opens=now - timedelta(minutes=1),
        closes=now + timedelta(hours=1),
        minutes=30,
    )
    made = make(teacher, room, plan, at=now)
    assert "“Đang mở”" in text(screen("home")).replace("\\", "")
    at = screen("exam")
    assert at.button(key=f"exam.begin.{made.id}")
    assert "tự động nộp" in text(at)


def test_the_film_asks_before_it_closes_credit(house: School) -> None:
    at = screen("film", attempt=house.guided)
    assert "không được tính điểm" in at.warning[0].value
    assert at.button(key="film.open")


def test_somebody_elses_film_is_refused(house: School) -> None:
    at = screen("film", login="hocvien2", attempt=house.guided)
    assert "của người khác" in at.error[0].value


def test_signals_say_first_that_they_prove_nothing() -> None:
    at = screen("analysis", login="giangvien")
    at.segmented_control(key="analysis.view").set_value("integrity").run()
    assert not at.exception
    assert "không phải là bằng chứng gian lận" in at.warning[0].value


def test_a_figure_stands_with_its_interval_and_its_number() -> None:
    told = Figure(value=0.4213, n=120, error=0.0751)
    assert figure(told, "vi", share=False) == "0,42 ± 0,15 (n = 120)"
    assert figure(told, "en") == "42.1 ± 15 % (n = 120)"
    assert figure(Figure(value=None, n=4), "vi") == "– (n = 4)"


def test_the_analysis_says_what_stands_after_the_sign() -> None:
    for language, words in {"vi": "hai lần sai số chuẩn", "en": "two standard errors"}.items():
        assert words in say("analysis.how", language)  # type: ignore[arg-type]  # a language
