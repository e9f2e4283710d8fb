import re
from datetime import date, datetime, timedelta

import pytest

from base.clock import vietnam
from base.errors import Misconfigured
from sandbox.authority_register import may_sign, posts_on
from sandbox.entities import (
    Authority,
    Certificate,
    KeyKind,
    Organisation,
    Person,
    Post,
    Role,
    Signing,
    Standing,
    Unit,
)
from sandbox.signing.pki import Pki
from sandbox.verdicts import Verdict
from scenarios.recipes.agency import Agency
from scenarios.recipes.authority import organisation_on, signer_on
from scenarios.recipes.certificates import SIGNING_BEGINS
from scenarios.streams import world_stream
from tests.scenarios.people.worlds import (
    KINDS,
    NOW,
    TODAY,
    Parameters,
    agency,
    grown,
    labelled_posts,
    own_line,
    rows_digest,
    turning_days,
)

EVERY = pytest.mark.parametrize("parameters", KINDS, ids=str)
SEEDS = pytest.mark.parametrize("seed", [1, 2])
ROLES = {
    "director": Role.LEADER,
    "deputy": Role.LEADER,
    "deputy2": Role.LEADER,
    "chief": Role.LEADER,
    "unit_head": Role.LEADER,
    "delegate": Role.LEADER,
    "archive_head": Role.LEADER,
    "clerk": Role.CLERK,
    "archivist": Role.ARCHIVIST,
    "receiver": Role.RECEIVER,
    "accountant": Role.OFFICER,
    "officer": Role.OFFICER,
    "officer2": Role.OFFICER,
    "officer3": Role.OFFICER,
}


@EVERY
@SEEDS
def test_every_label_stands_for_somebody_in_office_with_the_right_role(
    parameters: Parameters, seed: int
):
    garden = agency(seed, **parameters)
    posts = labelled_posts(garden)
    assert {label: post.role for label, post in posts.items()} == ROLES
    assert all(post.valid_to is None for post in posts.values())
    assert Agency.model_validate(parameters).labels() == set(garden.truth().labels)
    heads = {label for label, post in posts.items() if post.head}
    assert heads == {"director", "archive_head"}


@EVERY
@SEEDS
def test_desks_are_different_people(parameters: Parameters, seed: int):
    posts = labelled_posts(agency(seed, **parameters))
    desks = [post.person for label, post in posts.items() if label != "delegate"]
    assert len(desks) == len(set(desks))


@EVERY
@SEEDS
def test_no_two_people_share_a_name(parameters: Parameters, seed: int):
    names = [person.full_name for person in agency(seed, **parameters).planter.all(Person)]
    assert len(names) == len(set(names))


@EVERY
@SEEDS
def test_the_officers_unit_is_led_by_the_labelled_head(parameters: Parameters, seed: int):
    posts = labelled_posts(agency(seed, **parameters))
    assert posts["officer"].unit == posts["unit_head"].unit is not None
    assert posts["clerk"].unit == posts["chief"].unit


@EVERY
@SEEDS
def test_an_organisation_has_exactly_one_head_on_every_day(parameters: Parameters, seed: int):
    garden = agency(seed, **parameters)
    for organisation in garden.planter.all(Organisation):
        for day in turning_days(garden, [organisation]):
            if organisation_on(garden.planter, organisation, day) != organisation:
                continue
            if organisation.valid_to and day > organisation.valid_to:
                continue
            posts = posts_on(garden.planter, day, organisation=organisation.ref)
            assert sum(post.head for post in posts) == 1, (organisation.organ_name, day)


@EVERY
@SEEDS
@pytest.mark.parametrize("type_name", ["QĐ", "CV", "BC"])
def test_somebody_may_sign_on_every_day_since_2005(
    parameters: Parameters, seed: int, type_name: str
):
    """Between two turning days nothing changes, so these days stand for all of them."""
    garden = agency(seed, **parameters)
    line = own_line(garden)
    for day in turning_days(garden, line):
        stream = world_stream("signers", seed).branch(day.isoformat())
        signer = signer_on(garden.planter, garden.own(), type_name, day, stream=stream)
        assert signer.post.organisation == organisation_on(garden.planter, line[0], day).ref
        remark = may_sign(garden.planter, signer.post, signer.form, type_name, day)
        assert remark.verdict is Verdict.VALID
        assert signer.authority is not None
        assert remark.facts["mandate"]


def test_nobody_signs_before_the_agency():
    garden = agency(since=2012)
    with pytest.raises(Misconfigured) as refused:
        signer_on(garden.planter, garden.own(), "QĐ", date(2011, 5, 5), stream=world_stream("x", 1))
    assert refused.value.code == "world.no_signer"


@EVERY
@SEEDS
def test_a_delegation_is_written_limited_and_around_the_present(parameters: Parameters, seed: int):
    garden = agency(seed, **parameters)
    grants = garden.planter.all(Authority, form=Signing.TUQ)
    assert grants
    for grant in grants:
        assert grant.type_names
        assert grant.valid_to is not None
        assert f"{grant.valid_from:%d/%m/%Y}" in grant.mandate
        assert f"{grant.valid_to:%d/%m/%Y}" in grant.mandate
        by_order = garden.planter.all(Authority, post=grant.post, form=Signing.TL)
        assert not {name for one in by_order for name in one.type_names} & set(grant.type_names)
    now = [grant for grant in grants if grant.valid_from <= TODAY <= grant.valid_to]
    assert [grant.post for grant in now] == [garden.labelled("delegate")]


@EVERY
@SEEDS
def test_forms_follow_the_kind_of_agency(parameters: Parameters, seed: int):
    garden = agency(seed, **parameters)
    posts = {post.ref: post for post in garden.planter.all(Post)}
    organisations = {one.ref: one for one in garden.planter.all(Organisation)}
    for grant in garden.planter.all(Authority):
        post = posts[grant.post]
        collective = organisations[post.organisation].organ_name.startswith("Ủy ban nhân dân")
        if post.head:
            acting = post.title.startswith("Quyền ")
            usual = Signing.TM if collective else Signing.DIRECT
            assert grant.form is (Signing.Q if acting else usual)
        elif post.title.startswith("Phó "):
            assert grant.form is Signing.KT
        else:
            assert grant.form in {Signing.TL, Signing.TUQ}
        assert post.valid_from <= grant.valid_from
        assert post.valid_to is None or grant.valid_to <= post.valid_to


@EVERY
@SEEDS
def test_signing_by_order_rests_on_a_regulation_of_the_same_agency(
    parameters: Parameters, seed: int
):
    garden = agency(seed, **parameters)
    for organisation in garden.planter.all(Organisation):
        refs = [post.ref for post in garden.planter.all(Post, organisation=organisation.ref)]
        for grant in garden.planter.all(Authority, post=refs, form=Signing.TL):
            found = re.search(r"/QĐ-(\S+) ngày (\d\d)/(\d\d)/(\d{4})$", grant.mandate)
            assert found is not None
            issued = date(int(found[4]), int(found[3]), int(found[2]))
            assert found[1] == organisation.abbreviation
            assert issued <= grant.valid_from
            assert organisation.valid_from <= issued


def test_long_lived_agencies_have_had_an_acting_head():
    acting = [bool(agency(seed).planter.all(Authority, form=Signing.Q)) for seed in range(12)]
    assert sum(acting) >= 11


@EVERY
@SEEDS
def test_certificates_cover_every_day_since_signing_began(parameters: Parameters, seed: int):
    garden = agency(seed, **parameters)
    organisations = {one.ref: one.organ_name for one in garden.planter.all(Organisation)}
    for post in garden.planter.all(Post):
        if post.valid_to is not None and post.valid_to < SIGNING_BEGINS:
            continue
        held = [
            one
            for one in garden.planter.all(Certificate, holder=post.person)
            if one.organisation_unit == organisations[post.organisation]
        ]
        first, last = max(post.valid_from, SIGNING_BEGINS), post.valid_to
        assert_covered(held, first, last or TODAY + timedelta(days=150))


@EVERY
@SEEDS
def test_every_seal_is_covered_too(parameters: Parameters, seed: int):
    garden = agency(seed, **parameters)
    for one in garden.planter.all(Organisation):
        seals = garden.planter.all(Certificate, holder=one.ref)
        assert {seal.kind for seal in seals} <= {KeyKind.AGENCY}
        assert {seal.organisation_unit for seal in seals} <= {one.organ_name}
        if one.valid_to is None or one.valid_to >= SIGNING_BEGINS:
            first = max(one.valid_from or SIGNING_BEGINS, SIGNING_BEGINS)
            assert_covered(seals, first, one.valid_to or TODAY + timedelta(days=150))


def assert_covered(certificates: list[Certificate], first: date, last: date) -> None:
    """Every moment from the beginning of the first day to the end of the last."""
    terms = sorted((one.valid_from, one.valid_to) for one in certificates)
    assert terms, (first, last)
    covered = terms[0][1]
    assert vietnam(terms[0][0]).date() < first
    for begin, end in terms[1:]:
        assert begin < covered, "a gap"
        covered = max(covered, end)
    assert vietnam(covered).date() > last or vietnam(covered).hour == 23


@EVERY
@SEEDS
def test_no_certificate_lasts_longer_than_the_decree_allows(parameters: Parameters, seed: int):
    """NĐ 68/2024 Đ9: a subscriber's first at most five years, a renewal at most three."""
    garden = agency(seed, **parameters)
    certificates = garden.planter.all(Certificate)
    assert len({one.serial for one in certificates}) == len(certificates)
    of_holder: dict[tuple[str, str], list[Certificate]] = {}
    for one in sorted(certificates, key=lambda one: one.valid_from):
        of_holder.setdefault((one.holder, one.organisation_unit), []).append(one)
        assert 0 < len(one.common_name.encode()) <= 64
        assert len(one.organisation_unit) <= 64
        assert 0 < one.serial < 2**63
        assert one.issuer == "state"
        assert one.revoked_at is None
        assert one.valid_from <= NOW
    for first, *renewed in of_holder.values():
        assert first.valid_to <= first.valid_from.replace(year=first.valid_from.year + 5)
        for one in renewed:
            assert one.valid_to <= one.valid_from.replace(year=one.valid_from.year + 3)


@EVERY
def test_the_practice_pki_can_issue_every_certificate(parameters: Parameters):
    planter = agency(**parameters).planter
    pki = Pki(planter.world_key)
    issued = {pki.certificate_der(one) for one in planter.all(Certificate)}
    assert len(issued) == len(planter.all(Certificate))


@EVERY
@SEEDS
def test_codes_belong_to_nobody_and_to_one_organisation_only(parameters: Parameters, seed: int):
    organisations = agency(seed, **parameters).planter.all(Organisation)
    codes = [one.organ_id for one in organisations]
    assert all(re.fullmatch(r"Z99(\.\d\d)+", code) and len(code) <= 13 for code in codes)
    assert len(set(codes)) == len(codes)
    assert sum(one.own for one in organisations) == 1
    for one in organisations:
        assert re.fullmatch(r"[A-ZĐ]{2,}", one.abbreviation)


@EVERY
@SEEDS
def test_no_district_stands_after_june_2025(parameters: Parameters, seed: int):
    planter = agency(seed, **parameters).planter
    for one in planter.all(Organisation):
        if "huyện" in one.organ_name:
            assert one.valid_to == date(2025, 6, 30)
        if one.valid_to is None:
            parents = planter.all(Organisation, ref=[one.parent or ""])
            assert all(parent.valid_to is None for parent in parents)


@pytest.mark.parametrize("parameters", [one for one in KINDS if one.get("merged_2025")], ids=str)
@SEEDS
def test_a_merged_agency_was_others_before(parameters: Parameters, seed: int):
    garden = agency(seed, **parameters)
    own = garden.own()
    assert own.valid_from == date(2025, 7, 1)
    before = garden.planter.all(Organisation, successor=own.ref)
    assert len(before) == 2
    assert all(one.valid_to == date(2025, 6, 30) for one in before)
    assert all(one.organ_name != own.organ_name for one in before)
    for day in (date(2005, 1, 3), date(2015, 3, 2), date(2025, 2, 28), date(2025, 6, 30)):
        acting = organisation_on(garden.planter, own, day)
        assert acting != own
        assert not acting.own
        signer = signer_on(garden.planter, own, "QĐ", day, stream=world_stream("x", seed))
        assert signer.post.organisation == acting.ref
    people = {post.person for post in garden.planter.all(Post, organisation=own.ref)}
    came = {post.person for post in garden.planter.all(Post, organisation=before[0].ref)}
    assert people & came, "somebody moved over"


def test_what_a_department_was_called_before_march_2025_is_known():
    garden = agency(field="nong-nghiep-moi-truong", merged_2025=True)
    acting = organisation_on(garden.planter, garden.own(), date(2016, 9, 1))
    assert acting.organ_name.startswith("Sở Nông nghiệp và Phát triển nông thôn tỉnh ")
    assert acting.abbreviation == "SNNPTNT"
    assert acting.valid_to == date(2025, 2, 28)


def test_communes_had_no_units_until_july_2025():
    garden = agency(standing="commune")
    planter = garden.planter
    for post in planter.all(Post, organisation=garden.own().ref):
        early = post.valid_from < date(2025, 7, 1)
        assert not (early and post.unit)
        assert not (early and post.valid_to is None)
        if early and post.role is not Role.LEADER:
            assert post.title.startswith("Công chức ")
    assert {unit.abbreviation for unit in planter.all(Unit)} == {"VP", "KT", "VHXH"}


@EVERY
def test_the_regulation_is_of_after_the_law_and_holds_the_retention_table(parameters: Parameters):
    own = agency(**parameters).own()
    found = re.fullmatch(r"Quyết định số \d+/QĐ-(\S+) ngày (\d\d)/(\d\d)/(\d{4})", own.regulation)
    assert found is not None
    assert found[1] == own.abbreviation
    issued = date(int(found[4]), int(found[3]), int(found[2]))
    assert date(2025, 7, 1) < issued < TODAY
    assert own.retention_table == own.regulation


@pytest.mark.parametrize(
    ("parameters", "submits"),
    [
        ({}, True),
        ({"standing": "commune"}, True),
        ({"standing": "unit_school"}, False),
        ({"standing": "unit_hospital"}, False),
        ({"standing": "unit_school", "must_submit": True}, True),
        ({"must_submit": False}, False),
    ],
)
def test_public_units_need_not_submit_unless_told(parameters: Parameters, submits: bool):
    garden = agency(**parameters)
    own = garden.own()
    assert own.must_submit is submits
    assert own.archive == (garden.labelled("archive") if submits else None)
    archive = garden.planter.get(Organisation, garden.labelled("archive"))
    assert archive.standing is Standing.ARCHIVE


def test_staff_is_as_many_as_told():
    for staff in (15, 16, 40):
        garden = agency(staff=staff)
        assert len(posts_on(garden.planter, TODAY, organisation=garden.own().ref)) == staff


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"standing": "commune", "field": "y-te"}, "agency.field"),
        ({"standing": "department", "staff": 12}, "agency.staff"),
    ],
)
def test_impossible_parameters_are_named(parameters: Parameters, code: str):
    assert [one.code for one in Agency.model_validate(parameters).problems()] == [code]


@pytest.mark.parametrize(
    ("parameters", "now", "code"),
    [
        ({"merged_2025": True}, NOW.replace(year=2024), "agency.too_early"),
        ({"standing": "commune"}, NOW.replace(year=2024), "agency.too_early"),
        ({"since": 2026}, NOW, "agency.too_young"),
    ],
)
def test_a_world_whose_clock_does_not_fit_is_refused(
    parameters: Parameters, now: datetime, code: str
):
    with pytest.raises(Misconfigured) as refused:
        grown(Agency.model_validate(parameters), now=now)
    assert refused.value.code == code


def test_worlds_before_the_mergers_grow_too():
    now = NOW.replace(year=2019)
    garden = grown(Agency(field="tu-phap", since=1998), now=now)
    day = date(2000, 2, 2)
    assert signer_on(garden.planter, garden.own(), "QĐ", day, stream=world_stream("x", 1))
    assert all(one.valid_from <= now for one in garden.planter.all(Certificate))


@EVERY
def test_the_same_seed_grows_the_same_rows(parameters: Parameters):
    first, second = (grown(Agency.model_validate(parameters), seed=4) for _ in range(2))
    assert rows_digest(first) == rows_digest(second)


def test_different_seeds_grow_different_agencies():
    gardens = [agency(seed) for seed in range(12)]
    assert len({rows_digest(garden) for garden in gardens}) == 12
    assert len({garden.own().organ_name for garden in gardens}) >= 8
    directors = {
        garden.planter.get(Person, labelled_posts(garden)["director"].person).full_name
        for garden in gardens
    }
    assert len(directors) >= 11


def test_one_more_officer_changes_no_leader():
    for seed in range(6):
        few, many = agency(seed, staff=16), agency(seed, staff=18)
        for label in ("director", "deputy", "deputy2", "chief", "unit_head"):
            names = [
                garden.planter.get(Person, labelled_posts(garden)[label].person).full_name
                for garden in (few, many)
            ]
            assert names[0] == names[1]
