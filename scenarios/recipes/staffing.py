"""From careers to rows: people, their posts in each era of an agency, and their certificates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from base.clock import vietnam
from sandbox.entities import KeyKind, Organisation, Person, Post, Role, Unit
from sandbox.planter import Planter
from scenarios.recipes.bodies import MERGED, Body
from scenarios.recipes.careers import Chair, Stint, careers
from scenarios.recipes.certificates import Holder, certify, seal_of
from scenarios.recipes.charts import Chart, Rank, Seat
from scenarios.recipes.population import Population
from scenarios.streams import Stream

_ACTING = "Quyền"
_PROMOTED = {Role.OFFICER, Role.LEADER}


class Era(NamedTuple):
    """An organisation that an agency was, from one day to another, both included."""

    body: Body
    organisation: Organisation
    first: date
    last: date | None
    units: Mapping[str, str]
    "abbreviation of a unit → its ref"
    before: bool = False
    "whether it is a commune's time before units, when desks had other titles"


class Held(NamedTuple):
    """A post with what was drawn for it."""

    post: Post
    seat: Seat
    era: Era
    person: Person
    acting: bool
    key: tuple[str, int]
    "names the person's random streams: the first seat drawn, and which of its holders"


def era_of(
    planter: Planter, body: Body, organisation: Organisation, first: date, chart: Chart | None
) -> Era:
    """Begin an era: plant the units of its chart, none when it has no chart."""
    units = {}
    for unit in chart.units if chart else []:
        planted = planter.add(
            Unit(
                ref=planter.next_ref(Unit),
                organisation=organisation.ref,
                unit_name=unit.name,
                abbreviation=unit.abbreviation,
            )
        )
        units[unit.abbreviation] = planted.ref
    return Era(body, organisation, first, body.last, units)


def leaders_of(body: Body) -> list[Seat]:
    """Return the seats of an organisation that is only written to: its head and deputies."""
    head = Seat(key="director", title=body.head, rank=Rank.HEAD, role=Role.LEADER, before=body.head)
    return [head, *(_deputy(body, number) for number in range(1, body.deputies + 1))]


def _deputy(body: Body, number: int) -> Seat:
    key = "deputy" if number == 1 else f"deputy{number}"
    return Seat(key=key, title=body.deputy, rank=Rank.DEPUTY, role=Role.LEADER, before=body.deputy)


def employ(
    planter: Planter,
    population: Population,
    eras: Sequence[Era],
    seats: Sequence[Seat],
    stream: Stream,
) -> list[Held]:
    """Fill the seats of an agency through its eras, oldest era first.

    Returns:
        Every post there ever was, in order of its first day.
    """
    end = eras[-1].last or vietnam(planter.now).date()
    course = careers(
        [_chair(seat, eras) for seat in seats], until=end, stream=stream.branch("careers")
    )
    people = [
        population.enrol(stream.branch("person", *life.key), born=life.born)
        for life in course.lives
    ]
    by_key = {seat.key: seat for seat in seats}
    parts = [
        (part, era, by_key[part.chair])
        for stint in course.stints
        for part, era in _through(stint, eras)
    ]
    parts.sort(key=lambda part: (part[0].first, part[2].rank, part[2].key))
    return [
        Held(
            post=planter.add(_post(planter, part, era, seat, people[part.person])),
            seat=seat,
            era=era,
            person=people[part.person],
            acting=part.acting,
            key=course.lives[part.person].key,
        )
        for part, era, seat in parts
    ]


def _chair(seat: Seat, eras: Sequence[Era]) -> Chair:
    first = eras[0].first
    if eras[0].before and seat.before is None:
        first = next(era.first for era in eras if not era.before)
    return Chair(seat.key, seat.rank, first, rises=seat.role in _PROMOTED)


def _through(stint: Stint, eras: Sequence[Era]) -> Iterator[tuple[Stint, Era]]:
    """Cut a stint where the agency became another."""
    for era in eras:
        first = max(stint.first, era.first)
        last = min(stint.last or date.max, era.last or date.max)
        if first <= last:
            yield stint._replace(first=first, last=None if last == date.max else last), era


def _post(planter: Planter, stint: Stint, era: Era, seat: Seat, person: Person) -> Post:
    title = (seat.before or seat.title) if era.before else seat.title
    role = seat.role
    if title != seat.title and role is Role.LEADER:
        role = Role.OFFICER
    return Post(
        ref=planter.next_ref(Post),
        person=person.ref,
        organisation=era.organisation.ref,
        unit=era.units.get(seat.unit or ""),
        title=f"{_ACTING} {title}" if stint.acting else title,
        role=role,
        head=seat.rank is Rank.HEAD,
        valid_from=stint.first,
        valid_to=stint.last,
    )


def certify_staff(planter: Planter, held: Sequence[Held], stream: Stream) -> None:
    """Give everybody certificates for the time they work for each organisation."""
    spans: dict[tuple[str, str], tuple[Held, date, date | None]] = {}
    for one in held:
        key = (one.person.ref, one.post.organisation)
        first = spans[key][1] if key in spans else one.post.valid_from
        spans[key] = (one, first, one.post.valid_to)
    for one, first, last in spans.values():
        holder = Holder(
            one.person.ref,
            KeyKind.PERSON,
            one.person.full_name,
            one.era.organisation.organ_name,
            one.era.body.issuer,
        )
        certify(planter, holder, first, last, stream.branch(one.era.body.key, *one.key))


def certify_seal(planter: Planter, era: Era, stream: Stream) -> None:
    """Give an organisation the certificates of its own signature, kept by the registry."""
    holder = seal_of(era.organisation, era.body.issuer)
    certify(planter, holder, era.first, era.last, stream.branch(era.body.key, "seal"))


def era_before_units(era: Era) -> Era:
    """Return a commune's time until 30 June 2025: the same organisation without units."""
    eve = MERGED - timedelta(days=1)
    return era._replace(last=eve, units={}, before=True)
