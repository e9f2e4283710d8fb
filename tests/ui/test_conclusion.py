"""Concluding on a tray: what was concluded is seen in it, and one goes on to the next document."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.school import School, school, screen, text

VERDICT, REASONS, NOTE = (f"RecordVerdict.{name}" for name in ("verdict", "reasons", "note"))


@pytest.fixture(scope="module", autouse=True)
def house() -> School:
    return school()


def opened(at: AppTest) -> str:
    """What the address says is open."""
    held = at.query_params["at"]
    return held if isinstance(held, str) else held[0]


def conclude(house: School, button: str):
    """Record a verdict on the first document of the tray, with one of the form's buttons."""
    at = screen("desk", attempt=house.guided, at=house.labels["broken"])
    at.segmented_control(key="view.Document").set_value("signatures").run()
    at.segmented_control(key=VERDICT).set_value("invalid")
    at.multiselect(key=REASONS).set_value(["integrity"])
    at.text_area(key=NOTE).set_value("sửa sau khi ký")
    return at.button(key=f"RecordVerdict.{button}").click().run()


def test_the_next_document_opens_with_an_empty_form(house: School) -> None:
    at = conclude(house, "next")
    assert not at.exception
    assert opened(at) != house.labels["broken"]
    assert at.segmented_control(key=VERDICT).value is None
    assert at.multiselect(key=REASONS).value == []
    assert at.text_area(key=NOTE).value == ""


def test_what_was_recorded_is_shown_again_after_looking_at_the_paper(house: School) -> None:
    at = conclude(house, "submit")
    at.segmented_control(key="view.Document").set_value("paper").run()
    at.segmented_control(key="view.Document").set_value("signatures").run()
    assert at.segmented_control(key=VERDICT).value == "invalid"
    assert at.multiselect(key=REASONS).value == ["integrity"]
    assert at.text_area(key=NOTE).value == "sửa sau khi ký"
    assert "Đã ghi lúc" in text(at)


def test_a_verdict_is_asked_for_before_one_goes_on(house: School) -> None:
    at = screen("desk", attempt=house.guided, at=house.labels["broken"])
    at.segmented_control(key="view.Document").set_value("signatures").run()
    at.segmented_control(key=VERDICT).set_value(None)
    at.button(key="RecordVerdict.next").click().run()
    assert opened(at) == house.labels["broken"]
    assert "“Kết luận”" in "".join(one.value for one in at.error)
