"""The practice agency's own regulation: complete, certain, and resting on the law."""

import pytest

from sandbox.rulebook import Kind, Rule, Severity, fill, rulebook
from sandbox.rulebook.rule import Manner

ARTICLES = [rule for rule in rulebook().rules if rule.kind is Kind.AGENCY]
EVERY = pytest.mark.parametrize("article", ARTICLES, ids=lambda rule: rule.id)


def test_articles_are_numbered_without_a_gap():
    assert [rule.id for rule in ARTICLES] == [
        f"agency/qc.d{n}" for n in range(1, len(ARTICLES) + 1)
    ]


@EVERY
def test_an_article_may_gate_and_names_what_it_carries_out(article: Rule):
    assert article.may_gate
    assert article.source.manner is Manner.OURS
    assert article.carries_out
    for name in article.carries_out:
        assert rulebook().rule(name).kind in {Kind.LAW, Kind.PRACTICE}


@EVERY
def test_an_article_cites_itself_by_number(article: Rule):
    number = article.id.rpartition("d")[2]
    assert article.citation.vi.startswith(f"Điều {number} Quy chế")
    assert article.citation.en.endswith(f"Article {number}")


@EVERY
def test_a_grave_article_says_how_it_is_broken(article: Rule):
    if article.severity is Severity.GRAVE:
        assert article.mistake is not None


def test_placeholders_take_the_worlds_facts_or_general_words():
    first = rulebook().rule("agency/qc.d1")
    assert "{agency}" in first.wording.vi
    told = first.told("vi", {"agency": "Sở Mẫu", "regulation": "Quyết định số 12/QĐ-SM"})
    assert "Sở Mẫu" in told
    assert "12/QĐ-SM" in told
    assert first.told("en") == first.text.en
    assert "{" not in first.text.en
    assert fill("{agency}", "en", {}) == "the agency"


@pytest.mark.parametrize(
    "needed",
    [
        "rule/nd30.d15.k1", "rule/nd30.d5.k1", "rule/nd30.d18.k1", "rule/nd30.d22.k1",
        "rule/nd30.d21.k2.pa", "rule/nd30.d21.k2.pb", "rule/nd30.d29.k2.pa", "rule/nd30.d29.k3",
        "rule/nd30.d29.k4.pb", "rule/ll24.d14", "rule/ll24.d15.k4", "rule/tt05.ch4.sixty-days",
        "rule/tt05.pl3.permanent-only", "rule/tt05.pl3.package", "rule/nd30.d30.k3.pa",
        "rule/ll24.d16", "practice/hold", "rule/ll24.d16.permanent", "rule/tt06.council",
        "rule/tt06.d13", "rule/ll24.d16.k3", "practice/two-persons", "rule/tt06.fifteen-days",
        "rule/ll24.d16.all-copies", "rule/tt06.minutes", "rule/nd113.d20", "rule/qcvn12.fixity",
        "rule/tt05.d27", "rule/ll24.d25", "rule/qcvn12.logs", "practice/undecided-waits",
    ],
)  # fmt: skip
def test_everything_a_gate_will_rest_on_has_an_article(needed: str):
    assert rulebook().carried_out_by(needed), needed


def test_the_articles_numbers_are_those_the_law_sets():
    book = rulebook()
    assert book.rule("agency/qc.d46").number("days") == book.rule("rule/tt06.fifteen-days").number(
        "days"
    )
    assert book.rule("agency/qc.d27").number("days") == book.rule(
        "rule/tt05.ch4.sixty-days"
    ).number("days")
    assert book.rule("agency/qc.d35").number("sets") == book.rule("rule/tt05.d27").number("sets")
    assert book.rule("agency/qc.d39").number("days") == book.rule("rule/tt05.d37").number("days")
