"""How people are named: the parts of a name in the order their people writes them."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from base.model import Value
from base.strict_yaml import load_yaml

T = TypeVar("T")

DATA: Final = Path(__file__).parent / "data"
_MIDDLE_FROM: Final = 1970
_YOUNG_FROM: Final = 1990
_WOMEN: Final = 0.45
"""Share of women among the people drawn; illustrative."""

Draw = Callable[[], float]
"""Gives a number in [0, 1) each time; the only randomness names are made of."""
Weights = dict[str, float]


class Gender(StrEnum):
    """What names are given by; the archive itself does not keep it."""

    MALE = "male"
    FEMALE = "female"


class Pattern(Value):
    """The parts of a name in order; for one gender, or for both."""

    parts: list[str]
    weight: float
    gender: Gender | None = None


class People(Value):
    """How one people is named. Weights are illustrative and no statistics."""

    id: str
    patterns: list[Pattern]
    surnames: Weights = {}
    middles: dict[Gender, dict[str, Weights]] = {}
    givens: dict[Gender, list[str] | dict[str, list[str]]]
    clans: Weights = {}


class NameBook(Value):
    """Everything names are made of, and position titles."""

    peoples: list[People]
    avoided: list[str]
    "combinations that belong to well-known people"
    positions: list[str]


class Human(NamedTuple):
    """Somebody invented. Only the name enters the archive."""

    full_name: str
    gender: Gender
    born: int
    people: str


@cache
def name_book() -> NameBook:
    """Return the data file, read once."""
    return NameBook.model_validate(load_yaml(DATA / "names.yaml").data)


@cache
def _by_id() -> Mapping[str, People]:
    return {people.id: people for people in name_book().peoples}


@cache
def _avoided() -> frozenset[str]:
    return frozenset(name_book().avoided)


def generation_of(born: int) -> str:
    """Return elder, middle or young: fashions in names change with the year of birth."""
    if born < _MIDDLE_FROM:
        return "elder"
    return "middle" if born < _YOUNG_FROM else "young"


def human(
    draw: Draw, *, born: int, peoples: Mapping[str, float], gender: Gender | None = None
) -> Human:
    """Draw somebody.

    Args:
        draw: the randomness.
        born: year of birth, which decides the fashion.
        peoples: id of a people → share.
        gender: drawn too unless told.
    """
    if gender is None:
        gender = Gender.FEMALE if draw() < _WOMEN else Gender.MALE
    people = _by_id()[weighted(draw, peoples)]
    return Human(_named(draw, people, gender, generation_of(born)), gender, born, people.id)


def _named(draw: Draw, people: People, gender: Gender, generation: str) -> str:
    fitting = {
        place: pattern.weight
        for place, pattern in enumerate(people.patterns)
        if pattern.gender in {None, gender}
    }
    parts = people.patterns[weighted(draw, fitting)].parts
    while True:
        name = " ".join(_part(draw, part, people, gender, generation) for part in parts)
        syllables = name.split()
        if len(set(syllables)) == len(syllables) and name not in _avoided():
            return name


def _part(draw: Draw, part: str, people: People, gender: Gender, generation: str) -> str:
    if part.startswith("'"):
        return part.strip("'")
    if part == "surname":
        return weighted(draw, people.surnames)
    if part == "middle":
        return weighted(draw, people.middles[gender][generation])
    if part == "clan":
        return weighted(draw, people.clans)
    prefix, _, _ = part.rpartition("given")
    return f"{prefix[:-1].upper()}’" * bool(prefix) + _given(draw, people, gender, generation)


def _given(draw: Draw, people: People, gender: Gender, generation: str) -> str:
    names = people.givens[gender]
    return one_of(draw, names[generation] if isinstance(names, dict) else names)


def weighted(draw: Draw, among: Mapping[T, float]) -> T:
    """Return one of ``among``, the heavier the likelier."""
    point = draw() * sum(among.values())
    for thing, weight in among.items():
        point -= weight
        if point < 0:
            return thing
    return next(reversed(list(among)))


def one_of(draw: Draw, among: Sequence[T]) -> T:
    """Return one of ``among``."""
    return among[int(draw() * len(among))]


def plain(text: str) -> str:
    """Return a text in lower-case ASCII: for hosts, addresses and comparisons."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("’", ""))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
