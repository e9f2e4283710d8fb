from datetime import date
from typing import Any

import pytest

from sandbox.entities import Organisation
from scenarios.recipes.stories_citations import (
    Cited,
    cited,
    law_on,
    marks_in,
    others_number,
    resolve,
)
from scenarios.recipes.stories_language import CLOSE, OPEN, Told, choose, printed, unrepeated
from scenarios.recipes.stories_numerals import in_words, thousands
from scenarios.streams import world_stream


def told(**values: Any) -> Told:
    return Told(world_stream("language", 1), {"year": "2026", **values}, "m/")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (21, "hai mươi mốt"),
        (1_005, "một nghìn không trăm linh năm"),
        (125_400_000, "một trăm hai mươi lăm triệu bốn trăm nghìn"),
        (2_000_000_015, "hai tỷ không trăm mười lăm"),
        (3_040_000_000, "ba tỷ không trăm bốn mươi triệu"),
        (70_005_000, "bảy mươi triệu không trăm linh năm nghìn"),
    ],
)
def test_sums_are_written_out(number: int, words: str):
    assert in_words(number) == words


def test_thousands_are_parted_by_points():
    assert [thousands(one) for one in (7, 1_254, 1_254_000)] == ["7", "1.254", "1.254.000"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (5, "2", "05"),
        (5, "count", "05 (năm)"),
        (1_254_000, "money", "1.254.000 đồng"),
        (15_000, "moneywords", "Mười lăm nghìn đồng"),
        (2026, "plain", "2026"),
        (12.5, "", "12,5"),
        (date(2026, 2, 3), "", "ngày 03 tháng 02 năm 2026"),
        (date(2026, 2, 3), "short", "03/02/2026"),
        (["một", "hai", "ba"], "", "một, hai và ba"),
        (["một", "hai"], "semi", "một; hai"),
        ("phòng", "cap", "Phòng"),
        ("UBND xã", "low", "UBND xã"),
        ("Báo cáo", "low", "báo cáo"),
    ],
)
def test_values_are_printed_as_an_office_writes_them(value: Any, form: str, text: str):
    assert printed(value, form) == text


def test_alternatives_may_be_nested_and_every_one_is_told_sometimes():
    teller = told()
    found = {choose("<một <nhỏ|lớn>|hai>", teller) for _ in range(60)}
    assert found == {"một nhỏ", "một lớn", "hai"}


@pytest.mark.parametrize(("year", "expected"), [("2017", "giấy"), ("2018", "điện tử")])
def test_a_wording_of_another_time_is_not_told(year: str, expected: str):
    teller = told(year=year)
    assert {teller.tell("<[-2018]giấy|[2018]điện tử>") for _ in range(20)} == {expected}
    assert teller.tell("[2018]mới") == ("" if year == "2017" else "mới")


def test_an_unknown_slot_is_an_error_and_no_gap():
    with pytest.raises(KeyError):
        told().tell("Kính gửi {nobody}")


def test_nobody_is_named_twice_in_a_row():
    assert unrepeated("Chánh Văn phòng, Chánh Văn phòng và Trưởng các phòng") == (
        "Chánh Văn phòng và Trưởng các phòng"
    )
    kept = "Chánh Văn phòng, Chánh Văn phòng tỉnh và Trưởng các phòng"
    assert unrepeated(kept) == kept


LETTER = Cited("CV", 45, "SNV-VP", date(2026, 3, 5), "Sở Nội vụ", "mời dự hội nghị")


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("full", "Công văn số 45/SNV-VP ngày 05 tháng 3 năm 2026 của Sở Nội vụ về việc mời dự hội nghị"),  # noqa: E501
        ("cite", "Công văn số 45/SNV-VP ngày 05 tháng 3 năm 2026 của Sở Nội vụ"),
        ("brief", "Công văn số 45/SNV-VP"),
        ("code", "45/SNV-VP"),
        ("day", "ngày 05 tháng 3 năm 2026"),
    ],
)  # fmt: skip
def test_a_citation_says_type_number_day_issuer_and_matter(style: str, text: str):
    assert cited(LETTER, style) == text


def test_a_subject_that_says_about_itself_is_not_given_a_second_about():
    notice = LETTER._replace(type_name="TB", subject="Về việc treo cờ")
    assert cited(notice, "full").endswith("của Sở Nội vụ về việc treo cờ")
    report = LETTER._replace(type_name="BC", subject="Kết quả kiểm tra")
    assert cited(report, "full").endswith("của Sở Nội vụ về kết quả kiểm tra")


def test_an_application_is_cited_by_what_it_is_called():
    called = LETTER._replace(number=None, called="đơn đề ngày 05/3/2026 của ông An")
    assert {cited(called, style) for style in ("full", "brief", "code")} == {called.called}


def test_the_first_citation_of_a_paper_is_full_and_later_ones_are_brief():
    mark = f"{OPEN}m/ask|auto{CLOSE}"
    tree = {"grounds": [f"Căn cứ {mark}"], "body": [{"text": f"Thực hiện {mark}."}]}
    assert marks_in(tree) == {"m/ask"}
    found = resolve(tree, {"m/ask": LETTER}.__getitem__)
    assert found["grounds"] == [f"Căn cứ {cited(LETTER, 'full')}"]
    assert found["body"] == [{"text": f"Thực hiện {cited(LETTER, 'brief')}."}]


@pytest.mark.parametrize(
    ("key", "day", "says"),
    [
        ("archives", date(2025, 6, 30), "11 tháng 11 năm 2011"),
        ("archives", date(2025, 7, 1), "21 tháng 6 năm 2024"),
        ("clerical", date(2019, 1, 2), "110/2004/NĐ-CP"),
        ("clerical", date(2021, 1, 4), "30/2020/NĐ-CP"),
    ],
)
def test_a_law_is_cited_only_while_it_holds(key: str, day: date, says: str):
    assert says in law_on(key, day)


def test_others_numbers_grow_with_the_year_and_the_day():
    agency = Organisation(
        ref="CQ-1", organ_id="Z99.01.02", organ_name="Sở Y tế", abbreviation="SYT",
        standing="department", place="Định Phước",
    )  # fmt: skip
    numbers = [others_number(agency, date(2026, month, 3), 600) for month in range(1, 13)]
    assert numbers == sorted(set(numbers))
    assert others_number(agency, date(2026, 5, 6), 480) <= others_number(
        agency, date(2026, 5, 6), 960
    )
