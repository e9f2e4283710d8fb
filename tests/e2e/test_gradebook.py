"""An instructor's gradebook by clicks: a trial that writes nothing, regrades, a mark by hand."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.colleague import Asks
from tests.e2e.conftest import Visit

WHY = "trọng số mới do hội đồng thống nhất"
RISES, FALLS = "Nguyễn Văn Bình", "Lò Thị Mai"


def whole(home: Path) -> list[str]:
    """Every row of the installation's database, as text."""
    with closing(sqlite3.connect(f"file:{home / 'khotap.db'}?mode=ro", uri=True)) as found:
        return list(found.iterdump())


class Book:
    """The gradebook as an instructor holds it."""

    def __init__(self, visit: Visit) -> None:
        visit.sign_in("giangvien")
        self.visit, self.page = visit, visit.open("/gradebook")

    def view(self, name: str) -> None:
        self.page.get_by_role("radio", name=name, exact=True).click()
        self.visit.ready()

    def regrade(self, policy: str, way: str = "Xem lại kho của từng lượt") -> None:
        """Choose how, and try."""
        for name in (way, policy):
            self.page.locator("label", has_text=name).first.click()
            self.visit.ready()
        self.page.get_by_role("button", name="Chấm thử").click()
        self.visit.ready()

    def row(self, name: str) -> Any:
        return self.page.locator(".kt-grid tbody tr", has_text=name).first

    def count(self, label: str) -> int:
        metric = self.page.get_by_test_id("stMetric").filter(has_text=label)
        return int(metric.get_by_test_id("stMetricValue").inner_text())

    def write(self, lines: int, why: str = WHY) -> None:
        self.page.get_by_label("Lý do").first.fill(why)
        self.page.get_by_label("Lý do").first.press("Tab")
        self.visit.ready()
        self.page.get_by_role("button", name=f"Ghi điểm mới cho {lines} lượt").click()
        self.visit.ready()


@pytest.fixture
def judged(ask: Asks) -> list[str]:
    """Handles of two attempts whose marks are of last term's weights: 100 and 60, 85 today."""
    return ask("judged").split()


def test_a_trial_names_who_moves_and_who_crosses_and_leaves_the_database_as_it_was(
    visit: Visit, judged: list[str], home: Path
) -> None:
    assert judged
    book = Book(visit)
    book.view("Chấm lại cả lớp")
    before = whole(home)
    for way in ("Xem lại kho của từng lượt", "Chỉ cộng lại điểm"):
        book.regrade("Thay điểm cũ", way)
        assert (book.count("Lượt đổi điểm"), book.count("Qua hoặc xuống")) == (2, 1)
        expect(book.row(RISES)).to_contain_text("Chưa đạt → Đạt")
        expect(book.row(RISES)).to_contain_text("+25")
        expect(book.row(FALLS)).to_contain_text("−15")
        expect(book.page.get_by_text("chưa ghi gì vào sổ điểm")).to_be_visible()
    assert whole(home) == before


def test_marks_are_written_where_they_rise_then_where_chosen_then_in_place_of_all(
    visit: Visit, judged: list[str], ask: Asks
) -> None:
    book = Book(visit)
    book.view("Chấm lại cả lớp")
    book.regrade("Chỉ khi điểm tăng")
    expect(book.row(FALLS)).to_contain_text("giữ điểm cũ")
    book.write(1, "vì vậy")
    expect(book.page.get_by_text("ít nhất 10 ký tự").last).to_be_visible()
    book.write(1)
    expect(book.page.get_by_text("Đã ghi 1 dòng")).to_be_visible()
    expect(book.row(RISES)).to_contain_text("đã ghi điểm mới")
    book.regrade("Chỉ những lượt được chọn")
    assert book.count("Lượt đổi điểm") == 1
    expect(book.page.get_by_role("button", name="Ghi điểm mới cho 0 lượt")).to_be_disabled()
    book.page.get_by_role("combobox", name="Các lượt được ghi").click()
    book.page.get_by_role("option", name=FALLS).click()
    book.page.keyboard.press("Escape")
    book.write(1)
    expect(book.page.get_by_text("Đã ghi 1 dòng")).to_be_visible()
    book.regrade("Thay điểm cũ")
    expect(book.page.get_by_text("không lượt nào đổi điểm")).to_be_visible()
    assert ask("judged") != " ".join(judged)
    book.regrade("Thay điểm cũ")
    book.write(2)
    expect(book.page.get_by_text("Đã ghi 2 dòng")).to_be_visible()


def test_a_mark_by_hand_stands_with_author_and_reason_and_the_trainee_reads_them(
    visit: Visit, judged: list[str], browser: Any
) -> None:
    book = Book(visit)
    page = book.page
    book.view("Một lượt làm bài")
    page.get_by_role("combobox", name="Lượt làm bài").click()
    page.get_by_role("option", name=RISES).first.click()
    visit.ready()
    page.get_by_text("Sửa điểm", exact=True).click()
    score, reason = page.get_by_label("Điểm", exact=True), page.get_by_label("Lý do")
    for why, answer in (("vì vậy", "ít nhất 10 ký tự"), ("Đã trình bày miệng rõ ràng.", "Đã ghi")):
        score.fill("77.5")
        reason.fill(why)
        page.get_by_role("button", name="Ghi điểm", exact=True).click()
        visit.ready()
        expect(page.get_by_text(answer).last).to_be_visible()
    lines = page.locator(".kt-timeline li")
    expect(lines.last).to_contain_text("Sửa điểm")
    expect(lines.last).to_contain_text("Trần Thu Hà · Đã trình bày miệng rõ ràng.")
    expect(lines.first).to_contain_text("Chấm khi nộp")
    book.view("Kết quả của lớp")
    expect(book.row(RISES)).to_contain_text("sửa tay")
    book.view("Chấm lại cả lớp")
    book.regrade("Thay điểm cũ")
    assert book.count("Có điểm sửa tay") >= 1
    trainee = Visit(browser, visit.address)
    trainee.sign_in("hocvien2")
    seen = trainee.open(f"/result?attempt={judged[1]}")
    expect(seen.get_by_text("Đã trình bày miệng rõ ràng.")).to_be_visible()
    expect(seen.get_by_text("Điểm do Trần Thu Hà sửa")).to_be_visible()
    expect(seen.locator(".kt-ring")).to_contain_text("77,5")
    seen = trainee.open(f"/result?attempt={judged[0]}")
    expect(seen.get_by_text("của người khác")).to_be_visible()
    trainee.close()


def test_the_instructor_opens_an_attempt_as_its_trainee_sees_it_and_changes_nothing(
    visit: Visit, judged: list[str], home: Path
) -> None:
    book = Book(visit)
    page = book.page
    book.view("Một lượt làm bài")
    before = whole(home)
    page.get_by_role("button", name="Mở bài làm").click()
    page.wait_for_url(re.compile("/result"))
    visit.ready()
    expect(page.get_by_text("đúng như học viên thấy")).to_be_visible()
    expect(page.get_by_role("button", name="Làm lại với đề khác")).to_have_count(0)
    visit.open(f"/result?attempt={judged[1]}")
    book.view("So với lời giải")
    expect(page.get_by_text("Lời giải có, bài này chưa làm")).to_be_visible(timeout=90_000)
    expect(page.locator(".kt-timeline li", has_text="Soạn dự thảo")).to_have_count(1)
    page.get_by_role("button", name="Xem lời giải").click()
    page.wait_for_url(re.compile("/film"))
    visit.ready()
    expect(page.get_by_text(re.compile(r"Bước 1 trên \d+"))).to_be_visible()
    page.get_by_role("button", name="Về kết quả").click()
    visit.ready()
    page.get_by_role("button", name="Về sổ điểm").click()
    page.wait_for_url(re.compile("/gradebook"))
    assert whole(home) == before


def test_in_english_and_in_the_dark_every_view_has_its_words_and_nothing_is_cut_off(
    visit: Visit, browser: Any, judged: list[str]
) -> None:
    small = Visit(
        browser, visit.address, viewport={"width": 1366, "height": 768}, color_scheme="dark"
    )
    small.sign_in("quantri")
    small.speak("en")
    page = small.open("/gradebook")
    for view in ("Results of the class", "One attempt", "Regrade the class"):
        page.get_by_role("radio", name=view, exact=True).click()
        small.ready()
        if view.startswith("Regrade"):
            page.get_by_role("button", name="Dry run").click()
            small.ready()
            expect(page.get_by_text("Not passed → Passed").first).to_be_visible()
        _reads_well(page)
    for view in ("Criteria", "Beside the solution", "Debrief", "What was done"):
        small.open(f"/result?attempt={judged[1]}")
        page.get_by_role("radio", name=view, exact=True).click()
        small.ready()
        _reads_well(page)
    small.open("/exam")
    _reads_well(page)
    assert small.errors == []
    small.speak("vi")
    small.close()


def _reads_well(page: Any) -> None:
    """No missing word, no bare code of a record, nothing wider than the window."""
    said = page.get_by_test_id("stMain").inner_text()
    assert "⟦" not in said
    assert re.findall(r"\b(?:VB|HS|XH|TE|SO|BL|KL|XG)\d{4}\b", said) == []
    main = page.get_by_test_id("stMain")
    assert main.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
