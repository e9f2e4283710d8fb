"""Every fault of the catalogue is found where it is, by its code, and nowhere in its twin."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import NamedTuple

import pytest

from base.errors import Refused
from sandbox.signing import authority, tamper, tamper_signing
from sandbox.signing.authority import Made
from sandbox.signing.order import Box
from sandbox.signing.report import Kind, SignatureReport
from sandbox.signing.sign import AGENCY, PERSON, Level
from tests.sandbox.signing.world import (
    AGENCY_CERTIFICATE,
    END,
    LATER,
    PERSON_CERTIFICATE,
    PKI,
    SEAL_PLACE,
    SIGNATURE_PLACE,
    SIGNING,
    bare,
    certificate,
    checked,
    codes,
    day,
    filled,
    image,
    issued,
    order,
    paper,
    sealed,
    signed,
    trust,
)

LAPSED = END + timedelta(days=30)
REVOKED_BEFORE = certificate(revoked_at=SIGNING - timedelta(days=1))
REVOKED_AFTER = certificate(revoked_at=SIGNING + timedelta(hours=3))
LATE_SIGNING = day("2026-02-01")


class Case(NamedTuple):
    """A fault, and what must be said of it."""

    make: Callable[[], SignatureReport]
    verdict: str
    panel: str
    found: set[str]
    twin: Callable[[], bytes] = signed


def _spoilt(make: Callable[..., bytes], **arguments: object) -> SignatureReport:
    return checked(make(paper(), order(), **arguments))


@cache
def _page(text: str = "Nội dung khác") -> bytes:
    return image(text, "black", "595pt, 842pt")


CASES = {
    "S01": Case(
        lambda: checked(tamper.flip_byte(signed())), "invalid", "integrity", {"integrity.broken"}
    ),
    "S01 seen": Case(
        lambda: checked(tamper.flip_byte(signed(), visible=True)),
        "invalid", "integrity", {"integrity.broken"},
    ),
    "S02": Case(
        lambda: checked(tamper.annotate(issued(), place=Box(0, 90, 690, 100, 40))),
        "invalid", "changes", {"changes.annotation"}, issued,
    ),
    "S03": Case(
        lambda: checked(tamper.replace_page(issued(), page=0, image=_page())),
        "invalid", "changes", {"changes.page_content"}, issued,
    ),
    "S04": Case(
        lambda: checked(tamper.append_page(issued(), image=_page())),
        "invalid", "changes", {"changes.page_count"}, issued,
    ),
    "S05": Case(
        lambda: checked(tamper.append_bytes(issued())),
        "undetermined", "changes", {"changes.trailing_bytes"}, issued,
    ),
    "S10": Case(
        lambda: checked(signed(level="B-B"), at=LAPSED),
        "undetermined", "trust", {"certificate.expired_unproven"},
    ),
    "S11": Case(lambda: checked(signed(), at=LAPSED), "valid", "trust", set()),
    "S12": Case(
        lambda: checked(signed(at=LATE_SIGNING), at=LATE_SIGNING + timedelta(days=1)),
        "invalid", "trust", {"certificate.signed_after_end"},
    ),
    "S12 unproven": Case(
        lambda: checked(signed(at=LATE_SIGNING, level="B-B"), at=LATE_SIGNING + timedelta(days=1)),
        "invalid", "trust", {"certificate.signed_after_end"},
    ),
    "S13": Case(
        lambda: checked(signed(certificate=REVOKED_BEFORE), everyone=[REVOKED_BEFORE]),
        "invalid", "trust", {"revocation.before_signing"},
    ),
    "S13 long": Case(
        lambda: checked(
            signed(certificate=REVOKED_BEFORE, level="B-LTA"), everyone=[REVOKED_BEFORE]
        ),
        "invalid", "trust", {"revocation.before_signing"},
    ),
    "S14": Case(
        lambda: checked(signed(certificate=REVOKED_AFTER), everyone=[REVOKED_AFTER]),
        "valid", "trust", set(),
    ),
    "S14 unproven": Case(
        lambda: checked(signed(certificate=REVOKED_AFTER, level="B-B"), everyone=[REVOKED_AFTER]),
        "undetermined", "trust", {"revocation.unproven"},
    ),
    "S15": Case(lambda: checked(signed(level="B-B")), "valid", "trust", set()),
    "S16": Case(
        lambda: _spoilt(tamper_signing.sign_claiming, claimed=SIGNING + timedelta(days=2)),
        "undetermined", "trust", {"timestamp.before_claim"},
    ),
    "S17": Case(
        lambda: _spoilt(tamper_signing.sign_with_stray_stamp, pki=PKI),
        "undetermined", "trust", {"timestamp.untrusted"},
    ),
    "S17 unmarked": Case(
        lambda: _spoilt(tamper_signing.sign_with_unmarked_stamp, pki=PKI),
        "undetermined", "trust", {"timestamp.wrong_purpose"},
    ),
    "S18": Case(
        lambda: checked(signed(certificate=certificate(issuer="rogue"))),
        "invalid", "trust", {"chain.lookalike"},
    ),
    "S19": Case(
        lambda: _spoilt(
            tamper_signing.sign_with_wrong_key, pki=PKI, certificate=PERSON_CERTIFICATE
        ),
        "invalid", "trust", {"certificate.key_usage"},
    ),
    "S20": Case(
        lambda: checked(tamper.paste_picture(paper(), place=SIGNATURE_PLACE, image=image())),
        "undetermined", "file", {"signatures.none"},
    ),
    "S21": Case(
        lambda: checked(tamper.leave_empty_field(paper(), field="ChuKy", place=SIGNATURE_PLACE)),
        "undetermined", "file", {"signatures.empty_field"},
    ),
    "S22": Case(
        lambda: _spoilt(tamper_signing.sign_in_old_form), "valid", "integrity", set()
    ),
    "S23": Case(
        lambda: checked(tamper.resave(issued())),
        "invalid", "integrity", {"integrity.resaved"}, issued,
    ),
    "S24 copied": Case(
        lambda: checked(tamper.copy_pages(issued())),
        "undetermined", "file", {"signatures.stray"}, issued,
    ),
    "S24 printed": Case(
        lambda: checked(tamper.print_again(issued())),
        "undetermined", "file", {"signatures.none"}, issued,
    ),
    "S25": Case(
        lambda: checked(sealed(tamper_signing.certify_unchangeable(paper(), order()))),
        "invalid", "changes", {"changes.forbidden"},
        lambda: tamper_signing.certify_unchangeable(paper(), order()),
    ),
    "S29": Case(
        lambda: _spoilt(tamper_signing.sign_with_copied_stamp, donor=issued()),
        "invalid", "trust", {"timestamp.mismatch"},
    ),
    "S30": Case(
        lambda: _spoilt(tamper_signing.sign_weakly),
        "undetermined", "integrity", {"integrity.weak_digest"},
    ),
    "S31": Case(
        lambda: checked(signed(level="B-LTA"), at=day("2029-06-01")),
        "undetermined", "trust", {"certificate.expired_unproven", "archive.expired"},
        lambda: signed(level="B-LTA"),
    ),
}  # fmt: skip
NOTES = {
    "S11": "certificate.expired_since",
    "S14": "revocation.after_signing",
    "S15": "timestamp.none",
    "S22": "integrity.not_pades",
}
"""Faults that change no verdict and are only told."""


@pytest.mark.parametrize("fault", CASES)
def test_each_fault_is_found_in_its_panel_by_its_code(fault: str):
    case = CASES[fault]
    report = case.make()
    assert (report.verdict, codes(report)) == (case.verdict, case.found)
    if case.panel == "file":
        assert {remark.code for remark in report.remarks} == case.found
        return
    panels = {
        remark.code
        for check in report.signatures
        if check.kind != "timestamp"
        for remark in getattr(check, case.panel).remarks
    }
    assert case.found <= panels
    if fault in NOTES:
        assert NOTES[fault] in panels


@pytest.mark.parametrize("fault", [fault for fault, case in CASES.items() if case.found])
def test_its_untouched_twin_has_nothing(fault: str):
    assert _twin(CASES[fault].twin()) == ("valid", set())


@cache
def _twin(pdf: bytes) -> tuple[str, set[str]]:
    report = checked(pdf)
    return report.verdict, codes(report)


@pytest.mark.parametrize(
    "fault", ["S01", "S02", "S03", "S04", "S05", "S20", "S23", "S24 printed", "S29", "S30"]
)
def test_the_same_fault_is_the_same_report_twice(fault: str):
    assert CASES[fault].make() == CASES[fault].make()


def test_the_catalogue_is_covered():
    elsewhere = {"S06", "S07", "S26", "S27", "S28"}  # tests below
    of_rows = {"S08", "S09"}  # authority: other floors know the rows
    told = {fault.split()[0] for fault in CASES} | elsewhere | of_rows
    assert told == {f"S{number:02d}" for number in range(1, 32)}


def _made(report: SignatureReport) -> list[Made]:
    return [Made(check.revision, check.kind) for check in report.signatures]


def test_s06_a_seal_cut_off_leaves_a_valid_file_that_only_the_register_contradicts():
    report = checked(tamper.cut_last_revision(issued()))
    assert (report.verdict, codes(report)) == ("valid", set())
    missing = authority.all_there(_made(report), [Kind.PERSON, Kind.AGENCY])
    assert [remark.code for remark in missing] == ["authority.seal_missing"]
    assert authority.all_there(_made(checked(issued())), [Kind.PERSON, Kind.AGENCY]) == []


def test_s06_needs_something_to_cut():
    with pytest.raises(Refused, match=r"signing\.no_revision"):
        tamper.cut_last_revision(paper())


def test_s07_another_agencys_seal_is_valid_and_not_the_issuers():
    other = certificate(9, kind="agency", holder="TC0009", common_name="B", organisation_unit="B")
    report = checked(
        sealed(filled(signed()), certificate=other), everyone=[PERSON_CERTIFICATE, other]
    )
    seal = report.signatures[1]
    assert seal.verdict == "valid"
    remark = authority.of_agency(seal.organisation_unit, AGENCY_CERTIFICATE.organisation_unit)
    assert remark is not None
    assert (remark.code, remark.facts["found"]) == ("authority.other_agency", "B")
    unit = AGENCY_CERTIFICATE.organisation_unit
    assert authority.of_agency(f" {unit.upper()}", unit) is None


def test_s26_the_order_of_signatures_is_the_order_of_revisions():
    wrong = checked(signed(sealed(paper())))
    remark = authority.in_order(_made(wrong))
    assert remark is not None
    assert (remark.code, remark.verdict, wrong.verdict) == (
        "authority.seal_first",
        "invalid",
        "valid",
    )
    assert authority.in_order(_made(checked(issued()))) is None
    assert authority.in_order([]) is None


def test_s27_a_public_certificate_is_trusted_and_warned_of():
    public = certificate(issuer="public")
    (check,) = checked(signed(certificate=public), everyone=[public]).signatures
    assert (check.verdict, check.issuer_kind) == ("valid", "public")
    remark = authority.by_issuer(check.issuer_kind)
    assert remark is not None
    assert (remark.code, remark.verdict) == ("authority.issuer", "valid")
    (own,) = checked(signed()).signatures
    assert authority.by_issuer(own.issuer_kind) is None


def test_s16_in_pure_form():
    assert authority.in_time(SIGNING, SIGNING - timedelta(minutes=4)) == []
    (remark,) = authority.in_time(SIGNING, SIGNING - timedelta(minutes=6))
    assert remark.code == "timestamp.before_claim"
    assert authority.in_time(None, SIGNING) == []


def test_s28_a_filling_after_signing_stays_valid_and_names_the_limit():
    again = tamper.fill_again(filled(signed()), field="so", text="99", image=image("99", "black"))
    report = checked(again)
    assert (report.verdict, codes(report)) == ("valid", set())
    assert report.limits == ("signature.limit.shadow_replace",)
    assert checked(signed()).limits == ()


def test_s28_a_filling_after_the_seal_is_asked_about():
    again = tamper.fill_again(issued(), field="so", text="99", image=image("99", "black"))
    person, seal = checked(again).signatures
    remark = authority.untouched_after_seal(seal.kind, [one.code for one in seal.remarks])
    assert remark is not None
    assert (remark.code, remark.verdict) == ("authority.filled_after_seal", "undetermined")
    assert authority.untouched_after_seal(person.kind, ["changes.filled"]) is None
    whole = checked(issued()).signatures[1]
    assert authority.untouched_after_seal(whole.kind, [one.code for one in whole.remarks]) is None


def test_weakness_is_forgiven_to_what_is_proven_older_than_it():
    old = certificate(valid_from=day("2012-01-01"), valid_to=day("2015-01-01"))
    at = day("2013-05-05")
    made = order()._replace(
        signer=PKI.certified(old), chain=(PKI.issuer_of(old).der,), claimed=at, stamped=at,
        unit=PKI.stamping(at),
    )  # fmt: skip
    report = checked(
        tamper_signing.sign_weakly(paper(), made), at=day("2014-01-01"), everyone=[old]
    )
    assert (report.verdict, codes(report)) == ("valid", set())


def test_a_later_archive_timestamp_saves_what_the_signature_could_not_prove():
    from sandbox.signing.long_term import add_archive_timestamp

    saved = add_archive_timestamp(signed(level="B-B"), pki=PKI, at=LATER)
    report = checked(saved, at=LAPSED)
    assert (report.verdict, report.signatures[0].proven) == ("valid", LATER)


def test_a_timestamp_from_the_future_is_not_believed():
    report = checked(signed(), at=SIGNING - timedelta(hours=1))
    assert (report.verdict, report.signatures[0].proven) == ("undetermined", None)
    assert codes(report) == {"timestamp.later_than_proof"}


def test_orders_differ_by_kind():
    assert order(kind=PERSON).field.startswith("ChuKyCaNhan")
    assert order(kind=AGENCY, place=SEAL_PLACE).field.startswith("ChuKyCoQuan")
    assert order().unit is not None
    assert trust(LATER).digest == trust(LATER).digest
    assert trust(LATER).digest != trust(LATER + timedelta(days=1)).digest
    assert Level("B-T") is Level.B_T
    assert tamper.leave_empty_field(bare(), field="A", place=SEAL_PLACE) != bare()
