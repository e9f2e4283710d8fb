"""Was a certificate revoked at a moment? From lists and OCSP answers, with the reason when unknown.

A list or answer counts only if the certificate's own issuer signed it (or a responder that the
issuer certified), and only for the time it speaks of: it was in force at the moment, or came
after it. A list that came after the certificate's end says nothing unless it keeps expired ones
(RFC 5280 5, RFC 6960, X.509 9.5.2.8).
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from sandbox.signing.reading import MALFORMED, extension_of

_KEEPS_EXPIRED = x509.ObjectIdentifier("2.5.29.60")
_UNDERSTOOD = {
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.CRL_NUMBER,
    ExtensionOID.ISSUING_DISTRIBUTION_POINT,
}
_HASHES = {h.name: h for h in (hashes.SHA1, hashes.SHA256, hashes.SHA384, hashes.SHA512)}
_DEFAULT_LIFE = timedelta(days=1)
"""How long an answer without nextUpdate speaks."""


class Standing(StrEnum):
    """What is known of a certificate at a moment."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Status(NamedTuple):
    """The standing, and since when and why if it is ever revoked."""

    standing: Standing
    since: datetime | None = None
    "when it was revoked, also if that was after the moment"
    reason: str = ""


class Published(NamedTuple):
    """Lists and OCSP answers, DER."""

    lists: tuple[bytes, ...]
    answers: tuple[bytes, ...]


class _Word(NamedTuple):
    """What one list or answer says of one certificate."""

    since: datetime | None
    reason: str
    said: datetime
    "when it was issued"
    until: datetime
    "until when it speaks"
    after_the_end: bool
    "whether it speaks of certificates already expired when it was issued"


def status_at(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    moment: datetime,
    published: Published,
) -> Status:
    """Return the standing of ``certificate`` at ``moment``."""
    words = [
        *_from_lists(certificate, issuer, published),
        *_from_answers(certificate, issuer, published),
    ]
    revoked = sorted((word.since, word.reason) for word in words if word.since is not None)
    if revoked:
        since, reason = revoked[0]
        if since <= moment:
            return Status(Standing.REVOKED, since, reason)
    end = certificate.not_valid_after_utc
    if any(_speaks(word, moment, end) for word in words):
        return Status(Standing.GOOD, *(revoked[0] if revoked else ()))
    return Status(Standing.UNKNOWN)


def never_asked(certificate: x509.Certificate) -> bool:
    """Whether its issuer says that no status is published for it (ocsp-nocheck, RFC 6960)."""
    return extension_of(certificate, x509.OCSPNoCheck) is not None


def _speaks(word: _Word, moment: datetime, end: datetime) -> bool:
    if word.said <= moment:
        return moment <= word.until
    return word.said <= end or word.after_the_end or word.since is not None


def _from_lists(
    certificate: x509.Certificate, issuer: x509.Certificate, published: Published
) -> Iterator[_Word]:
    for der in published.lists:
        found = _list(der)
        if found is None or found.issuer != certificate.issuer or not _fit(found, certificate):
            continue
        if not _list_signed(der, issuer):
            continue
        entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
        said = found.last_update_utc
        yield _Word(
            entry.revocation_date_utc if entry else None,
            _reason(entry) if entry else "",
            said,
            found.next_update_utc or said + _DEFAULT_LIFE,
            _keeps(found, certificate.not_valid_after_utc),
        )


@lru_cache(maxsize=1_024)
def _list(der: bytes) -> x509.CertificateRevocationList | None:
    try:
        return x509.load_der_x509_crl(der)
    except MALFORMED:
        return None


@lru_cache(maxsize=4_096)
def _list_signed(der: bytes, issuer: x509.Certificate) -> bool:
    found = _list(der)
    usage = extension_of(issuer, x509.KeyUsage)
    if found is None or (usage is not None and not usage.crl_sign):
        return False
    try:
        return found.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # TypeError below
    except (*MALFORMED, UnsupportedAlgorithm):
        return False


def _fit(found: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether the list is whole and about this sort of certificate."""
    try:
        if any(one.critical and one.oid not in _UNDERSTOOD for one in found.extensions):
            return False
    except MALFORMED:
        return False
    scope = extension_of(found, x509.IssuingDistributionPoint)
    if scope is None:
        return True
    if scope.indirect_crl or scope.only_contains_attribute_certs or scope.only_some_reasons:
        return False
    basic = extension_of(certificate, x509.BasicConstraints)
    is_ca = basic is not None and basic.ca
    return not (scope.only_contains_ca_certs if not is_ca else scope.only_contains_user_certs)


def _keeps(found: x509.CertificateRevocationList, end: datetime) -> bool:
    kept = [one.value for one in found.extensions if one.oid == _KEEPS_EXPIRED]
    if not kept or not isinstance(kept[0], x509.UnrecognizedExtension):
        return False
    try:
        since = datetime.strptime(kept[0].value[2:].decode(), "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    return since <= end


def _reason(entry: x509.RevokedCertificate) -> str:
    told = extension_of(entry, x509.CRLReason)
    return told.reason.name if told is not None else ""


def _from_answers(
    certificate: x509.Certificate, issuer: x509.Certificate, published: Published
) -> Iterator[_Word]:
    for der in published.answers:
        answer = _answer(der)
        if answer is None or not _answer_signed(der, issuer):
            continue
        for single in answer.responses:
            if single.serial_number == certificate.serial_number and _about(single, issuer):
                yield from _word(single)


def _word(single: ocsp.OCSPSingleResponse) -> Iterator[_Word]:
    if single.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
        return
    reason = single.revocation_reason
    yield _Word(
        single.revocation_time_utc,
        reason.name if reason else "",
        single.this_update_utc,
        single.next_update_utc or single.this_update_utc + _DEFAULT_LIFE,
        after_the_end=False,
    )


@lru_cache(maxsize=1_024)
def _answer(der: bytes) -> ocsp.OCSPResponse | None:
    try:
        answer = ocsp.load_der_ocsp_response(der)
        list(answer.responses)
    except MALFORMED:
        return None
    return answer


def _about(single: ocsp.OCSPSingleResponse, issuer: x509.Certificate) -> bool:
    """Whether the answer's certificate identifier names ``issuer``."""
    name = single.hash_algorithm.name
    key = x509.SubjectKeyIdentifier.from_public_key(issuer.public_key()).digest
    if name == "sha1":
        return single.issuer_key_hash == key
    if name not in _HASHES:
        return False
    subject = hashlib.new(name, issuer.subject.public_bytes()).digest()
    return single.issuer_name_hash == subject


@lru_cache(maxsize=4_096)
def _answer_signed(der: bytes, issuer: x509.Certificate) -> bool:
    answer = _answer(der)
    if answer is None:
        return False
    return any(
        _signed_by(answer, candidate.public_key())
        for candidate in (issuer, *answer.certificates)
        if candidate == issuer or _may_answer(candidate, issuer, answer.produced_at_utc)
    )


def _may_answer(candidate: x509.Certificate, issuer: x509.Certificate, when: datetime) -> bool:
    """Whether ``issuer`` certified ``candidate`` to answer for it, running at ``when``."""
    purposes = extension_of(candidate, x509.ExtendedKeyUsage)
    if purposes is None or ExtendedKeyUsageOID.OCSP_SIGNING not in purposes:
        return False
    if not candidate.not_valid_before_utc <= when <= candidate.not_valid_after_utc:
        return False
    try:
        candidate.verify_directly_issued_by(issuer)
    except (*MALFORMED, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _signed_by(answer: ocsp.OCSPResponse, key: object) -> bool:
    algorithm, value = answer.signature_hash_algorithm, answer.signature
    content = answer.tbs_response_bytes
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm:
            key.verify(value, content, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey) and algorithm:
            key.verify(value, content, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
            key.verify(value, content)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True
