"""The planting of one agency: the bodies, its own people through the years, everybody around it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from base.clock import vietnam
from sandbox.entities import Organisation, Role
from scenarios.garden import Garden
from scenarios.recipes.bodies import MERGED, Body, found
from scenarios.recipes.charts import Chart, Rank, Seat, seats_of
from scenarios.recipes.grants import Registrar
from scenarios.recipes.mandates import Regulation, current_of, regulations_of
from scenarios.recipes.places import Province
from scenarios.recipes.population import Population
from scenarios.recipes.setting import Setting
from scenarios.recipes.staffing import (
    Era,
    Held,
    certify_seal,
    certify_staff,
    employ,
    era_before_units,
    era_of,
    leaders_of,
)
from scenarios.streams import Stream

DESKS: Final = frozenset(
    {
        "director", "deputy", "deputy2", "chief", "clerk", "officer", "officer2", "officer3",
        "accountant", "archivist", "unit_head",
    }
)  # fmt: skip
"""Labels of the agency's own posts: whoever holds them when the exercise begins."""
ARCHIVE_DESKS: Final = {"director": "archive_head", "receiver": "receiver"}


class Planting:
    """Plants one agency: its own people through the years, then those of the bodies around it."""

    def __init__(self, garden: Garden, province: Province, stream: Stream) -> None:
        self.garden = garden
        self.planter = garden.planter
        self.stream = stream
        self.population = Population(garden.planter, province.peoples)
        self.today = vietnam(garden.now).date()

    def plant(self, setting: Setting, chart: Chart, staff: int, since: date) -> None:
        """Plant an agency of ``staff`` people, and the bodies around it from ``since`` on."""
        organisations = found(self.planter, [*setting.line, *setting.around])
        held = self._own(setting.line, organisations, chart, staff)
        for body in setting.around:
            self._around(body, organisations[body.key], since)
        self._label(setting, organisations, held)

    def _own(
        self,
        line: list[Body],
        organisations: dict[str, Organisation],
        chart: Chart,
        staff: int,
    ) -> list[Held]:
        eras = [era for body in line for era in self._eras(body, organisations[body.key], chart)]
        stream = self.stream.branch("own")
        held = employ(self.planter, self.population, eras, seats_of(chart, staff), stream)
        certify_staff(self.planter, held, stream.branch("certificates"))
        regulations = {
            organisations[body.key].ref: self._found(
                body, organisations[body.key], stream.branch(place)
            )
            for place, body in enumerate(line)
        }
        registrar = Registrar(self.planter, regulations, stream.branch("authority"))
        registrar.grant_all(held)
        own = [one for one in held if one.era.body.own]
        self.garden.label("delegate", registrar.delegate(own))
        return own

    def _found(self, body: Body, organisation: Organisation, stream: Stream) -> list[Regulation]:
        """Give a body its seal and its regulations, the retention table being their annex."""
        era = Era(body, organisation, _first(body), body.last, {})
        certify_seal(self.planter, era, stream.branch("seals"))
        issued = regulations_of(era, self.today, stream.branch("regulations"))
        decision = current_of(issued)
        self.planter.change(organisation, regulation=decision, retention_table=decision)
        return issued

    def _eras(self, body: Body, organisation: Organisation, chart: Chart) -> list[Era]:
        """Return the eras of a body: a commune had no units until 30 June 2025."""
        communal = chart.id == "commune"
        units = None if communal and body.last else chart
        era = era_of(self.planter, body, organisation, _first(body), units)
        if not communal:
            return [era]
        if body.last:
            return [era_before_units(era)]
        if _first(body) < MERGED:
            return [era_before_units(era), era._replace(first=MERGED)]
        return [era]

    def _around(self, body: Body, organisation: Organisation, since: date) -> None:
        era = era_of(self.planter, body, organisation, body.first or since, None)
        seats = leaders_of(body) + (_archive_seats() if body.key == "archive" else [])
        stream = self.stream.branch("around", body.key)
        held = employ(self.planter, self.population, [era], seats, stream)
        certify_staff(self.planter, held, stream.branch("certificates"))
        certify_seal(self.planter, era, stream.branch("seals"))
        Registrar(self.planter, {}, stream.branch("authority")).grant_all(held)
        if body.key == "archive":
            self._label_desks(held, ARCHIVE_DESKS)

    def _label(
        self, setting: Setting, organisations: dict[str, Organisation], own: list[Held]
    ) -> None:
        self.garden.label("agency", organisations["own"])
        self.garden.label("parent", organisations[setting.parent])
        self.garden.label("archive", organisations["archive"])
        self._label_desks(own, {key: key for key in DESKS})

    def _label_desks(self, held: list[Held], labels: Mapping[str, str]) -> None:
        for one in held:
            if one.post.valid_to is None and one.seat.key in labels:
                self.garden.label(labels[one.seat.key], one.post)


def _first(body: Body) -> date:
    assert body.first is not None  # noqa: S101 - every body of the agency's own line has one
    return body.first


def _archive_seats() -> list[Seat]:
    return [
        Seat(key="receiver", title="Lưu trữ viên", rank=Rank.OFFICER, role=Role.RECEIVER),
        Seat(key="clerk", title="Văn thư viên", rank=Rank.OFFICER, role=Role.CLERK),
    ]
