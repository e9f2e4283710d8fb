"""The agency where the trainees work: who it was, who leads it, who may sign, with which key."""

from datetime import date
from typing import Final, Literal

from pydantic import Field

from base.clock import vietnam
from base.errors import Misconfigured
from scenarios.garden import Garden
from scenarios.recipes.bodies import MERGED
from scenarios.recipes.charts import Chart, FieldId, Kind, chart_of, seats_of
from scenarios.recipes.places import province_in
from scenarios.recipes.planting import ARCHIVE_DESKS, DESKS, Planting
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.setting import Setting, setting_of
from scenarios.streams import Stream

_OTHERS: Final = frozenset({"agency", "parent", "archive", "delegate"})
_FIELDS: Final[tuple[FieldId, ...]] = (
    "noi-vu", "tai-chinh", "van-hoa", "giao-duc", "y-te", "xay-dung", "cong-thuong", "khoa-hoc",
    "tu-phap",
)  # fmt: skip
"""Drawn among, when a department's field is not given: those that kept their name in 2025."""


class Agency(Recipe):
    """One practice agency with its people since ``since``, and the bodies around it."""

    recipe: Literal["agency"] = "agency"
    standing: Kind = "department"
    field: FieldId | None = None
    "field of work, of a department only; drawn unless told"
    since: int = Field(default=2005, ge=1980, le=2060)
    "first year from which anybody is known"
    merged_2025: bool = False
    "made of two others on 1 July 2025; what they were before has posts and signers of its own"
    staff: int = Field(default=16, ge=12, le=60)
    "how many work there at any time"
    must_submit: bool | None = None
    """Whether its permanent records go to the historical archive; by its standing unless told:
    public service units do not (Luật 33/2024 Đ18K2)."""

    def labels(self) -> set[str]:
        """Return the fixed labels every scenario may use."""
        return {*DESKS, *ARCHIVE_DESKS.values(), *_OTHERS}

    def problems(self) -> list[Misconfigured]:
        """Refuse a field for what is no department, and fewer people than desks."""
        found = []
        if self.field is not None and self.standing != "department":
            found.append(Misconfigured("agency.field", standing=self.standing, field=self.field))
        least = len(seats_of(self._chart("noi-vu"), 0))
        if self.staff < least:
            found.append(
                Misconfigured("agency.staff", staff=self.staff, least=least, standing=self.standing)
            )
        return found

    def grow(self, garden: Garden) -> None:
        """Plant it.

        Raises:
            Misconfigured: ``agency.too_early`` or ``agency.too_young`` for the world's clock.
        """
        self._check(vietnam(garden.now).date())
        stream = garden.stream(self.stream_name())
        field = self._field(stream.branch("field"))
        province = province_in(stream.branch("province"))
        setting = setting_of(
            self.standing,
            field,
            province,
            since=date(self.since, 1, 1),
            merged=self.merged_2025,
            stream=stream.branch("places"),
        )
        Planting(garden, province, stream).plant(
            self._submitting(setting), self._chart(field), self.staff, date(self.since, 1, 1)
        )

    def _check(self, today: date) -> None:
        if today <= MERGED and (self.merged_2025 or self.standing == "commune"):
            raise Misconfigured("agency.too_early", day=today.isoformat())
        if self.since >= today.year:
            raise Misconfigured("agency.too_young", since=self.since, day=today.isoformat())

    def _field(self, stream: Stream) -> FieldId | None:
        if self.standing != "department":
            return None
        return self.field or stream.choice(_FIELDS)

    def _chart(self, field: FieldId | None) -> Chart:
        return chart_of(self.standing, field if self.standing == "department" else None)

    def _submitting(self, setting: Setting) -> Setting:
        told = self.must_submit
        must = self.standing in {"department", "commune"} if told is None else told
        changes = {"must_submit": must, "archive": "archive" if must else None}
        return setting._replace(
            line=[
                body.model_copy(update=changes if body.own else {"must_submit": must})
                for body in setting.line
            ]
        )
