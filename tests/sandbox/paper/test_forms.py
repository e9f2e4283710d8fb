"""Each form says what its annex of the decree or circular asks, and counts right."""

from types import ModuleType

import pytest

from sandbox.paper import print_sheet, text_of
from sandbox.paper.forms import (
    FileList,
    Letterhead,
    OutgoingLine,
    TermRow,
    TermSection,
    file_list,
    outgoing_register,
    retention_table,
)
from tests.sandbox.paper.printing import Printed


def _text(printed: Printed, name: str) -> str:
    return " ".join(text_of(printed(name).pdf).split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("yearly_list", ("DANH MỤC HỒ SƠ", "Năm 2026", "Số và ký hiệu hồ sơ", "I. TỔNG HỢP",
                         "1. Tuyển dụng, bổ nhiệm", "Vĩnh viễn", "05 năm",
                         "này có 05 hồ sơ", "01 hồ sơ bảo quản vĩnh viễn", "04 hồ sơ bảo quản")),
        ("inventory", ("MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU", "06/01/2020 - 28/12/2020",
                       "gồm: 15 hồ sơ", "chữ: mười lăm hồ sơ", "NGƯỜI LẬP", "Sơn Thị Dara")),
        ("contents", ("MỤC LỤC VĂN BẢN, TÀI LIỆU", "Số, ký hiệu hồ sơ: 01.TCCB", "08/QĐ-SNV",
                      "15-16", "Tác giả")),
        ("handover", ("BIÊN BẢN", "BÊN GIAO: Văn phòng Sở Nội vụ", "BÊN NHẬN: Trung tâm",
                      "tổng số hộp (cặp): 14", "tổng số hồ sơ: 33", "tổng số tệp tin trong hồ sơ:",
                      "412", "lập thành hai bản", "ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN")),
        ("disposal", ("DANH MỤC TÀI LIỆU HẾT THỜI HẠN LƯU TRỮ, TRÙNG LẶP", "Lý do hủy", "Bó số",
                      "Trùng lặp với hồ sơ", "12 hồ sơ (viết bằng chữ: mười hai hồ sơ)")),
        ("explanation", ("BẢN THUYẾT MINH", "I. SỰ HÌNH THÀNH KHỐI TÀI LIỆU",
                         "3. Nhóm tài liệu khác Không có")),
        ("council", ("HỘI ĐỒNG", "Căn cứ Quyết định số 35/QĐ-SNV", "3/3 đồng ý hủy", "Giữ lại",
                     "III. Ý KIẾN KHÁC", "THƯ KÝ", "CHỦ TỊCH HỘI ĐỒNG")),
        ("destroy_decision", ("Về việc hủy tài liệu", "Hủy 12 hồ sơ", "trong thời hạn 15 ngày",
                              "không thể khôi phục được")),
        ("hand_to_destroy", ("Bàn giao tài liệu", "ĐƠN VỊ THỰC HIỆN HỦY: Công ty Giấy")),
        ("destroyed", ("Hủy tài liệu hết thời hạn lưu trữ, trùng lặp", "Cách hủy: nghiền",
                       "mười hai hồ sơ", "Quyết định số 41/QĐ-SNV")),
        ("outgoing", ("SỔ ĐĂNG KÝ VĂN BẢN ĐI", "01/QĐ-SNV", "02/SNV-VP", "từ số 01 đến số 24",
                      "(10)", "Đơn vị, người")),
        ("incoming", ("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "Số đến", "36/UBND-NC", "từ số 01 đến số 12",
                      "(10)")),
        ("slip", ("PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", "Số đến: 12", "Ngày đến: 13/03/2026", "......")),
        ("rules", ("Ban hành Quy chế công tác văn thư", "QUY CHẾ", "Chương II CÔNG TÁC VĂN THƯ",
                   "Mục 1", "Điều 2. Soạn thảo văn bản", "đ) Hoàn thiện", "BẢNG THỜI HẠN LƯU TRỮ",
                   "II. TÀI LIỆU TỔ CHỨC, CÁN BỘ", "Đến khi văn bản hết hiệu lực")),
        ("decision_with_list", ("DANH MỤC HỒ SƠ", "(Ban hành kèm theo Quyết định số")),
    ],
)  # fmt: skip
def test_a_form_says_what_it_must(printed: Printed, name: str, said: tuple[str, ...]):
    text = _text(printed, name)
    assert [part for part in said if part not in text] == []


def test_minutes_of_destruction_have_both_signatures_and_both_seals(printed: Printed):
    places = printed("destroyed").places
    assert {"signature_left", "seal_left", "signature_right", "seal_right"} <= set(places)


def test_a_register_with_nothing_in_it_says_so(papers: ModuleType):
    sheet = outgoing_register(papers.LIST_HEAD, (), year=2026)
    assert "Chưa có văn bản nào" in text_of(
        print_sheet(sheet, number=None, issued=None, at=papers.AT).pdf
    )


def test_the_rows_of_a_retention_table_run_through_its_sections():
    table = retention_table(_sections()).blocks[0]
    assert [row.cells[0] for row in table.rows] == ["", "1", "2", "", "3"]


def _sections() -> tuple[TermSection, ...]:
    row = TermRow(group="Nhóm", term="VV")
    return (
        TermSection(title="Một", rows=(row, row)),
        TermSection(title="Hai", rows=(row,)),
    )


def test_a_thousand_lines_make_a_book_of_many_pages(papers: ModuleType):
    line = {
        "notation": "QĐ-SNV", "issued": papers.DAY, "subject": "Quyết định", "signer": "A",
        "recipients": "B", "keeper": "C",
    }  # fmt: skip
    lines = tuple(OutgoingLine(number=number, **line) for number in range(1, 301))
    sheet = outgoing_register(papers.LIST_HEAD, lines, year=2026)
    paper = print_sheet(sheet, number=None, issued=None, at=papers.AT)
    pages = text_of(paper.pdf).split("\f")
    assert len(pages) == paper.pages > 8
    assert all("Ký nhận" in " ".join(page.split()) for page in pages)
    assert "300/QĐ-SNV" in pages[-1]


def test_an_empty_yearly_list_counts_nothing(papers: ModuleType):
    sheet = file_list(
        Letterhead(agency_name="Sở Nội vụ"), FileList(year=2026, groups=()), signing=papers.DIRECTOR
    )
    text = text_of(print_sheet(sheet, number=None, issued=None, at=papers.AT).pdf)
    assert "này có 00 hồ sơ" in " ".join(text.split())
