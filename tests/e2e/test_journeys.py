"""What people do, in a real browser, on the real library: two whole exercises, and the traps."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Begin, Visit
from tests.e2e.hands import Hands


def test_one_signs_in_with_a_password_shown_on_the_page_and_out_again(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.address}/login")
    row = page.get_by_role("row", name=re.compile("^học viên hocvien "))
    shown = row.locator("code").all_inner_texts()
    page.fill("#login", shown[0])
    page.fill("#password", shown[1])
    page.click("button.primary")
    visit.ready()
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


def test_a_wrong_password_is_told_in_words(visit: Visit) -> None:
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


def test_the_first_file_is_played_by_clicking_alone_to_full_marks(visit: Visit) -> None:
    visit.sign_in()
    hands, page = Hands(visit), visit.page
    handle = hands.begin("first-file")
    hands.node("Sổ văn bản đi")
    issued = page.locator("tr[data-ref]").first.inner_text()
    agency = re.search(r"/QĐ-(\w+)", issued)
    assert agency
    request = answer(hands, agency[1])
    page.reload()  # everything is kept: one goes on where one was
    visit.ready()
    expect(page.locator(".kt-head .kt-pill")).to_have_text("dự thảo")
    hands.do("Trình ký")
    hands.sit("Giám đốc")
    hands.card("trả lời kiến nghị")
    hands.do("Ký số (người có thẩm quyền)")
    hands.sit("Văn thư")
    hands.card("trả lời kiến nghị")
    for verb in ("Cấp số, ngày", "Ký số cơ quan", "Phát hành"):
        hands.do(verb)
    reply = page.locator(".kt-head h2").inner_text()
    hands.sit("Chuyên viên")
    keep(hands, request, "BC-UBND", reply)
    hands.pass_time("Thêm 1 giờ", 2)
    hands.submit()
    expect(page.locator(".kt-ring")).to_contain_text("100")
    expect(page.get_by_text("Đạt", exact=True).first).to_be_visible()
    visit.open(f"/desk?attempt={handle}")
    expect(page).to_have_url(re.compile("/result"))


def answer(hands: Hands, agency: str) -> str:
    """Draft the reply to the voters' letter; return the letter's number."""
    hands.card("cử tri trước kỳ họp")
    letter = str(hands.page.locator(".kt-head h2").inner_text())
    hands.verb("Soạn dự thảo")
    hands.choose("Loại văn bản", "Công văn")
    hands.write("Ký hiệu", f"{agency}-VP")
    hands.write("Trích yếu", "trả lời kiến nghị của cử tri")
    hands.choose("Người ký", "· Giám đốc")
    hands.write("Nội dung (", "Cơ quan đã rà soát các kiến nghị và trả lời như sau.")
    hands.write("Nơi nhận", "Như trên\nLưu: VT, VP")
    hands.send("Soạn dự thảo")
    return letter


def keep(hands: Hands, request: str, *others: str) -> None:
    """Open the planned file, put the matter's documents into it, close it, hand it over."""
    hands.node("kiến nghị")
    hands.do("Mở hồ sơ")
    hands.verb("Đưa văn bản vào hồ sơ")
    hands.choose("Văn bản", request, also="số đến")  # a twin of it came, and was not registered
    hands.choose("Văn bản", *others)
    hands.send("Đưa văn bản vào hồ sơ")
    hands.do("Kết thúc hồ sơ")
    hands.do("Nộp lưu vào lưu trữ hiện hành")


def test_destroying_a_file_under_hold_fails_with_reason_evidence_and_rule(
    visit: Visit, begin: Begin
) -> None:
    """Everything is right but one file: it looks due, and a hold forbids its destruction."""
    visit.sign_in("hocvien2")
    hands, page = Hands(visit), visit.page
    handle = begin("hocvien2", "what-must-go", "", "1")
    visit.open(f"/desk?attempt={handle}&at=list:holds")
    held = (
        page.locator("tr[data-ref]", has_text="đang có hiệu lực").locator("td").nth(2).inner_text()
    )
    visit.open(f"/desk?attempt={handle}&at=list:files")
    page.locator("tr[data-ref]", has_text=held).locator("input").check()
    page.get_by_role("button", name="Đề nghị hủy").click()
    hands.write("Thuyết minh", "Hồ sơ đã hết thời hạn lưu trữ.")
    hands.send("Đề nghị hủy")
    expect(page.get_by_text("đình chỉ hủy").first).to_be_visible()
    convene(hands)
    hands.verb("Kết luận của hội đồng")
    hands.choose("Hồ sơ được đồng ý", held)
    hands.send("Kết luận của hội đồng")
    hands.do("Đề nghị thẩm định")
    hands.pass_time("Thêm 1 ngày", 2)
    destroy(hands)
    hands.submit()
    expect(page.get_by_text("Chưa đạt", exact=True).first).to_be_visible()
    expect(page.get_by_text("Không hủy hồ sơ đang bị đình chỉ hủy").first).to_be_visible()
    expect(page.get_by_text("cơ quan điều tra yêu cầu giao hồ sơ").first).to_be_visible()
    fallen = page.locator("tr", has_text="Không hủy hồ sơ đang bị đình chỉ hủy")
    expect(fallen).to_contain_text(held)
    expect(fallen).to_contain_text("Điều 42 Quy chế")
    expect(fallen).to_contain_text(re.compile(r"#\d+"))


def convene(hands: Hands) -> None:
    """Set up the council and wait for its votes."""
    hands.verb("Thành lập hội đồng xét hủy")
    hands.choose("Thành viên", "Phó Giám đốc", "Kế toán", "Lưu trữ")
    hands.send("Thành lập hội đồng xét hủy")
    hands.pass_time("Thêm 1 giờ", 5)


def destroy(hands: Hands) -> None:
    """Destroy every copy, typing the word that cannot be typed by accident."""
    hands.verb("Hủy tài liệu")
    hands.choose("Phương tiện", "kho trực tuyến", "bản sao lưu", "bản đọc", "thiết bị rời")
    hands.dialog.get_by_role("button", name="Hủy tài liệu", exact=True).click()
    expect(hands.dialog.get_by_text("nên chưa hủy gì")).to_be_visible()
    asked = hands.dialog.get_by_label(re.compile("^Gõ"))
    word = re.search(r"“([^”]+)”", str(asked.get_attribute("aria-label")))
    assert word
    asked.fill(word[1])
    hands.send("Hủy tài liệu")


def test_a_second_tab_is_told_that_it_is_old_and_nothing_is_done(
    visit: Visit, begin: Begin
) -> None:
    visit.sign_in()
    handle = begin("hocvien", "send-for-keeps", "", "1")
    first = Hands(visit)
    visit.open(f"/desk?attempt={handle}")
    second = visit.another()
    second.open(f"/desk?attempt={handle}")
    first.pass_time("Thêm 1 ngày")
    clock = second.page.get_by_role("button", name=re.compile(r"\d\d:\d\d · "))
    clock.first.click()
    second.page.get_by_role("button", name="Thêm 1 ngày", exact=True).click()
    expect(second.page.get_by_text("Trang này đã cũ").first).to_be_visible()
    shown = first.page.get_by_role("button", name=re.compile(r"\d\d:\d\d · ")).first.inner_text()
    second.page.reload()
    second.ready()
    expect(second.page.get_by_role("button", name=re.compile(r"\d\d:\d\d · ")).first).to_have_text(
        re.compile(re.search(r"\d\d/\d\d/\d{4}", shown)[0])  # type: ignore[index]  # always there
    )
    second.finish()


def test_a_double_click_makes_one_file(visit: Visit, begin: Begin) -> None:
    visit.sign_in("hocvien2")
    handle = begin("hocvien2", "first-file", "", "1")
    visit.open(f"/desk?attempt={handle}")
    hands = Hands(visit)
    hands.node("kiến nghị")
    hands.verb("Mở hồ sơ")
    hands.dialog.get_by_role("button", name="Mở hồ sơ", exact=True).dblclick()
    expect(hands.dialog).to_have_count(0)
    hands.settle()
    expect(visit.page.locator(".kt-head .kt-pill")).to_have_text("đang lập")
    expect(visit.page.get_by_text("Không làm được")).to_have_count(0)
    visit.page.get_by_role("radio", name="Lịch sử").click()
    hands.settle()
    expect(visit.page.locator(".kt-timeline li")).to_have_count(1)


@pytest.fixture(scope="module")
def handle(begin: Begin) -> str:
    """An attempt that the smaller tests look at."""
    return begin("giangvien", "first-file", "", "1")


def teacher(visit: Visit, path: str) -> Any:
    visit.sign_in("giangvien")
    return visit.open(path)


def test_moving_by_keyboard_can_be_given_up(visit: Visit, handle: str) -> None:
    page = teacher(visit, f"/desk?attempt={handle}")
    card = page.get_by_role("option", name="cử tri").first
    card.focus()
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    expect(card).to_be_focused()


def test_search_finds_without_diacritics(visit: Visit, handle: str) -> None:
    page = teacher(visit, f"/desk?attempt={handle}")
    page.get_by_label("Tìm văn bản, hồ sơ…").fill("tinh hinh lien quan")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_contain_text("BC-UBND")


def test_a_signature_on_the_page_opens_what_is_known_of_it(visit: Visit, handle: str) -> None:
    page = teacher(visit, f"/desk?attempt={handle}")
    page.get_by_role("option", name="cử tri").first.click()
    visit.ready()
    page.get_by_role("button", name="Chữ ký 1").click()
    expect(page.get_by_text("Chữ ký hợp lệ").first).to_be_visible()


def test_the_agencys_regulation_opens_from_the_brief(visit: Visit, handle: str) -> None:
    page = teacher(visit, f"/desk?attempt={handle}")
    page.locator(".st-key-brief-open_rules").get_by_role("button").click()
    visit.ready()
    expect(page.get_by_text("Chữ ký số", exact=False).first).to_be_visible()
    page.get_by_role("button", name=re.compile("ban hành Quy chế")).click()
    visit.ready()
    expect(page.locator(".kt-head")).to_contain_text("Ban hành Quy chế công tác văn thư, lưu trữ")


def test_back_and_forward_walk_through_what_was_open(visit: Visit, handle: str) -> None:
    page = teacher(visit, f"/desk?attempt={handle}")
    page.get_by_role("option").nth(0).click()
    visit.ready()
    first = page.locator(".kt-head h2").inner_text()
    page.get_by_role("option").nth(1).click()
    visit.ready()
    page.go_back()
    visit.ready()
    expect(page.locator(".kt-head h2")).to_have_text(first)
    page.reload()
    visit.ready()
    expect(page.locator(".kt-head h2")).to_have_text(first)


def test_the_rulebook_finds_the_same_with_and_without_diacritics(visit: Visit) -> None:
    visit.sign_in()
    page = visit.open("/rules")
    page.get_by_role("radio", name="Pháp luật").click()
    visit.ready()
    found = []
    for asked in ("tiêu hủy", "tieu huy"):
        page.get_by_label("Tìm trong quy định…").fill(asked)
        page.wait_for_timeout(800)
        visit.ready()
        found.append(page.locator(".kt-rules summary b").all_inner_texts())
    assert found[0] == found[1] != []


def test_the_language_changes_everywhere_at_once(visit: Visit) -> None:
    page = visit.sign_in("quantri")
    visit.open("/account")
    page.get_by_role("radio", name="English").click()
    visit.ready()
    expect(page.locator("h1")).to_have_text("Account")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("radio", name="Tiếng Việt").click()
    visit.ready()
    expect(page.locator("h1")).to_have_text("Tài khoản")
