"""One way to write a value down: the same value, the same text, the same digest."""

import hashlib
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.canonical import canonical, digest
from base.model import Value

scalars = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))
trees = st.recursive(
    scalars | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@given(trees)
@settings(max_examples=60, deadline=None)
def test_what_is_read_back_is_written_the_same(tree: Any) -> None:
    once = canonical(tree)
    assert canonical(json.loads(once)) == once
    assert json.loads(once) == tree


@given(st.dictionaries(st.text(max_size=6), scalars, min_size=2), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_keys_does_not_matter(plain: dict[str, Any], chance: Any) -> None:
    keys = list(plain)
    chance.shuffle(keys)
    assert digest({key: plain[key] for key in keys}) == digest(plain)


@given(st.dictionaries(st.text(max_size=6), st.integers(), min_size=1))
@settings(max_examples=30, deadline=None)
def test_another_value_has_another_digest(plain: dict[str, int]) -> None:
    key = next(iter(plain))
    assert digest({**plain, key: plain[key] + 1}) != digest(plain)


def test_vietnamese_letters_stand_as_they_are_and_no_space_is_wasted() -> None:
    assert canonical({"b": "Hồ sơ", "a": [1, 2]}) == '{"a":[1,2],"b":"Hồ sơ"}'


class Colour(StrEnum):
    RED = "red"


class Box(Value):
    size: int
    colour: Colour = Colour.RED


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 3, 2), '"2026-03-02"'),
        (datetime(2026, 3, 2, 1, 15, tzinfo=UTC), '"2026-03-02T01:15:00+00:00"'),
        (Colour.RED, '"red"'),
        ({"b", "a"}, '["a","b"]'),
        (frozenset({2, 1}), "[1,2]"),
        (Box(size=3), '{"colour":"red","size":3}'),
        (b"abc", f'"{hashlib.sha256(b"abc").hexdigest()}"'),
        ((1, 2), "[1,2]"),
    ],
)
def test_what_json_does_not_know_has_one_form(value: object, written: str) -> None:
    assert canonical(value) == written
    assert canonical([value]) == f"[{written}]"


def test_what_has_no_form_is_refused_and_named() -> None:
    with pytest.raises(TypeError, match="complex has no canonical form"):
        canonical(1j)


def test_bytes_are_digested_as_they_are() -> None:
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()
    assert digest("abc") == hashlib.sha256(b'"abc"').hexdigest()


def test_the_digest_is_the_same_in_every_process() -> None:
    told = {"z": ["một", "hai"], "a": {"ref": "VB0001", "set": {"y", "x"}}}
    code = f"from base.canonical import digest; print(digest({told!r}))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert seen == {digest(told)}
