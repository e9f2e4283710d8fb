"""Every screen draws its title, in both languages, and lets its happy path through."""

import pytest

from course.desk import desk
from sandbox.operations import VERBS
from tests.ui.school import School, school, screen, somebody, text

TITLES = {
    "home": ("Lò Thị Mai", "Lò Thị Mai"),
    "desk": ("Hồ sơ đầu tiên", "The first file"),
    "rules": ("Tra cứu quy định", "Rulebook"),
    "account": ("Tài khoản", "Account"),
    "leave": ("Đăng xuất", "Sign out"),
}
STAFF = {"classes": ("Lớp học", "Classes"), "preview": ("Xem trước bài", "Preview")}


@pytest.fixture(scope="module", autouse=True)
def house() -> School:
    return school()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", TITLES)
def test_every_screen_shows_its_title(house: School, name: str, language: str) -> None:
    at = screen(name, language=language, attempt=house.guided)
    assert TITLES[name][language == "en"] in at.title[0].value
    assert "⟦" not in text(at)


@pytest.mark.parametrize("name", STAFF)
def test_staff_screens_show_their_title(name: str) -> None:
    at = screen(name, login="giangvien")
    assert at.title[0].value == STAFF[name][0]
    assert "⟦" not in text(at)


@pytest.mark.parametrize("name", STAFF)
def test_a_trainee_has_no_staff_screens(name: str) -> None:
    at = screen(name)
    titles = [one.value for one in at.title]
    assert STAFF[name][0] not in titles


def test_nobody_sees_anything_without_a_handle_of_this_process() -> None:
    from streamlit.testing.v1 import AppTest

    from tests.ui.school import SHELL, login_row

    for forged in (None, "1.abc", f"{login_row('quantri')}.{'0' * 64}", "quantri"):
        at = AppTest.from_file(str(SHELL), default_timeout=120)
        at.user = {"session": forged} if forged else {}
        at.run()
        assert [one.value for one in at.title] == ["Kho Tập"]
        assert "đăng nhập lại" in text(at)


def test_somebody_elses_desk_is_refused(house: School) -> None:
    at = screen("desk", login="hocvien2", attempt=house.guided)
    assert "của người khác" in at.error[0].value


def test_an_unknown_attempt_is_told_not_crashed() -> None:
    at = screen("desk", attempt="no-such-attempt")
    assert at.error


@pytest.mark.parametrize("ref", ["sound", "open_file", "list:files", "list:incoming", "list:holds"])
def test_whatever_is_open_draws_within_the_budget_of_elements(house: School, ref: str) -> None:
    at = screen("desk", attempt=house.practice, at=house.labels.get(ref, ref))
    assert "⟦" not in text(at)
    assert count(at) <= 80


def count(at: object) -> int:
    """Return how many elements a page has."""

    def walk(block: object) -> int:
        children = getattr(block, "children", {})
        return sum(1 + walk(one) for one in children.values())

    return walk(at._tree)


@pytest.mark.parametrize("view", ["paper", "signatures", "description", "history"])
def test_every_view_of_a_document_draws(house: School, view: str) -> None:
    at = screen("desk", attempt=house.guided, at=house.labels["broken"])
    at.segmented_control(key="view.Document").set_value(view).run()
    assert not at.exception
    assert "⟦" not in text(at)
    assert count(at) <= 80


def test_the_panel_says_what_verification_found_and_the_conclusion_is_kept(house: School) -> None:
    at = screen("desk", attempt=house.guided, at=house.labels["broken"])
    at.segmented_control(key="view.Document").set_value("signatures").run()
    assert "không hợp lệ" in at.error[0].value + at.error[0].proto.title
    at.segmented_control(key="RecordVerdict.verdict").set_value("invalid")
    at.multiselect(key="RecordVerdict.reasons").set_value(["integrity"])
    at.button(key="RecordVerdict.submit").click().run()
    assert not at.exception
    assert "Đã ghi lúc" in text(at)


def test_a_form_says_what_is_missing_then_what_was_done(house: School) -> None:
    at = screen("desk", attempt=house.guided, at=house.labels["express"])
    at.button(key="offer.register-incoming").click().run()
    at.button(key="RegisterIncoming.submit").click().run()
    assert "Chuyển đến" in at.error[0].value
    at.selectbox(key="RegisterIncoming.to").set_value(house.labels["officer"])
    at.button(key="RegisterIncoming.submit").click().run()
    assert not at.exception
    assert not at.error
    assert "đã đăng ký" in text(at)


def test_a_refusal_is_a_whole_sentence_in_the_readers_language(house: School) -> None:
    at = screen("desk", attempt=house.guided, at=house.labels["sound"])
    at.button(key="clock.other").click().run()
    at.button(key="AdvanceClock.submit").click().run()
    assert "Thời gian giả định chỉ đi tới" in at.error[0].value.replace("\\", "")


def test_passing_time_moves_the_simulated_day(house: School) -> None:
    at = screen("desk", attempt=house.guided)
    at.button(key="clock.day").click().run()
    assert not at.exception
    assert desk(somebody("hocvien"), house.guided).holdings.today.isoformat() == "2026-03-04"


def test_changing_desks_shows_another_tray(house: School) -> None:
    at = screen("desk", attempt=house.practice)
    at.selectbox(key="SwitchDesk.post").set_value(house.labels["officer"]).run()
    assert not at.exception
    assert "Nguyễn Minh Châu" in text(at)


def test_checking_ones_work_names_criteria_and_no_answer(house: School) -> None:
    at = screen("desk", attempt=house.practice)
    at.button(key="check").click().run()
    assert not at.exception
    assert "Văn bản đến đã được đăng ký" in text(at)


def test_a_wrong_old_password_is_refused() -> None:
    at = screen("account")
    at.text_input(key="password.old").set_value("wrong")
    at.text_input(key="password.new").set_value("long enough now")
    at.button(key="password.submit").click().run()
    assert "chưa đúng" in at.error[0].value


def test_submitting_shows_the_result(house: School) -> None:
    at = screen("desk", attempt=house.practice)
    at.button(key="submit").click().run()
    at.button(key="confirm.submit.yes").click().run()
    at = screen("result", attempt=house.practice)
    assert at.title[0].value == "Kết quả"
    assert "Chưa đạt" in text(at) + at.error[0].proto.title
    for view in ("debrief", "acts"):
        at.segmented_control(key="result.view").set_value(view).run()
        assert not at.exception


DRAWN = [op for op in VERBS if op != "switch-desk"]
"""Changing desks has its own box, always there, and no form."""


@pytest.mark.parametrize("op", DRAWN)
def test_every_verbs_form_draws(house: School, op: str) -> None:
    at = screen("desk", attempt=house.guided)
    at.session_state["form"] = {"op": op, "given": {}, "fresh": True}
    at.run()
    assert not at.exception
    assert at.button(key=f"{VERBS[op].__name__}.submit")
