from datetime import date, timedelta

import pytest
from sqlmodel import SQLModel

from base.db import Database
from base.language import LANGUAGES, catalogue, placeholders, say
from sandbox.archive import Archive
from sandbox.authority_register import (
    authority_lines,
    certificate_on,
    collective_of,
    head_title,
    may_sign,
    posts_on,
)
from sandbox.entities import Authority, KeyKind, Organisation, Post, Signing, Unit
from sandbox.planter import Planter
from sandbox.tables import SandboxRow
from sandbox.verdicts import Remark, Verdict
from scenarios.recipes.agency import Agency
from scenarios.recipes.correspondents import Correspondents
from tests.scenarios.people.worlds import NOW, TODAY, Parameters, agency, grown, labelled_posts

World = tuple[Planter, dict[str, Post]]
"""A department and the posts its labels stand for."""


@pytest.fixture
def department() -> World:
    garden = grown(Agency(field="noi-vu"), seed=3)
    return garden.planter, labelled_posts(garden)


def unit_name(planter: Planter, post: Post) -> str:
    return planter.get(Unit, post.unit).unit_name


def test_lines_of_a_department(department: World):
    planter, posts = department
    room = unit_name(planter, posts["unit_head"]).upper()
    assert authority_lines(planter, posts["director"], Signing.DIRECT) == ["GIÁM ĐỐC"]
    assert authority_lines(planter, posts["deputy"], Signing.KT) == [
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
    ]
    assert authority_lines(planter, posts["chief"], Signing.TL) == [
        "TL. GIÁM ĐỐC",
        "CHÁNH VĂN PHÒNG",
    ]
    assert authority_lines(planter, posts["unit_head"], Signing.TUQ) == [
        "TUQ. GIÁM ĐỐC",
        f"TRƯỞNG {room}",
    ]


def test_a_deputy_of_a_unit_signs_for_its_head_by_order(department: World):
    planter, posts = department
    vice = planter.change(posts["chief"], title="Phó Chánh Văn phòng")
    assert authority_lines(planter, vice, Signing.TL) == [
        "TL. GIÁM ĐỐC",
        "KT. CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
    ]


def test_an_acting_head_signs_as_such(department: World):
    planter, _ = department
    acting = next(post for post in planter.all(Post) if post.title == "Quyền Giám đốc")
    assert authority_lines(planter, acting, Signing.Q) == ["Q. GIÁM ĐỐC"]
    assert head_title(planter, acting.organisation) == "Giám đốc"


def test_lines_of_a_peoples_committee():
    garden = agency(2, standing="commune")
    planter, posts = garden.planter, labelled_posts(garden)
    behalf = "TM. ỦY BAN NHÂN DÂN"
    assert authority_lines(planter, posts["director"], Signing.TM) == [behalf, "CHỦ TỊCH"]
    for form in (Signing.KT, Signing.TM):
        lines = authority_lines(planter, posts["deputy"], form)
        assert lines == [behalf, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert authority_lines(planter, posts["chief"], Signing.TL) == [
        "TL. CHỦ TỊCH",
        "CHÁNH VĂN PHÒNG",
    ]


def test_associations_sign_for_their_standing_committee():
    garden = grown(Agency(), Correspondents(kinds=["association"], count=2))
    planter = garden.planter
    for ref in garden.tagged("association"):
        assert collective_of(planter.get(Organisation, ref)) == "Ban Thường vụ"
        head = posts_on(planter, TODAY, organisation=ref)[0]
        assert authority_lines(planter, head, Signing.TM)[0] == "TM. BAN THƯỜNG VỤ"


@pytest.mark.parametrize(
    ("label", "form", "type_name", "code"),
    [
        ("director", Signing.DIRECT, "QĐ", "granted"),
        ("deputy", Signing.KT, "QĐ", "granted"),
        ("chief", Signing.TL, "GM", "granted"),
        ("chief", Signing.TL, "SY", "granted"),
        ("chief", Signing.TL, "QĐ", "type_outside"),
        ("unit_head", Signing.TL, "SY", "type_outside"),
        ("director", Signing.TM, "QĐ", "no_grant"),
        ("deputy", Signing.DIRECT, "QĐ", "no_grant"),
        ("officer", Signing.TL, "CV", "no_grant"),
        ("clerk", Signing.TUQ, "CV", "no_grant"),
    ],
)
def test_who_may_sign_what_today(
    department: World, label: str, form: Signing, type_name: str, code: str
):
    planter, posts = department
    remark = may_sign(planter, posts[label], form, type_name, TODAY)
    assert remark.code == f"authority.{code}"
    assert (remark.verdict is Verdict.VALID) == (code == "granted")
    assert remark.rule.startswith("rule/nd30.d13")
    assert_said(remark)


def assert_said(remark: Remark) -> None:
    for language in LANGUAGES:
        sentence = say(f"signature.{remark.code}", language, **remark.facts)
        assert "…" not in sentence
        assert "⟦" not in sentence
        assert remark.facts["title"] in sentence


def test_nobody_signs_before_or_after_their_time_in_office(department: World):
    planter, posts = department
    first = posts["director"].valid_from
    for day, code in ((first, "granted"), (first - timedelta(days=1), "not_in_office")):
        remark = may_sign(planter, posts["director"], Signing.DIRECT, "QĐ", day)
        assert remark.code == f"authority.{code}"
        assert_said(remark)


def test_a_delegation_holds_from_its_first_to_its_last_day(department: World):
    planter, posts = department
    [grant] = planter.all(Authority, post=posts["delegate"].ref, form=Signing.TUQ)
    name = grant.type_names[0]
    day = timedelta(days=1)
    for moment, code in (
        (grant.valid_from, "granted"),
        (grant.valid_to, "granted"),
        (grant.valid_to + day, "ended"),
        (grant.valid_from - day, "not_begun"),
    ):
        remark = may_sign(planter, posts["delegate"], Signing.TUQ, name, moment)
        assert remark.code == f"authority.{code}"
        assert remark.rule == "rule/nd30.d13.k3"
        assert_said(remark)
    outside = may_sign(planter, posts["delegate"], Signing.TUQ, "NQ", grant.valid_from)
    assert outside.code == "authority.type_outside"


@pytest.mark.parametrize("lack", [{"mandate": ""}, {"valid_to": None}, {"type_names": []}])
def test_a_delegation_without_paper_end_or_content_is_none(department: World, lack: Parameters):
    planter, posts = department
    [grant] = planter.all(Authority, post=posts["delegate"].ref, form=Signing.TUQ)
    planter.change(grant, **lack)
    remark = may_sign(
        planter, posts["delegate"], Signing.TUQ, grant.type_names[0], grant.valid_from
    )
    assert (remark.code, remark.verdict) == ("authority.unwritten", Verdict.INVALID)
    assert_said(remark)


def test_a_good_grant_beats_one_that_ended(department: World):
    planter, posts = department
    [grant] = planter.all(Authority, post=posts["director"].ref)
    planter.change(grant, valid_to=TODAY - timedelta(days=3))
    remark = may_sign(planter, posts["director"], Signing.DIRECT, "QĐ", TODAY)
    assert remark.code == "authority.ended"
    again = grant.model_dump() | {"ref": planter.next_ref(Authority), "valid_from": TODAY}
    planter.add(Authority.model_validate(again))
    remark = may_sign(planter, posts["director"], Signing.DIRECT, "QĐ", TODAY)
    assert remark.code == "authority.granted"


def test_of_an_agency_whose_register_is_not_held_nothing_can_be_said(department: World):
    planter, posts = department
    for grant in planter.all(Authority):
        planter.remove(grant)
    remark = may_sign(planter, posts["director"], Signing.DIRECT, "QĐ", TODAY)
    assert (remark.code, remark.verdict) == (
        "authority.register_unknown",
        Verdict.UNDETERMINED,
    )
    assert_said(remark)


def test_a_committees_deputy_may_be_written_as_tm_or_kt():
    garden = agency(2, standing="commune")
    post = labelled_posts(garden)["deputy"]
    for form, good in ((Signing.KT, True), (Signing.TM, True), (Signing.DIRECT, False)):
        remark = may_sign(garden.planter, post, form, "QĐ", TODAY)
        assert (remark.verdict is Verdict.VALID) == good


def test_the_newest_certificate_in_force_is_used_and_a_revoked_one_never(department: World):
    planter, posts = department
    person = posts["director"].person
    used = certificate_on(planter, person, KeyKind.PERSON, NOW)
    assert used is not None
    assert used.valid_from <= NOW <= used.valid_to
    assert certificate_on(planter, person, KeyKind.AGENCY, NOW) is None
    planter.change(used, revoked_at=NOW)
    other = certificate_on(planter, person, KeyKind.PERSON, NOW)
    assert other is None or other.ref != used.ref
    before = certificate_on(planter, person, KeyKind.PERSON, NOW - timedelta(seconds=1))
    assert before is not None
    assert before.ref == used.ref


def test_the_agencys_seal_is_found_by_its_organisation(department: World):
    planter, posts = department
    seal = certificate_on(planter, posts["clerk"].organisation, KeyKind.AGENCY, NOW)
    assert seal is not None
    assert seal.organisation_unit == planter.get(Organisation, seal.holder).organ_name


def test_a_sealed_template_answers_as_the_planter_did():
    garden = grown(Agency(), seed=2)
    planter, posts = garden.planter, labelled_posts(garden)
    questions = [
        (post, form, name)
        for post in posts.values()
        for form in (Signing.DIRECT, Signing.KT, Signing.TL)
        for name in ("QĐ", "CV")
    ]
    day = date(2026, 3, 3)
    planted = [may_sign(planter, *question, day) for question in questions]
    lines = [authority_lines(planter, post, form) for post, form, _ in questions]
    database = Database("sqlite://", durable=False)
    SQLModel.metadata.create_all(database.engine)
    with database.writing() as session:
        row = SandboxRow(kind="template", world_key="00", now=garden.now)
        archive: Archive = planter.plant(session, row)
        assert [may_sign(archive, *question, day) for question in questions] == planted
        assert [authority_lines(archive, post, form) for post, form, _ in questions] == lines
        assert posts_on(archive, day) == posts_on(planter, day)
    database.close()


@pytest.mark.parametrize("family", ["signature.authority.", "misconfigured.agency."])
def test_both_languages_say_the_same(family: str):
    mine = {key for key in catalogue("vi") if key.startswith(family)}
    assert mine
    assert mine == {key for key in catalogue("en") if key.startswith(family)}
    for key in mine:
        assert placeholders(catalogue("vi")[key]) == placeholders(catalogue("en")[key])
