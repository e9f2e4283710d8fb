"""What verbs do with paper: signatures and PDF/A hold under number, date and seal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from base.errors import Refused
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import judge_document
from sandbox.entities import KeyKind, Signing
from sandbox.paper.pdfa import check_pdfa
from sandbox.paper.read import text_of
from sandbox.papers import KEPT_ON, certificate_of, keep_copies, main_component
from sandbox.signing.report import Kind
from sandbox.verdicts import Verdict
from tests.databases import KINDS, fresh
from tests.make import NOW
from tests.sandbox.stories import Stage, Story


@pytest.fixture(scope="module", params=KINDS)
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    database = fresh(request.param, tmp_path_factory.mktemp("papers"))
    yield Stage(database, Story())
    database.close()


def _pdf(archive: Archive, document: str) -> bytes:
    part = main_component(archive, archive.get(e.Document, document))
    pdf = archive.blob(part.digest)
    assert part.size == len(pdf)
    return pdf


def _kinds(archive: Archive, document: str, *, both: bool = True) -> tuple[Verdict, list[Kind]]:
    judged = judge_document(archive, archive.get(e.Document, document), both=both)
    return judged.verdict, [one.kind for one in judged.report.signatures]


ORDERS = {
    "signed": ["sign"],
    "signed, then numbered": ["sign", "number"],
    "numbered, then signed": ["number", "sign"],
    "signed, numbered, sealed": ["sign", "number", "seal"],
    "numbered, signed, sealed": ["number", "sign", "seal"],
}
_DESKS = {"sign": "director", "number": "clerk", "seal": "clerk"}


@pytest.mark.parametrize("name", ORDERS)
def test_signatures_and_pdfa_survive_what_the_registry_does(name: str, stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = story.submitted(archive)
        for step in ORDERS[name]:
            story.go(archive, _DESKS[step], f"{step}-document", document=document)
            assert check_pdfa(_pdf(archive, document)).verdict is Verdict.VALID, step
        sealed = "seal" in ORDERS[name]
        verdict, kinds = _kinds(archive, document, both=sealed)
        assert verdict is Verdict.VALID
        assert kinds == [Kind.PERSON, Kind.AGENCY][: 1 + sealed]
        text = text_of(_pdf(archive, document))
        assert ("ngày 02 tháng 3 năm 2026" in text) == ("number" in ORDERS[name])


def test_a_seal_before_the_signature_can_be_done_and_is_seen(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = story.submitted(archive)
        story.go(archive, "clerk", "seal-document", document=document)
        story.go(archive, "director", "sign-document", document=document)
        assert _kinds(archive, document)[0] is Verdict.INVALID


def test_a_number_after_the_seal_is_seen(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = story.signed(archive)
        story.go(archive, "clerk", "seal-document", document=document)
        story.go(archive, "clerk", "number-document", document=document)
        judged = judge_document(archive, archive.get(e.Document, document))
        assert judged.verdict is not Verdict.VALID
        assert [remark.code for remark in judged.remarks] == ["authority.filled_after_seal"]


def test_a_signature_alone_is_not_both(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = story.signed(archive)
        assert _kinds(archive, document, both=False)[0] is Verdict.VALID
        assert _kinds(archive, document, both=True)[0] is not Verdict.VALID


def test_the_same_day_gives_the_same_bytes(stage: Stage) -> None:
    made = []
    for _ in range(2):
        with stage.opened() as (story, archive):
            document = story.signed(archive)
            story.go(archive, "clerk", "number-document", document=document)
            made.append(main_component(archive, archive.get(e.Document, document)).digest)
    assert made[0] == made[1]


def test_a_paper_without_its_places_or_bytes_is_refused_with_a_reason(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        bare = archive.change(archive.get(e.Document, story.other.ref), status="submitted")
        archive.keep(desk=story.post("director"))
        assert _code(story, archive, "director", "sign-document", bare.ref) == "document.no_paper"
        document = story.submitted(archive)
        part = main_component(archive, archive.get(e.Document, document))
        archive.change(part, places={})
        assert _code(story, archive, "director", "sign-document", document) == "sign.no_place"
        assert _code(story, archive, "clerk", "number-document", document) == "sign.no_place"
        archive.change(part, digest="0" * 64)
        assert _code(story, archive, "director", "sign-document", document) == "document.bytes_gone"


def _code(story: Story, archive: Archive, desk: str, op: str, document: str) -> str:
    receipt = story.ask(archive, desk, op, document=document)[0]
    assert receipt.sentence is not None
    return receipt.sentence.code.removeprefix("refused.")


def test_number_and_date_are_given_once_by_the_register(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        first, second = story.signed(archive), story.signed(archive)
        for document in (first, second):
            story.go(archive, "clerk", "number-document", document=document)
        numbers = [archive.get(e.Document, one).code_number for one in (first, second)]
        assert numbers == [1, 2]
        assert _code(story, archive, "clerk", "number-document", first) == "number.has_one"
        story.go(archive, "clerk", "advance-clock", days=305)  # the next year
        third = story.signed(archive)
        story.go(archive, "clerk", "number-document", document=third)
        assert archive.get(e.Document, third).code_number == 1


DAY = timedelta(days=1)
HELD = {
    "old": {"valid_from": NOW - 900 * DAY, "valid_to": NOW - 300 * DAY},
    "now": {"valid_from": NOW - 300 * DAY, "valid_to": NOW + 300 * DAY},
    "newer": {"valid_from": NOW - 10 * DAY, "valid_to": NOW + 300 * DAY},
    "revoked": {"valid_from": NOW - DAY, "valid_to": NOW + 300 * DAY, "revoked_at": NOW - DAY / 2},
    "to be revoked": {
        "valid_from": NOW - DAY, "valid_to": NOW + 300 * DAY, "revoked_at": NOW + DAY,
    },
    "to come": {"valid_from": NOW + DAY, "valid_to": NOW + 900 * DAY},
}  # fmt: skip


@pytest.mark.parametrize(
    ("held", "chosen"),
    [
        (["now"], "now"),
        (["old", "now"], "now"),
        (["now", "newer"], "newer"),
        (["newer", "now", "old"], "newer"),
        (["now", "revoked"], "now"),
        (["now", "to be revoked"], "to be revoked"),
        (["old", "to come"], "old"),
        (["revoked", "old"], "revoked"),
        (["to come"], None),
        ([], None),
    ],
)
def test_one_signs_with_the_newest_usable_certificate_that_has_begun(
    held: list[str], chosen: str | None, stage: Stage
) -> None:
    with stage.opened() as (_, archive):
        for name in held:
            _certify(archive, name, "NG0777", KeyKind.PERSON)
        _certify(archive, "newer", "NG0777", KeyKind.AGENCY)
        _certify(archive, "newer", "NG0778", KeyKind.PERSON)
        if chosen is None:
            with pytest.raises(Refused, match=r"sign\.no_certificate"):
                certificate_of(archive, "NG0777", KeyKind.PERSON)
        else:
            found = certificate_of(archive, "NG0777", KeyKind.PERSON)
            assert (found.common_name, found.kind, found.holder) == (chosen, "person", "NG0777")


def _certify(archive: Archive, name: str, holder: str, kind: KeyKind) -> None:
    facts: dict[str, Any] = {"revoked_at": None, **HELD[name]}
    ref = archive.next_ref(e.Certificate)
    archive.add(
        e.Certificate(ref=ref, holder=holder, kind=kind, common_name=name,
                      organisation_unit="Sở Nội vụ", serial=int(ref[2:]), **facts)
    )  # fmt: skip


def test_copies_are_kept_on_every_medium_once_and_follow_the_bytes(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = archive.get(e.Document, story.signed(archive))
        part = main_component(archive, document)
        assert len(keep_copies(archive, document)) == len(KEPT_ON)
        assert keep_copies(archive, document) == []
        archive.change(part, digest="f" * 64)
        keep_copies(archive, document)
        copies = archive.all(e.StoredCopy, component=part.ref)
        assert {(one.medium, one.digest) for one in copies} == {(m, "f" * 64) for m in KEPT_ON}


def test_hand_over_minutes_bear_both_sides_signatures(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        transfer = story.decided(archive)
        story.go(archive, "archivist", "sign-minutes", transfer=transfer)
        assert archive.get(e.Transfer, transfer).status == "accepted"
        story.go(archive, "receiver", "sign-minutes", transfer=transfer)
        done = archive.get(e.Transfer, transfer)
        assert done.status == "completed"
        report = judge_document(archive, archive.get(e.Document, str(done.minutes))).report
        assert report.verdict is Verdict.VALID
        assert [one.organisation_unit for one in report.signatures] == [
            "Sở Nội vụ", "Lưu trữ lịch sử tỉnh Bình Xuyên",
        ]  # fmt: skip
        assert check_pdfa(_pdf(archive, str(done.minutes))).verdict is Verdict.VALID


def test_a_disposal_is_decided_on_a_signed_sealed_numbered_paper_and_closed_by_minutes(
    stage: Stage,
) -> None:
    with stage.opened() as (story, archive):
        case = story.listed(archive)
        listed = list(archive.get(e.Disposal, case).files)
        story.go(archive, "director", "decide-disposal", disposal=case, files=listed)
        decision = archive.get(e.Document, story.made["decision"])
        assert (decision.type_name, decision.status, decision.code_number) == ("QĐ", "issued", 1)
        assert _kinds(archive, decision.ref)[1] == [Kind.PERSON, Kind.AGENCY]
        assert judge_document(archive, decision).report.verdict is Verdict.VALID
        media = ["online", "backup"]
        story.go(archive, "archivist", "destroy-records", disposal=case, media=media)
        story.go(archive, "archivist", "make-disposal-minutes", disposal=case)
        done = archive.get(e.Disposal, case)
        assert done.status == "completed"
        text = " ".join(text_of(_pdf(archive, str(done.minutes))).split())
        assert case in text
        assert archive.get(e.File, listed[0]).title.split()[0] in text


def test_a_deputy_signs_for_the_head_and_the_paper_says_so(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        wording = {**story.wording(), "signer": story.post("deputy"), "signing": Signing.KT.value}
        story.go(archive, "officer", "draft-document", **wording)
        text = " ".join(text_of(_pdf(archive, story.made["document"])).split())
        assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in text


def test_a_paper_of_another_hour_is_signed_at_that_hour(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        story.go(archive, "officer", "advance-clock", days=10)
        document = story.signed(archive)
        signature = archive.all(e.Signature)[-1]
        assert signature.signed_at == archive.now == (NOW + timedelta(days=10)).astimezone(UTC)
        report = judge_document(archive, archive.get(e.Document, document), both=False).report
        claimed = report.signatures[0].claimed
        assert isinstance(claimed, datetime)
        assert claimed == archive.now
