"""By when: the last day of a term, from the rule that sets it and the day of the act.

The unit stands in the name of the rule's parameter. The last day is the law's own: it is not moved
when it falls on a day off.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from base.errors import Misconfigured, Sentence
from base.language import Words
from base.model import Value
from sandbox.rulebook.book import rulebook
from sandbox.rulebook.calendar import WorkingDay, add_working_days
from sandbox.rulebook.rule import NotInRulebook, Rule, RuleId

_DECEMBER: Final = (12, 31)


class Deadline(Value):
    """The last day on which an act is in time."""

    day: date | None
    "none when it cannot be told"
    why: Sentence | None = None
    "why it cannot be told"
    rule: RuleId
    citation: Words | None = None
    parameter: str = ""
    "which parameter of the rule was counted: ``days``, ``working_days`` …"


def deadline(rule: RuleId, act_day: date, *, parameter: str = "") -> Deadline:
    """Return by when something must follow an act of ``act_day``.

    Args:
        rule: the rule that sets the term; the regime of ``act_day`` answers for it.
        act_day: the day from which the term runs (the work's end, the decision, the signature).
        parameter: which of the rule's terms, when it sets several (``building_months``).

    Raises:
        Misconfigured: when the rule is unknown or sets no such term.
    """
    book = rulebook()
    holding = book.at(rule, act_day)
    if isinstance(holding, NotInRulebook):
        return Deadline(day=None, why=holding.sentence, rule=rule)
    name = _term_of(holding, parameter, moved=holding.id != rule)
    found = _counter(name, holding)(act_day, holding.number(name))
    return Deadline(
        day=found.day, why=found.why, rule=holding.id, citation=holding.citation, parameter=name
    )


def _term_of(rule: Rule, asked: str, *, moved: bool) -> str:
    """The parameter asked for, else the rule's first term; another regime may name it otherwise."""
    if asked in rule.parameters:
        return asked
    usual = next((unit for unit in _COUNTERS if unit in rule.parameters), "")
    if usual and (moved or not asked):
        return usual
    has = ", ".join(sorted(rule.parameters)) or "–"
    raise Misconfigured("rulebook.parameter", rule=rule.id, name=asked or "days", has=has)


def _counter(name: str, rule: Rule) -> Callable[[date, int], WorkingDay]:
    for unit, counter in _COUNTERS.items():
        if name.endswith(unit):
            return counter
    raise Misconfigured("rulebook.parameter", rule=rule.id, name=name, has=", ".join(_COUNTERS))


def add_months(day: date, count: int) -> date:
    """Return the same day ``count`` months later (or earlier), the month's last day if shorter."""
    place = day.year * 12 + day.month - 1 + count
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(day: date, count: int) -> WorkingDay:
    return WorkingDay(day=day + timedelta(days=count))


def _days_before(day: date, count: int) -> WorkingDay:
    return _days(day, -count)


def _months(day: date, count: int) -> WorkingDay:
    return WorkingDay(day=add_months(day, count))


def _months_before(day: date, count: int) -> WorkingDay:
    return _months(day, -count)


def _years(day: date, count: int) -> WorkingDay:
    return _months(day, 12 * count)


def _years_before(day: date, count: int) -> WorkingDay:
    return _months(day, -12 * count)


def _calendar_years(day: date, count: int) -> WorkingDay:
    """A term «counted from the year»: it ends with the last day of the year so many later."""
    return WorkingDay(day=date(day.year + count, *_DECEMBER))


_COUNTERS: Final[Mapping[str, Callable[[date, int], WorkingDay]]] = {
    "working_days": add_working_days,
    "days_before": _days_before,
    "months_before": _months_before,
    "years_before": _years_before,
    "calendar_years": _calendar_years,
    "days": _days,
    "months": _months,
    "years": _years,
}
"""Unit, the ending of a parameter's name → how it is counted; longer endings first."""
