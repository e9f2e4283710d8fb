"""Was a certificate revoked at a moment? From lists and OCSP answers, with the reason when unknown.

What counts is what was in force at the moment, or came after it. A list that came after the
certificate's end says nothing unless it keeps expired ones (X.509 9.5.2.8).
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from cryptography import x509

from sandbox.signing.answers import from_answers
from sandbox.signing.lists import from_lists
from sandbox.signing.reading import extension_of
from sandbox.signing.statements import Published


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


def status_at(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    moment: datetime,
    published: Published,
) -> Status:
    """Return the standing of ``certificate`` at ``moment``."""
    statements = [
        *from_lists(certificate, issuer, published.lists),
        *from_answers(certificate, issuer, published.answers),
    ]
    revoked = sorted((told.since, told.reason) for told in statements if told.since is not None)
    if revoked:
        since, reason = revoked[0]
        if since <= moment:
            return Status(Standing.REVOKED, since, reason)
    end = certificate.not_valid_after_utc
    if any(told.speaks_of(moment, end) for told in statements):
        return Status(Standing.GOOD, *(revoked[0] if revoked else ()))
    return Status(Standing.UNKNOWN)


def never_asked(certificate: x509.Certificate) -> bool:
    """Whether its issuer says that no status is published for it (ocsp-nocheck, RFC 6960)."""
    return extension_of(certificate, x509.OCSPNoCheck) is not None
