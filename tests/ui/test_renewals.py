"""The calendar of renewals at the archivist's desk: rows, empty state, verbs, other desks."""

from typing import Any

import pytest

from base.clock import wall
from base.errors import Refused
from base.language import LANGUAGES, say
from course.acting import act
from course.desk import desk
from course.keyring import renewals
from tests.ui.school import School, school, screen, somebody, text
from ui import state
from ui.panes.renewals import ACTS, PAGE, calendar


@pytest.fixture(scope="module")
def house() -> School:
    return school()


def _ask(handle: str, **request: Any) -> None:
    mai = somebody("hocvien")
    seen = desk(mai, handle).holdings.changes
    answered = act(mai, handle, request, expected_seq=seen, at=wall())
    assert answered.reply == "accepted", answered


@pytest.fixture(scope="module")
def kept(house: School) -> str:
    """An archive in which one signed document has been registered; its archivist sits there."""
    archivist, clerk = house.labels["archivist"], house.labels["clerk"]
    _ask(house.practice, op="switch-desk", post=clerk)
    _ask(house.practice, op="register-incoming", document=house.labels["sound"], to=archivist)
    _ask(house.practice, op="switch-desk", post=archivist)
    return house.practice


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "bằng chứng cần gia hạn"), ("en", "will need renewal")]
)
def test_an_archive_with_nothing_signed_says_so(house: School, language: str, words: str):
    """Runs first: nobody has registered anything yet."""
    if renewals(somebody("hocvien"), desk(somebody("hocvien"), house.practice)):
        pytest.skip("the shared archive holds a signed document by now")
    at = screen("desk", attempt=house.practice, at="list:renewals", language=language)
    assert words in at.info[0].value


@pytest.mark.parametrize(("language", "words"), [("vi", "Đã lỡ hạn: 0"), ("en", "Missed: 0")])
def test_the_calendar_counts_and_lists_what_is_due(kept: str, language: str, words: str):
    at = screen("desk", attempt=kept, at="list:renewals", language=language)
    assert words in text(at).replace("\\", "")
    assert "⟦" not in text(at)


def test_a_row_names_the_document_the_day_the_cause_and_what_to_do(
    kept: str, house: School, monkeypatch: pytest.MonkeyPatch
):
    mai = somebody("hocvien")
    read = desk(mai, kept)
    (due,) = renewals(mai, read)
    assert due.document == house.labels["sound"]
    for language in LANGUAGES:
        monkeypatch.setattr(state, "language", lambda spoken=language: spoken)
        data: Any = calendar(mai, read)
        (row,) = data["rows"]
        assert row["ref"] == due.document
        assert row["cells"]["before"]["sort"] == due.before.isoformat()
        assert row["cells"]["ends"] == say(f"renewals.ends.{due.cause}", language)
        assert "⟦" not in str(data)
        assert [one["op"] for one in data["actions"]] == list(ACTS)
        assert data["page"] == PAGE


def test_no_other_desk_keeps_a_calendar(house: School):
    mai = somebody("hocvien")
    with pytest.raises(Refused, match=r"renewals\.not_kept_here"):
        renewals(mai, desk(mai, house.guided))
    for language in LANGUAGES:
        assert "⟦" not in say("refused.renewals.not_kept_here", language)
    at = screen("desk", attempt=house.guided, at="list:renewals")
    assert not at.exception
    assert "Đã lỡ hạn" not in text(at)


def test_an_unknown_list_in_the_address_shows_the_desk(house: School):
    at = screen("desk", attempt=house.guided, at="list:nothing-of-the-kind")
    assert not at.exception
    assert "Bàn của" in text(at)
