"""A place in an instrument, written once as data and said in both languages.

``nd30 d18.k4.pb`` is «điểm b khoản 4 Điều 18 Nghị định 30/2020/NĐ-CP» and «Decree 30/2020/NĐ-CP,
Article 18, clause 4, point b». Several places of one instrument stand after commas.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from base.errors import Misconfigured
from base.language import Words
from base.model import Value


class _Step(NamedTuple):
    pattern: re.Pattern[str]
    vi: str
    en: str
    roman: int
    "1 when the number is written in Roman numerals"


_STEPS: Final = (
    _Step(re.compile(r"d(\d+)"), "Điều {}", "Article {}", 0),
    _Step(re.compile(r"k(\d+)"), "khoản {}", "clause {}", 0),
    _Step(re.compile(r"p([a-zđ])"), "điểm {}", "point {}", 0),
    _Step(re.compile(r"pl(\d+)"), "Phụ lục {}", "Annex {}", 1),
    _Step(re.compile(r"ph(\d+)"), "phần {}", "Part {}", 1),
    _Step(re.compile(r"m(\d+)"), "mục {}", "Section {}", 1),
    _Step(re.compile(r"ch(\d+)"), "Chương {}", "Chapter {}", 1),
    _Step(re.compile(r"q([\d-]+)"), "mục {}", "section {}", 0),
    _Step(re.compile(r"r(\d+)"), "số thứ tự {}", "row {}", 0),
    _Step(re.compile(r"limits()"), "mục Thời hạn giải quyết", "section Time limits", 0),
)
_ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class Citation(Value):
    """An instrument and the places in it."""

    instrument: str
    places: tuple[str, ...] = ()


def parse(text: str) -> Citation:
    """Read ``nd30 d15.k1, pl1.ph1.m2``.

    Raises:
        Misconfigured: when a step of a place is not one of ours.
    """
    instrument, _, places = text.partition(" ")
    found = tuple(place.strip() for place in places.split(",") if place.strip())
    for place in found:
        for step in place.split("."):
            _step(step, text)
    return Citation(instrument=instrument, places=found)


def in_words(citations: Sequence[Citation], names: Mapping[str, Words]) -> Words:
    """Say citations in both languages.

    Args:
        citations: in the order they are to be read.
        names: instrument id → the name it is cited by.
    """
    vi = [_vietnamese(one, names[one.instrument].vi) for one in citations]
    en = [_english(one, names[one.instrument].en) for one in citations]
    return Words(vi="; ".join(vi), en="; ".join(en))


def _vietnamese(one: Citation, name: str) -> str:
    places = [
        " ".join(_said(step, vi=True) for step in reversed(place.split(".")))
        for place in one.places
    ]
    said = f"{', '.join(places)} {name}".strip()
    return said[0].upper() + said[1:]


def _english(one: Citation, name: str) -> str:
    places = [", ".join(_said(step, vi=False) for step in place.split(".")) for place in one.places]
    return ", ".join([name, *([" and ".join(places)] if places else [])])


def _said(step: str, *, vi: bool) -> str:
    kind, value = _step(step, step)
    number = _ROMAN[int(value)] if kind.roman else value.replace("-", ".")
    return (kind.vi if vi else kind.en).format(number)


def _step(step: str, text: str) -> tuple[_Step, str]:
    for kind in _STEPS:
        if found := kind.pattern.fullmatch(step):
            return kind, found.group(1)
    raise Misconfigured("rulebook.citation", citation=text, step=step)
