"""Is the signer who they say, and was their certificate good when they signed?

The decision table: revoked or expired before the proven time is invalid; after it, valid with
advice to renew; with no proven time it cannot be told (NĐ 68/2024 Đ31, NĐ 23/2025 Đ16: what
counts is the status at the time of signing, not today's).
"""

from datetime import datetime
from itertools import pairwise
from typing import Final

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from sandbox.signing.chain import Chain
from sandbox.signing.grounds import AT_SIGNING, NOT_TODAY, RENEW, UNPROVEN
from sandbox.signing.proof import Source
from sandbox.signing.reading import common_name, extension_of
from sandbox.signing.report import fine, unclear, wrong
from sandbox.signing.revocation import Standing, Status, never_asked, status_at
from sandbox.signing.times import Times
from sandbox.verdicts import Remark

_OTHER_TRADES: Final = {
    ExtendedKeyUsageOID.TIME_STAMPING,
    ExtendedKeyUsageOID.OCSP_SIGNING,
    ExtendedKeyUsageOID.SERVER_AUTH,
}


def signatory(chain: Chain, times: Times, source: Source) -> list[Remark]:
    """Judge the signer's chain at the time of signing.

    Args:
        chain: from the signer's certificate.
        times: what is known of the time.
        source: lists, answers and the moment of checking.
    """
    remarks = [chain.remark] if chain.remark is not None else []
    if not chain.certificates:
        return remarks
    remarks += _purpose(chain.certificates[0])
    if chain.remark is not None:
        return remarks
    for place, (certificate, issuer) in enumerate(pairwise(chain.certificates)):
        remarks += _term(certificate, times, source.at)
        if not never_asked(certificate):
            moment = times.proven or source.at
            status = status_at(certificate, issuer, moment, source.published)
            remarks += _status(certificate, status, times, of_signer=place == 0)
    return remarks


def _purpose(certificate: x509.Certificate) -> list[Remark]:
    usage = extension_of(certificate, x509.KeyUsage)
    purposes = extension_of(certificate, x509.ExtendedKeyUsage)
    may_sign = usage is None or usage.digital_signature or usage.content_commitment
    if may_sign and (purposes is None or not set(purposes) <= _OTHER_TRADES):
        return []
    return [wrong("certificate.key_usage", AT_SIGNING, name=common_name(certificate))]


def _term(certificate: x509.Certificate, times: Times, at: datetime) -> list[Remark]:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    facts: dict[str, object] = {"name": common_name(certificate), "since": start, "until": end}
    signed = times.signed
    if signed is not None and signed > end and not times.claims_before(end):
        return [wrong("certificate.signed_after_end", AT_SIGNING, signed=signed, **facts)]
    if signed is not None and signed < start:
        return [wrong("certificate.signed_before_start", AT_SIGNING, signed=signed, **facts)]
    if at > end and (times.proven is None or times.proven > end):
        return [unclear("certificate.expired_unproven", UNPROVEN, **facts)]
    if at > end:
        return [fine("certificate.expired_since", RENEW, signed=signed, **facts)]
    if at < start:
        return [unclear("certificate.not_yet", AT_SIGNING, **facts)]
    return []


def _status(
    certificate: x509.Certificate, status: Status, times: Times, *, of_signer: bool
) -> list[Remark]:
    facts: dict[str, object] = {"name": common_name(certificate)}
    if status.since is None:
        if status.standing is Standing.GOOD:
            return []
        return [unclear("revocation.unknown", AT_SIGNING, **facts)]
    facts |= {
        "since": status.since,
        "reason": f"@signature.reason.{status.reason or 'unspecified'}",
    }
    signed = times.signed
    if signed is None or (times.claims_before(status.since) and not times.proves(status.since)):
        return [unclear("revocation.unproven", UNPROVEN, **facts)]
    if status.since <= signed:
        code = "revocation.before_signing" if of_signer else "revocation.authority"
        return [wrong(code, AT_SIGNING, signed=signed, **facts)]
    return [fine("revocation.after_signing", NOT_TODAY, signed=signed, **facts)]
