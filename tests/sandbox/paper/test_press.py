"""What a printed paper must be: PDF/A, deterministic, laid out as NĐ 30/2020 says."""

import hashlib
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Thread
from types import ModuleType

import pikepdf
import pytest

from sandbox.paper import check_pdfa, page_sizes, print_annex, print_sheet, text_of
from sandbox.paper.composing import sheet_data
from sandbox.paper.typesetter import typeset
from sandbox.verdicts import Verdict
from tests.sandbox.paper.printing import Printed

ROOT = Path(__file__).parents[3]
MM = 72 / 25.4


def _pages(pdf: bytes) -> list[str]:
    return text_of(pdf).split("\f")


def test_every_paper_is_pdfa_by_our_rules_and_has_the_pages_it_says(
    printed: Printed, paper_name: str
):
    paper = printed(paper_name)
    report = check_pdfa(paper.pdf)
    assert (report.verdict, report.remarks) == (Verdict.VALID, ())
    assert report.rules_checked > 40
    assert len(page_sizes(paper.pdf)) == paper.pages


def test_every_page_is_watermarked(printed: Printed, paper_name: str):
    assert all("TÀI LIỆU THỰC HÀNH" in page for page in _pages(printed(paper_name).pdf))


def test_every_place_lies_on_its_page(printed: Printed, paper_name: str):
    paper = printed(paper_name)
    sizes = page_sizes(paper.pdf)
    for place in paper.places.values():
        size = sizes[place.page - 1]
        assert place.x >= 0
        assert place.y >= 0
        assert place.x + place.width <= size.width
        assert place.y + place.height <= size.height


def test_typst_has_nothing_to_warn_of(papers: ModuleType, paper_name: str):
    data = sheet_data(papers.PAPERS[paper_name](), number=None, issued=None, ink=True)
    assert typeset("sheet.typ", data, at=papers.AT).warnings == ()


def test_only_the_vendored_faces_are_embedded(printed: Printed):
    with pikepdf.open(io.BytesIO(printed("report").pdf)) as document:
        names = {
            str(item.BaseFont).partition("+")[2]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert names <= {
        f"LiberationSerif{style}" for style in ("", "-Bold", "-Italic", "-BoldItalic", "-Regular")
    }


def test_the_same_facts_give_the_same_bytes(papers: ModuleType, printed: Printed):
    for number in (5, None):
        again = print_sheet(
            papers.letter(), number=number, issued=papers.DAY if number else None, at=papers.AT
        )
        assert again.pdf == printed("letter", number).pdf


_SCRIPT = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.sandbox.paper import papers
from sandbox.paper import print_sheet, scan, seal_image, signature_image
made = print_sheet(papers.letter(), number=None, issued=None, at=papers.AT).pdf
made += print_sheet(papers.decision(), number=5, issued=papers.DAY, at=papers.AT, ink=True).pdf
made += signature_image("Lò Văn Hải") + seal_image("Sở Nội vụ")
print(hashlib.sha256(made).hexdigest())
"""


def test_the_same_bytes_come_from_other_processes_whatever_their_hash_seed():
    script = _SCRIPT.format(root=str(ROOT))
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for seed in ("1", "4242")
    }
    assert len(digests) == 1


def test_threads_print_side_by_side(papers: ModuleType, printed: Printed):
    found = []
    expected = hashlib.sha256(printed("decision").pdf).hexdigest()

    def work() -> None:
        for _ in range(3):
            paper = print_sheet(papers.decision(), number=5, issued=papers.DAY, at=papers.AT)
            found.append(hashlib.sha256(paper.pdf).hexdigest())

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 12


def test_number_and_date_have_their_zeros(printed: Printed):
    text = text_of(printed("decision").pdf)
    assert "Số: 05/QĐ-SNV" in text
    assert "Thanh Bình, ngày 05 tháng 01 năm 2026" in text


@pytest.mark.parametrize(
    ("number", "day", "shown"),
    [
        (9, date(2026, 2, 10), ("Số: 09/", "ngày 10 tháng 02 năm 2026")),
        (10, date(2026, 3, 1), ("Số: 10/", "ngày 01 tháng 3 năm 2026")),
        (1234, date(2026, 12, 31), ("Số: 1234/", "ngày 31 tháng 12 năm 2026")),
    ],
)
def test_zeros_stand_before_small_numbers_days_and_two_months_only(
    papers: ModuleType, number: int, day: date, shown: tuple[str, ...]
):
    paper = print_sheet(papers.invitation(), number=number, issued=day, at=papers.AT)
    assert all(part in text_of(paper.pdf) for part in shown)


def test_the_national_title_stands_on_one_line_over_the_motto(printed: Printed, paper_name: str):
    first = _pages(printed(paper_name).pdf)[0]
    if paper_name not in {"inventory", "contents", "outgoing", "incoming"}:
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n" in first


def test_a_letter_has_its_subject_under_its_number_and_no_type(printed: Printed):
    text = text_of(printed("letter").pdf)
    assert text.index("Số: 05/SNNMT-VP") < text.index("V/v nộp lưu") < text.index("Kính gửi")
    assert "CÔNG VĂN" not in text


def test_grounds_end_with_semicolons_and_the_last_with_a_full_stop(printed: Printed):
    lines = text_of(printed("decision").pdf).replace("\n", " ")
    assert "về công tác văn thư;" in lines
    assert "Chánh Văn phòng Sở. QUYẾT ĐỊNH: Điều 1." in lines


def test_the_body_ends_with_its_mark_and_recipients_with_a_full_stop(printed: Printed):
    text = text_of(printed("decision").pdf)
    assert "Quyết định này./." in text
    assert "- Như Điều 3;" in text
    assert "- Lưu: VT, VP (3)." in text


def test_pages_are_numbered_from_the_second(printed: Printed):
    pages = _pages(printed("report").pdf)
    assert len(pages) == 5
    assert [page.split("\n")[1] for page in pages[1:]] == ["2", "3", "4", "5"]
    assert pages[0].split("\n")[1] == "ỦY BAN NHÂN DÂN"


def test_a_long_table_repeats_its_head(printed: Printed):
    pages = [
        page for page in _pages(printed("report").pdf) if "Ủy ban nhân dân xã Tân Minh" in page
    ]
    assert len(pages) > 2
    assert all("Cơ quan, đơn vị" in page for page in pages)


def test_annexes_have_roman_numbers_their_own_pages_and_a_blank_line_of_reference(printed: Printed):
    paper = printed("with_annexes")
    pages = _pages(paper.pdf)
    starts = [place for place, page in enumerate(pages) if "Phụ lục I" in page]
    assert [pages[place].split("\n")[1] for place in starts] == ["Phụ lục I", "Phụ lục II"]
    assert pages[starts[0] + 1].split("\n")[1] == "2"
    reference = pages[starts[0]].replace("\xa0", " ")
    assert "Kèm theo Quyết định số" in reference
    assert "05" not in reference.split("STT")[0]
    assert page_sizes(paper.pdf)[starts[1]].width == pytest.approx(841.89, abs=0.1)


def test_on_paper_the_line_of_reference_is_filled_in(papers: ModuleType):
    sheet = papers.with_annexes().model_copy(update={"paper": True})
    paper = print_sheet(sheet, number=5, issued=papers.DAY, at=papers.AT)
    text = text_of(paper.pdf).replace("\n", " ")
    assert "(Kèm theo Quyết định số 05/QĐ-SNV ngày 05 tháng 01 năm 2026 của Sở Nội vụ)" in text


def test_one_annex_alone_takes_no_number(papers: ModuleType):
    sheet = papers.decision_with_list()
    one = sheet.annexes[0].model_copy(update={"label": None, "headed": False})
    alone = sheet.model_copy(update={"annexes": (one,)})
    text = text_of(print_sheet(alone, number=5, issued=papers.DAY, at=papers.AT).pdf)
    assert "Phụ lục\n" in text


def test_an_annex_in_a_file_of_its_own_says_nothing_of_its_document(papers: ModuleType):
    sheet = papers.with_annexes().model_copy(update={"paper": True})
    paper = print_annex(sheet, 2, at=papers.AT)
    text = text_of(paper.pdf)
    assert "Phụ lục II" in text
    assert "QĐ-SNV" not in text
    assert "2026" not in text
    assert paper.places["mark"].page == 1
    assert check_pdfa(paper.pdf).verdict is Verdict.VALID


def test_the_signature_lies_between_title_and_name_and_the_seal_a_third_over_it(printed: Printed):
    places = printed("decision").places
    signature, seal = places["signature"], places["seal"]
    middle = 30 * MM + (210 - 45) * MM * (0.46 + 0.54 / 2)
    assert signature.x + signature.width / 2 == pytest.approx(middle, abs=1)
    covered = seal.x + seal.width - signature.x
    assert 0.25 <= covered / signature.width <= 0.40
    assert seal.x < signature.x
    assert seal.y < signature.y
    assert seal.y + seal.height > signature.y + signature.height
    assert seal.width == pytest.approx(34 * MM, abs=0.1)


def test_minutes_have_a_place_for_each_side(printed: Printed):
    places = printed("handover").places
    assert places["signature"] == places["signature_right"]
    assert places["seal_left"].x < places["seal_right"].x
    assert {"signature_left", "signature_middle", "signature_right"} <= set(
        printed("three_sign").places
    )


def test_no_page_holds_a_signature_alone(printed: Printed, paper_name: str):
    paper = printed(paper_name)
    if "signature" in paper.places:
        page = _pages(paper.pdf)[paper.places["signature"].page - 1]
        assert len(page) > 150


def test_a_copy_has_its_block_after_the_copied_paper(printed: Printed):
    text = text_of(printed("paper_copy").pdf)
    assert text.index("Quyết định này./.") < text.index("SAO Y") < text.index("Số: 07/SY-UBND")
    assert "copy_signature" in printed("paper_copy").places


def test_an_e_copy_carries_no_block(papers: ModuleType):
    sheet = papers.paper_copy()
    electronic = sheet.model_copy(
        update={"copying": sheet.copying.model_copy(update={"electronic": True})}
    )
    paper = print_sheet(electronic, number=5, issued=papers.DAY, at=papers.AT)
    assert "SAO Y" not in text_of(paper.pdf)


def test_draft_urgency_secrecy_and_circulation_are_stamped(printed: Printed):
    text = text_of(printed("telegram").pdf)
    assert all(word in text for word in ("DỰ THẢO", "MẬT", "HỎA TỐC", "LƯU HÀNH NỘI BỘ"))


def test_a_letter_of_courtesy_takes_no_number(printed: Printed):
    paper = printed("courtesy")
    assert "number" not in paper.places
    assert "Số:" not in text_of(paper.pdf)


def test_the_address_stands_on_the_first_page_only(papers: ModuleType):
    sheet = papers.report().model_copy(update={"address": ("Số 00 đường Thử Nghiệm",)})
    pages = _pages(print_sheet(sheet, number=5, issued=papers.DAY, at=papers.AT).pdf)
    assert ["Thử Nghiệm" in page for page in pages] == [True, False, False, False, False]
