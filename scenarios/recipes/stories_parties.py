"""How an organisation is spoken of on a day: its names, its head, its units, its staff."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.authority_register import collective_of, head_title, posts_on
from sandbox.entities import Organisation, Person, Post, Role, Standing, Unit
from sandbox.shelf import Shelf
from scenarios.recipes.bodies import MERGED
from scenarios.recipes.names import one_of, plain
from scenarios.recipes.places import communes_of, gazetteer, province_of
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"


class Speech(Value):
    """Words for a kind of organisation, by how its name begins."""

    begins: str
    we: str
    units: str
    heads: str
    staff: str
    staff_one: str
    letters: str
    "what stands for the unit in the notation of its letters"


class Manner(Value):
    """Every kind, and what is said of a commune without units."""

    speech: list[Speech]
    before: dict[str, str]


class Party(NamedTuple):
    """An organisation on a day, as texts name it (``{own.we}``)."""

    ref: str
    name: str
    short: str
    we: str
    area: str
    "“xã Khe Hạc”, of a committee; else the name"
    place: str
    parent_name: str
    abbreviation: str
    letters: str
    standing: Standing
    head_title: str
    "with the organisation: “Giám đốc Sở”"
    head_role: str
    "alone: “Giám đốc”"
    boss: str
    "name of its head"
    address: str
    host: str
    units: str
    heads: str
    staff: str
    staff_one: str
    office: str
    chief_title: str
    unit1: str
    unit2: str
    signer: str = ""
    "name of whoever signs the document being told"


@cache
def manner() -> Manner:
    """Return the data file, read once."""
    return Manner.model_validate(load_yaml(DATA / "speech.yaml").data)


@cache
def fields() -> Mapping[str, Mapping[str, Any]]:
    """Return what each field of work deals with, by the abbreviation of its agencies."""
    found: Mapping[str, Mapping[str, Any]] = load_yaml(DATA / "fields.yaml").data["fields"]
    return found


def field_of(organisation: Organisation) -> Mapping[str, Any]:
    """Return the words of an agency's field of work."""
    short = organisation.abbreviation
    known = fields()
    near = next((key for key in known if short.startswith(key)), "SNNMT")
    return known[near]


def speech_of(name: str) -> Speech:
    """Return how an organisation of that name is spoken of."""
    return next(one for one in manner().speech if name.startswith(one.begins))


def party_on(
    shelf: Shelf, organisation: Organisation, day: date, posts: Sequence[Post] | None = None
) -> Party:
    """Return an organisation as texts of ``day`` name it."""
    said = speech_of(organisation.organ_name)
    parent = shelf.find(Organisation, organisation.parent)
    if posts is None:
        posts = posts_on(shelf, day, organisation=organisation.ref)
    role = head_title(shelf, organisation.ref)
    made = Party(
        ref=organisation.ref,
        name=organisation.organ_name,
        short=_short(organisation.organ_name, said),
        we=said.we,
        area=organisation.organ_name.removeprefix("Ủy ban nhân dân "),
        place=organisation.place,
        parent_name="" if parent is None or collective_of(organisation) else parent.organ_name,
        abbreviation=organisation.abbreviation,
        letters=said.letters,
        standing=organisation.standing,
        head_title=role if role == "Hiệu trưởng" else f"{role} {said.we}",
        head_role=role,
        boss=_name_of(shelf, [post for post in posts if post.head]),
        address=_address(organisation),
        host=_host(organisation),
        units=said.units,
        heads=said.heads,
        staff=said.staff,
        staff_one=said.staff_one,
        **_office(shelf, organisation, posts, said),
    )
    if organisation.standing is Standing.COMMUNE and organisation.own and day < MERGED:
        before = manner().before
        return made._replace(
            units=before["units"],
            heads=before["heads"],
            office=before["office"],
            chief_title=before["chief_title"],
        )
    return made


def _host(organisation: Organisation) -> str:
    place = plain(organisation.place).replace(" ", "")
    return f"{plain(organisation.abbreviation)}-{place}.example"


def _short(name: str, said: Speech) -> str:
    head = name.partition(" tỉnh ")[0]
    if head != name and not said.we.endswith("tỉnh"):
        return head
    return said.we


def _name_of(shelf: Shelf, posts: Sequence[Post]) -> str:
    return shelf.get(Person, posts[0].person).full_name if posts else ""


def _address(organisation: Organisation) -> str:
    """Return an address that follows from the organisation's code alone."""
    province = province_of_any(organisation.organ_id)
    draw = Stream(organisation.organ_id.encode().ljust(32, b"."))
    street = one_of(draw.real, gazetteer().streets)
    road = street[0].lower() + street[1:] if street.startswith("Đường") else f"đường {street}"
    place = draw.choice(communes_of(province)).written
    return f"số {draw.integer(2, 240)} {road}, {place}"


def province_of_any(organ_id: str) -> Any:  # noqa: ANN401 - a Province
    """Return the province of a code; the first one for codes of provinces that ended."""
    try:
        return province_of(organ_id)
    except StopIteration:
        return gazetteer().provinces[0]


def _office(
    shelf: Shelf, organisation: Organisation, posts: Sequence[Post], said: Speech
) -> dict[str, str]:
    units = shelf.all(Unit, organisation=organisation.ref)
    names = [unit.unit_name for unit in units]
    chief = next(
        (
            post
            for post in posts
            if post.role is Role.LEADER and units and post.unit == units[0].ref
        ),
        None,
    )
    office = names[0] if names else "Văn phòng"
    return {
        "office": f"{office} {said.we}" if office == "Văn phòng" else office,
        "chief_title": chief.title if chief else "Chánh Văn phòng",
        "unit1": names[-1] if names else office,
        "unit2": names[-2] if len(names) > 1 else office,
    }
