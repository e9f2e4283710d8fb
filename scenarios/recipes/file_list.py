"""The yearly file list (danh mục hồ sơ, NĐ 30/2020 Đ28 and PL V): planned files, their keepers."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from base.errors import Misconfigured, nearest
from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.entities import PlannedFile, Unit
from sandbox.planter import Planter
from sandbox.rulebook.schedules import Heading, Row, headings, row, row_ids, rows_under
from scenarios.garden import Garden
from scenarios.recipes.file_keepers import Office, keeper_of, office_in
from scenarios.recipes.recipe import Recipe
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"
Label = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]
_TABLE: Final = "term/agency."


class TitleBook(Value):
    """Titles by row of the agency's retention table, and which rows every year has."""

    titles: dict[str, str]
    every_year: list[str]
    seldom: list[str]
    "rows that are opened when the matter arises, not planned in January"


@cache
def title_book() -> TitleBook:
    """Return the data file, read once."""
    return TitleBook.model_validate(load_yaml(DATA / "titles.yaml").data)


class FileList(Recipe):
    """The file lists of some years, from the agency's units and its retention table.

    Rows are the same from year to year, as in real lists; numbers run within each heading.
    """

    recipe: Literal["file_list"] = "file_list"
    years: list[int] = Field(min_length=1, max_length=12)
    headings: list[str] = []
    "abbreviations of the headings to plan; all unless told"
    count: int = Field(default=30, ge=1, le=95)
    "rows of the table planned each year, those named and those of every year among them"
    named: dict[Label, str] = {}
    "label → row (``term/agency.r28``): its planned file in the last of the years"
    kept_by: dict[str, Label] = {}
    "row → label of the post that keeps its files; whoever does the work unless told"

    def labels(self) -> set[str]:
        """Return the labels given by name."""
        return {label.removeprefix("$") for label in self.named}

    def problems(self) -> list[Misconfigured]:
        """Refuse headings and rows the table does not have, and rows under other headings."""
        known = [heading.code for heading in headings()]
        found = [
            Misconfigured("file_list.heading", heading=code, choices=", ".join(known))
            for code in self.headings
            if code not in known
        ]
        asked = [*self.named.items(), *((label, name) for name, label in self.kept_by.items())]
        return found + [problem for label, name in asked if (problem := self._of(label, name))]

    def _of(self, label: str, name: str) -> Misconfigured | None:
        if name not in row_ids() or not name.startswith(_TABLE):
            near = nearest(name, row_ids()) or "–"
            return Misconfigured("file_list.row", row=name, nearest=near)
        heading = row(name).heading
        if self.headings and heading not in self.headings:
            return Misconfigured("file_list.left_out", label=label, row=name, heading=heading)
        return None

    def grow(self, garden: Garden) -> None:
        """Plant the lists.

        Raises:
            Misconfigured: ``file_list.years`` outside the agency's time, ``file_list.nobody``.
        """
        stream = garden.stream(self.stream_name())
        chosen = self._chosen(stream.branch("rows"))
        own = garden.own()
        keepers = {name: garden.labelled(label) for name, label in self.kept_by.items()}
        planned: dict[str, PlannedFile] = {}
        for year in sorted(set(self.years)):
            office = office_in(garden, own, year)
            for code in dict.fromkeys(one.heading for one in chosen):
                rows = [one for one in chosen if one.heading == code]
                planned |= _plan(garden.planter, office, rows, keepers, stream.branch(year, code))
        for label, name in self.named.items():
            garden.label(label, planned[name])

    def _chosen(self, stream: Stream) -> list[Row]:
        """Return the rows to plan, in the order of the table."""
        codes = self.headings or [heading.code for heading in headings()]
        among = [one for code in codes for one in rows_under(code)]
        named = {*self.named.values(), *self.kept_by}
        wanted = {*named, *(_TABLE + one for one in title_book().every_year)}
        seldom = {_TABLE + one for one in title_book().seldom}
        sure = [one for one in among if one.id in wanted]
        others = [one for one in among if one.id not in wanted | seldom]
        drawn = stream.sample(others, max(0, self.count - len(sure)))
        kept = {one.id for one in (*sure, *drawn)}
        return [one for one in among if one.id in kept]


def _plan(
    planter: Planter,
    office: Office,
    rows: Sequence[Row],
    keepers: Mapping[str, str],
    stream: Stream,
) -> dict[str, PlannedFile]:
    """Plant the rows of one heading, numbered from 01; return the first file of each row."""
    first: dict[str, PlannedFile] = {}
    wanted = [(one, unit) for one in rows for unit in _units_for(one, office)]
    for number, (one, unit) in enumerate(wanted, start=1):
        drawn = stream.branch(one.id, number)
        keeper = keepers.get(one.id) or keeper_of(office, one, unit, drawn).ref
        planned = planter.add(_row(planter, office, one, unit, number, keeper))
        first.setdefault(one.id, planned)
    return first


def _title_of(one: Row) -> str:
    key = one.id.removeprefix(_TABLE)
    return title_book().titles.get(key, f"{one.group.vi} của {{agency}} năm {{year}}")


def _units_for(one: Row, office: Office) -> Sequence[Unit | None]:
    if "{unit}" not in _title_of(one):
        return [None]
    return office.business() or [None]


def _row(
    planter: Planter, office: Office, one: Row, unit: Unit | None, number: int, keeper: str
) -> PlannedFile:
    template = _title_of(one)
    if unit is None:
        template = template.replace("{unit}, ", "")
    return PlannedFile(
        ref=planter.next_ref(PlannedFile),
        year=office.year,
        heading=one.heading,
        heading_name=_heading_names()[one.heading].vi,
        file_notation=f"{number:02d}.{one.heading}",
        title=template.format(
            agency=office.organisation.organ_name,
            unit=unit.unit_name if unit else "",
            year=office.year,
        ),
        maintenance=one.term,
        table_row=one.id,
        creator=keeper,
    )


@cache
def _heading_names() -> Mapping[str, Heading]:
    return {heading.code: heading for heading in headings()}
