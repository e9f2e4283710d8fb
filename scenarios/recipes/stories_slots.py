"""Slots of a story: amounts, names, lists and days, drawn once and told in all its documents."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple  # slots hold anything that can be printed

from pydantic import Field

from base.model import Value
from scenarios.recipes import stories_calendar
from scenarios.recipes.stories_language import Told, look_up
from scenarios.streams import Stream

Span = tuple[int, int]


class Whole(Value):
    """A whole number."""

    span: Span = Field(alias="int")
    by: Annotated[int, Field(ge=1)] = 1


class Decimal(Value):
    """A decimal number: a share in percent, a coefficient."""

    decimal: tuple[float, float]
    places: int = 1


class Money(Value):
    """An amount of money in đồng."""

    money: Span
    by: int = 100_000


class Pick(Value):
    """One of several texts; the text may have alternatives and slots drawn before it."""

    pick: Annotated[list[str], Field(min_length=1)]


class Sample(Value):
    """Some of several texts, in their order."""

    sample: Annotated[list[str], Field(min_length=1)]
    k: Span


class OnePerson(Value):
    """A person who is no colleague: name, how they are addressed, year of birth, address."""

    person: bool


class People(Value):
    """A list of persons, each with further slots."""

    people: Span
    each: dict[str, "Whole | Decimal | Money | Pick"] = {}


class Rows(Value):
    """Some rows of a list; a cell ``[low, high, by]`` is drawn, ``total`` is their product."""

    rows: Annotated[list[list[str | int | Annotated[list[int], Field(max_length=3)]]],
                    Field(min_length=1)]  # fmt: skip
    fields: list[str]
    k: Span
    times: tuple[str, str] | None = None


class Day(Value):
    """A working day so many days after a step of the chain (before it when negative)."""

    day: Span
    after: str


class Share(Value):
    """A part of another amount, from so much to so much of it."""

    share: str
    of: tuple[float, float]
    by: int = 1


class Sum(Value):
    """The sum of a field over a list: ``items.total``; or of several slots."""

    sum: str | list[str]


class Minus(Value):
    """The difference of two slots."""

    minus: tuple[str, str]


class Count(Value):
    """How long a list is."""

    count: str


Slot = (
    Whole | Decimal | Money | Pick | Sample | OnePerson | People | Rows | Day | Share | Sum
    | Minus | Count
)  # fmt: skip


class Stranger(NamedTuple):
    """A person outside the agency."""

    name: str
    honor: str
    "ông or bà"
    born: int
    home: str
    "where they live, as in an application"

    @property
    def called(self) -> str:
        """“ông Nguyễn Văn An”."""
        return f"{self.honor} {self.name}"


class Draws(NamedTuple):
    """What slots are drawn with."""

    stream: Stream
    stranger: Callable[[Stream], Stranger]
    days: Mapping[str, date]
    "step → its date"


def draw_slots(slots: Mapping[str, Slot], draws: Draws, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of all slots, each from a stream of its own, in their order.

    Args:
        slots: name → slot.
        draws: streams, strangers and the dates of the chain.
        known: values that texts among the slots may use.
    """
    values = dict(known)
    for name, slot in slots.items():
        values[name] = _drawn(
            slot, draws._replace(stream=draws.stream.branch("slot", name)), values
        )
    return values


def _drawn(slot: Slot, draws: Draws, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any slot
    match slot:
        case Pick() | Sample():
            return _texts(slot, draws.stream, values)
        case OnePerson() | People():
            return _persons(slot, draws, values)
        case Rows():
            return _rows(slot, draws.stream)
        case Share() | Sum() | Minus() | Count():
            return _computed(slot, draws.stream, values)
        case Day():
            return stories_calendar.after(draws.days[slot.after], draws.stream.integer(*slot.day))
    return _number(slot, draws.stream)


def _number(slot: Whole | Decimal | Money, stream: Stream) -> int | float:
    if isinstance(slot, Decimal):
        scale: int = 10**slot.places
        least, most = slot.decimal
        return stream.integer(round(least * scale), round(most * scale)) / scale
    low, high = slot.money if isinstance(slot, Money) else slot.span
    return low + slot.by * stream.integer(0, (high - low) // slot.by)


def _texts(slot: Pick | Sample, stream: Stream, values: Mapping[str, Any]) -> str | list[str]:
    told = Told(stream, values)
    if isinstance(slot, Pick):
        return told.tell(told.one_of(slot.pick))
    chosen = some(told.timely(slot.sample), slot.k, stream)
    return [told.tell(text) for text in chosen]


def some(among: list[Any], k: Span, stream: Stream) -> list[Any]:
    """Return between ``k[0]`` and ``k[1]`` of a list, in their order there."""
    count = min(stream.integer(*k), len(among))
    places = sorted(stream.sample(range(len(among)), count))
    return [among[place] for place in places]


def _persons(
    slot: OnePerson | People, draws: Draws, values: Mapping[str, Any]
) -> Stranger | list[dict[str, Any]]:
    if isinstance(slot, OnePerson):
        return draws.stranger(draws.stream)
    made: list[dict[str, Any]] = []
    for place in range(draws.stream.integer(*slot.people)):
        own = draws._replace(stream=draws.stream.branch(place))
        who = draws.stranger(own.stream)
        facts = {"no": place + 1, **who._asdict(), "called": who.called}
        for name, each in slot.each.items():
            facts[name] = _drawn(each, own, {**values, **facts})
        made.append(facts)
    return made


def _rows(slot: Rows, stream: Stream) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for place, row in enumerate(some(slot.rows, slot.k, stream)):
        cells = [_cell(cell, stream) for cell in row]
        facts: dict[str, Any] = {"no": place + 1, **dict(zip(slot.fields, cells, strict=True))}
        if slot.times:
            facts["total"] = facts[slot.times[0]] * facts[slot.times[1]]
        made.append(facts)
    return made


def _cell(cell: str | int | list[int], stream: Stream) -> str | int:
    if not isinstance(cell, list):
        return cell
    low, high, *by = cell
    step = by[0] if by else 1
    return low + step * stream.integer(0, (high - low) // step)


def _computed(slot: Share | Sum | Minus | Count, stream: Stream, values: Mapping[str, Any]) -> int:
    match slot:
        case Share():
            low, high = slot.of
            part = look_up(values, slot.share) * (low + (high - low) * stream.real())
            return int(part // slot.by * slot.by)
        case Minus():
            return int(look_up(values, slot.minus[0]) - look_up(values, slot.minus[1]))
        case Count():
            return len(look_up(values, slot.count))
        case _:
            return _sum(slot, values)


def _sum(slot: Sum, values: Mapping[str, Any]) -> int:
    if isinstance(slot.sum, list):
        return sum(look_up(values, name) for name in slot.sum)
    listed, field = slot.sum.split(".")
    return sum(row[field] for row in values[listed])
