"""The measured validation table, row by row: what a verifier must say of each kind of file."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic

from sandbox.signing import tamper
from sandbox.signing.report import IssuerKind, SignatureCheck
from sandbox.signing.revisions import revision_of, written
from sandbox.signing.sign import Level
from sandbox.signing.trust import Trust
from sandbox.signing.verify import verify, verify_afresh
from tests.sandbox.signing.world import (
    END,
    LATER,
    OTHER_PKI,
    PERSON_CERTIFICATE,
    SEAL_PLACE,
    SIGNING,
    certificate,
    checked,
    codes,
    day,
    issued,
    long_lived,
    paper,
    sealed,
    signed,
    trust,
)


@pytest.mark.parametrize("level", Level)
def test_intact_signatures_of_every_level_are_valid(level: Level):
    report = checked(signed(level=level))
    assert report.verdict == "valid"
    assert codes(report) == set()
    notes = {remark.code for remark in report.signatures[0].remarks}
    assert ("timestamp.none" in notes) == (level is Level.B_B)


def test_two_signatures_are_valid_and_the_first_tells_what_followed():
    person, seal = checked(issued()).signatures
    assert [remark.code for remark in person.changes.remarks] == [
        "changes.filled",
        "changes.signed_again",
    ]
    assert person.changes.remarks[0].facts == {"fields": "ngay, so"}
    assert (seal.remarks, seal.covers_file, person.covers_file) == ((), True, False)
    assert (person.revision, seal.revision) == (2, 4)
    assert (person.verdict, seal.verdict) == ("valid", "valid")


def test_a_byte_flipped_in_content_breaks_integrity_alone():
    (check,) = checked(tamper.flip_byte(signed())).signatures
    assert check.verdict == "invalid"
    assert (check.integrity.verdict, check.changes.verdict) == ("invalid", "valid")
    assert check.trust.verdict == "valid" or "timestamp" in check.trust.remarks[0].code


def test_a_page_turned_by_an_update_is_intact_but_changed():
    revision = revision_of(signed())
    page, _ = revision.find_page_for_modification(0)
    page.get_object()[generic.pdf_name("/Rotate")] = generic.NumberObject(90)
    revision.mark_update(page)
    (check,) = checked(written(revision)).signatures
    assert (check.integrity.verdict, check.changes.verdict) == ("valid", "invalid")
    assert [remark.code for remark in check.changes.remarks] == ["changes.page_look"]


def test_document_information_and_unused_objects_are_no_change_of_what_is_seen():
    revision = revision_of(signed())
    revision.add_object(generic.ArrayObject([generic.NullObject()]))
    info = revision.trailer["/Info"]
    info[generic.pdf_name("/Title")] = generic.TextStringObject("Tên khác")
    revision.update_container(info)
    report = checked(written(revision))
    assert (report.verdict, codes(report)) == ("valid", set())


def test_a_damaged_container_is_told_and_not_raised():
    pdf = signed()
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    broken = pdf[: start + 40] + b"FFFFFFFF" + pdf[start + 48 :]
    report = checked(broken)
    assert report.verdict == "invalid"
    assert codes(report) <= {"integrity.container", "integrity.value", "integrity.parties"}


def test_a_changed_signature_value_is_told():
    pdf = signed()
    value = checked(pdf).signatures[0]
    start, end = value.byte_range[1], value.byte_range[2]
    hole = bytearray(bytes.fromhex(pdf[start + 1 : end - 1].decode()))
    signature = cms.ContentInfo.load(bytes(hole))
    digits = signature["content"]["signer_infos"][0]["signature"].native
    hole[hole.index(digits) + 12] ^= 1
    report = checked(pdf[: start + 1] + hole.hex().upper().encode() + pdf[end - 1 :])
    assert report.verdict == "invalid"
    assert codes(report) == {"integrity.value", "timestamp.mismatch"}


@pytest.mark.parametrize("cut", [300, 3_000, 20_000])
def test_a_truncated_file_is_undetermined_with_the_reason(cut: int):
    report = checked(issued()[:-cut])
    assert report.verdict == "undetermined"
    assert codes(report) <= {"file.unfinished", "file.unreadable"}


def test_a_file_that_lost_its_last_byte_is_not_whole():
    report = checked(issued()[:-1])
    person, seal = report.signatures
    assert (report.verdict, person.verdict, seal.integrity.verdict) == (
        "invalid",
        "valid",
        "invalid",
    )
    assert seal.integrity.remarks[0].code == "integrity.cut"


def test_revoked_before_signing_is_invalid():
    revoked = certificate(
        revoked_at=SIGNING - timedelta(days=1), revocation_reason="key_compromise"
    )
    report = checked(signed(certificate=revoked), everyone=[revoked])
    (remark,) = report.signatures[0].trust.remarks
    assert (remark.code, remark.verdict) == ("revocation.before_signing", "invalid")
    assert remark.facts["reason"] == "@signature.reason.key_compromise"
    assert remark.rule == "rule/nd68.d31"


def test_without_revocation_data_nothing_is_assumed():
    bare = trust(LATER).model_copy(update={"lists": ()})
    report = verify_afresh(signed(), trust=bare, at=LATER)
    assert report.verdict == "undetermined"
    assert codes(report) == {"revocation.unknown", "timestamp.status_unknown"}


def test_the_evidence_in_a_document_is_enough():
    bare = trust(LATER).model_copy(update={"lists": (), "certificates": ()})
    for level in (Level.B_LT, Level.B_LTA):
        assert verify_afresh(signed(level=level), trust=bare, at=LATER).verdict == "valid"


def test_expired_without_proof_of_time_is_undetermined():
    report = checked(signed(level="B-B"), at=END + timedelta(days=30))
    assert report.verdict == "undetermined"
    assert codes(report) == {"certificate.expired_unproven"}


def test_an_unknown_issuer_is_undetermined():
    report = verify_afresh(signed(), trust=Trust(), at=LATER)
    assert report.verdict == "undetermined"
    assert codes(report) == {"chain.unknown", "timestamp.untrusted"}
    assert report.signatures[0].issuer_kind is IssuerKind.UNKNOWN
    assert report.signatures[0].practice


def test_another_worlds_certificate_does_not_pass_for_ours():
    report = checked(signed(pki=OTHER_PKI))
    assert report.verdict == "invalid"
    assert "chain.lookalike" in codes(report)


IN_2027 = day("2027-06-01")
"""After the signer's certificate (end of 2025), before the stamping unit's (end of 2028)."""


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_signed_before_its_end_and_proven_stays_valid_with_advice_to_renew(level: Level):
    report = checked(signed(level=level), at=IN_2027)
    (check, *_) = report.signatures
    assert (report.verdict, check.verdict) == ("valid", "valid")
    assert [remark.code for remark in check.trust.remarks] == ["certificate.expired_since"]
    assert check.trust.remarks[0].rule == "practice/renew-proof"
    assert check.proven == SIGNING


def test_expired_and_stamped_but_with_no_word_on_revocation_is_undetermined():
    """B-T in later years with no list of its CA: the measured row that says NO_POE."""
    at = IN_2027
    whole = trust(at)
    roots_only = tuple(one for one in whole.lists if one in trust(at, []).lists[1::2])
    report = verify_afresh(signed(), trust=whole.model_copy(update={"lists": roots_only}), at=at)
    assert report.verdict == "undetermined"
    assert codes(report) == {"revocation.unknown"}
    kept = verify_afresh(
        signed(level="B-LT"), trust=whole.model_copy(update={"lists": roots_only}), at=at
    )
    assert kept.verdict == "valid"


def test_in_2035_only_renewed_archive_timestamps_prove_anything():
    at = day("2035-06-01")
    pdf = signed(level="B-LTA")
    for moment in ("2028-06-01", "2032-06-01"):
        pdf = long_lived(pdf, day(moment))
    report = checked(pdf, at=at)
    person = report.signatures[0]
    assert (report.verdict, person.proven, person.level) == ("valid", SIGNING, "B-LTA")
    for level in (Level.B_T, Level.B_LT, Level.B_LTA):
        assert checked(signed(level=level), at=at).verdict == "undetermined"


def test_fifty_years_can_pass():
    at = day("1999-03-01")
    old = certificate(valid_from=day("1998-01-01"), valid_to=day("2001-01-01"))
    pdf = signed(certificate=old, at=at, level="B-LTA")
    while at.year < 2047:
        at = at.replace(year=at.year + 4)
        pdf = long_lived(pdf, at, [old])
    report = checked(pdf, at=day("2049-12-01"), everyone=[old])
    assert (report.verdict, report.signatures[0].proven) == ("valid", day("1999-03-01"))


def test_a_kept_verdict_is_the_same_and_asks_nothing_again(monkeypatch: pytest.MonkeyPatch):
    first = verify(issued(), trust=trust(LATER), at=LATER)
    assert first == checked(issued())
    monkeypatch.setattr("sandbox.signing.examination.examined", None)
    assert verify(issued(), trust=trust(LATER), at=LATER) == first
    with pytest.raises(TypeError):
        verify(issued(), trust=trust(LATER), at=LATER + timedelta(seconds=1))


def test_the_viewer_learns_where_each_signature_shows():
    person, seal = (check.rectangle for check in checked(issued()).signatures)
    assert person is not None
    assert seal is not None
    assert (seal.page, seal.x, seal.y, seal.width, seal.height) == tuple(SEAL_PLACE)
    assert person.x > seal.x


def test_a_check_says_who_signed_and_by_whose_word():
    person, seal = checked(issued()).signatures
    assert (person.kind, seal.kind) == ("person", "agency")
    assert (person.signer, person.organisation_unit) == ("Lò Thị Ánh", seal.signer)
    assert person.issuer == "CA công vụ thực hành G2"
    assert (person.issuer_kind, person.serial) == ("state", str(PERSON_CERTIFICATE.serial))
    assert [link.name.rsplit(" ", 1)[0] for link in person.chain[1:]] == [
        "CA công vụ thực hành",
        "CA gốc công vụ thực hành",
    ]
    assert person.algorithm == "sha256 / sha256_ecdsa"


def test_reports_survive_json():
    report = checked(issued())
    assert type(report).model_validate_json(report.model_dump_json()) == report


def _encrypted(pdf: bytes, user: str) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="chu", user=user))
    return output.getvalue()


@pytest.mark.parametrize("user", ["", "mat-khau"])
def test_an_encrypted_file_is_undetermined(user: str):
    report = checked(_encrypted(paper(), user))
    assert (report.verdict, codes(report)) == ("undetermined", {"file.encrypted"})


def test_sealing_twice_counts_as_a_further_signature():
    first, again = checked(sealed(sealed(paper()))).signatures
    assert [remark.code for remark in first.remarks] == ["changes.signed_again"]
    assert again.verdict == "valid"


def test_properties_hold_for_every_check():
    check: SignatureCheck
    for check in checked(long_lived(issued(), LATER)).signatures:
        assert len(check.fingerprint) == 64
        assert len(check.byte_range) == 4
        assert check.practice
