"""The solution as a film: which way is watched, played, stood still, in both languages."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Begin, Visit

WORDS = {
    "vi": {
        "open": "Mở lời giải", "first": "1. Lời giải mẫu", "second": "2. Mở hồ sơ ngay",
        "draft": "Soạn dự thảo", "file": "Mở hồ sơ", "play": "Phát", "pause": "Tạm dừng",
        "step": r"Bước {} trên \d+", "next": "Bước sau",
    },
    "en": {
        "open": "Open the solution", "first": "1. Reference solution", "second": "2. The file",
        "draft": "Draft a document", "file": "Open a file", "play": "Play", "pause": "Pause",
        "step": r"Step {} of \d+", "next": "Next step",
    },
}  # fmt: skip
LONGER_THAN_A_FRAME = 5_500


@pytest.fixture(scope="module")
def handle(begin: Begin) -> str:
    """A submitted attempt at a variant no other test has: opening it closes its credit."""
    return begin("hocvien2", "first-file", "submit", "8", "submit")


@pytest.mark.parametrize("language", WORDS)
def test_one_chooses_the_way_lets_it_play_and_holds_it(
    visit: Visit, browser: Any, handle: str, language: str
) -> None:
    said = WORDS[language]
    watching = Visit(browser, visit.address)
    watching.sign_in("hocvien2")
    watching.speak(language)
    page = watching.open(f"/film?attempt={handle}")
    opening = page.get_by_role("button", name=said["open"])
    if opening.count():
        opening.click()
        watching.ready()
    at = lambda place: page.get_by_text(re.compile(said["step"].format(place))).first  # noqa: E731
    expect(at(1)).to_be_visible(timeout=90_000)
    expect(page.get_by_role("heading", name=said["draft"])).to_be_visible()
    page.get_by_role("button", name=said["next"]).click()
    expect(at(2)).to_be_visible()
    page.get_by_role("radio", name=re.compile(re.escape(said["second"]))).click()
    watching.ready()
    expect(at(1)).to_be_visible()
    expect(page.get_by_role("heading", name=said["file"])).to_be_visible()
    page.get_by_role("button", name=said["play"], exact=True).click()
    expect(at(2)).to_be_visible(timeout=20_000)
    page.get_by_role("button", name=said["pause"], exact=True).click()
    expect(page.get_by_role("button", name=said["play"], exact=True)).to_be_visible()
    stands = page.get_by_text(re.compile(said["step"].format(r"\d+"))).first.inner_text()
    page.wait_for_timeout(LONGER_THAN_A_FRAME)
    expect(page.get_by_text(stands)).to_be_visible()
    page.get_by_role("radio", name=re.compile(re.escape(said["first"]))).click()
    watching.ready()
    expect(at(1)).to_be_visible()
    expect(page.get_by_role("heading", name=said["draft"])).to_be_visible()
    assert watching.errors == []
    watching.speak("vi")
    watching.close()
