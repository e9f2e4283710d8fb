"""OCSP answers from anywhere: read, checked against who may answer, asked for one certificate.

An answer counts only if the certificate's own issuer signed it, or a responder that the issuer
certified for that (RFC 6960 4.2.2.2).
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from sandbox.signing.lookalike import issued_by
from sandbox.signing.reading import MALFORMED, extension_of
from sandbox.signing.statements import DEFAULT_LIFE, Statement

_HASHES = {h.name: h for h in (hashes.SHA1, hashes.SHA256, hashes.SHA384, hashes.SHA512)}


def from_answers(
    certificate: x509.Certificate, issuer: x509.Certificate, answers: tuple[bytes, ...]
) -> Iterator[Statement]:
    """Return what each answer that counts says of ``certificate``."""
    for der in answers:
        answer = _answer(der)
        if answer is None or not _answer_signed(der, issuer):
            continue
        for single in answer.responses:
            if single.serial_number == certificate.serial_number and _about(single, issuer):
                yield from _statement(single)


def _statement(single: ocsp.OCSPSingleResponse) -> Iterator[Statement]:
    if single.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
        return
    reason = single.revocation_reason
    yield Statement(
        single.revocation_time_utc,
        reason.name if reason else "",
        single.this_update_utc,
        single.next_update_utc or single.this_update_utc + DEFAULT_LIFE,
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
    return issued_by(candidate, issuer)


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
