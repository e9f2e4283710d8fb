"""Who makes and keeps a planned file: whoever does the work when the year's list is approved."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from base.clock import vietnam
from base.errors import Misconfigured
from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.authority_register import posts_on
from sandbox.entities import Organisation, Post, Role, Unit
from sandbox.rulebook.schedules import Row
from scenarios.garden import Garden
from scenarios.recipes.authority import organisation_on
from scenarios.recipes.charts import chart_book
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"
_APPROVED: Final = (1, 20)
"""Month and day by which the list of a year stands."""


class Keeper(Value):
    """Who keeps the files of a heading, or of some rows of it."""

    heading: str
    rows: list[str] = []
    units: list[str] = []
    titles: list[str] = []
    roles: list[Role] = [Role.OFFICER]
    field: bool = False
    "the units where the business is done"

    def keeps(self, one: Row) -> bool:
        """Whether this is about a row."""
        return self.heading == one.heading and (
            not self.rows or one.id.rpartition(".")[2] in self.rows
        )


class KeeperBook(Value):
    """Every keeper, the first that fits first."""

    keepers: list[Keeper]
    others: Keeper


@cache
def keeper_book() -> KeeperBook:
    """Return the data file, read once."""
    return KeeperBook.model_validate(load_yaml(DATA / "keepers.yaml").data)


class Office(NamedTuple):
    """An agency as it was when the list of a year was approved."""

    organisation: Organisation
    year: int
    posts: list[Post]
    units: Mapping[str, Unit]
    "ref → unit"

    def business(self) -> list[Unit]:
        """Return the units where the business is done."""
        known = {unit.abbreviation for unit in self.units.values()}
        field = next((units for units in _business_units() if known.issuperset(units)), ())
        return [unit for unit in self.units.values() if unit.abbreviation in field]


@cache
def _business_units() -> Sequence[tuple[str, ...]]:
    book = chart_book()
    fields = [tuple(unit.abbreviation for unit in field.units) for field in book.fields]
    return [*fields, *(tuple(chart.field_units) for chart in book.charts if chart.field_units)]


def office_in(garden: Garden, own: Organisation, year: int) -> Office:
    """Return the agency, or what it was, in a year.

    Raises:
        Misconfigured: ``file_list.years`` after the world's clock, ``file_list.nobody`` before
            anybody worked there.
    """
    today = vietnam(garden.now).date()
    if year > today.year:
        raise Misconfigured("file_list.years", year=year, last=today.year)
    day = min(date(year, *_APPROVED), today)
    organisation = organisation_on(garden.planter, own, day)
    posts = posts_on(garden.planter, day, organisation=organisation.ref)
    if not any(post.role is Role.OFFICER for post in posts):
        raise Misconfigured("file_list.nobody", day=day.isoformat(), agency=own.organ_name)
    units = {one.ref: one for one in garden.planter.all(Unit, organisation=organisation.ref)}
    return Office(organisation, year, posts, units)


def keeper_of(office: Office, one: Row, unit: Unit | None, stream: Stream) -> Post:
    """Return who makes the file of a row, in one of the business units when it is theirs."""
    book = keeper_book()
    told = next((keeper for keeper in book.keepers if keeper.keeps(one)), book.others)
    staff = [post for post in office.posts if post.role in told.roles] or [
        post for post in office.posts if post.role is Role.OFFICER
    ]
    units = [unit] if unit else _units(office, told)
    among = [post for post in staff if post.unit in {one.ref for one in units}] or staff
    titled = [post for post in among if post.title in told.titles]
    accountants = {title for keeper in book.keepers for title in keeper.titles}
    others = [post for post in among if post.title not in accountants]
    return stream.choice(titled or others or among)


def _units(office: Office, told: Keeper) -> list[Unit]:
    if told.field:
        return office.business()
    return [unit for unit in office.units.values() if unit.abbreviation in told.units]
