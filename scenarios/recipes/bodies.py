"""The organisations of a practice world: what they are called, whom they stand under, since when.

A body is a plan; ``found`` makes rows of plans. Codes begin with Z99, which nobody has; under the
province's two digits stand its departments (21–30), communes (51–69) and units.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from base.model import Value
from sandbox.entities import Organisation, Standing
from sandbox.planter import Planter
from scenarios.recipes.charts import FieldOfWork
from scenarios.recipes.places import Commune, Province, initials

MERGED: Final = date(2025, 7, 1)
"""Two-tier local government: no district stands on or after this day."""
ENDED: Final = date(2025, 6, 30)
DEPARTMENTS_MERGED: Final = date(2025, 3, 1)
_RENAMED_ENDED: Final = date(2025, 2, 28)

COMMITTEE: Final = "Ủy ban nhân dân"
CHAIR: Final = "Chủ tịch"
VICE_CHAIR: Final = "Phó Chủ tịch"
DIRECTOR: Final = "Giám đốc"
VICE_DIRECTOR: Final = "Phó Giám đốc"


class Body(Value):
    """A planned organisation; ``key`` names it among the plans and in random streams."""

    key: str
    organ_id: str
    organ_name: str
    abbreviation: str
    standing: Standing
    place: str
    head: str = DIRECTOR
    deputy: str = VICE_DIRECTOR
    deputies: int = 2
    parent: str | None = None
    "key of the body above it"
    first: date | None = None
    last: date | None = None
    successor: str | None = None
    "key of the body that took its work over"
    must_submit: bool = True
    archive: str | None = None
    "key of the historical archive it transfers to"
    own: bool = False
    issuer: str = "state"
    "which issuing CA certifies its people and its seal"


def province_committee(province: Province) -> Body:
    """Return the people's committee of a province."""
    return _committee("province", f"Z99.{province.code}", f"tỉnh {province.name}", province.name)


def former_province_committee(province: Province, number: int) -> Body:
    """Return the committee of one of the two provinces that became ``province`` (number 0, 1)."""
    name = province.former[number]
    code = f"Z99.{int(province.code) + number + 1}"
    return _committee(f"former-province-{number}", code, f"tỉnh {name}", name).model_copy(
        update={"last": ENDED, "successor": "province"}
    )


def district_committee(province: Province, number: int) -> Body:
    """Return a district's committee, which ended when local government became two tiers."""
    name = province.districts[number]
    code = f"Z99.{province.code}.{90 + number}"
    body = _committee("district", code, f"huyện {name}", name)
    return body.model_copy(
        update={"standing": Standing.OTHER, "parent": "province", "last": ENDED, "deputies": 1}
    )


def commune_committee(province: Province, commune: Commune, key: str = "own") -> Body:
    """Return the people's committee of a commune or ward of today."""
    code = f"Z99.{province.code}.{50 + commune.number}"
    body = _committee(key, code, commune.written, commune.name)
    return body.model_copy(update={"standing": Standing.COMMUNE, "parent": "province"})


def former_commune_committee(province: Province, number: int, key: str) -> Body:
    """Return the committee of a commune that was merged into today's."""
    name = province.former_communes[number]
    body = _committee(key, f"Z99.{province.code}.{70 + number}", f"xã {name}", name)
    return body.model_copy(
        update={"standing": Standing.COMMUNE, "parent": "district", "last": ENDED}
    )


def _committee(key: str, organ_id: str, territory: str, place: str) -> Body:
    return Body(
        key=key,
        organ_id=organ_id,
        organ_name=f"{COMMITTEE} {territory}",
        abbreviation="UBND",
        standing=Standing.PROVINCE,
        place=place,
        head=CHAIR,
        deputy=VICE_CHAIR,
    )


def department(province: Province, field: FieldOfWork, key: str) -> Body:
    """Return a province's department of a field of work."""
    return Body(
        key=key,
        organ_id=f"Z99.{province.code}.{field.code}",
        organ_name=f"{field.name} tỉnh {province.name}",
        abbreviation=field.abbreviation,
        standing=Standing.DEPARTMENT,
        place=province.name,
        parent="province",
    )


def former_department(province: Province, field: FieldOfWork, number: int) -> Body:
    """Return the department of a province that ended, of the same field of work."""
    name = province.former[number]
    return department(province, field, f"former-{number}").model_copy(
        update={
            "organ_id": f"Z99.{int(province.code) + number + 1}.{field.code}",
            "organ_name": f"{field.name} tỉnh {name}",
            "place": name,
            "parent": f"former-province-{number}",
            "last": ENDED,
        }
    )


def earlier_department(body: Body, field: FieldOfWork) -> Body | None:
    """Return what a department was called until 28 February 2025, None when it kept its name."""
    if field.formerly is None:
        return None
    return body.model_copy(
        update={
            "key": f"{body.key}-earlier",
            "organ_id": f"{body.organ_id.rpartition('.')[0]}.{int(field.code) + 20}",
            "organ_name": body.organ_name.replace(field.name, field.formerly.name),
            "abbreviation": field.formerly.abbreviation,
            "last": _RENAMED_ENDED,
            "successor": body.key,
        }
    )


def historical_archive(province: Province) -> Body:
    """Return the province's historical archive, under its department of home affairs."""
    return Body(
        key="archive",
        organ_id=f"Z99.{province.code}.21.01",
        organ_name=f"Trung tâm Lưu trữ lịch sử tỉnh {province.name}",
        abbreviation="TTLTLS",
        standing=Standing.ARCHIVE,
        place=province.name,
        parent="home",
        deputies=1,
    )


def school(province: Province, name: str, number: int, key: str) -> Body:
    """Return an upper secondary school named after a commune."""
    return Body(
        key=key,
        organ_id=f"Z99.{province.code}.25.{10 + number}",
        organ_name=f"Trường Trung học phổ thông {name}",
        abbreviation=f"THPT{initials(name)}",
        standing=Standing.UNIT,
        place=name,
        head="Hiệu trưởng",
        deputy="Phó Hiệu trưởng",
        parent="parent",
    )


def hospital(province: Province, name: str, number: int, key: str) -> Body:
    """Return a regional general hospital named after a commune."""
    return Body(
        key=key,
        organ_id=f"Z99.{province.code}.26.{10 + number}",
        organ_name=f"Bệnh viện Đa khoa khu vực {name}",
        abbreviation=f"BV{initials(name)}",
        standing=Standing.UNIT,
        place=name,
        parent="parent",
    )


def found(planter: Planter, bodies: Iterable[Body]) -> dict[str, Organisation]:
    """Make organisations of plans; one that stands already, by its code, is taken as it is."""
    standing = {one.organ_id: one for one in planter.all(Organisation)}
    plans = list(bodies)
    refs = {
        body.key: standing[body.organ_id].ref
        if body.organ_id in standing
        else planter.next_ref(Organisation)
        for body in plans
    }
    return {
        body.key: standing.get(body.organ_id) or planter.add(_row(body, refs)) for body in plans
    }


def _row(body: Body, refs: dict[str, str]) -> Organisation:
    return Organisation(
        ref=refs[body.key],
        organ_id=body.organ_id,
        organ_name=body.organ_name,
        abbreviation=body.abbreviation,
        standing=body.standing,
        place=body.place,
        parent=refs[body.parent] if body.parent else None,
        own=body.own,
        must_submit=body.must_submit,
        archive=refs[body.archive] if body.archive else None,
        valid_from=body.first,
        valid_to=body.last,
        successor=refs[body.successor] if body.successor else None,
    )
