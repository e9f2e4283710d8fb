"""Verifying a PDF's signatures: three panels each, every verdict with its reasons."""

import hashlib
from datetime import datetime
from functools import cache, partial
from importlib.metadata import version
from typing import Final

from sandbox.derived import derive
from sandbox.signing.report import SignatureReport
from sandbox.signing.trust import Trust

RULES: Final = 2
"""Raised when our own rules change, so that verdicts kept before are asked for again."""


def verify(pdf: bytes, *, trust: Trust, at: datetime) -> SignatureReport:
    """Verify every signature of ``pdf`` as at ``at``.

    The answer depends on nothing else, and is kept under the digests of file and trust, the
    moment, and the versions of what checked it.

    Args:
        pdf: a file from anywhere; what it is and how large is checked here.
        trust: roots, known certificates, revocation lists and answers.
        at: the simulated moment of checking, aware.

    Returns:
        A report; a file that cannot be examined gives "undetermined" with the reason, never an
        error.
    """
    key = [hashlib.sha256(pdf).hexdigest(), trust.digest, at, versions()]
    kept = derive("verdict", key, partial(_verified, pdf, trust, at))
    return SignatureReport.model_validate_json(kept)


def verify_afresh(pdf: bytes, *, trust: Trust, at: datetime) -> SignatureReport:
    """Verify without looking for a kept verdict nor keeping one: for strangers' files."""
    from sandbox.signing.examination import examined

    return examined(pdf, trust, at)


def _verified(pdf: bytes, trust: Trust, at: datetime) -> bytes:
    return verify_afresh(pdf, trust=trust, at=at).model_dump_json().encode()


@cache
def versions() -> tuple[str, ...]:
    """Return what a kept verdict depends on beside its file: our rules and the libraries."""
    libraries = ("pyhanko", "pyhanko-certvalidator", "cryptography")
    return (str(RULES), *(version(library) for library in libraries))
