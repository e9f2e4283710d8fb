"""The book by id, by day, by stage, by instrument and by words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import Misconfigured
from base.language import Language, say
from sandbox.rulebook import Kind, NotInRulebook, Rule, Stage, Standing, as_markdown, rulebook
from sandbox.rulebook.folding import fold

BOOK = rulebook()


def held(name: str, day: date) -> tuple[str, str]:
    found = BOOK.at(name, day)
    assert isinstance(found, Rule)
    return found.id, str(found.standing)


def test_the_book_is_read_once():
    assert rulebook() is rulebook()


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(Misconfigured) as raised:
        BOOK.rule("rule/nd30.d15.k9")
    assert raised.value.code == "rulebook.unknown_rule"
    assert raised.value.facts["nearest"].startswith("rule/nd30.d15.k")


def test_a_row_of_a_table_answers_like_a_rule():
    rule = BOOK.rule("term/agency.r07")
    assert rule.kind is Kind.AGENCY
    assert rule.may_gate
    assert "10 năm" in rule.text.vi
    assert "10 years" in rule.text.en
    superseded = BOOK.rule("term/tt09-2011.letters")
    assert superseded.kind is Kind.LAW
    assert "đã bị thay thế" in superseded.text.vi
    assert not superseded.may_gate


def test_a_rule_holds_from_its_first_day():
    assert held("rule/nd30.d15.k1", date(2020, 3, 5)) == ("rule/nd30.d15.k1", "in-force")
    before = BOOK.at("rule/nd30.d15.k1", date(2020, 3, 4))
    assert isinstance(before, NotInRulebook)
    assert before.holds_from == date(2020, 3, 5)
    assert "05/03/2020" in say(before.sentence, "vi")


def test_an_act_before_the_new_law_is_judged_by_the_old_one():
    assert held("rule/ll24.d17.one-year", date(2024, 5, 1)) == ("rule/ll11.d11", "earlier")
    assert held("rule/ll24.d17.one-year", date(2025, 7, 1)) == (
        "rule/ll24.d17.one-year",
        "in-force",
    )
    assert held("rule/tt05.d27", date(2024, 5, 1)) == ("rule/tt02-2019.sets", "earlier")


def test_a_repealed_rule_gives_way_to_the_one_that_replaced_it():
    assert held("rule/tt02-2019.stamp", date(2026, 1, 1)) == ("rule/tt05.d8.k1", "later")
    assert held("rule/tt02-2019.stamp", date(2025, 6, 30)) == ("rule/tt02-2019.stamp", "in-force")


def test_a_rule_that_ended_without_successor_is_not_in_the_rulebook():
    ended = BOOK.at("rule/ll11.d28", date(2026, 1, 1))
    assert isinstance(ended, NotInRulebook)
    assert ended.sentence.code == "rulebook.no_longer_in_rulebook"
    assert "30/06/2025" in say(ended.sentence, "en")


def test_after_the_books_date_the_last_enacted_text_holds_and_says_so():
    assert BOOK.book_date == date(2026, 11, 22)
    assert held("rule/nd30.d15.k1", date(2026, 11, 22))[1] == Standing.IN_FORCE
    assert held("rule/nd30.d15.k1", date(2040, 1, 1)) == ("rule/nd30.d15.k1", "last-enacted")
    assert BOOK.rule("rule/nd30.d15.k1").standing is Standing.IN_FORCE


@given(st.sampled_from(BOOK.rules), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_whatever_answers_for_a_day_held_on_it(rule: Rule, day: date):
    found = BOOK.at(rule.id, day)
    if isinstance(found, NotInRulebook):
        assert not rule.held_on(day)
    else:
        assert found.held_on(day)
        assert (found.standing is Standing.LAST_ENACTED) == (day > BOOK.book_date)


def test_search_finds_with_and_without_diacritics():
    marked, bare = BOOK.search("tiêu hủy", "vi"), BOOK.search("tieu huy", "vi")
    assert marked == bare
    assert "rule/ll24.d16" in {rule.id for rule in bare}


def test_search_takes_d_for_đ():
    found = {rule.id for rule in BOOK.search("dinh chi huy", "vi")}
    assert {"practice/hold", "agency/qc.d42"} <= found


def test_titles_come_first():
    assert "BẢN SAO" in BOOK.search("bản sao", "vi")[0].title.vi.upper()
    found = BOOK.search("number series", "en")
    assert found == BOOK.search("NUMBER  series", "en")


def test_an_empty_search_finds_nothing():
    assert BOOK.search("  ", "vi") == []
    assert BOOK.search("không-có-chữ-này", "vi") == []


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(BOOK.rules), st.sampled_from(["vi", "en"]))
def test_every_rule_is_found_by_its_own_title(rule: Rule, language: Language):
    assert rule in BOOK.search(rule.title.read(language), language)


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_shows_the_agencys_articles_first(stage: Stage):
    rules = BOOK.by_stage(stage)
    assert rules
    agencies = [rule.kind is Kind.AGENCY for rule in rules]
    assert agencies == sorted(agencies, reverse=True)


def test_every_rule_stands_in_exactly_one_stage():
    assert sum(len(BOOK.by_stage(stage)) for stage in Stage) == len(BOOK.rules)


def test_citing_finds_the_rules_of_an_instrument():
    assert {rule.id for rule in BOOK.citing("tt275")} == {"rule/tt275.fee"}
    assert len(BOOK.citing("nd30")) > 60
    assert BOOK.citing("nothing") == []


def test_carried_out_by_is_the_inverse_of_carries_out():
    for article in BOOK.rules:
        for name in article.carries_out:
            assert article in BOOK.carried_out_by(name)


def test_list_unused_names_what_nobody_uses():
    everything = [rule.id for rule in BOOK.rules]
    assert BOOK.list_unused(everything) == []
    assert BOOK.list_unused([]) == everything
    assert BOOK.list_unused(set(everything) - {"conflict/C1"}) == ["conflict/C1"]


def test_ids_hold_rules_and_rows():
    assert {"rule/nd30.d7", "agency/qc.d12", "term/agency.r07"} <= BOOK.ids()
    assert all(BOOK.rule(name).id == name for name in BOOK.ids())


def test_parameters_are_asked_for_by_name():
    assert BOOK.rule("agency/qc.d46").number("days") == 15
    assert BOOK.rule("rule/nd30.pl1.margins").band("left_mm") == (30.0, 35.0)
    for wrong in ("weeks", "left_mm"):
        with pytest.raises(Misconfigured):
            BOOK.rule("rule/nd30.pl1.margins").number(wrong)
    with pytest.raises(Misconfigured):
        BOOK.rule("agency/qc.d46").band("days")


def test_the_printed_book_names_every_rule_row_and_instrument():
    page = as_markdown()
    assert page == as_markdown()
    assert page.endswith("\n")
    for name in BOOK.ids():
        assert f"`{name}`" in page, name
    assert "⟦" not in page
    assert "{" not in page
