"""How grants are worded, and the regulations that signing by order rests on."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from base.model import Value
from base.strict_yaml import load_yaml
from scenarios.recipes.bodies import MERGED
from scenarios.recipes.staffing import Era
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"
_EVE: Final = timedelta(days=1)


class Delegation(Value):
    """What is delegated now and then (TUQ.)."""

    scope: str
    type_names: list[str]


class Mandates(Value):
    """How grants are worded."""

    head: str
    elected: str
    acting: str
    deputy: str
    deputy_plain: str
    charter: str
    by_order: str
    delegated: str
    regulation: str
    order_types: list[str]
    copy_types: list[str]
    delegations: list[Delegation]


@cache
def mandates() -> Mandates:
    """Return the data file, read once."""
    return Mandates.model_validate(load_yaml(DATA / "mandates.yaml").data)


class Regulation(NamedTuple):
    """A decision that issued an agency's regulation on records and archives."""

    number: int
    day: date
    abbreviation: str

    def worded(self, template: str) -> str:
        """Return a mandate that rests on it."""
        return template.format(
            number=self.number, day=f"{self.day:%d/%m/%Y}", abbreviation=self.abbreviation
        )


def number_on(day: date, stream: Stream) -> int:
    """Return a number that a yearly series may have reached on a day."""
    reached = day.timetuple().tm_yday
    return reached + stream.integer(1, reached + 12)


def regulations_of(era: Era, today: date, stream: Stream) -> list[Regulation]:
    """Return the regulations on records and archives that an agency issued, oldest first.

    The one in force after 1 July 2025 was issued after that day, when the law of 2024 began.
    """
    days = _issued(era.first, min(era.last or today, today), stream)
    return [
        Regulation(number_on(day, stream.branch(place)), day, era.body.abbreviation)
        for place, day in enumerate(days)
    ]


def _issued(first: date, last: date, stream: Stream) -> Iterator[date]:
    day = first + timedelta(days=stream.integer(20, 70))
    renewed = MERGED + timedelta(days=stream.integer(20, 75))
    before = min(last, MERGED - _EVE)
    while day <= before:
        yield day
        day += timedelta(days=stream.integer(1700, 2600))
    if last >= MERGED:
        yield max(first, min(renewed, last - _EVE))


def current_of(regulations: Sequence[Regulation]) -> str:
    """Return number and date of the decision in force, “” when none was issued."""
    return regulations[-1].worded(mandates().regulation) if regulations else ""
