"""How a story's text is told: alternatives are chosen, slots filled, citations marked for later.

``<a|b>`` is one of several wordings, ``{cost:money}`` a slot in a form, ``{@request}`` a document
of the chain. A citation stays a mark until printing, because numbers are given last. A wording
that begins with ``[2018]`` is used from that year on, with ``[-2018]`` before it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from string import Formatter
from typing import Any, Final  # slots hold anything that can be printed

from sandbox.paper.wording import day_in_words, short_day
from scenarios.recipes.stories_numerals import in_words, thousands
from scenarios.streams import Stream

OPEN, CLOSE = "\ue000", "\ue001"
MARK: Final = re.compile(f"{OPEN}([^{CLOSE}|]*)\\|([^{CLOSE}]*){CLOSE}")
"""A citation to be resolved: the document's key and the style."""


class Told:
    """What a text is told with: a stream for its alternatives, values for its slots."""

    def __init__(self, stream: Stream, values: Mapping[str, Any], chain: str = "") -> None:
        """Bind the parts; ``chain`` is what keys of this chain's documents begin with."""
        self.stream = stream
        self.values = dict(values)
        self.chain = chain

    def with_values(self, **more: Any) -> "Told":  # noqa: ANN401 - as the values
        """Return the same with further values, drawing from the same stream."""
        return Told(self.stream, {**self.values, **more}, self.chain)

    @property
    def year(self) -> int:
        """The year of the document, or of the story before it has documents."""
        day = self.values.get("day")
        return day.year if isinstance(day, date) else int(self.values.get("year", _LATE))

    def timely(self, texts: Sequence[str]) -> list[str]:
        """Return the texts that the year allows, without their mark."""
        found = [timely(text, self.year) for text in texts]
        return [text for text in found if text is not None]

    def one_of(self, texts: Sequence[str]) -> str:
        """Return one of the texts that the year allows.

        Raises:
            ValueError: it allows none; a test holds that no story is so written.
        """
        fitting = self.timely(texts)
        if not fitting:
            message = f"no wording for {self.year}: {texts}"
            raise ValueError(message)
        return self.stream.choice(fitting)

    def tell(self, text: str) -> str:
        """Return ``text`` with its alternatives chosen and its slots filled.

        Empty when the year does not allow it.
        """
        chosen = choose(timely(text, self.year) or "", self)
        filled = _Slots(self).vformat(chosen, (), self.values)
        return unrepeated(re.sub(r"\s+", " ", filled).strip())

    def mark(self, step: str, style: str) -> str:
        """Return the mark that stands for a document of this chain."""
        return f"{OPEN}{self.chain}{step}|{style or 'auto'}{CLOSE}"


_TWICE: Final = re.compile(r"\b([^\W\d_][^,.;:()]{5,60}), \1(?= và |,|\.|;|$)")


def unrepeated(text: str) -> str:
    """Return ``text`` naming nobody twice in a row: two slots may stand for the same office."""
    return _TWICE.sub(r"\1", text)


_LATE: Final = 2100
_FROM: Final = re.compile(r"\[(-?)(\d{4})\]")


def timely(text: str, year: int) -> str | None:
    """Return ``text`` without its mark of years, None when the year does not allow it."""
    mark = _FROM.match(text)
    if mark is None:
        return text
    allowed = year < int(mark[2]) if mark[1] else year >= int(mark[2])
    return text[mark.end() :] if allowed else None


def choose(text: str, told: Told) -> str:
    """Return ``text`` with one branch taken of every ``<a|b>``; they may be nested."""
    while (start := _innermost(text)) >= 0:
        end = text.index(">", start)
        branches = text[start + 1 : end].split("|")
        text = text[:start] + told.one_of(branches) + text[end + 1 :]
    return text


def _innermost(text: str) -> int:
    first = text.find(">")
    return text.rfind("<", 0, first) if first >= 0 else -1


class _Slots(Formatter):
    """Fills slots; raises KeyError for one that is not there."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:  # noqa: ANN401, ARG002
        if field_name.startswith("@"):
            step, _, style = field_name[1:].partition(".")
            return self._told.mark(step, style), field_name
        return look_up(kwargs, field_name), field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        return printed(value, format_spec)


def look_up(values: Mapping[str, Any], dotted: str) -> Any:  # noqa: ANN401 - any slot
    """Return the value under a dotted name: of a mapping, a list's place or an attribute.

    Raises:
        KeyError: there is none.
    """
    head, *rest = dotted.split(".")
    found = values[head]
    for part in rest:
        if isinstance(found, Mapping):
            found = found[part]
        elif isinstance(found, list):
            found = found[int(part)]
        else:
            found = getattr(found, part)
    return found


def printed(value: object, form: str = "") -> str:
    """Return a value as the office writes it.

    Args:
        value: text, a whole number, a decimal, a date or a list of texts.
        form: ``2`` (at least two digits), ``count`` (05 (năm)), ``money``, ``words``,
            ``moneywords``, ``short`` (05/01/2026), ``cap``, ``low``, ``up``, ``semi``.
    """
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return _number(value, form)
    if isinstance(value, float):
        return f"{value:.{form or 1}f}".replace(".", ",")
    if isinstance(value, date):
        return short_day(value) if form == "short" else day_in_words(value)
    if isinstance(value, list):
        return _listed([printed(one) for one in value], form)
    return _text(str(value), form)


def _number(value: int, form: str) -> str:
    if form == "2":
        return f"{value:02d}" if value < 1000 else thousands(value)  # noqa: PLR2004
    return _NUMBERS.get(form, thousands)(value)


_NUMBERS: Final[Mapping[str, Callable[[int], str]]] = {
    "count": lambda value: f"{value:02d} ({in_words(value)})",
    "money": lambda value: f"{thousands(value)} đồng",
    "words": in_words,
    "moneywords": lambda value: f"{in_words(value)} đồng".capitalize(),
    "plain": str,
}


def _text(value: str, form: str) -> str:
    match form:
        case "cap":
            return value[:1].upper() + value[1:]
        case "low":
            return lowered(value)
        case "up":
            return value.upper()
        case _:
            return value


def lowered(text: str) -> str:
    """Return ``text`` beginning small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _listed(parts: list[str], form: str) -> str:
    if form == "semi":
        return "; ".join(parts)
    if form == "comma" or len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return ", ".join(parts)
    return f"{', '.join(parts[:-1])} và {parts[-1]}"
