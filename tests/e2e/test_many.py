"""Moving and doing many at once, in a real browser: M and Enter, dragging, rows, a whole tray."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Begin, Visit
from tests.e2e.hands import Hands


def test_documents_are_filed_by_keyboard_and_by_dragging(visit: Visit, begin: Begin) -> None:
    page = visit.sign_in("hocvien2")
    handle = begin("hocvien2", "first-file", "open", "1")
    visit.open(f"/desk?attempt={handle}")
    page.get_by_role("option").nth(0).focus()
    page.keyboard.press("m")
    for _ in range(12):
        if page.locator(".node.file.drop:focus").count():
            break
        page.keyboard.press("ArrowDown")
    target = page.locator(".node.file.drop:focus").get_attribute("data-id")
    file = page.locator(f'.node[data-id="{target}"]')
    expect(file.locator(".note")).to_have_text("0")
    page.keyboard.press("Enter")
    visit.ready()
    expect(file.locator(".note")).to_have_text("1")
    file.scroll_into_view_if_needed()
    page.get_by_role("option").last.drag_to(file)
    visit.ready()
    expect(file.locator(".note")).to_have_text("2")
    file.click()
    visit.ready()
    expect(page.locator("tr[data-ref]")).to_have_count(2)


def test_chosen_files_are_appraised_together(visit: Visit, begin: Begin) -> None:
    page = visit.sign_in("hocvien")
    handle = begin("hocvien", "what-must-go", "", "1")
    visit.page.set_viewport_size({"width": 1366, "height": 768})
    visit.open(f"/desk?attempt={handle}&at=list:files")
    hands, rows = Hands(visit), page.locator("tr[data-ref]")
    wide = "found => found.scrollWidth - found.clientWidth"
    assert page.get_by_role("region", name="Kho lưu trữ hiện hành").evaluate(wide) <= 1
    rows.nth(1).locator("input").check()
    rows.nth(3).locator("input").click(modifiers=["Shift"])
    expect(page.get_by_text("Đã chọn 3")).to_be_visible()
    page.get_by_role("button", name="Xác định giá trị hồ sơ").click()
    expect(hands.dialog).to_be_visible()
    hands.choose("Quyết định", "kéo dài thời hạn")
    hands.choose("Lý do", "liên quan tài liệu")
    hands.send("Xác định giá trị hồ sơ")
    expect(page.get_by_text("cho 3/3 mục")).to_be_visible()
    expect(rows.get_by_text("kéo dài thời hạn")).to_have_count(3)
    page.get_by_role("radio", name="Bảng xác định giá trị").click()
    visit.ready()
    across = page.locator(".dvn-scroller").first
    expect(across).to_be_visible()
    assert across.evaluate(wide) <= 1, "a column must be looked for sideways"


def test_a_leader_signs_the_whole_tray_in_one_go(visit: Visit, begin: Begin) -> None:
    page = visit.sign_in("hocvien2")
    handle = begin("hocvien2", "first-file", "submit", "1", "", "3")
    visit.open(f"/desk?attempt={handle}")
    hands = Hands(visit)
    hands.sit("Giám đốc")
    page.get_by_role("button", name="Ký nhiều văn bản (3)").click()
    visit.ready()
    page.get_by_role("checkbox", name="Chọn mọi dòng đang xem").check()
    page.get_by_role("button", name="Ký số (người có thẩm quyền)").click()
    expect(hands.dialog).to_be_visible()
    hands.settle()
    hands.dialog.get_by_role("button", name="Ký số (người có thẩm quyền)").dblclick()
    expect(hands.dialog).to_have_count(0)
    hands.settle()
    expect(page.get_by_text("cho 3/3 mục")).to_be_visible()
    expect(page.locator("tr[data-ref]")).to_have_count(0)
    expect(page.get_by_text("Không làm được")).to_have_count(0)


def test_a_conclusion_on_a_signature_is_kept(visit: Visit, begin: Begin) -> None:
    page = visit.sign_in("giangvien")
    handle = begin("giangvien", "first-file", "", "1")
    visit.open(f"/desk?attempt={handle}")
    page.get_by_role("option", name="cử tri").first.click()
    visit.ready()
    page.get_by_role("button", name="Chữ ký 1").click()
    visit.ready()
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_text("Còn thiếu: “Kết luận”")).to_be_visible()
    page.get_by_role("radio", name="Hợp lệ", exact=True).click()
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_text(re.compile("Đã ghi lúc"))).to_be_visible()
    page.reload()
    visit.ready()
    page.get_by_role("radio", name="Chữ ký số").click()
    visit.ready()
    expect(page.get_by_role("radio", name="Hợp lệ", exact=True)).to_be_checked()
