"""The practice PKI: the same every time, good for documents, refused for everything else."""

import hashlib
import subprocess
import sys
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import Misconfigured
from sandbox.signing import names, profiles
from sandbox.signing.chain import Known, chain_of
from sandbox.signing.keys import key_of
from sandbox.signing.names import House
from sandbox.signing.pki import Pki
from sandbox.signing.profiles import Certified, Usage
from sandbox.signing.published import crl_at, ocsp_at, root_crl_at
from tests.sandbox.signing.world import (
    END,
    EVERYONE,
    LATER,
    PERSON_CERTIFICATE,
    PKI,
    SIGNING,
    START,
    certificate,
    day,
    issued,
    long_lived,
)

SIX_CENTURIES = st.datetimes(datetime(1996, 1, 1), datetime(2060, 1, 1))  # noqa: DTZ001


def _openssl(folder: Path, leaf: Certified, *options: str, also: Certified | None = None) -> str:
    """Return why OpenSSL refuses a leaf under our root; nothing when it accepts it."""
    issuing = PKI.issuing(House.STATE, SIGNING).certificate.public_bytes(Encoding.PEM)
    (folder / "root.pem").write_text(PKI.root_pem(SIGNING))
    more = also.certificate.public_bytes(Encoding.PEM) if also else b""
    (folder / "ca.pem").write_bytes(issuing + more)
    (folder / "leaf.pem").write_bytes(leaf.certificate.public_bytes(Encoding.PEM))
    when = str(int(SIGNING.timestamp()))
    told = ["openssl", "verify", "-attime", when, *options, "-CAfile", "root.pem"]
    told += ["-untrusted", "ca.pem", "leaf.pem"]
    ran = subprocess.run(told, cwd=folder, capture_output=True, text=True, check=False)
    return (ran.stderr or "refused") if ran.returncode else ""


def _leaf(subject: x509.Name, *extensions: tuple[x509.ExtensionType, bool]) -> Certified:
    """What somebody could issue who computes the issuing CA's key."""
    return profiles.certify(
        key_of(b"x" * 32, "anybody"),
        subject,
        77,
        (START, END),
        list(extensions) or profiles.leaf(Usage.SIGNING),
        issuer=PKI.issuing(House.STATE, SIGNING),
    )


def test_openssl_accepts_a_certificate_for_what_it_is(tmp_path: Path):
    assert _openssl(tmp_path, PKI.certified(certificate())) == ""
    assert _openssl(tmp_path, _leaf(names.subject("Lò Thị Ánh", "Sở Nội vụ"))) == ""


@pytest.mark.parametrize("purpose", ["sslserver", "sslclient", "smimesign", "smimeencrypt"])
def test_openssl_refuses_it_for_servers_clients_and_mail(purpose: str, tmp_path: Path):
    assert "purpose" in _openssl(tmp_path, PKI.certified(certificate()), "-purpose", purpose)


def test_openssl_refuses_a_leaf_of_another_organisation(tmp_path: Path):
    other = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Cơ quan khác"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ai đó"),
        ]
    )
    assert "subtree violation" in _openssl(tmp_path, _leaf(other))
    known = Known((PKI.root(House.STATE, SIGNING).der,), (PKI.issuing(House.STATE, SIGNING).der,))
    remark = chain_of(_leaf(other).der, known).remark
    assert remark is not None
    assert remark.code == "chain.constraint"


@pytest.mark.parametrize(
    "name",
    [x509.DNSName("may-chu.example"), x509.DNSName("vn"), x509.IPAddress(ip_address("10.0.0.1"))],
)
def test_no_server_name_validates_even_with_the_cas_key(name: x509.GeneralName, tmp_path: Path):
    extensions: list[tuple[x509.ExtensionType, bool]] = [
        (x509.SubjectAlternativeName([name]), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]
    server = _leaf(names.subject("Máy chủ", "Ai đó"), *extensions)
    assert "subtree violation" in _openssl(tmp_path, server)
    assert _openssl(tmp_path, server, "-purpose", "sslserver")
    named = (x509.SubjectAlternativeName([name]), False)
    signer = _leaf(names.subject("Lò Thị Ánh", "Sở Nội vụ"), *profiles.leaf(Usage.SIGNING), named)
    assert "subtree violation" in _openssl(tmp_path, signer)
    known = Known((PKI.root(House.STATE, SIGNING).der,), (PKI.issuing(House.STATE, SIGNING).der,))
    assert chain_of(server.der, known).remark is not None


def test_a_leaf_cannot_issue(tmp_path: Path):
    above = PKI.certified(certificate())
    below = profiles.certify(
        key_of(b"x" * 32, "below"),
        names.subject("Cấp dưới", "Ai đó"),
        78,
        (START, END),
        profiles.leaf(Usage.SIGNING),
        issuer=above,
    )
    assert "invalid CA certificate" in _openssl(tmp_path, below, also=above)


@pytest.mark.parametrize(
    "facts", [{}, {"issuer": "public"}, {"issuer": "rogue"}, {"kind": "agency"}]
)
def test_every_name_says_that_it_is_for_training(facts: dict[str, str]):
    read = x509.load_der_x509_certificate(PKI.certificate_der(certificate(**facts)))
    for name in (read.subject, read.issuer):
        organisation = name.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
        assert [part.value for part in organisation] == [names.TRAINING]
    purposes = read.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(purposes) == [profiles.DOCUMENT_SIGNING]


def test_hosts_of_lists_and_answers_do_not_exist():
    read = PKI.certified(certificate()).certificate.extensions
    points = read.get_extension_for_class(x509.CRLDistributionPoints).value
    places = read.get_extension_for_class(x509.AuthorityInformationAccess).value
    urls = [name.value for point in points for name in point.full_name or ()]
    urls += [place.access_location.value for place in places]
    assert len(urls) == 2
    assert all(url.split("/")[2].endswith(".example") for url in urls)


def test_another_process_makes_the_same_bytes():
    script = (
        "import hashlib; from tests.sandbox.signing import world as w;"
        "from sandbox.signing.published import crl_at, ocsp_at; pki = w.PKI;"
        "parts = [pki.certificate_der(w.PERSON_CERTIFICATE), pki.stamping(w.LATER).der,"
        "crl_at(pki, 'state', w.LATER, w.EVERYONE), ocsp_at(pki, w.PERSON_CERTIFICATE, w.LATER),"
        "w.long_lived(w.issued(), w.LATER)];"
        "print(hashlib.sha256(b''.join(parts)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    parts = [PKI.certificate_der(PERSON_CERTIFICATE), PKI.stamping(LATER).der]
    parts += [crl_at(PKI, "state", LATER, EVERYONE), ocsp_at(PKI, PERSON_CERTIFICATE, LATER)]
    parts.append(long_lived(issued(), LATER))
    assert other.stdout.strip() == hashlib.sha256(b"".join(parts)).hexdigest()


def test_other_worlds_and_other_serials_have_other_keys():
    keys = {
        PKI.certified(certificate()).der,
        PKI.certified(certificate(serial=20_000)).der,
        PKI.certified(certificate(holder="NG0999")).der,
        Pki(b"y" * 32).certified(certificate()).der,
    }
    points = {
        x509.load_der_x509_certificate(der).public_key().public_numbers()  # type: ignore[union-attr]  # EC
        for der in keys
    }
    assert len(points) == 4


def test_revocation_leaves_the_certificate_as_it_is():
    revoked = certificate(revoked_at=LATER, revocation_reason="key_compromise")
    assert PKI.certificate_der(revoked) == PKI.certificate_der(certificate())


@given(moment=SIX_CENTURIES)
@settings(max_examples=25, deadline=None)
def test_whenever_one_signs_every_authority_is_within_its_term(moment: datetime):
    at = moment.replace(tzinfo=SIGNING.tzinfo)
    chain = [
        PKI.root(House.STATE, at),
        PKI.issuing(House.STATE, at),
        PKI.stamping(at),
        PKI.responder(House.PUBLIC, at),
    ]
    for one in chain:
        assert one.certificate.not_valid_before_utc <= at <= one.certificate.not_valid_after_utc
    assert chain[1].certificate.not_valid_after_utc - at > timedelta(days=5 * 365)
    assert chain[2].certificate.not_valid_after_utc - at > timedelta(days=4 * 365)


@given(
    moment=SIX_CENTURIES, ago=st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), max_size=4)
)
@settings(max_examples=25, deadline=None)
def test_a_list_is_in_force_and_names_exactly_who_is_revoked(
    moment: datetime, ago: list[timedelta]
):
    at = moment.replace(tzinfo=SIGNING.tzinfo, microsecond=0)
    everyone = [
        certificate(n, valid_from=at, valid_to=at + timedelta(days=900), revoked_at=at - back)
        for n, back in enumerate((back - timedelta(days=200) for back in ago), start=1)
    ]
    made = x509.load_der_x509_crl(crl_at(PKI, "state", at, everyone))
    assert made.next_update_utc is not None
    assert made.last_update_utc <= at < made.next_update_utc
    listed = {entry.serial_number for entry in made}
    assert listed == {one.serial for one in everyone if one.revoked_at and one.revoked_at <= at}
    assert made.is_signature_valid(PKI.issuing(House.STATE, at).key.public_key())
    assert crl_at(PKI, "state", at, reversed(everyone)) == crl_at(PKI, "state", at, everyone)


def test_a_list_after_the_end_of_its_ca_is_the_last_one():
    late = day("2055-05-05")
    made = x509.load_der_x509_crl(crl_at(PKI, "state", late, [], generation=1))
    assert (
        made.last_update_utc
        < PKI.issuing(House.STATE, START.replace(year=2000)).certificate.not_valid_after_utc
    )
    assert x509.load_der_x509_crl(root_crl_at(PKI, "state", late)).last_update_utc.year == 2055


@pytest.mark.parametrize(
    ("revoked", "status"),
    [
        (None, ocsp.OCSPCertStatus.GOOD),
        (SIGNING, ocsp.OCSPCertStatus.REVOKED),
        (LATER + timedelta(days=1), ocsp.OCSPCertStatus.GOOD),
    ],
)
def test_an_answer_tells_the_status_of_the_moment(
    revoked: datetime | None, status: ocsp.OCSPCertStatus
):
    facts = certificate(revoked_at=revoked, revocation_reason="superseded")
    answer = ocsp.load_der_ocsp_response(ocsp_at(PKI, facts, LATER))
    assert answer.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
    assert (answer.certificate_status, answer.produced_at_utc) == (status, LATER)
    if status is ocsp.OCSPCertStatus.REVOKED:
        assert answer.revocation_time_utc == SIGNING
        assert answer.revocation_reason is x509.ReasonFlags.superseded


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"common_name": "x" * 65}, "signing.name_length"),
        ({"common_name": "Ủ" * 22}, "signing.name_length"),
        ({"common_name": ""}, "signing.name_length"),
        ({"serial": 0}, "signing.serial"),
        ({"serial": 2**63}, "signing.serial"),
        ({"valid_to": START}, "signing.term"),
        ({"issuer": "nobody"}, "signing.issuer"),
    ],
)
def test_facts_that_no_certificate_can_carry_are_told(facts: dict[str, object], code: str):
    with pytest.raises(Misconfigured) as told:
        PKI.certificate_der(certificate(**facts))
    assert told.value.code == code
