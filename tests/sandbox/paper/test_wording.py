"""Numbers and dates as documents write them; every word in both catalogues."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.language import catalogue, placeholders
from sandbox.paper.forms import term_printed
from sandbox.paper.wording import POINTS, day_in_words, in_words, printed, roman


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (1, "một"), (5, "năm"), (10, "mười"), (11, "mười một"), (15, "mười lăm"),
        (21, "hai mươi mốt"), (24, "hai mươi bốn"), (25, "hai mươi lăm"), (50, "năm mươi"),
        (100, "một trăm"), (101, "một trăm linh một"), (105, "một trăm linh năm"),
        (110, "một trăm mười"), (215, "hai trăm mười lăm"), (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"), (2026, "hai nghìn không trăm hai mươi sáu"),
        (112_000, "một trăm mười hai nghìn"),
    ],
)  # fmt: skip
def test_numbers_are_written_out(number: int, words: str):
    assert in_words(number) == words


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_two_numbers_never_have_the_same_words(one: int, other: int):
    assert (in_words(one) == in_words(other)) == (one == other)


def test_days_have_their_zeros():
    assert day_in_words(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
    assert day_in_words(date(2026, 10, 25)) == "ngày 25 tháng 10 năm 2026"


@given(st.integers(1, 99))
def test_roman_numerals_say_what_they_count(number: int):
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    signs = [worth[sign] for sign in roman(number)]
    following = [*signs[1:], 0]
    total = sum(-one if one < after else one for one, after in zip(signs, following, strict=True))
    assert total == number


def test_points_go_by_the_vietnamese_alphabet():
    assert "".join(POINTS[:7]) == "abcdđeg"
    assert len(POINTS) == 23


def test_terms_are_written_as_tables_write_them():
    assert [term_printed(term) for term in ("VV", "5", "20", "until-expiry", "Như quy chế")] == [
        "Vĩnh viễn", "05 năm", "20 năm", "Đến khi văn bản hết hiệu lực", "Như quy chế",
    ]  # fmt: skip


def test_a_fact_is_text_and_never_a_key():
    assert printed("print.about", subject="@paper.print.draft {x}") == (
        "V/v @paper.print.draft {x}"
    )


def test_both_catalogues_have_the_same_words_with_the_same_facts():
    vi, en = catalogue("vi"), catalogue("en")
    ours = [key for key in vi if key.split(".")[0] in {"paper", "pdfa"}]
    ours += [key for key in vi if key.startswith("refused.paper.")]
    assert len(ours) > 250
    assert [key for key in ours if placeholders(vi[key]) != placeholders(en.get(key, ""))] == []
