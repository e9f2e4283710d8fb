"""Terms and tables: the longest is the longest, permanent is above all, dates never go back."""

from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from base.errors import Misconfigured
from sandbox.entities.base import Term
from sandbox.rulebook import Confidence, rulebook
from sandbox.rulebook.codes import code_list
from sandbox.rulebook.retention import (
    due_from,
    is_due,
    longest,
    maintenance_code,
    not_below,
    term_at_least,
    term_in_words,
)
from sandbox.rulebook.row_rules import basis_in_words
from sandbox.rulebook.schedules import (
    AGENCY,
    Differing,
    Row,
    differing_labels,
    find_rows,
    has_row,
    headings,
    row,
    rows_under,
    table,
    tables,
)
from sandbox.verdicts import Verdict

NUMBERS = st.integers(2, 70).map(str)
EVENTS = st.sampled_from(["until-expiry", "lifetime"])
TERMS = st.one_of(NUMBERS, EVENTS, st.just("VV"))
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
ROWS = [one for each in tables().values() for one in each.rows]


@given(TERMS)
def test_our_terms_are_the_entities_terms(term: str):
    assert get_args(Term)
    assert TypeAdapter(Term).validate_python(term) == term


@given(st.lists(NUMBERS, min_size=1))
def test_the_longest_is_the_greatest_number(terms: list[str]):
    assert longest(terms) == str(max(int(term) for term in terms))


@given(st.lists(TERMS))
def test_permanent_is_longer_than_anything(terms: list[str]):
    assert longest([*terms, "VV"]) == "VV"


@given(st.lists(TERMS, min_size=1))
def test_the_longest_is_at_least_each(terms: list[str]):
    found = longest(terms)
    if found is None:
        assert {"until-expiry", "lifetime"} & set(terms)
        assert len(set(terms)) > 1
    else:
        assert all(term_at_least(found, term) for term in terms)
        assert found in terms


@given(st.permutations(["5", "20", "VV", "lifetime", "70"]))
def test_order_does_not_matter(terms: list[str]):
    assert longest(terms) == "VV"
    assert longest([]) is None


@given(TERMS, TERMS)
def test_at_least_is_an_order(one: str, other: str):
    assert term_at_least(one, one)
    if term_at_least(one, other) and term_at_least(other, one):
        assert one == other
    assert term_at_least(one, other) == (not_below(one, other) is Verdict.VALID)


def test_events_are_compared_with_themselves_only():
    assert not_below("lifetime", "20") is Verdict.UNDETERMINED
    assert not_below("20", "until-expiry") is Verdict.UNDETERMINED
    assert not_below("lifetime", "VV") is Verdict.INVALID
    assert not_below("VV", "lifetime") is Verdict.VALID


def test_a_term_counts_from_the_year_after_the_work_ended():
    assert due_from(date(2010, 3, 15), "10") == date(2021, 1, 1)
    assert due_from(date(2010, 12, 31), "10") == date(2021, 1, 1)
    assert is_due(date(2010, 3, 15), "10", on=date(2020, 12, 31)) is Verdict.INVALID
    assert is_due(date(2010, 3, 15), "10", on=date(2021, 1, 1)) is Verdict.VALID


@given(DAYS, DAYS, NUMBERS, NUMBERS)
def test_later_ends_and_longer_terms_are_never_due_earlier(
    one: date, other: date, term: str, longer: str
):
    early, late = sorted([one, other])
    short, long = sorted([term, longer], key=int)
    first, last = due_from(early, short), due_from(late, long)
    assert first is not None
    assert last is not None
    assert first <= last


@given(DAYS, NUMBERS, DAYS)
def test_a_term_is_due_from_its_day_on(end: date, term: str, day: date):
    first = due_from(end, term)
    assert first is not None
    assert (is_due(end, term, on=day) is Verdict.VALID) == (day >= first)
    assert (first.month, first.day) == (1, 1)


@given(DAYS, DAYS, EVENTS)
def test_permanent_is_never_due_and_events_cannot_be_told(end: date, day: date, event: str):
    assert due_from(end, "VV") is None
    assert is_due(end, "VV", on=day) is Verdict.INVALID
    assert is_due(end, event, on=day) is Verdict.UNDETERMINED
    assert is_due(None, "20", on=day) is Verdict.UNDETERMINED
    assert is_due(end, None, on=day) is Verdict.UNDETERMINED


@given(TERMS)
def test_every_term_has_a_maintenance_code_and_words(term: str):
    code = maintenance_code(term)
    assert code_list("maintenance").has(code)
    assert (code == "01") == (term == "VV")
    assert term_in_words(term, "vi")
    assert "⟦" not in term_in_words(term, "en")


@pytest.mark.parametrize(("term", "code"), [("70", "02"), ("20", "05"), ("5", "07"), ("15", "07")])
def test_terms_without_a_code_are_other(term: str, code: str):
    assert maintenance_code(term) == code


def test_row_ids_are_unique_and_carry_their_table():
    ids = [one.id for one in ROWS]
    assert len(ids) == len(set(ids))
    assert all(one.id.startswith(f"term/{one.table}.") for one in ROWS)


def test_the_agencys_table_covers_the_usual_groups():
    rows = table(AGENCY).rows
    assert len(rows) >= 60
    assert {one.heading for one in rows} == {heading.code for heading in headings()}
    assert [one.id for one in rows] == [f"term/agency.r{n:02d}" for n in range(1, len(rows) + 1)]
    assert all(rows_under(heading.code) for heading in headings())
    assert {"VV", "70", "50", "20", "10", "5", "until-expiry", "lifetime"} <= {
        one.term for one in rows
    }


@pytest.mark.parametrize("one", table(AGENCY).rows, ids=lambda one: one.id)
def test_an_agency_row_is_never_below_the_law_it_carries_out(one: Row):
    assert one.basis
    assert one.confidence is Confidence.A
    for name in one.basis:
        if has_row(name):
            assert not_below(one.term, row(name).term) is Verdict.VALID, name
        else:
            assert rulebook().rule(name)
    assert "⟦" not in basis_in_words(one, "vi") + basis_in_words(one, "en")


@pytest.mark.parametrize("one", table(AGENCY).rows, ids=lambda one: one.id)
def test_an_agency_row_is_never_below_a_known_row_of_the_same_name(one: Row):
    for law in table("tt10-2022").rows:
        if law.group.vi == one.group.vi:
            assert term_at_least(one.term, law.term)


@pytest.mark.parametrize("one", ROWS, ids=lambda one: one.id)
def test_every_row_speaks_both_languages_and_names_its_table(one: Row):
    rule = rulebook().rule(one.id)
    assert one.group.vi
    assert one.group.en
    for language in ("vi", "en"):
        assert table(one.table).name.read(language) in rule.text.read(language)


def test_superseded_tables_are_named_so_wherever_shown():
    assert "đã bị thay thế" in table("tt09-2011").name.vi
    assert "superseded" in table("tt09-2011").name.en
    assert "chưa xác nhận hiệu lực" in table("tt10-2022").name.vi
    assert all(one.confidence is Confidence.C for one in table("tt09-2011").rows)


@pytest.mark.parametrize("one", differing_labels(), ids=lambda one: one.label.en)
def test_labels_said_to_differ_do_differ(one: Differing):
    assert len({row(name).term for name in one.rows}) > 1
    assert len({row(name).table for name in one.rows}) > 1


def test_rows_are_found_by_their_words():
    assert "term/agency.r31" in {one.id for one in find_rows("ho so goc can bo", "vi")}
    assert find_rows("passports", "en", among="tt02-2020-bng")
    assert find_rows("", "vi") == []


def test_unknown_tables_and_rows_name_the_nearest():
    with pytest.raises(Misconfigured) as raised:
        table("agncy")
    assert raised.value.facts["nearest"] == "agency"
    with pytest.raises(Misconfigured):
        row("term/agency.r999")


def test_the_term_domain_is_never_left():
    for one, other in pairwise(ROWS):
        assert TypeAdapter(Term).validate_python(one.term)
        assert other.term
