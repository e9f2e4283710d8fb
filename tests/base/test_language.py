"""Sentences in two languages: filled, never crashing, never showing a code by accident."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import base.language
from base.errors import Sentence
from base.language import LANGUAGES, Words, catalogue, is_language, knows, placeholders, say

anything = st.text(st.characters(codec="utf-8"), max_size=20)


def test_a_sentence_is_filled_with_its_facts() -> None:
    sentence = Sentence(code="refused.archive.unknown", facts={"ref": "VB9", "kind": "@kind.File"})
    assert say(sentence, "en") == (
        "The archive has no file with the code VB9. Choose again from the list."
    )
    assert "hồ sơ" in say(sentence, "vi")


def test_a_fact_that_lists_keys_is_said_word_by_word() -> None:
    facts = {"verb": "x", "role": "@role.auditor", "roles": "@role.clerk,@role.leader"}
    told = say("refused.role.lacks", "en", **facts)
    assert "registry clerk, leader" in told


def test_a_list_may_mix_keys_and_plain_words() -> None:
    told = say("found.field.wrong", "en", ref="HS1", field="@field.status", found="5",
               wanted="@term.VV, 70")  # fmt: skip
    assert told == "HS1: Status is 5; it should be permanent, 70."


@pytest.mark.parametrize("name", ["@mai", "@ mai", "a@b.example", "@", "hồ sơ @kind.File, 2015"])
def test_a_name_that_merely_looks_like_a_key_is_said_as_it_is(name: str) -> None:
    assert say("refused.account.taken", "en", login=name) == f"The login {name} is taken."


def test_a_fact_may_be_in_both_languages() -> None:
    both = Words(vi="Chứng thư", en="Certificate")
    assert say("refused.account.taken", "vi", login=both).count("Chứng thư") == 1
    assert "Certificate" in say("refused.account.taken", "en", login=both)


def test_a_missing_fact_is_an_ellipsis_and_a_missing_key_stands_in_brackets() -> None:
    assert say("refused.account.taken", "en") == "The login … is taken."
    assert say("no.such.key", "vi") == "⟦no.such.key⟧"
    assert not knows("no.such.key")


@given(
    anything.filter(lambda key: not knows(key)),  # it draws words of the code it knows, too
    st.sampled_from(LANGUAGES),
    st.dictionaries(st.sampled_from("abc"), anything),
)
@settings(max_examples=80, deadline=None)
def test_no_key_and_no_fact_make_it_crash(key: str, language: str, facts: dict[str, str]) -> None:
    assert is_language(language)
    assert say(key, language, **facts) == f"⟦{key}⟧"


@given(st.sampled_from(sorted(catalogue("vi"))), anything | st.just("@verb.sign-document.title"))
@settings(max_examples=200, deadline=None)
def test_every_sentence_can_be_said_with_any_fact(key: str, fact: str) -> None:
    for language in LANGUAGES:
        text = catalogue(language)[key]
        told = say(key, language, **dict.fromkeys(placeholders(text), fact))
        assert told
        assert "…" not in told or "…" in text or "…" in fact


def test_only_our_languages_are_languages() -> None:
    assert [is_language(one) for one in ("vi", "en", "fr", "", None)] == [True, True, *[False] * 3]


def test_a_key_in_two_catalogues_is_a_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for floor in ("one", "two"):
        (tmp_path / floor / "words").mkdir(parents=True)
        (tmp_path / floor / "words" / "vi.yaml").write_text(f"{floor}: x\n")
    monkeypatch.setattr(base.language, "ROOT", tmp_path)
    assert catalogue.__wrapped__("vi") == {"one": "x", "two": "x"}
    (tmp_path / "two" / "words" / "vi").mkdir()
    (tmp_path / "two" / "words" / "vi" / "more.yaml").write_text("one: y\n")
    with pytest.raises(ValueError, match="one stands in another"):
        catalogue.__wrapped__("vi")
