"""Policies in a real browser: practice to mastery, an exam to its time-out, a solution opened."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.colleague import Asks
from tests.e2e.conftest import Begin

LONG = 120_000


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def submitted(visit: Any) -> None:
    press(visit.page, "Nộp bài")
    visit.page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    visit.page.wait_for_url(re.compile("/result"), timeout=LONG)
    visit.ready()


def test_three_passes_on_new_variants_are_shown_as_mastery(visit: Any, begin: Begin) -> None:
    page = visit.sign_in("hocvien2")
    card = page.locator(".st-key-card-send-for-keeps")
    for number in range(3):
        handle = begin("hocvien2", "send-for-keeps", "sign", str(number + 1))
        visit.open(f"/desk?attempt={handle}")
        submitted(visit)
        expect(page.get_by_text("Đủ điểm đạt").first).to_be_visible()
        visit.open("/")
        told = "Thành thạo" if number == 2 else f"Đã đạt liên tiếp {number + 1}/3"
        expect(card.get_by_text(told)).to_be_visible()


def test_an_exam_submits_itself_when_its_time_is_over(visit: Any, ask: Asks) -> None:
    page = visit.sign_in("hocvien")
    title = "Kiểm tra chớp nhoáng"
    ask("examine", "hocvien", title, "40", "send-for-keeps")
    visit.open("/")
    expect(page.get_by_text(title)).to_be_visible()
    press(page, "Đến trang kiểm tra")
    visit.ready()
    press(page, "Bắt đầu làm bài")
    page.wait_for_url(re.compile("/desk"), timeout=LONG)
    visit.ready()
    expect(page.get_by_text(re.compile("Còn \\d+ (phút|giây)"))).to_be_visible()
    expect(page.get_by_role("button", name="Kiểm tra bài")).to_have_count(0)
    expect(page.get_by_text("Gợi ý", exact=True)).to_have_count(0)
    page.wait_for_url(re.compile("/result"), timeout=LONG)
    visit.ready()
    expect(page.get_by_text(re.compile("Hết giờ, hệ thống tự động nộp"))).to_be_visible()
    visit.open("/exam")
    expect(page.get_by_role("button", name="Bắt đầu làm bài")).to_have_count(0)


def test_a_solution_plays_as_a_film_and_closes_the_variants_credit(
    visit: Any, begin: Begin
) -> None:
    page = visit.sign_in("hocvien")
    handle = begin("hocvien", "send-for-keeps", "propose", "1")
    visit.open(f"/film?attempt={handle}")
    expect(page.get_by_text("không được tính điểm").first).to_be_visible()
    press(page, "Mở lời giải")
    expect(page.get_by_text("Bước 1 trên 8")).to_be_visible(timeout=LONG)
    press(page, "Bước sau")
    expect(page.get_by_text("Bước 2 trên 8")).to_be_visible()
    press(page, "Phát")
    expect(page.get_by_text("Bước 3 trên 8")).to_be_visible(timeout=15_000)
    press(page, "Tạm dừng")
    visit.ready()
    expect(page.get_by_role("button", name="Phát")).to_be_visible()
    stood = page.get_by_text(re.compile("Bước \\d trên 8")).inner_text()
    page.wait_for_timeout(6_000)
    expect(page.get_by_text(stood)).to_be_visible()
    visit.open(f"/desk?attempt={handle}")
    submitted(visit)
    expect(page.get_by_text("đã được mở trước khi nộp")).to_be_visible()
