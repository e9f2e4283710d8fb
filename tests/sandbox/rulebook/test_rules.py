"""Laws over every rule of the book."""

import re
import unicodedata
from datetime import date

import pytest

from sandbox.rulebook import Confidence, Kind, Rule, Stage, rulebook
from sandbox.rulebook.citation import in_words, parse
from sandbox.rulebook.instruments import Instrument, instruments
from sandbox.rulebook.rule import Manner

RULES = rulebook().rules
EVERY = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
PLACE = re.compile(r"Điều \d+|Phụ lục [IVX]+|[Mm]ục ([\d.]+|Thời hạn giải quyết)")
PAPER_NUMBER = re.compile(r"(^|[./])[RSDFTP]\d{2,3}$")


def texts(rule: Rule) -> list[tuple[str, str]]:
    words = [rule.title, rule.text, rule.citation, rule.source.words]
    if rule.mistake:
        words.append(rule.mistake)
    return [(one.vi, one.en) for one in words]


def test_the_book_holds_the_law_the_agency_practice_and_the_conflicts():
    by_kind = {kind: [rule for rule in RULES if rule.kind is kind] for kind in Kind}
    assert len(by_kind[Kind.LAW]) >= 125
    assert len(by_kind[Kind.AGENCY]) >= 35
    assert {rule.id for rule in by_kind[Kind.CONFLICT]} == {f"conflict/C{n}" for n in range(1, 9)}
    assert {rule.stage for rule in RULES} == set(Stage)


def test_ids_are_unique():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


@EVERY
def test_ids_are_words_and_never_a_papers_bare_number(rule: Rule):
    assert not PAPER_NUMBER.search(rule.id)
    assert rule.id.partition("/")[0] == {"law": "rule"}.get(rule.kind, rule.kind)


@EVERY
def test_every_rule_speaks_both_languages(rule: Rule):
    for vi, en in texts(rule):
        assert vi.strip() == vi != ""
        assert en.strip() == en != ""
        assert "{" not in vi + en
        assert unicodedata.is_normalized("NFC", vi)
        assert "  " not in vi + en
    assert rule.text.vi != rule.text.en
    assert rule.text.vi.endswith((".", "”."))
    assert rule.text.en.endswith((".", "”."))


@EVERY
def test_every_rule_has_dates_a_citation_and_a_reading(rule: Rule):
    assert rule.holds_from >= date(2006, 1, 1)
    assert rule.holds_to is None or rule.holds_from <= rule.holds_to
    assert rule.cites
    assert set(rule.instruments) <= set(instruments())


@EVERY
def test_an_a_rule_names_its_place_and_was_read(rule: Rule):
    if rule.confidence is Confidence.A:
        assert PLACE.search(rule.citation.vi), rule.citation.vi
        assert rule.source.manner in {Manner.OWN_TEXT, Manner.QUOTED, Manner.OURS}


@EVERY
def test_what_is_remembered_is_advice_only(rule: Rule):
    if rule.source.manner is Manner.MEMORY and rule.kind is Kind.LAW:
        assert rule.confidence is Confidence.C
    if rule.kind is Kind.PRACTICE:
        assert rule.confidence is not Confidence.A


@EVERY
def test_what_a_rule_points_to_exists(rule: Rule):
    for name in (*rule.carries_out, *rule.conflicts, *rule.replaces):
        assert rulebook().rule(name).id == name
    assert all(name.startswith("conflict/") for name in rule.conflicts)


@EVERY
def test_a_rule_replaces_what_held_before_it(rule: Rule):
    for name in rule.replaces:
        before = rulebook().rule(name)
        assert before.holds_to is not None
        assert rule.holds_to is None


@EVERY
def test_the_law_is_not_quoted_at_length(rule: Rule):
    assert len(rule.text.vi) <= 420
    assert len(re.findall(r"[^A-Z]\. ", rule.text.vi)) < 4


@pytest.mark.parametrize("one", instruments().values(), ids=lambda one: one.id)
def test_instruments_know_what_replaced_them(one: Instrument):
    for name in (*one.replaces, *([one.replaced_by] if one.replaced_by else [])):
        assert name in instruments()
    if one.in_force_from and one.in_force_to:
        assert one.in_force_from <= one.in_force_to


@pytest.mark.parametrize(
    ("written", "vi", "en"),
    [
        (
            "nd30 d18.k4.pb",
            "Điểm b khoản 4 Điều 18 Nghị định 30/2020/NĐ-CP",
            "Decree 30/2020/NĐ-CP, Article 18, clause 4, point b",
        ),
        (
            "nd30 pl1.ph1.m2.k3",
            "Khoản 3 mục II phần I Phụ lục I Nghị định 30/2020/NĐ-CP",
            "Decree 30/2020/NĐ-CP, Annex I, Part I, Section II, clause 3",
        ),
        (
            "nd30 d31.k3.pđ, d32",
            "Điểm đ khoản 3 Điều 31, Điều 32 Nghị định 30/2020/NĐ-CP",
            "Decree 30/2020/NĐ-CP, Article 31, clause 3, point đ and Article 32",
        ),
        ("qcvn12 q2-2-12", "Mục 2.2.12 QCVN 12:2026/BCA", "QCVN 12:2026/BCA, section 2.2.12"),
        ("tt05 ch4", "Chương IV Thông tư 05/2025/TT-BNV", "Circular 05/2025/TT-BNV, Chapter IV"),
        ("ll24", "Luật Lưu trữ 2024", "Law on Archives 2024"),
    ],
)
def test_a_citation_is_said_in_both_languages(written: str, vi: str, en: str):
    said = in_words([parse(written)], {one.id: one.name for one in instruments().values()})
    assert (said.vi, said.en) == (vi, en)


def test_the_changed_confidences_are_the_corrected_ones():
    confidence = {rule.id: str(rule.confidence) for rule in RULES}
    for name in (
        "rule/ll24.d14", "rule/ll24.d15", "rule/ll24.d15.k3", "rule/ll24.d15.k4",
        "rule/ll24.d15.permanent", "rule/tt10-2022.unlisted", "rule/ll24.d17.five-years",
        "rule/ll24.d17.originals", "rule/tt05.d23", "rule/tt05.d24.k1", "rule/tt05.d24.k2",
        "rule/tt05.d5", "rule/nd23.d16", "rule/tt06.d15.k4", "rule/tt06.d13",
        "rule/ll24.d16.k3", "rule/tt06.fifteen-days", "rule/tt06.minutes",
        "rule/tt05.d35.account", "rule/tt05.d27", "rule/nd68.d31", "rule/nd68.d9",
    ):  # fmt: skip
        assert confidence[name] == "A", name
    for name in (
        "rule/tt05.ch4.sixty-days", "rule/tt05.pl3.permanent-only", "rule/tt05.d8",
        "rule/tt05.d28", "rule/ll24.d16", "rule/ll24.d16.permanent", "rule/ll24.d36.k4",
        "rule/tt06.council", "rule/ll24.d36.k2", "rule/nd31-2026", "rule/tt05.ch6.request",
    ):  # fmt: skip
        assert confidence[name] == "B", name
    for name in ("practice/keep-originals", "practice/copies-to-know"):
        assert confidence[name] == "C", name
