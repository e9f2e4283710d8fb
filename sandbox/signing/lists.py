"""Revocation lists from anywhere: read, checked against their issuer, asked for one certificate.

A list counts only if the certificate's own issuer signed it and it is whole: no delta, no
indirect list, no list of some reasons (RFC 5280 5 and 6.3).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import ExtensionOID

from sandbox.signing.reading import MALFORMED, extension_of
from sandbox.signing.statements import DEFAULT_LIFE, Statement

_KEEPS_EXPIRED = x509.ObjectIdentifier("2.5.29.60")
_UNDERSTOOD = {
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.CRL_NUMBER,
    ExtensionOID.ISSUING_DISTRIBUTION_POINT,
}


def from_lists(
    certificate: x509.Certificate, issuer: x509.Certificate, lists: tuple[bytes, ...]
) -> Iterator[Statement]:
    """Return what each list that counts says of ``certificate``."""
    for der in lists:
        found = _list(der)
        if found is None or found.issuer != certificate.issuer or not _fit(found, certificate):
            continue
        if not _list_signed(der, issuer):
            continue
        entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
        said = found.last_update_utc
        yield Statement(
            entry.revocation_date_utc if entry else None,
            _reason(entry) if entry else "",
            said,
            found.next_update_utc or said + DEFAULT_LIFE,
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
