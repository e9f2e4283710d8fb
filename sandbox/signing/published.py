"""What the world's authorities publish about certificates: revocation lists and OCSP answers."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from sandbox.entities import Certificate
from sandbox.signing import cms, names
from sandbox.signing.der import (
    bits,
    context,
    enumerated,
    generalized,
    identifier,
    integer,
    octets,
    sequence,
    tagged,
)
from sandbox.signing.keys import signed
from sandbox.signing.names import House
from sandbox.signing.pki import Pki
from sandbox.signing.profiles import Certified

LIST_LIVES: Final = timedelta(days=7)
"""From thisUpdate's midnight to nextUpdate; a new list comes every day."""
ANSWER_LIVES: Final = timedelta(days=1)
_KEEPS_EXPIRED: Final = x509.ObjectIdentifier("2.5.29.60")
"""expiredCertsOnCRL (X.509 9.5.2.8): our lists go on naming certificates that have expired."""
_BASIC: Final = identifier("1.3.6.1.5.5.7.48.1.1")


class Entry(NamedTuple):
    """One revoked certificate."""

    serial: int
    since: datetime
    reason: str


def crl_at(
    pki: Pki,
    issuer: House | str,
    moment: datetime,
    certificates: Iterable[Certificate],
    *,
    generation: int | None = None,
) -> bytes:
    """Return the revocation list of an issuing CA in force at ``moment``, DER.

    Published every midnight (UTC) and at each revocation, so thisUpdate ≤ ``moment`` <
    nextUpdate and a revocation is known from its moment on. After its CA's end the last list
    stays.

    Args:
        pki: the world's PKI.
        issuer: which house.
        moment: the simulated moment.
        certificates: the world's certificates; those of other CAs are passed over.
        generation: which of the house's CAs; the current one unless told.
    """
    house, number = House(issuer), generation or names.generation_at(moment)
    authority = pki.issuing(house, names.founded(number))
    entries = tuple(
        sorted(
            Entry(facts.serial, facts.revoked_at, facts.revocation_reason or "")
            for facts in certificates
            if facts.revoked_at is not None
            and facts.issuer == house
            and facts.revoked_at <= moment
            and names.generation_at(facts.valid_from) == number
        )
    )
    return _crl(authority, _issue_of(authority, moment, entries), entries)


def root_crl_at(
    pki: Pki, issuer: House | str, moment: datetime, *, generation: int | None = None
) -> bytes:
    """Return a root's list at ``moment``: no authority of ours is ever revoked."""
    number = generation or names.generation_at(moment)
    authority = pki.root(House(issuer), names.founded(number))
    return _crl(authority, _issue_of(authority, moment, ()), ())


def ocsp_at(pki: Pki, facts: Certificate, moment: datetime) -> bytes:
    """Return the OCSP answer for one certificate at ``moment``, DER (RFC 6960)."""
    issuer = pki.issuer_of(facts)
    responder = pki.responder(House(facts.issuer), moment)
    revoked = facts.revoked_at is not None and facts.revoked_at <= moment
    since = facts.revoked_at if revoked else None
    return _ocsp(issuer, responder, facts.serial, moment, _status(since, facts.revocation_reason))


def _issue_of(authority: Certified, moment: datetime, entries: tuple[Entry, ...]) -> datetime:
    """When the list in force at ``moment`` was issued."""
    last = authority.certificate.not_valid_after_utc - timedelta(days=1)
    moment = min(moment.astimezone(UTC), last)
    midnight = datetime.combine(moment.date(), time(), tzinfo=UTC)
    return max([midnight, *(entry.since for entry in entries if entry.since <= moment)])


@lru_cache(maxsize=1_024)
def _crl(authority: Certified, issued: datetime, entries: tuple[Entry, ...]) -> bytes:
    certificate = authority.certificate
    midnight = datetime.combine(issued.date(), time(), tzinfo=UTC)
    keeps = tagged(0x18, certificate.not_valid_before_utc.strftime("%Y%m%d%H%M%SZ").encode())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificate.subject)
        .last_update(issued)
        .next_update(midnight + LIST_LIVES)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(certificate.public_key()),  # type: ignore[arg-type]  # ours are EC keys
            critical=False,
        )
        .add_extension(x509.CRLNumber(int(issued.timestamp())), critical=False)
        .add_extension(x509.UnrecognizedExtension(_KEEPS_EXPIRED, keeps), critical=False)
    )
    for entry in entries:
        builder = builder.add_revoked_certificate(_listed(entry))
    made = builder.sign(authority.key, hashes.SHA256(), ecdsa_deterministic=True)
    return made.public_bytes(Encoding.DER)


def _listed(entry: Entry) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(entry.serial)
        .revocation_date(entry.since.astimezone(UTC))
    )
    if entry.reason in _REASONS:
        reason = x509.CRLReason(_REASONS[entry.reason].flag)
        builder = builder.add_extension(reason, critical=False)
    return builder.build()


class _Reason(NamedTuple):
    flag: x509.ReasonFlags
    number: int


_REASONS: Final = {
    "key_compromise": _Reason(x509.ReasonFlags.key_compromise, 1),
    "affiliation_changed": _Reason(x509.ReasonFlags.affiliation_changed, 3),
    "superseded": _Reason(x509.ReasonFlags.superseded, 4),
    "cessation_of_operation": _Reason(x509.ReasonFlags.cessation_of_operation, 5),
}
"""Reasons a certificate's facts may give (RFC 5280 5.3.1); anything else is left unsaid."""


def _status(since: datetime | None, reason: str | None) -> bytes:
    if since is None:
        return b"\x80\x00"
    said = _REASONS.get(reason or "")
    return context(1, generalized(since), context(0, enumerated(said.number)) if said else b"")


@lru_cache(maxsize=4_096)
def _ocsp(
    issuer: Certified, responder: Certified, serial: int, moment: datetime, status: bytes
) -> bytes:
    certificate = issuer.certificate
    key = x509.SubjectKeyIdentifier.from_public_key(issuer.key.public_key()).digest
    asked = sequence(
        sequence(identifier("1.3.14.3.2.26"), b"\x05\x00"),
        octets(hashlib.sha1(certificate.subject.public_bytes()).digest()),  # noqa: S324 - RFC 5019
        octets(key),
        integer(serial),
    )
    told = sequence(
        asked, status, generalized(moment), context(0, generalized(moment + ANSWER_LIVES))
    )
    who = x509.SubjectKeyIdentifier.from_public_key(responder.key.public_key()).digest
    answers = sequence(context(2, octets(who)), generalized(moment), sequence(told))
    basic = sequence(
        answers,
        cms.SHA256.signature,
        bits(signed(responder.key, answers)),
        context(0, sequence(responder.der)),
    )
    return sequence(enumerated(0), context(0, sequence(_BASIC, octets(basic))))
