"""What a list or an answer is worth: whose it is, what it is about, for which time it speaks."""

from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from sandbox.signing import published
from sandbox.signing.names import House
from sandbox.signing.profiles import Certified
from sandbox.signing.published import crl_at, ocsp_at
from sandbox.signing.revocation import Standing, status_at
from sandbox.signing.statements import Published
from tests.sandbox.signing.world import END, LATER, OTHER_PKI, PKI, SIGNING, certificate

ISSUER = PKI.issuing(House.STATE, SIGNING)
LEAF = PKI.certified(certificate()).certificate
AFTER_THE_END = END + timedelta(days=40)
DAY = timedelta(days=1)


def _list(
    issued: datetime,
    *extensions: tuple[x509.ExtensionType, bool],
    issuer: Certified = ISSUER,
    revoked: datetime | None = None,
) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(ISSUER.certificate.subject)
        .last_update(issued)
        .next_update(issued + 7 * DAY)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    if revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(LEAF.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(revoked).build())
    made = builder.sign(issuer.key, hashes.SHA256(), ecdsa_deterministic=True)
    return made.public_bytes(Encoding.DER)


def _scope(**told: bool) -> tuple[x509.ExtensionType, bool]:
    every = dict.fromkeys(
        (
            "only_contains_user_certs",
            "only_contains_ca_certs",
            "indirect_crl",
            "only_contains_attribute_certs",
        ),
        False,
    )
    scope = x509.IssuingDistributionPoint(
        full_name=[x509.UniformResourceIdentifier("http://crl.cong-vu.example/")],
        relative_name=None,
        only_some_reasons=None,
        **{**every, **told},
    )
    return scope, True


def _standing(*lists: bytes, at: datetime = SIGNING) -> Standing:
    return status_at(LEAF, ISSUER.certificate, at, Published(lists, ())).standing


def _answered(*answers: bytes, at: datetime = SIGNING) -> Standing:
    return status_at(LEAF, ISSUER.certificate, at, Published((), answers)).standing


@pytest.mark.parametrize(
    ("issued", "standing"),
    [
        (SIGNING - DAY, Standing.GOOD),
        (SIGNING - 8 * DAY, Standing.UNKNOWN),
        (LATER, Standing.GOOD),
        (END - DAY, Standing.GOOD),
        (AFTER_THE_END, Standing.UNKNOWN),
    ],
)
def test_a_list_speaks_while_in_force_or_afterwards_until_the_end(
    issued: datetime, standing: Standing
):
    assert _standing(_list(issued)) is standing


def test_a_list_that_keeps_expired_certificates_speaks_after_their_end():
    assert _standing(crl_at(PKI, "state", AFTER_THE_END, [certificate()])) is Standing.GOOD
    since = x509.UnrecognizedExtension(
        x509.ObjectIdentifier("2.5.29.60"), b"\x18\x0fnot a moment..Z"
    )
    assert _standing(_list(AFTER_THE_END, (since, False))) is Standing.UNKNOWN


def test_a_list_signed_by_somebody_else_under_the_same_name_says_nothing():
    other = OTHER_PKI.issuing(House.STATE, SIGNING)
    assert other.certificate.subject == ISSUER.certificate.subject
    assert _standing(_list(LATER, issuer=other)) is Standing.UNKNOWN
    assert _standing(_list(LATER, issuer=other, revoked=SIGNING - DAY)) is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("extension", "standing"),
    [
        ((x509.DeltaCRLIndicator(1), True), Standing.UNKNOWN),
        (_scope(only_contains_ca_certs=True), Standing.UNKNOWN),
        (_scope(indirect_crl=True), Standing.UNKNOWN),
        (_scope(only_contains_attribute_certs=True), Standing.UNKNOWN),
        (_scope(only_contains_user_certs=True), Standing.GOOD),
        (_scope(), Standing.GOOD),
    ],
)
def test_a_list_about_something_else_says_nothing(
    extension: tuple[x509.ExtensionType, bool], standing: Standing
):
    assert _standing(_list(LATER, extension)) is standing


@pytest.mark.parametrize("junk", [b"", b"0", b"\x30\x80", _list(LATER)[:-9]])
def test_a_torn_list_or_answer_says_nothing(junk: bytes):
    assert _standing(junk) is Standing.UNKNOWN
    assert _answered(junk) is Standing.UNKNOWN


def test_one_list_that_names_it_outweighs_those_that_do_not():
    status = status_at(
        LEAF,
        ISSUER.certificate,
        SIGNING,
        Published((_list(SIGNING - DAY), _list(LATER, revoked=SIGNING - 2 * DAY)), ()),
    )
    assert (status.standing, status.since) == (Standing.REVOKED, SIGNING - 2 * DAY)


def test_revoked_later_was_good_then_and_says_when():
    status = status_at(
        LEAF, ISSUER.certificate, SIGNING, Published((_list(LATER, revoked=LATER - DAY / 2),), ())
    )
    assert (status.standing, status.since) == (Standing.GOOD, LATER - DAY / 2)


def test_an_answer_speaks_for_its_day_and_backwards():
    assert _answered(ocsp_at(PKI, certificate(), SIGNING)) is Standing.GOOD
    assert _answered(ocsp_at(PKI, certificate(), LATER)) is Standing.GOOD
    assert _answered(ocsp_at(PKI, certificate(), SIGNING - 2 * DAY)) is Standing.UNKNOWN
    assert _answered(ocsp_at(PKI, certificate(), AFTER_THE_END)) is Standing.UNKNOWN


def test_an_answer_about_another_certificate_or_by_another_issuer_says_nothing():
    assert _answered(ocsp_at(PKI, certificate(7), SIGNING)) is Standing.UNKNOWN
    assert _answered(ocsp_at(OTHER_PKI, certificate(), SIGNING)) is Standing.UNKNOWN
    assert _answered(ocsp_at(PKI, certificate(issuer="public"), SIGNING)) is Standing.UNKNOWN


@pytest.mark.parametrize(
    "responder",
    [
        PKI.certified(certificate()),
        PKI.stamping(SIGNING),
        OTHER_PKI.responder(House.STATE, SIGNING),
        PKI.responder(House.PUBLIC, SIGNING),
        PKI.responder(House.STATE, SIGNING.replace(year=2016)),
    ],
    ids=["leaf", "stamping unit", "other world", "other house", "expired"],
)
def test_only_who_may_answer_is_heard(responder: Certified):
    answer = published._ocsp(ISSUER, responder, LEAF.serial_number, SIGNING, b"\x80\x00")
    assert _answered(answer) is Standing.UNKNOWN


def test_the_issuer_itself_may_answer():
    answer = published._ocsp(ISSUER, ISSUER, LEAF.serial_number, SIGNING, b"\x80\x00")
    assert _answered(answer) is Standing.GOOD


def test_an_answer_that_knows_nothing_is_none():
    answer = published._ocsp(ISSUER, ISSUER, LEAF.serial_number, SIGNING, b"\x82\x00")
    assert _answered(answer) is Standing.UNKNOWN
