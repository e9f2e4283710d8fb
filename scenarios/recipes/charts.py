"""How practice agencies are built: charts of leaders, units and desks, read from data."""

from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final, Literal

from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.entities import Role

DATA: Final = Path(__file__).parent / "data"

Kind = Literal["department", "commune", "unit_school", "unit_hospital"]
FieldId = Literal[
    "noi-vu", "tai-chinh", "nong-nghiep-moi-truong", "van-hoa", "giao-duc", "y-te", "xay-dung",
    "cong-thuong", "khoa-hoc", "tu-phap",
]  # fmt: skip


class Rank(IntEnum):
    """Who is promoted to whose place: a lower number stands higher."""

    HEAD = 0
    DEPUTY = 1
    UNIT_HEAD = 2
    OFFICER = 3


class UnitChart(Value):
    """A unit; its abbreviation heads its files in the yearly list."""

    name: str
    abbreviation: str
    before: str | None = None
    "title of the desk its head came from, in a commune until 30 June 2025"

    @property
    def head_title(self) -> str:
        """Title of its head: “Phòng X” → “Trưởng phòng X”, “Văn phòng …” → “Chánh Văn phòng”."""
        if self.name.startswith("Văn phòng"):
            return "Chánh Văn phòng"
        if self.name.startswith("Tổ "):
            return f"Tổ trưởng {self.name}"
        return f"Trưởng {self.name[0].lower()}{self.name[1:]}"


class Desk(Value):
    """A desk below the leaders."""

    label: str
    title: str
    unit: str
    "abbreviation of its unit; ``#2``: the second unit of the field of work"
    role: Role = Role.OFFICER
    before: str | None = None


class Chart(Value):
    """A kind of agency."""

    id: Kind
    head: str
    deputy: str
    units: list[UnitChart]
    office: str
    "abbreviation of the unit whose head is called $chief"
    field_units: list[str] = []
    "where the business is done; a department's come from its field"
    desks: list[Desk]
    more: list[str]
    "titles of further staff"
    more_units: list[str]
    "where they work, in turn"

    def unit(self, abbreviation: str) -> UnitChart:
        """Return the unit of that abbreviation, or of ``#1``, ``#2``, ``#3``."""
        if abbreviation.startswith("#"):
            abbreviation = self.field_units[int(abbreviation[1:]) - 1]
        return next(unit for unit in self.units if unit.abbreviation == abbreviation)


class Earlier(Value):
    """What a department was called until 28 February 2025."""

    name: str
    abbreviation: str


class FieldOfWork(Value):
    """A field of work of a province, with the department that has it."""

    id: FieldId
    name: str
    abbreviation: str
    code: str
    formerly: Earlier | None = None
    units: list[UnitChart]


class ChartBook(Value):
    """Every chart."""

    charts: list[Chart]
    fields: list[FieldOfWork]


@cache
def chart_book() -> ChartBook:
    """Return the data file, read once."""
    return ChartBook.model_validate(load_yaml(DATA / "charts.yaml").data)


def field_called(field: str) -> FieldOfWork:
    """Return a field of work; KeyError when there is none of that id."""
    return {one.id: one for one in chart_book().fields}[field]  # type: ignore[index]  # may be any str


@cache
def chart_of(kind: Kind, field: FieldId | None = None) -> Chart:
    """Return the chart of a kind of agency; a department's units follow its field of work."""
    chart = next(chart for chart in chart_book().charts if chart.id == kind)
    if field is None:
        return chart
    own = field_called(field).units
    return chart.model_copy(
        update={
            "units": [*chart.units, *own],
            "field_units": [unit.abbreviation for unit in own],
        }
    )


class Seat(Value):
    """A place that somebody holds at any time."""

    key: str
    "unique in its organisation; the label of whoever holds it now, when scenarios know it"
    title: str
    rank: Rank
    role: Role
    unit: str | None = None
    before: str | None = None
    "title in a commune until 30 June 2025; None: there was no such desk"


def seats_of(chart: Chart, staff: int) -> list[Seat]:
    """Return the seats of an agency with ``staff`` people, leaders first."""
    seats = [
        _leader("director", chart.head, Rank.HEAD),
        _leader("deputy", chart.deputy, Rank.DEPUTY),
        _leader("deputy2", chart.deputy, Rank.DEPUTY),
        *(_unit_head(chart, unit) for unit in chart.units),
        *(_desk(chart, desk) for desk in chart.desks),
    ]
    return [*seats, *_more(chart, staff - len(seats))]


def _leader(key: str, title: str, rank: Rank) -> Seat:
    return Seat(key=key, title=title, rank=rank, role=Role.LEADER, before=title)


def _unit_head(chart: Chart, unit: UnitChart) -> Seat:
    key = f"head-{unit.abbreviation}"
    if unit == chart.unit(chart.office):
        key = "chief"
    elif unit == chart.unit(chart.desks[-3].unit):
        key = "unit_head"
    return Seat(
        key=key,
        title=unit.head_title,
        rank=Rank.UNIT_HEAD,
        role=Role.LEADER,
        unit=unit.abbreviation,
        before=unit.before,
    )


def _desk(chart: Chart, desk: Desk) -> Seat:
    return Seat(
        key=desk.label,
        title=desk.title,
        rank=Rank.OFFICER,
        role=desk.role,
        unit=chart.unit(desk.unit).abbreviation,
        before=desk.before,
    )


def _more(chart: Chart, count: int) -> list[Seat]:
    return [
        Seat(
            key=f"staff-{number + 1}",
            title=chart.more[number % len(chart.more)],
            rank=Rank.OFFICER,
            role=Role.OFFICER,
            unit=chart.unit(chart.more_units[number % len(chart.more_units)]).abbreviation,
        )
        for number in range(max(0, count))
    ]
