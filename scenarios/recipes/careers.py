"""Careers: who holds which seat from when to when, for decades, without a gap or an overlap.

Seats are filled from the top. When a head's term ends, a deputy may follow; that deputy's own
term then ends the day before, a head of unit may follow, and so on down. Nobody holds two seats.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from scenarios.recipes.charts import Rank
from scenarios.streams import Stream

_STAY: Final[Mapping[Rank, tuple[int, int]]] = {
    Rank.HEAD: (42, 84),
    Rank.DEPUTY: (42, 96),
    Rank.UNIT_HEAD: (48, 108),
    Rank.OFFICER: (48, 144),
}
"""Months one stays, at least and at most."""
_RISES: Final[Mapping[Rank, float]] = {Rank.HEAD: 0.8, Rank.DEPUTY: 0.6, Rank.UNIT_HEAD: 0.55}
"""How often a successor comes from the rank below, not from another agency."""
_AGE: Final[Mapping[Rank, tuple[int, int]]] = {
    Rank.HEAD: (46, 54),
    Rank.DEPUTY: (42, 51),
    Rank.UNIT_HEAD: (36, 48),
    Rank.OFFICER: (25, 44),
}
"""Age on entering the highest seat one reaches here."""
_YEAR: Final = timedelta(days=365)
_NEW: Final = timedelta(days=120)
"""Whoever holds a seat at the end has held it at least so long."""
_MONTH_DAYS: Final = 30.44


class Chair(NamedTuple):
    """A seat to be filled, from its first day on."""

    key: str
    rank: Rank
    first: date
    rises: bool = True
    "whether its holder may be promoted to the rank above"


class Stint(NamedTuple):
    """One person on one seat, both days included."""

    person: int
    chair: str
    first: date
    last: date | None
    acting: bool = False


class Life(NamedTuple):
    """What is drawn of a person before they have a name; ``key`` names their random stream."""

    born: int
    key: tuple[str, int]


class Careers(NamedTuple):
    """Everybody who ever sat there, and where."""

    lives: list[Life]
    stints: list[Stint]


class _Term(NamedTuple):
    first: date
    last: date | None
    rising: int | None
    "the person whose term it was, when they rose to a seat above"


def careers(chairs: Sequence[Chair], *, until: date, stream: Stream) -> Careers:
    """Fill every chair from its first day; the last term of each is open.

    Args:
        chairs: exactly one of them the head's.
        until: the day up to which changes may be drawn.
        stream: each chair draws from a branch of its own.
    """
    return _Draft(chairs, until, stream).fill()


class _Draft:
    def __init__(self, chairs: Sequence[Chair], until: date, stream: Stream) -> None:
        self.chairs = sorted(chairs, key=lambda chair: chair.rank)
        self.until = until
        self.stream = stream
        self.lives: list[Life] = []
        self.stints: list[Stint] = []
        self.leaving: dict[str, list[tuple[date, int]]] = {chair.key: [] for chair in chairs}

    def fill(self) -> Careers:
        for chair in self.chairs:
            self._fill(chair, self.stream.branch("chair", chair.key))
        return Careers(self.lives, self.stints)

    def _fill(self, chair: Chair, stream: Stream) -> None:
        terms = self._terms(chair, stream.branch("terms"))
        people = [self._holder(chair, place, term, stream) for place, term in enumerate(terms)]
        risen = {
            place
            for place in range(1, len(terms))
            if self._rose(chair, terms[place].first, people[place], stream.branch("from", place))
        }
        acting = self._acting(chair, terms, sorted(risen), stream.branch("acting"))
        for place, (person, term) in enumerate(zip(people, terms, strict=True)):
            if place in acting:
                full = acting[place]
                eve = full - timedelta(days=1)
                self.stints.append(Stint(person, chair.key, term.first, eve, acting=True))
                term = term._replace(first=full)  # noqa: PLW2901 - the term after the acting part
            self.stints.append(Stint(person, chair.key, term.first, term.last))

    def _terms(self, chair: Chair, stream: Stream) -> list[_Term]:
        """Cut the time of a chair: where somebody rises, and where terms end by themselves."""
        rising: list[tuple[date, int | None]] = [*sorted(self.leaving[chair.key]), (date.max, None)]
        starts: list[tuple[date, int | None]] = []
        first = chair.first
        for goal, person in rising:
            last_call = goal - _YEAR if person is not None else self.until - _NEW
            while (end := _later(first, stream.integer(*_STAY[chair.rank]), stream)) < last_call:
                starts.append((first, None))
                first = end
            starts.append((first, person))
            first = goal
        days = [*(start for start, _ in starts), None]
        return [
            _Term(start, after - timedelta(days=1) if after else None, person)
            for (start, person), after in zip(starts, days[1:], strict=True)
        ]

    def _holder(self, chair: Chair, place: int, term: _Term, stream: Stream) -> int:
        if term.rising is not None:
            return term.rising
        age = stream.branch("age", place).integer(*_AGE[chair.rank])
        self.lives.append(Life(term.first.year - age, (chair.key, place)))
        return len(self.lives) - 1

    def _rose(self, chair: Chair, day: date, person: int, stream: Stream) -> bool:
        """Let the newcomer come from the rank below, where a seat can be vacated that day."""
        if not stream.chance(_RISES.get(chair.rank, 0.0)):
            return False
        below = [one for one in self.chairs if self._may_rise(one, chair.rank, day)]
        if not below:
            return False
        self.leaving[stream.choice(below).key].append((day, person))
        return True

    def _may_rise(self, below: Chair, rank: Rank, day: date) -> bool:
        known = [below.first, *(left for left, _ in self.leaving[below.key])]
        settled = all(abs(day - other) > _YEAR for other in known)
        return below.rises and below.rank == rank + 1 and below.first < day and settled

    def _acting(
        self, chair: Chair, terms: list[_Term], risen: list[int], stream: Stream
    ) -> dict[int, date]:
        """Let one head act for some months before the appointment: place of term → its day."""
        if chair.rank is not Rank.HEAD:
            return {}
        months = stream.integer(2, 6)
        appointed = {place: _later(terms[place].first, months, stream) for place in risen}
        long_enough = [
            place
            for place, day in appointed.items()
            if day < min(terms[place].last or date.max, self.until - _NEW)
        ]
        if not long_enough:
            return {}
        place = stream.choice(long_enough)
        return {place: appointed[place]}


def _later(day: date, months: int, stream: Stream) -> date:
    """Return the first or the fifteenth of a month, about ``months`` later."""
    later = day + timedelta(days=months * _MONTH_DAYS + stream.integer(0, 12))
    return later.replace(day=1 if later.day < 15 else 15)  # noqa: PLR2004 - the middle of a month


def overlapping(stints: Sequence[Stint]) -> list[tuple[Stint, Stint]]:
    """Return neighbours of one chair, or of one person, that overlap; none, when all is well."""
    found = []
    for name in ("chair", "person"):
        ordered = sorted(stints, key=lambda stint: (str(getattr(stint, name)), stint.first))
        found += [
            (one, other)
            for one, other in pairwise(ordered)
            if getattr(one, name) == getattr(other, name)
            and (one.last is None or other.first <= one.last)
        ]
    return found
