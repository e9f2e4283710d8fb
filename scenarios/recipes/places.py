"""Provinces and communes that do not exist: where practice agencies stand."""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from base.model import Value
from base.strict_yaml import load_yaml
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"


class Province(Value):
    """An invented province with its wards and communes, those of today and those that ended."""

    id: str
    name: str
    code: str
    "two digits; organisation codes begin with ``Z99.`` and these"
    former: list[str]
    "two provinces that it was made of on 1 July 2025, in worlds where it was merged"
    districts: list[str]
    "ended on 30 June 2025, when local government became two tiers"
    wards: list[str]
    communes: list[str]
    former_communes: list[str]
    peoples: dict[str, float]


class Gazetteer(Value):
    """Every invented place."""

    provinces: list[Province]
    streets: list[str]


class Commune(NamedTuple):
    """A ward or commune of today."""

    name: str
    kind: str
    "phường or xã"
    number: int
    "from 1, within its province"

    @property
    def written(self) -> str:
        """The name with its kind, as in a sentence: “xã Khe Hạc”."""
        return f"{self.kind} {self.name}"


@cache
def gazetteer() -> Gazetteer:
    """Return the data file, read once."""
    return Gazetteer.model_validate(load_yaml(DATA / "places.yaml").data)


def province_in(stream: Stream) -> Province:
    """Draw a province."""
    return stream.choice(gazetteer().provinces)


def communes_of(province: Province) -> list[Commune]:
    """Return today's wards and communes; the first ward is the seat of the province."""
    named = [(name, "phường") for name in province.wards]
    named += [(name, "xã") for name in province.communes]
    return [Commune(name, kind, number) for number, (name, kind) in enumerate(named, start=1)]


def province_of(organ_id: str) -> Province:
    """Return the province that an organisation's code (``Z99.11.21``) belongs to."""
    code = organ_id.split(".")[1]
    return next(province for province in gazetteer().provinces if province.code == code)


def initials(name: str) -> str:
    """Return the first letters of a name as abbreviations write them: “Đầm Lau” → “ĐL”."""
    return "".join(syllable[0] for syllable in name.split()).upper()


def every_invented_place() -> list[str]:
    """Return every name in the file, for the comparison with the real list."""
    return [
        name
        for province in gazetteer().provinces
        for name in (
            province.name,
            *province.former,
            *province.districts,
            *province.wards,
            *province.communes,
            *province.former_communes,
        )
    ]
