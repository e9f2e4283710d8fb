"""Will it hold in 2046: the view on a document, and the keys of a desk, in both languages."""

import pytest

from tests.ui.school import School, school, screen, text


@pytest.fixture(scope="module")
def house() -> School:
    return school()


@pytest.mark.parametrize(
    ("language", "lapsed"), [("vi", "không còn đủ căn cứ"), ("en", "no longer enough evidence")]
)
def test_the_years_to_come_are_shown_when_asked_for(house: School, language: str, lapsed: str):
    at = screen("desk", attempt=house.guided, at=house.labels["sound"], language=language)
    at.segmented_control(key="view.Document").set_value("signatures").run()
    assert not at.slider
    at.toggle(key="Outlook.shown").set_value(True).run()
    assert not at.exception
    assert at.slider(key="Outlook.year").value == 2046
    assert lapsed in at.warning[-1].value
    assert "⟦" not in text(at)
    at.slider(key="Outlook.year").set_value(2027).run()
    assert "2027" in at.success[-1].value


def test_the_desk_shows_its_certificates_and_the_root_with_its_warning(house: School):
    at = screen("desk", attempt=house.guided, at=house.labels["sound"], language="vi")
    at.segmented_control(key="view.Document").set_value("signatures").run()
    assert "Không cài" not in text(at)
    at.toggle(key="Keyring.shown").set_value(True).run()
    assert not at.exception
    assert "Không cài vào bất kỳ máy nào" in text(at)
    assert "Chứng thư của" in text(at)
