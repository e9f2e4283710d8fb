"""The rulebook's page: every rule is found, by words, stage and sureness, with what rests on it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.language import LANGUAGES, Language
from course.grounds import faults, uses
from sandbox.rulebook import Confidence, Stage, rulebook
from sandbox.rulebook.folding import fold
from scenarios.exercise import LIBRARY, folders, load
from tests.ui.school import screen
from ui.screens.rules import A_PAGE, KINDS, entry, matching

RULES = rulebook().rules


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_stands_in_just_one_part(language: Language) -> None:
    shown = [one.id for part in KINDS for one in matching(part, "", None, None, language)]
    assert sorted(shown) == sorted(one.id for one in RULES)


@settings(deadline=None)  # the first look folds the whole book
@given(st.sampled_from(RULES), st.sampled_from(LANGUAGES))
def test_a_rule_is_found_by_its_title_with_or_without_diacritics(
    rule: object, language: Language
) -> None:
    title = rule.title.read(language)  # type: ignore[attr-defined]  # a rule
    part = next(part for part, kinds in KINDS.items() if rule.kind in kinds)  # type: ignore[attr-defined]  # a rule
    with_marks = matching(part, title, None, None, language)
    without = matching(part, fold(title), None, None, language)
    assert rule in with_marks
    assert with_marks == without


@settings(deadline=None)  # the first look folds the whole book
@given(st.sampled_from(list(Stage)), st.sampled_from(list(Confidence)))
def test_the_filters_narrow_to_what_they_say(stage: Stage, sure: Confidence) -> None:
    for part in KINDS:
        found = matching(part, "", stage, sure, "vi")
        assert {one.stage for one in found} <= {stage}
        assert {one.confidence for one in found} <= {sure}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES[::7], ids=lambda one: one.id)
def test_every_entry_is_said_whole(rule: object, language: Language) -> None:
    shown = entry(rule, {}, faults(), language)  # type: ignore[arg-type]  # a rule
    assert "⟦" not in str(shown)
    assert shown.cited
    assert shown.held
    assert shown.text


def test_an_entry_names_the_criteria_and_checks_that_rest_on_it() -> None:
    exercise = load(next(one for one in folders(LIBRARY) if one.name == "what-must-go"))
    used = uses([exercise])
    shown = entry(rulebook().rule("agency/qc.d42"), used, faults(), "vi")
    told = dict(shown.facts)["Tiêu chí dựa vào"]
    assert "Không hủy hồ sơ đang bị đình chỉ hủy" in told
    assert "điều kiện loại" in told
    for criterion in exercise.scenario.criteria:
        for rule in criterion.rules:
            assert any(one.criterion == criterion.title for one in used[rule])


def test_the_page_opens_at_the_rule_the_address_names() -> None:
    at = screen("rules", rule="rule/ll24.d16")
    book = next(one.value for one in at.get("html") if "kt-rules" in one.value)
    assert book.index("<details open>") < book.index("Chỉ hủy tài liệu hết thời hạn")
    assert book.count("<details open>") == 1


def test_long_parts_are_shown_a_page_at_a_time() -> None:
    at = screen("rules")
    at.segmented_control(key="rules.part").set_value("law").run()
    book = next(one.value for one in at.get("html") if "kt-rules" in one.value)
    assert book.count("<details") == A_PAGE
    assert not at.exception


def test_words_that_are_nowhere_are_told_so() -> None:
    at = screen("rules")
    at.text_input(key="rules.search").set_value("xyzzy").run()
    assert "Không tìm thấy" in at.info[0].value
