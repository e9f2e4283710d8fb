"""Where a practice agency stands: the bodies around it, and which of them it was before."""

from datetime import date
from typing import NamedTuple

from scenarios.recipes import bodies
from scenarios.recipes.bodies import MERGED, Body
from scenarios.recipes.charts import FieldId, Kind, field_called
from scenarios.recipes.places import Province, communes_of, initials
from scenarios.streams import Stream


class Setting(NamedTuple):
    """The bodies of a world."""

    line: list[Body]
    "what the agency was, oldest first; the last is the agency itself"
    around: list[Body]
    "everybody above it, beside it, and the historical archive"
    parent: str
    "key of the body above the agency"


def setting_of(
    kind: Kind,
    field: FieldId | None,
    province: Province,
    *,
    since: date,
    merged: bool,
    stream: Stream,
) -> Setting:
    """Return the bodies around an agency.

    Args:
        kind: what sort of agency.
        field: a department's field of work.
        province: where it stands.
        since: its first day, or that of the body it was first.
        merged: whether it was made of others on 1 July 2025.
        stream: draws names among the province's communes.
    """
    if kind == "department":
        return _department(field or "noi-vu", province, since, merged=merged)
    if kind == "commune":
        return _commune(province, since, stream, merged=merged)
    return _unit(kind, province, since, stream, merged=merged)


def _department(field: FieldId, province: Province, since: date, *, merged: bool) -> Setting:
    work = field_called(field)
    own = bodies.department(province, work, "own")
    if not merged:
        return Setting([_own(own, since)], _above(province, field), "province")
    former = [bodies.former_department(province, work, number) for number in (0, 1)]
    former = [body.model_copy(update={"successor": "own"}) for body in former]
    line = [_since(former[0], since), _own(own, MERGED)]
    earlier = bodies.earlier_department(former[0], work)
    if earlier:
        line = [_since(earlier, since), _since(former[0], bodies.DEPARTMENTS_MERGED), line[-1]]
    provinces = [bodies.former_province_committee(province, number) for number in (0, 1)]
    above = [_since(body, MERGED) for body in _above(province, field)]
    return Setting(line, [*provinces, former[1], *above], "province")


def _commune(province: Province, since: date, stream: Stream, *, merged: bool) -> Setting:
    commune = stream.choice(communes_of(province))
    own = bodies.commune_committee(province, commune)
    district = bodies.district_committee(province, stream.integer(0, len(province.districts) - 1))
    around = [district, *_above(province)]
    if not merged:
        return Setting([_own(own, since)], around, "province")
    first, second = stream.sample(range(len(province.former_communes)), 2)
    former = [
        bodies.former_commune_committee(province, number, f"former-{place}").model_copy(
            update={"successor": "own"}
        )
        for place, number in enumerate((first, second))
    ]
    return Setting([_since(former[0], since), _own(own, MERGED)], [former[1], *around], "province")


def _unit(kind: Kind, province: Province, since: date, stream: Stream, *, merged: bool) -> Setting:
    make = bodies.school if kind == "unit_school" else bodies.hospital
    field: FieldId = "giao-duc" if kind == "unit_school" else "y-te"
    commune = stream.choice(communes_of(province))
    own = make(province, commune.name, commune.number, "own")
    parent = bodies.department(province, field_called(field), "parent")
    around = [parent, *_above(province, field)]
    if not merged:
        return Setting([_own(own, since)], around, "parent")
    names = _told_apart(commune.name, stream.shuffled(province.former_communes))
    former = [
        make(province, name, 30 + place, f"former-{place}").model_copy(
            update={"last": bodies.ENDED, "successor": "own"}
        )
        for place, name in enumerate(names)
    ]
    return Setting([_since(former[0], since), _own(own, MERGED)], [former[1], *around], "parent")


def _told_apart(name: str, others: list[str]) -> list[str]:
    """Return two names whose initials differ from each other's and from those of ``name``."""
    apart = {initials(name): name}
    for other in others:
        apart.setdefault(initials(other), other)
    return list(apart.values())[1:3]


def _above(province: Province, field: FieldId | None = None) -> list[Body]:
    """Return the province's committee, its department of home affairs and its archive."""
    archive = bodies.historical_archive(province)
    committee = bodies.province_committee(province)
    if field == "noi-vu":
        return [committee, archive.model_copy(update={"parent": "own"})]
    home = bodies.department(province, field_called("noi-vu"), "home")
    return [committee, home, archive]


def _own(body: Body, first: date) -> Body:
    return body.model_copy(update={"own": True, "first": first, "archive": "archive"})


def _since(body: Body, first: date) -> Body:
    return body.model_copy(update={"first": first})
