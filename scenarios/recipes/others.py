"""Plans of organisations an agency writes with, of each kind; their names are invented."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.entities import Standing
from scenarios.recipes import bodies
from scenarios.recipes.bodies import ENDED, Body
from scenarios.recipes.charts import FieldId, chart_book
from scenarios.recipes.places import Province, communes_of, initials

DATA: Final = Path(__file__).parent / "data"

Correspondent = Literal[
    "superior", "department", "commune", "unit", "company", "association", "citizen"
]
KINDS: Final[tuple[Correspondent, ...]] = get_args(Correspondent)


class Other(Value):
    """An organisation that is neither a committee nor a department."""

    name: str
    abbreviation: str
    head: str = "Giám đốc"
    deputy: str = "Phó Giám đốc"
    field: FieldId | None = None
    "field of work of the department above it; the province's committee without it"


class Others(Value):
    """Every such organisation; names are invented."""

    units: list[Other]
    companies: list[Other]
    associations: list[Other]


@cache
def others() -> Others:
    """Return the data file, read once."""
    return Others.model_validate(load_yaml(DATA / "others.yaml").data)


def formerly(body: Body, province: Province) -> Body:
    """Return what a body of a merged province was until 30 June 2025."""
    name = province.former[0]
    territory, _, rest = body.organ_id.removeprefix("Z99.").partition(".")
    return body.model_copy(
        update={
            "key": f"{body.key}-former",
            "organ_id": f"Z99.{int(territory) + 1}.{rest}",
            "organ_name": body.organ_name.replace(province.name, name),
            "abbreviation": body.abbreviation.replace(initials(province.name), initials(name)),
            "place": name,
            "parent": None,
            "first": None,
            "last": ENDED,
            "successor": body.key,
        }
    )


def _departments(province: Province) -> list[Body]:
    return [of_one(bodies.department(province, field, "other")) for field in chart_book().fields]


def _communes(province: Province) -> list[Body]:
    return [
        of_one(bodies.commune_committee(province, commune, "other"))
        for commune in communes_of(province)
    ]


def _units(province: Province) -> list[Body]:
    return [
        _other(province, one, f"Z99.{province.code}.{80 + number}", Standing.UNIT)
        for number, one in enumerate(others().units)
    ]


def _companies(province: Province) -> list[Body]:
    return [
        _other(province, one, f"Z99.{province.code}.00.{10 + number}", Standing.OTHER, "public")
        for number, one in enumerate(others().companies)
    ]


def _associations(province: Province) -> list[Body]:
    return [
        _other(
            province,
            one.model_copy(update={"head": bodies.CHAIR, "deputy": bodies.VICE_CHAIR}),
            f"Z99.{province.code}.00.{50 + number}",
            Standing.OTHER,
            "public",
        )
        for number, one in enumerate(others().associations)
    ]


def of_one(body: Body) -> Body:
    """Return a plan with one deputy only."""
    return body.model_copy(update={"deputies": 1})


def _other(
    province: Province, one: Other, organ_id: str, standing: Standing, issuer: str = "state"
) -> Body:
    place = province.communes[sum(map(ord, one.name)) % len(province.communes)]
    named = one.name.format(province=province.name, place=place)
    local = "{place}" in one.name
    return Body(
        key="other",
        organ_id=organ_id,
        organ_name=named,
        abbreviation=one.abbreviation.format(initials=initials(place if local else province.name)),
        standing=standing,
        place=place if local else province.name,
        head=one.head,
        deputy=one.deputy,
        deputies=1,
        parent=(one.field or "province") if standing is Standing.UNIT else None,
        must_submit=False,
        issuer=issuer,
    )


PLANS: Final[Mapping[Correspondent, Callable[[Province], list[Body]]]] = {
    "department": _departments,
    "commune": _communes,
    "unit": _units,
    "company": _companies,
    "association": _associations,
}
"""How to plan organisations of each kind in a province; superiors and citizens are no plans."""
