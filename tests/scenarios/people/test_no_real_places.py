"""Needs the package ``vietnam-provinces``, which is used for nothing else."""

import json
import re

import pytest
from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

from sandbox.entities import Organisation
from scenarios.recipes.agency import Agency
from scenarios.recipes.correspondents import Correspondents
from scenarios.recipes.names import plain
from scenarios.recipes.places import every_invented_place
from tests.scenarios.people.worlds import KINDS, Parameters, grown

_KIND = re.compile(r"^(thành phố|tỉnh|xã|phường|đặc khu|thị trấn|thị xã|quận|huyện)\s+")


def bare(name: str) -> str:
    """A name without its kind, tone marks, hyphens and spaces."""
    return re.sub(r"[^a-z0-9]", "", plain(_KIND.sub("", name.casefold())))


def real_places() -> tuple[list[str], list[str]]:
    provinces = json.loads(NESTED_DIVISIONS_JSON_PATH.read_text(encoding="utf-8"))
    communes = [ward["name"] for province in provinces for ward in province["wards"]]
    return [province["name"] for province in provinces], communes


def test_the_real_list_is_there():
    provinces, communes = real_places()
    assert len(provinces) == 34
    assert len(communes) > 3_000


def test_no_invented_place_has_the_name_of_a_real_one_even_without_tone_marks():
    provinces, communes = real_places()
    real = {bare(name) for name in (*provinces, *communes)}
    assert [name for name in every_invented_place() if bare(name) in real] == []


@pytest.mark.parametrize("parameters", KINDS, ids=str)
def test_no_organisation_is_called_after_a_real_place(parameters: Parameters):
    provinces, communes = real_places()
    names = {
        one.organ_name
        for seed in range(2)
        for one in grown(
            Agency.model_validate(parameters), Correspondents(count=25), seed=seed
        ).planter.all(Organisation)
    }
    real = {_KIND.sub("", name.casefold()) for name in provinces}
    territories = {name.casefold() for name in (*provinces, *communes) if " " in name}
    for name in names:
        said = f" {name.casefold()} "
        assert not [one for one in real if f" {one} " in said], name
        assert not [one for one in territories if f" {one} " in said], name
