"""The line «Hà Nội, ngày 05 tháng 01 năm 2026»: write it and check it.

Source: NĐ 30/2020 PL I, Phần I, mục II.4: days below 10 and months 1 and 2 take a leading zero.
"""

import re
from datetime import date
from typing import Final

from base.model import Value
from sandbox.verdicts import Remark, Verdict, worst

_DAYS_BELOW: Final = 10
_MONTHS: Final = (1, 2)
_WORDS: Final = re.compile(
    r"(?P<place>.*?)\s*(?P<comma>,?)\s*ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})"
    r"\s+năm\s+(?P<year>\d{4})\.?\Z"
)
_FIGURES: Final = re.compile(r"(?P<place>.*?)\s*,?\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")
_RULES: Final = {
    "unreadable": "rule/nd30.pl1.k4",
    "words": "rule/nd30.pl1.k4",
    "day_zero": "rule/nd30.pl1.k4",
    "month_zero": "rule/nd30.pl1.k4",
    "month_extra_zero": "rule/nd30.pl1.k4",
    "not_a_date": "rule/nd30.pl1.k4",
    "no_comma": "rule/nd30.pl1.k4.place",
    "no_place": "rule/nd30.pl1.k4.place",
    "other_place": "rule/nd30.pl1.k4.place",
}
CODES: Final = tuple(_RULES)
"""Sentences stand under ``rulebook.dateline.<code>``."""


class DateLine(Value):
    """What a date line says, and what is wrong with it."""

    text: str
    verdict: Verdict
    place: str = ""
    day: date | None = None
    problems: tuple[Remark, ...] = ()


def date_line(place: str, day: date) -> str:
    """Return the line for a place and a day."""
    return f"{place}, {date_words(day)}"


def date_words(day: date) -> str:
    """Return ``ngày 05 tháng 01 năm 2026``; March is ``tháng 3``."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month in _MONTHS else str(month)


def check_date_line(text: str, *, place: str = "") -> DateLine:
    """Read a date line.

    Args:
        text: the line as it stands on the document.
        place: the agency's place, when known.
    """
    plain = " ".join(text.split())
    found = _WORDS.match(plain)
    if not found:
        return _unread(text, plain)
    problems = [*_of_place(found, place), *_of_zeros(found)]
    day = _day(found.group("year"), found.group("month"), found.group("day"))
    if day is None:
        problems.append(_wrong("not_a_date", wrote=plain))
    return _line(text, found.group("place"), day, problems)


def _unread(text: str, plain: str) -> DateLine:
    found = _FIGURES.match(plain)
    if not found:
        return _line(text, "", None, [_wrong("unreadable", wrote=plain)])
    day = _day(found.group(4), found.group(3), found.group(2))
    return _line(text, found.group("place"), day, [_wrong("words", wrote=plain)])


def _of_place(found: re.Match[str], place: str) -> list[Remark]:
    said = found.group("place")
    problems = [] if said else [_wrong("no_place")]
    if said and not found.group("comma"):
        problems.append(_wrong("no_comma", place=said))
    if said and place and said != place:
        problems.append(_wrong("other_place", wrote=said, meant=place))
    return problems


def _of_zeros(found: re.Match[str]) -> list[Remark]:
    day, month = found.group("day"), found.group("month")
    problems = []
    if int(day) < _DAYS_BELOW and len(day) == 1:
        problems.append(_wrong("day_zero", wrote=day))
    if int(month) in _MONTHS and len(month) == 1:
        problems.append(_wrong("month_zero", wrote=month))
    if int(month) not in _MONTHS and month.startswith("0"):
        problems.append(_wrong("month_extra_zero", wrote=month, right=str(int(month))))
    return problems


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _wrong(code: str, **facts: str) -> Remark:
    return Remark(code=code, verdict=Verdict.INVALID, facts=facts, rule=_RULES[code])


def _line(text: str, place: str, day: date | None, problems: list[Remark]) -> DateLine:
    verdict = worst([problem.verdict for problem in problems]) if problems else Verdict.VALID
    return DateLine(text=text, verdict=verdict, place=place, day=day, problems=tuple(problems))
