"""YAML read strictly: what is no plain tree of plain words is refused with a sentence."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import Misconfigured
from base.language import LANGUAGES, say
from base.strict_yaml import MAX_BYTES, MAX_DEPTH, load_yaml, read_yaml


def _refused(raw: bytes) -> Misconfigured:
    with pytest.raises(Misconfigured) as caught:
        read_yaml(raw, "scenario.yaml")
    for language in LANGUAGES:
        told = say(caught.value.sentence, language)
        assert "scenario.yaml" in told
        assert not set("⟦…{") & set(told), told
    return caught.value


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"a: &x 1\nb: *x", "yaml.alias", "1"),
        (b"a: 1\nb: &anchor [1]", "yaml.alias", "2"),
        (b"a: !!python/object:os.system {b: 1}", "yaml.tag", "1"),
        (b"a: !!str 5", "yaml.tag", "1"),
        (b"a: 1\n!odd b: 5", "yaml.tag", "2"),
        (b"- !x [1]", "yaml.tag", "1"),
        (b"a: ! 5", "yaml.tag", "1"),
        (b"a: 1\nb:\n  c: 1\n  c: 2", "yaml.twice", "4"),
        (b'1: a\n"1": b', "yaml.twice", "2"),
        (b"? [a]\n: 1", "yaml.key", "1"),
        (b"a: [1, 2", "yaml.syntax", "2"),
        (b"a: 1\n---\nb: 2", "yaml.syntax", "2"),
        (b"a:\n\t- 1", "yaml.syntax", "2"),
        (b'a: "\x00"', "yaml.syntax", "1"),
        (b'a: "\\ud800"', "yaml.syntax", "1"),
        (b"[" * 40 + b"]" * 40, "yaml.too_deep", "1"),
    ],
)
def test_what_is_no_plain_tree_is_refused_where_it_stands(raw: bytes, code: str, line: str) -> None:
    problem = _refused(raw)
    assert (problem.code, problem.facts["line"]) == (code, line)
    assert problem.facts.get("why") != "?"


@pytest.mark.parametrize("raw", ["tên: sổ".encode("utf-16"), b"a: caf\xe9"])
def test_what_is_not_utf8_is_refused(raw: bytes) -> None:
    assert _refused(raw).code == "yaml.not_utf8"


def test_ten_megabytes_are_refused_before_they_are_read() -> None:
    problem = _refused(b"a: " + b"x" * 10_000_000)
    assert problem.code == "yaml.too_large"
    assert problem.facts["limit"] == str(MAX_BYTES)


def test_the_deepest_tree_allowed_is_read_and_one_deeper_is_not() -> None:
    deep = read_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "f")
    assert str(deep.data) == "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert _refused(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)).code == "yaml.too_deep"


@pytest.mark.parametrize(
    "word",
    ["no", "on", "yes", "off", "y", "n", "True", "NULL", "2026-03-02", "12:30", "0x10", "010",
     "1_000", "1e3", ".5", "=", "<<", "9" * 5000, "9" * 400 + ".5"],
)  # fmt: skip
def test_only_words_of_yaml_1_2_are_more_than_text(word: str) -> None:
    assert read_yaml(f"a: {word}".encode(), "f").data == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("-3", -3),
     ("+4", 4), ("0", 0), ("1.50", 1.5), ("-2.5e3", -2500.0)],
)  # fmt: skip
def test_plain_words_and_numbers_are_what_they_say(word: str, value: object) -> None:
    found = read_yaml(f"a: {word}".encode(), "f").data["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("word", ["true", "null", "5", "1.5"])
def test_what_is_quoted_or_in_a_block_stays_text(word: str) -> None:
    assert read_yaml(
        f"a: '{word}'\nb: \"{word}\"\nc: |-\n  {word}".encode(), "f"
    ).data == dict.fromkeys("abc", word)


def test_every_place_knows_its_line() -> None:
    raw = "# đầu\ncriteria:\n  - id: một\n    check:\n      kind: state\n  - id: hai\n".encode()
    assert read_yaml(raw, "f").lines == {
        "": 2,
        "criteria": 2,
        "criteria.0": 3,
        "criteria.0.id": 3,
        "criteria.0.check": 4,
        "criteria.0.check.kind": 5,
        "criteria.1": 6,
        "criteria.1.id": 6,
    }


def test_an_empty_file_says_nothing_and_a_byte_order_mark_is_no_letter() -> None:
    assert read_yaml(b"# nothing\n", "f").data is None
    assert read_yaml("\ufeffa: 1".encode(), "f").data == {"a": 1}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as caught:
        load_yaml(tmp_path / "brief.yaml")
    assert caught.value.code == "yaml.unreadable"
    assert caught.value.facts["file"] == "brief.yaml"


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
plain = st.recursive(
    words | st.integers(-(10**17), 10**17) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(plain)
@settings(max_examples=60, deadline=None)
def test_what_safe_dump_quotes_is_read_back(tree: object) -> None:
    dumped = yaml.safe_dump(tree, allow_unicode=True, default_style='"', sort_keys=False)
    quoted = dumped.replace("!!int ", "").replace("!!bool ", "").replace("!!null ", "")
    assert read_yaml(quoted.encode(), "f").data == _texts(tree)


def _texts(tree: object) -> object:
    """The tree with every scalar as the text that a quoting writer makes of it."""
    if isinstance(tree, dict):
        return {key: _texts(one) for key, one in tree.items()}
    if isinstance(tree, list):
        return [_texts(one) for one in tree]
    told = {True: "true", False: "false", None: "null"}
    return told[tree] if isinstance(tree, bool) or tree is None else str(tree)


@given(st.binary(max_size=200) | st.text(st.characters(codec="utf-8")).map(str.encode))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_crash(raw: bytes) -> None:
    with suppress(Misconfigured):
        assert read_yaml(raw, "f").lines is not None
