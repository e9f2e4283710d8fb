from collections import Counter
from datetime import date

import pytest

from sandbox.authority_register import certificate_on, may_sign, posts_on
from sandbox.entities import Certificate, KeyKind, Organisation, Person, Post
from sandbox.signing.pki import Pki
from sandbox.verdicts import Verdict
from scenarios.garden import Garden
from scenarios.recipes.agency import Agency
from scenarios.recipes.authority import organisation_on, signer_on
from scenarios.recipes.correspondents import Correspondents
from scenarios.streams import world_stream
from tests.scenarios.people.worlds import (
    KINDS,
    NOW,
    TODAY,
    Parameters,
    grown,
    rows_digest,
    shared,
    turning_days,
)

EVERY = pytest.mark.parametrize("parameters", KINDS, ids=str)
SEEDS = pytest.mark.parametrize("seed", [1, 2])


def writing(parameters: Parameters, seed: int = 1, **more: object) -> Garden:
    return shared(Agency.model_validate(parameters), Correspondents(**more), seed=seed)


@EVERY
@SEEDS
def test_the_kinds_take_turns(parameters: Parameters, seed: int):
    garden = writing(parameters, seed, count=14)
    kinds = Counter(
        tag
        for ref in garden.tagged("correspondent")
        for tag in garden.tags_of(ref)
        if tag != "correspondent"
    )
    assert kinds == {
        "department": 3, "commune": 3, "unit": 2, "company": 2, "association": 2, "citizen": 2,
    }  # fmt: skip
    parent = garden.labelled("parent")
    assert parent in garden.tagged("superior")


@EVERY
@SEEDS
def test_each_can_sign_and_seal_whatever_it_sent_since_2018(parameters: Parameters, seed: int):
    garden = writing(parameters, seed)
    planter = garden.planter
    for ref in garden.tagged("correspondent"):
        organisation = planter.find(Organisation, ref)
        if organisation is None:
            continue
        for day in (date(2006, 2, 2), date(2019, 4, 4), TODAY):
            stream = world_stream("x", seed).branch(ref, day.isoformat())
            signer = signer_on(planter, organisation, "CV", day, stream=stream)
            remark = may_sign(planter, signer.post, signer.form, "CV", day)
            assert remark.verdict is Verdict.VALID
        seal = certificate_on(planter, ref, KeyKind.AGENCY, NOW)
        assert seal is not None
        assert seal.organisation_unit == organisation.organ_name
        for post in posts_on(planter, TODAY, organisation=ref):
            assert certificate_on(planter, post.person, KeyKind.PERSON, NOW) is not None


@EVERY
def test_only_companies_and_associations_use_public_certificates_of_three_years(
    parameters: Parameters,
):
    garden = writing(parameters)
    public = {*garden.tagged("company"), *garden.tagged("association")}
    for one in garden.planter.all(Organisation):
        for seal in garden.planter.all(Certificate, holder=one.ref):
            after = one.ref in public or (one.successor in public)
            assert seal.issuer == ("public" if after else "state")
            if after:
                longest = seal.valid_from.replace(year=seal.valid_from.year + 3)
                assert seal.valid_to <= longest


@EVERY
@SEEDS
def test_one_head_on_every_day(parameters: Parameters, seed: int):
    garden = writing(parameters, seed)
    for ref in garden.tagged("correspondent"):
        organisation = garden.planter.find(Organisation, ref)
        if organisation is None:
            continue
        for day in turning_days(garden, [organisation]):
            acting = organisation_on(garden.planter, organisation, day)
            posts = posts_on(garden.planter, day, organisation=acting.ref)
            assert sum(post.head for post in posts) == 1


@EVERY
def test_the_practice_pki_can_issue_every_seal(parameters: Parameters):
    planter = writing(parameters, 3, count=30).planter
    pki = Pki(planter.world_key)
    seals = [one for one in planter.all(Certificate) if one.kind is KeyKind.AGENCY]
    assert len({pki.certificate_der(one) for one in seals}) == len(seals)
    assert all(len(one.organisation_unit) <= 64 for one in seals)


@EVERY
@SEEDS
def test_nothing_stands_twice(parameters: Parameters, seed: int):
    planter = writing(parameters, seed, count=30).planter
    organisations = planter.all(Organisation)
    assert len({one.organ_id for one in organisations}) == len(organisations)
    assert len({one.organ_name for one in organisations}) == len(organisations)
    names = [person.full_name for person in planter.all(Person)]
    assert len(names) == len(set(names))


def test_reference_codes_say_nothing_of_the_kind():
    orders = {
        tuple(
            garden.tags_of(one.ref)[-1]
            for one in garden.planter.all(Organisation)
            if "correspondent" in garden.tags_of(one.ref)
        )
        for garden in (writing({}, seed) for seed in range(6))
    }
    assert len(orders) >= 5


def test_in_a_merged_province_they_too_were_others_before():
    garden = writing({"field": "noi-vu", "merged_2025": True}, count=15)
    planter = garden.planter
    for ref in garden.tagged("department"):
        organisation = planter.get(Organisation, ref)
        assert organisation.valid_from == date(2025, 7, 1)
        before = organisation_on(planter, organisation, date(2014, 5, 5))
        assert before.organ_name != organisation.organ_name
        assert posts_on(planter, date(2014, 5, 5), organisation=before.ref)


def test_labels_name_the_first_of_a_kind():
    garden = writing({}, named={"$firm": "company", "above": "superior", "writer": "citizen"})
    assert garden.labelled("firm") in garden.tagged("company")
    assert garden.labelled("above") == garden.labelled("parent")
    assert garden.planter.find(Person, garden.labelled("writer")) is not None


def test_the_agency_does_not_change_when_somebody_writes_to_it():
    alone = grown(Agency(), seed=5)
    before = {
        one.ref: one for kind in (Organisation, Person, Post) for one in alone.planter.all(kind)
    }
    together = writing({}, 5)
    for ref, one in before.items():
        assert together.planter.get(type(one), ref) == one


def test_people_who_write_are_no_record_of_their_people():
    garden = writing({})
    for ref in garden.tagged("citizen"):
        person = garden.planter.get(Person, ref)
        assert set(person.model_dump()) == {"ref", "full_name"}
        assert garden.facts_of(ref) == {}


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"kinds": ["company"], "count": 2, "named": {"a": "unit"}}, "correspondents.named"),
        ({"kinds": ["company"], "count": 20}, "correspondents.too_many"),
        ({"kinds": ["department"], "count": 9}, "correspondents.too_many"),
    ],
)
def test_impossible_parameters_are_named(parameters: Parameters, code: str):
    assert [one.code for one in Correspondents(**parameters).problems()] == [code]


def test_the_same_seed_writes_with_the_same():
    again = grown(Agency(), Correspondents(), seed=7)
    assert rows_digest(writing({}, 7)) == rows_digest(again)
    assert rows_digest(writing({}, 7)) != rows_digest(writing({}, 8))
