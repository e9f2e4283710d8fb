"""Số, ký hiệu and the date line: what is written reads back, each mistake has its own code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import Misconfigured
from sandbox.rulebook import rulebook
from sandbox.rulebook.codes import code_list
from sandbox.rulebook.dateline import CODES as DATE_CODES
from sandbox.rulebook.dateline import check_date_line, date_line
from sandbox.rulebook.document_types import by_abbreviation, not_administrative
from sandbox.rulebook.notation_reader import CODES
from sandbox.rulebook.types import (
    CopyForm,
    DocumentType,
    copy_forms,
    document_types,
    notation_of,
    number_line,
    other_types,
    parse_notation,
    problems_of,
    written,
)
from sandbox.verdicts import Verdict

LETTERS = st.text("ABCDEGHIKLMNOPQRSTUVXYĐ", min_size=2, max_size=6)
AGENCIES = LETTERS.filter(
    lambda text: (
        text not in by_abbreviation()
        and text not in not_administrative()
        and text not in {"CV", "SY", "SL"}
    )
)
NUMBERS = st.integers(1, 99_999)
TYPES = st.sampled_from(list(document_types().values()))


def test_there_are_29_types_and_their_codes_are_unique():
    types = list(document_types().values())
    assert len(types) == 29
    codes = [one.tt05 for one in types] + [one.tt05 for one in other_types()]
    assert sorted(codes) == [f"{n:02d}" for n in range(1, 33)]
    assert len(by_abbreviation()) == 27
    assert len(code_list("type-name").codes) == 32


@given(TYPES, NUMBERS, AGENCIES, AGENCIES)
def test_what_is_written_reads_back(kind: DocumentType, number: int, agency: str, unit: str):
    line = number_line(number, notation_of(kind.code, agency, unit))
    found = parse_notation(line, expected=kind.code, agency=agency)
    assert found.verdict is Verdict.VALID, found.problems
    assert (found.number, found.type_name, found.agency) == (number, kind.code, agency)
    assert found.unit == (unit if kind.is_letter else "")


@given(TYPES.filter(lambda kind: not kind.is_letter), NUMBERS, AGENCIES)
def test_a_named_type_is_told_without_being_expected(kind: DocumentType, number: int, agency: str):
    found = parse_notation(written(number, notation_of(kind.code, agency)))
    assert (found.verdict, found.type_name) == (Verdict.VALID, kind.code)


@pytest.mark.parametrize("form", copy_forms(), ids=lambda form: form.code)
def test_copies_have_their_own_notation(form: CopyForm):
    found = parse_notation(written(1, notation_of(form.code, "SNV")), agency="SNV")
    assert (found.verdict, found.type_name) == (Verdict.VALID, form.code)


MISTAKES = [
    ("15 /QĐ-SNV", "QĐ", "spaces"),
    ("15/QĐ - SNV", "QĐ", "spaces"),
    ("5/QĐ-SNV", "QĐ", "leading_zero"),
    ("015/QĐ-SNV", "QĐ", "extra_zero"),
    ("15/2026/QĐ-SNV", "QĐ", "year_inserted"),
    ("15-QĐ/SNV", "QĐ", "separators"),
    ("15/QĐ/SNV", "QĐ", "separators"),
    ("05/CV-SNV-VP", "CV", "cv_inserted"),
    ("05/QĐ-SNV-VP", "CV", "type_in_letter"),
    ("05/SNV", "CV", "unit_missing"),
    ("05/SNV-KHTC", "CV", "other_unit"),
    ("15/DA-SNV", "ĐA", "wrong_abbreviation"),
    ("15/ĐA-SNV", "DA", "wrong_abbreviation"),
    ("15/TT-SNV", "TTr", "wrong_abbreviation"),
    ("15/QĐ-SNV", "QyĐ", "wrong_abbreviation"),
    ("15/CT-SNV", "CTr", "wrong_abbreviation"),
    ("15/HD-SNV", "HĐ", "wrong_abbreviation"),
    ("15/QD-SNV", "", "wrong_abbreviation"),
    ("15/TTR-SNV", "", "wrong_abbreviation"),
    ("15/SNV", "QĐ", "type_missing"),
    ("15/QĐ", "QĐ", "agency_missing"),
    ("15/QĐ-STC", "QĐ", "other_agency"),
    ("15/QĐ-Snv", "QĐ", "not_capitals"),
    ("15/TT-SNV", "", "not_administrative"),
    ("Số 15/QĐ-SNV", "QĐ", "no_colon"),
    ("không số", "QĐ", "unreadable"),
    ("/QĐ-SNV", "QĐ", "unreadable"),
    ("", "QĐ", "unreadable"),
]


@pytest.mark.parametrize(("text", "expected", "code"), MISTAKES)
def test_each_typical_mistake_has_its_own_code(text: str, expected: str, code: str):
    found = parse_notation(text, expected=expected, agency="SNV", unit="VP")
    assert code in found.codes
    assert found.verdict is Verdict.INVALID


def test_every_code_of_the_notation_is_earned_by_a_mistake_above():
    assert {code for _, _, code in MISTAKES} == set(CODES)


@pytest.mark.parametrize(
    ("text", "expected", "codes"),
    [
        ("15 /QĐ-SNV", "QĐ", {"spaces"}),
        ("5/QĐ-SNV", "QĐ", {"leading_zero"}),
        ("15/2026/QĐ-SNV", "QĐ", {"year_inserted"}),
        ("05/CV-SNV-VP", "CV", {"cv_inserted"}),
        ("15/DA-SNV", "ĐA", {"wrong_abbreviation"}),
        ("15-QĐ/SNV", "QĐ", {"separators"}),
        ("5 / 2026 / QĐ - SNV", "QĐ", {"spaces", "leading_zero", "year_inserted"}),
    ],
)
def test_a_mistake_brings_no_other_with_it(text: str, expected: str, codes: set[str]):
    assert parse_notation(text, expected=expected, agency="SNV", unit="VP").codes == codes


@pytest.mark.parametrize("kind", list(document_types().values()), ids=lambda kind: kind.code)
def test_what_people_write_instead_of_a_type_is_caught(kind: DocumentType):
    for wrong in kind.mistaken:
        tail = "-SNV-VP" if kind.is_letter else "-SNV"
        found = parse_notation(f"15/{wrong}{tail}", expected=kind.code, agency="SNV")
        assert found.verdict is Verdict.INVALID


def test_what_only_the_type_could_settle_is_undetermined():
    found = parse_notation("15/TT-BNV")
    assert found.verdict is Verdict.UNDETERMINED
    assert parse_notation("15/TT-BNV", agency="BNV").verdict is Verdict.INVALID
    assert parse_notation("15/TT-BNV", expected="CV", agency="TT").verdict is Verdict.VALID
    assert parse_notation("15/DA-SNV").verdict is Verdict.VALID


def test_a_type_we_do_not_know_is_read_from_the_notation():
    assert parse_notation("15/QĐ-SNV", expected="TT").type_name == "QĐ"
    assert parse_notation("15/SY-SNV", expected="SY").verdict is Verdict.VALID


def test_an_agency_named_like_a_type_is_still_a_letter():
    found = parse_notation("12/BC-VP", agency="BC")
    assert (found.verdict, found.type_name, found.unit) == (Verdict.VALID, "CV", "VP")


def test_a_letter_needs_a_unit():
    with pytest.raises(Misconfigured):
        notation_of("CV", "SNV")
    with pytest.raises(Misconfigured) as raised:
        notation_of("CTrr", "SNV")
    assert raised.value.facts["nearest"] == "CTr"


@given(st.text(max_size=40), st.sampled_from(["", *document_types()]), st.sampled_from(["", "SNV"]))
def test_reading_never_fails_and_never_passes_nonsense(text: str, expected: str, agency: str):
    found = parse_notation(text, expected=expected, agency=agency)
    assert (found.verdict is Verdict.VALID) == (not found.problems)
    for problem in problems_of(text, type_name=expected, agency=agency):
        assert rulebook().rule(problem.rule)


DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(DAYS, st.sampled_from(["Hà Nội", "Xã Đồng Mây", "Thành phố Ánh Dương"]))
def test_a_date_line_reads_back(day: date, place: str):
    found = check_date_line(date_line(place, day), place=place)
    assert (found.verdict, found.day, found.place) == (Verdict.VALID, day, place)


def test_only_january_and_february_take_a_zero():
    assert date_line("Hà Nội", date(2026, 1, 5)) == "Hà Nội, ngày 05 tháng 01 năm 2026"
    assert date_line("Hà Nội", date(2026, 3, 15)) == "Hà Nội, ngày 15 tháng 3 năm 2026"


DATE_MISTAKES = [
    ("Hà Nội, ngày 5 tháng 01 năm 2026", "day_zero"),
    ("Hà Nội, ngày 05 tháng 1 năm 2026", "month_zero"),
    ("Hà Nội, ngày 05 tháng 03 năm 2026", "month_extra_zero"),
    ("Hà Nội ngày 05 tháng 01 năm 2026", "no_comma"),
    ("ngày 05 tháng 01 năm 2026", "no_place"),
    ("Huế, ngày 05 tháng 01 năm 2026", "other_place"),
    ("Hà Nội, ngày 31 tháng 4 năm 2026", "not_a_date"),
    ("Hà Nội, 05/01/2026", "words"),
    ("Hà Nội, tháng giêng", "unreadable"),
]


@pytest.mark.parametrize(("text", "code"), DATE_MISTAKES)
def test_each_mistake_of_a_date_line_has_its_own_code(text: str, code: str):
    found = check_date_line(text, place="Hà Nội")
    assert [problem.code for problem in found.problems] == [code]
    assert found.verdict is Verdict.INVALID


def test_every_code_of_the_date_line_is_earned():
    assert {code for _, code in DATE_MISTAKES} == set(DATE_CODES)


@given(st.text(max_size=60))
def test_reading_a_date_line_never_fails(text: str):
    found = check_date_line(text)
    assert (found.verdict is Verdict.VALID) == (not found.problems)
