"""Is the signer who they say, and was their certificate good when they signed?

The decision table: revoked or expired before the proven time is invalid; after it, valid with
advice to renew; with no proven time it cannot be told (NĐ 68/2024 Đ31, NĐ 23/2025 Đ16: what
counts is the status at the time of signing, not today's).
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from sandbox.signing.chain import Chain, common_name
from sandbox.signing.proof import RENEW, Source
from sandbox.signing.report import fine, unclear, wrong
from sandbox.signing.revocation import Standing, Status, never_asked, status_at
from sandbox.verdicts import Remark

AT_SIGNING: Final = "rule/nd68.d31"
"""A certificate is judged as at signing time: term, scope, status (NĐ 68/2024 Đ31)."""
NOT_TODAY: Final = "rule/nd23.d16"
"""The recipient judges the status as at signing, not today's (NĐ 23/2025 Đ16)."""
UNPROVEN: Final = "practice/no-proof-of-time"
ORDERLY: Final = "rule/nd68.d29"
"""Signing ends with a timestamp where the law asks for one (NĐ 68/2024 Đ29)."""
_CLOCKS: Final = timedelta(minutes=5)
"""By how much a signer's clock may be wrong."""
_OTHER_TRADES: Final = {
    ExtendedKeyUsageOID.TIME_STAMPING,
    ExtendedKeyUsageOID.OCSP_SIGNING,
    ExtendedKeyUsageOID.SERVER_AUTH,
}


class Times(NamedTuple):
    """What is known of when it was signed."""

    claimed: datetime | None
    proven: datetime | None
    "the earliest time a believed timestamp shows; None when none does"


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
    name = common_name(certificate)
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return [wrong("certificate.key_usage", AT_SIGNING, name=name)]
    except (x509.ExtensionNotFound, ValueError):
        return []
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    if set(purposes) <= _OTHER_TRADES:
        return [wrong("certificate.key_usage", AT_SIGNING, name=name)]
    return []


def _term(certificate: x509.Certificate, times: Times, at: datetime) -> list[Remark]:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    facts: dict[str, object] = {"name": common_name(certificate), "since": start, "until": end}
    signed = times.proven or times.claimed
    if signed is not None and signed > end:
        return [wrong("certificate.signed_after_end", AT_SIGNING, signed=signed, **facts)]
    if signed is not None and signed < start:
        return [wrong("certificate.signed_before_start", AT_SIGNING, signed=signed, **facts)]
    if at > end and times.proven is None:
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
    facts |= {"since": status.since, "reason": f"@signing.reason.{status.reason or 'unspecified'}"}
    signed = times.proven or times.claimed
    if signed is None or (times.proven is None and signed < status.since):
        return [unclear("revocation.unproven", UNPROVEN, **facts)]
    if status.since <= signed:
        code = "revocation.before_signing" if of_signer else "revocation.authority"
        return [wrong(code, AT_SIGNING, signed=signed, **facts)]
    return [fine("revocation.after_signing", NOT_TODAY, signed=signed, **facts)]


def consistent(claimed: datetime | None, stamped: datetime | None) -> list[Remark]:
    """Compare the claimed time with the timestamp's, five minutes of clocks allowed."""
    if claimed is None or stamped is None or stamped >= claimed - _CLOCKS:
        return []
    return [unclear("timestamp.before_claim", ORDERLY, claimed=claimed, stamped=stamped)]
