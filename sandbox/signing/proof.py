"""Proof of time: which timestamps of a document may be believed, and what they prove of it.

A document timestamp proves that everything before it existed when it was made. So the last one is
judged at the moment of checking, each earlier one at the time the next proves, and a signature's
own timestamp at the time that the first one after it proves (after ETSI EN 319 102-1, 5.6).
"""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from asn1crypto import cms
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing.chain import Chain, Known, chain_of
from sandbox.signing.containers import parties_of
from sandbox.signing.foreign import BROKEN
from sandbox.signing.grounds import RENEW
from sandbox.signing.integrity import checked_token
from sandbox.signing.reading import common_name, extension_of
from sandbox.signing.report import unclear, wrong
from sandbox.signing.revocation import Standing, never_asked, status_at
from sandbox.signing.statements import Published
from sandbox.signing.times import CLOCKS
from sandbox.signing.trust import WEAK_SINCE
from sandbox.verdicts import Remark

_HARMLESS: Final = {"affiliation_changed", "superseded", "cessation_of_operation"}
"""Reasons that leave a unit's earlier timestamps standing (RFC 3161, 4.1)."""


class Source(NamedTuple):
    """What a verification may use."""

    known: Known
    published: Published
    at: datetime
    weak_since: Mapping[str, datetime] = WEAK_SINCE
    "since when a digest is too weak to prove anything"


class Stamped(NamedTuple):
    """A timestamp, judged."""

    said: datetime | None
    chain: Chain
    remark: Remark | None
    "why it is not believed"


class Horizon(NamedTuple):
    """What the document timestamps after some revision prove of it."""

    moment: datetime
    "everything before existed at this time; the moment of checking when nothing proves more"
    proven: bool
    remarks: tuple[Remark, ...] = ()
    "why document timestamps after it are not believed"


def judged(token: cms.SignedData, signature: EmbeddedPdfSignature, source: Source) -> Stamped:
    """Judge a timestamp at ``source.at``: whole, made for this, by a unit trusted then."""
    checked = checked_token(token, signature)
    try:
        parties = parties_of(token)
    except BROKEN as error:
        nobody = Chain((), b"", None)
        return Stamped(checked.said, nobody, wrong("timestamp.broken", why=type(error).__name__))
    chain = chain_of(
        parties.signer, source.known._replace(carried=_carried(source, parties.others))
    )
    if checked.remark is not None or checked.said is None:
        return Stamped(checked.said, chain, checked.remark or wrong("timestamp.broken"))
    remark = _unit(chain, checked.said, source) or _weak(checked.algorithm, checked.said, source)
    return Stamped(checked.said, chain, remark)


def horizons(stamps: list[EmbeddedPdfSignature], source: Source) -> list[tuple[int, Horizon]]:
    """Judge the document timestamps, the last first.

    Returns:
        For each, its revision and what is proven of everything before it, first revision first.
    """
    horizon = Horizon(source.at, proven=False)
    found: list[tuple[int, Horizon]] = []
    for stamp in sorted(stamps, key=lambda stamp: stamp.signed_revision, reverse=True):
        one = judged(stamp.signed_data, stamp, source._replace(at=horizon.moment))
        if one.remark is None and one.said is not None:
            horizon = Horizon(one.said, proven=True, remarks=horizon.remarks)
        elif one.remark is not None:
            horizon = horizon._replace(remarks=(*horizon.remarks, of_archive(one.remark)))
        found.append((stamp.signed_revision, horizon))
    return found[::-1]


def of_archive(remark: Remark) -> Remark:
    """The same remark, said of a document timestamp."""
    return remark.model_copy(update={"code": remark.code.replace("timestamp.", "archive.")})


def horizon_of(revision: int, found: list[tuple[int, Horizon]], at: datetime) -> Horizon:
    """Return what is proven of ``revision`` by the document timestamps after it."""
    after = [horizon for stamped, horizon in found if stamped > revision]
    return after[0] if after else Horizon(at, proven=False)


def _carried(source: Source, others: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys([*source.known.carried, *others]))


def _unit(chain: Chain, said: datetime, source: Source) -> Remark | None:
    """Why the unit's word is not taken, if it is not."""
    if chain.remark is not None or not chain.certificates:
        return unclear("timestamp.untrusted", said=said, unit=_name(chain))
    if said > source.at + CLOCKS:
        return unclear("timestamp.later_than_proof", said=said, known=source.at)
    if not _may_stamp(chain.certificates[0]):
        return unclear("timestamp.wrong_purpose", said=said, unit=_name(chain))
    for certificate, issuer in pairwise(chain.certificates):
        remark = _running(certificate, issuer, said, source)
        if remark is not None:
            return remark
    return None


def _weak(algorithm: str, said: datetime, source: Source) -> Remark | None:
    """A token over a digest that had fallen before anything newer covered it."""
    since = source.weak_since.get(algorithm)
    if since is None or source.at < since:
        return None
    return unclear(
        "timestamp.weak", RENEW, said=said, algorithm=algorithm.upper(), since=since.date()
    )


def _running(
    certificate: x509.Certificate, issuer: x509.Certificate, said: datetime, source: Source
) -> Remark | None:
    end = certificate.not_valid_after_utc
    if not certificate.not_valid_before_utc <= said <= end:
        return unclear("timestamp.outside_term", said=said, until=end)
    if source.at > end:
        return unclear("timestamp.expired", RENEW, said=said, until=end)
    if never_asked(certificate):
        return None
    status = status_at(certificate, issuer, source.at, source.published)
    if status.standing is Standing.UNKNOWN:
        return unclear("timestamp.status_unknown", said=said)
    if status.standing is Standing.REVOKED and not _spared(status.reason, status.since, said):
        return unclear("timestamp.revoked", said=said, since=status.since)
    return None


def _spared(reason: str, since: datetime | None, said: datetime) -> bool:
    return reason in _HARMLESS and since is not None and said < since


def _may_stamp(certificate: x509.Certificate) -> bool:
    purposes = extension_of(certificate, x509.ExtendedKeyUsage)
    return purposes is not None and list(purposes) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _name(chain: Chain) -> str:
    return common_name(chain.certificates[0]) if chain.certificates else "?"
