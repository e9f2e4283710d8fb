"""Errors carry a code and facts; the nearest right word is offered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from base.errors import Misconfigured, Refused, Sentence, nearest
from base.language import say


def test_a_refusal_keeps_its_code_and_its_facts_as_text() -> None:
    refusal = Refused("attempt.none_left", limit=2)
    assert refusal.sentence == Sentence(code="refused.attempt.none_left", facts={"limit": "2"})
    assert "attempt.none_left" in str(refusal)
    assert say(refusal.sentence, "en") == "All 2 attempts are used."


def test_an_authors_mistake_stands_under_its_own_heading() -> None:
    assert Misconfigured("yaml.key", file="f", line=3).sentence.code == "misconfigured.yaml.key"


def test_a_sentence_may_leave_its_session_and_does_not_change() -> None:
    sentence = Refused("archive.gone").sentence
    assert Sentence.model_validate_json(sentence.model_dump_json()) == sentence
    with pytest.raises(ValidationError):
        sentence.code = "another"


@pytest.mark.parametrize(
    ("word", "choices", "found"),
    [
        ("sign-documnet", ["draft-document", "sign-document"], "sign-document"),
        ("stat", ["state", "set", "count"], "state"),
        ("xyz", ["state", "set"], ""),
        ("", ["state"], ""),
        ("state", [], ""),
    ],
)
def test_the_nearest_word_is_offered_or_none(word: str, choices: list[str], found: str) -> None:
    assert nearest(word, choices) == found


@given(st.text(max_size=10), st.lists(st.text(max_size=10), max_size=5))
@settings(max_examples=60, deadline=None)
def test_what_is_offered_is_a_choice_and_a_right_word_is_its_own_nearest(
    word: str, choices: list[str]
) -> None:
    assert nearest(word, choices) in {"", *choices}
    if word:
        assert nearest(word, [*choices, word]) == word
