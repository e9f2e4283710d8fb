"""Entities of every kind, built from their fields, of small domains so that searches hit."""

import types
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st

from sandbox import entities as e
from sandbox.entities.base import Digest, Term
from sandbox.shelf import PREFIX, running

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
WORDS = st.sampled_from(["", "a", "Hồ sơ", "HS0001", "VB0002"])

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(0, 3),
    bool: st.booleans(),
    date: st.integers(0, 2).map(lambda days: date(2026, 3, 2) + timedelta(days=days)),
    datetime: st.integers(0, 2).map(lambda hours: NOON + timedelta(hours=hours)),
    dict: st.dictionaries(WORDS, st.integers(0, 2) | WORDS, max_size=2),
    list: st.lists(WORDS, max_size=2),
    type(None): st.none(),
    Any: st.integers(0, 2) | WORDS,
}


def of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return st.one_of(*(of(part) for part in parts))
    if origin is list and parts[0] is not str:
        return st.lists(of(parts[0]), max_size=2)
    if origin in (list, dict):
        return _PLAIN[origin]
    assert issubclass(annotation, StrEnum), annotation
    return st.sampled_from(annotation)


_SHAPED = {
    Digest.__metadata__[0]: st.sampled_from(["a" * 64, "b" * 64]),
    Term.__metadata__[0]: st.sampled_from(["VV", "10", "until-expiry"]),
}


def field(kind: type[e.Entity], name: str) -> st.SearchStrategy[Any]:
    """Values of one field of a kind."""
    info = kind.model_fields[name]
    for shape, drawn in _SHAPED.items():
        if shape in info.metadata or shape in getattr(_inner(info.annotation), "__metadata__", ()):
            return drawn if info.is_required() else st.none() | drawn
    return of(info.annotation)


def _inner(annotation: Any) -> Any:
    return next((part for part in get_args(annotation) if part is not type(None)), None)


def entity(kind: type[e.Entity], number: int = 1) -> st.SearchStrategy[Any]:
    """Entities of a kind under its ``number``-th code."""
    fields = {name: field(kind, name) for name in kind.model_fields if name != "ref"}
    made = st.fixed_dictionaries(fields)
    return made.map(lambda facts: kind.model_validate({"ref": running(kind, number), **facts}))


def plain(kind: type[e.Entity], number: int = 1, **facts: Any) -> Any:
    """One entity with nothing but what it must have."""
    least = {
        name: _first(of_kind)
        for name, info in kind.model_fields.items()
        if info.is_required() and name != "ref"
        for of_kind in [(kind, name)]
    }
    return kind.model_validate({"ref": running(kind, number), **least, **facts})


def _first(place: tuple[type[e.Entity], str]) -> Any:
    kind, name = place
    for shape, value in zip(_SHAPED, ("a" * 64, "VV"), strict=True):
        if shape in kind.model_fields[name].metadata:
            return value
    annotation = kind.model_fields[name].annotation
    assert annotation is not None
    if issubclass(annotation, StrEnum):
        return next(iter(annotation))
    return {str: "x", int: 1, date: date(2026, 3, 2), datetime: NOON}[annotation]


KINDS = list(PREFIX)
