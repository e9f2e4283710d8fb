"""What people do, in a real browser: sign in, register, file by keyboard and by mouse, submit."""

import re
from typing import Any

from playwright.sync_api import expect

GUIDED = "/desk?attempt=try-practice-file-1"
SHELF = "/desk?attempt=try-practice-disposal-1"


def test_one_signs_in_with_an_ordinary_form_and_out_again(visit: Any) -> None:
    page = visit.sign_in()
    expect(page.locator("h1")).to_contain_text("Lò Thị Mai")
    assert page.evaluate("document.documentElement.lang") == "vi"
    cookie = next(one for one in visit.context.cookies() if one["name"] == "sid")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    visit.open("/leave")
    page.get_by_role("button", name="Đăng xuất").last.click()
    expect(page).to_have_url(re.compile(r"/login$"))
    page.goto(f"{visit.address}/desk")
    expect(page).to_have_url(re.compile(r"/login"))


def test_a_wrong_password_is_told_in_words(visit: Any) -> None:
    page = visit.page
    page.goto(f"{visit.address}/login?next=/rules")
    page.fill("#login", "hocvien2")
    page.fill("#password", "not the password")
    with page.expect_response(lambda response: response.status == 401):
        page.click("button.primary")
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    visit.errors.clear()  # the browser reports the 401 itself
    page.fill("#password", "hoc-vien-2026")
    page.click("button.primary")
    visit.ready()
    expect(page).to_have_url(re.compile(r"/rules$"))


def test_a_document_is_registered_and_filed_by_keyboard_alone(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(f"{GUIDED}&at=VB0001")
    page.get_by_role("button", name="Đăng ký văn bản đến").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Đăng ký văn bản đến").click()
    expect(dialog).to_contain_text("Còn thiếu")
    dialog.get_by_label("Chuyển đến").click()
    page.get_by_role("option", name=re.compile("Lường Thị Xuân")).click()
    dialog.get_by_role("button", name="Đăng ký văn bản đến").click()
    expect(page.locator(".kt-head .kt-pill")).to_have_text("đã đăng ký")
    visit.ready()
    card = page.get_by_role("option", name="315/QĐ-UBND")
    card.focus()
    page.keyboard.press("m")
    expect(page.get_by_role("treeitem", name="01.TCCB")).to_be_focused()
    for _ in range(12):
        if page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.id").startswith(
            "HS"
        ):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã làm: Đưa văn bản vào hồ sơ")).to_be_visible()


def test_moving_by_keyboard_can_be_given_up(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(GUIDED)
    card = page.get_by_role("option", name="1187/STC-HCSN")
    card.focus()
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    expect(card).to_be_focused()


def test_a_drop_into_a_file_that_cannot_be_is_refused_in_a_sentence(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(GUIDED)
    card = page.get_by_role("option", name="42/TB-STC")
    file = page.get_by_role("treeitem", name="01.VTLT/2026")
    file.scroll_into_view_if_needed()
    card.drag_to(file)
    visit.ready()
    told = page.get_by_text(re.compile("Đã làm: Đưa văn bản vào hồ sơ|Không làm được"))
    expect(told.first).to_be_visible()


def test_search_finds_without_diacritics(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(GUIDED)
    page.get_by_label("Tìm văn bản, hồ sơ…").fill("tap huan")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_contain_text("57/KH-UBND")


def test_a_signature_on_the_page_opens_what_is_known_of_it(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(f"{GUIDED}&at=VB0003")
    page.get_by_role("button", name="Chữ ký 1").click()
    expect(page.get_by_text("Chữ ký không hợp lệ")).to_be_visible()
    expect(page.get_by_text("integrity.broken").first).to_be_visible()


def test_many_files_are_chosen_and_acted_on_at_once(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(f"{SHELF}&at=list:files")
    for ref in ("HS0002", "HS0010"):
        page.locator(f'tr[data-ref="{ref}"] input').check()
    page.get_by_role("button", name="Đề nghị hủy").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Đề nghị hủy").click()
    expect(dialog).to_have_count(0)
    visit.open(f"{SHELF}&at=HH0001")
    expect(page.get_by_text("đình chỉ hủy: 01.TCCB")).to_be_visible()


def test_back_and_forward_walk_through_what_was_open(visit: Any) -> None:
    page = visit.sign_in()
    visit.open(GUIDED)
    page.get_by_role("option", name="42/TB-STC").click()
    visit.ready()
    page.get_by_role("option", name="57/KH-UBND").click()
    visit.ready()
    page.go_back()
    visit.ready()
    expect(page.locator(".kt-head h2")).to_have_text("42/TB-STC")
    page.reload()
    visit.ready()
    expect(page.locator(".kt-head h2")).to_have_text("42/TB-STC")


def test_the_language_changes_everywhere_at_once(visit: Any) -> None:
    page = visit.sign_in("hocvien2")
    visit.open("/account")
    page.get_by_role("radio", name="English").click()
    visit.ready()
    expect(page.locator("h1")).to_have_text("Account")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("radio", name="Tiếng Việt").click()
    visit.ready()
    expect(page.locator("h1")).to_have_text("Tài khoản")
