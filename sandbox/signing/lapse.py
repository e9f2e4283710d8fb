"""When does a document's proof end, if nobody stamps it again? One answer, found by halving.

An outlook asks for the verdict after every turn that is to come. A calendar of many documents
needs only the first turn after which a proof no longer holds, so the turns are halved until it
is found. The answer depends on the file, the world's PKI and its certificates alone, not on the
day on which it is asked for: it is kept, and time may pass without any file being read again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Final

from base.canonical import digest
from base.errors import Refused
from base.model import Value
from sandbox.derived import derive
from sandbox.entities import Certificate
from sandbox.signing.outlook import decisive, turns
from sandbox.signing.pki import Pki
from sandbox.signing.report import SignatureReport
from sandbox.signing.trust import trust_of
from sandbox.signing.verify import verify, versions
from sandbox.verdicts import Remark, Verdict

FAR: Final = timedelta(days=366 * 60)
"""How far a lapse is looked for."""
_OVER: Final = {
    "archive.expired", "archive.weak", "timestamp.expired", "timestamp.weak",
    "certificate.expired_unproven",
}  # fmt: skip
"""What says that a proof was there and has ended."""
_BECAUSE: Final = {"revocation.unknown", "revocation.unproven", "integrity.weak_digest"}
"""What follows from it."""
_BARE: Final = {"B-B", "B-T"}
"""Levels without validation data."""


class Lapse(Value):
    """The end of a document's proof, if nobody does anything more."""

    since: datetime
    "the moment it was looked at from: its newest timestamp, or the present when it has none"
    verdict: Verdict
    "what verification says at that moment"
    at: datetime | None = None
    """When it stops being provable, or had stopped before it was last stamped; None when it never
    was provable, or is not for another reason than time."""
    reasons: tuple[Remark, ...] = ()
    "what verification will say then"
    bare: bool = False
    "whether one of its signatures travels without validation data (B-B, B-T)"


def lapse(pdf: bytes, *, pki: Pki, certificates: Iterable[Certificate], now: datetime) -> Lapse:
    """Return when the proof of ``pdf`` ends.

    Args:
        pdf: a signed document.
        pki: the world's PKI, which goes on publishing its lists.
        certificates: the world's certificates as known now.
        now: the simulated present, aware; matters only for a file without timestamps.
    """
    known = sorted(certificates, key=lambda one: (one.issuer, one.serial, one.ref))
    since = _newest(pdf, now)
    key = [sha256(pdf).hexdigest(), digest(pki.world_key), digest(known), since, versions()]
    made = derive("lapse", key, lambda: _found(pdf, pki, known, since).model_dump_json().encode())
    return Lapse.model_validate_json(made)


def _found(pdf: bytes, pki: Pki, known: list[Certificate], since: datetime) -> Lapse:
    told = partial(_told, pdf, pki, known)
    first = told(since)
    bare = any(check.level in _BARE for check in first.signatures)
    if first.verdict is not Verdict.VALID:
        reasons = decisive(first)
        ended = _ended(reasons) if first.verdict is Verdict.UNDETERMINED else None
        return Lapse(since=since, verdict=first.verdict, at=ended, reasons=reasons, bare=bare)
    weak = trust_of(pki, (), since).weak_since
    coming = sorted({*turns(first, weak, since, since + FAR), *_revocations(known, since)})
    end = _first_lost(coming, told)
    reasons = decisive(told(end)) if end else ()
    return Lapse(since=since, verdict=first.verdict, at=end, reasons=reasons, bare=bare)


def _ended(reasons: tuple[Remark, ...]) -> datetime | None:
    """Return when a proof had ended that a later stamp came too late for; None: it is not that."""
    if not all(one.code in {*_OVER, *_BECAUSE} for one in reasons):
        return None
    over = [one for one in reasons if one.code in _OVER]
    for kind, first in (("archive.", max), ("timestamp.", min), ("certificate.", min)):
        said = [one.facts for one in over if one.code.startswith(kind)]
        ends = [_moment(facts.get("until") or facts["since"]) for facts in said]
        if ends:  # the newest archive timestamp carried all before it; else the first to end
            return first(ends)
    return None


def _moment(said: str) -> datetime:
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _told(pdf: bytes, pki: Pki, known: list[Certificate], at: datetime) -> SignatureReport:
    return verify(pdf, trust=trust_of(pki, known, at), at=at)


def _revocations(known: list[Certificate], since: datetime) -> Iterator[datetime]:
    """The revocations that were made after the file was last stamped: each may end a proof."""
    for one in known:
        if one.revoked_at is not None and one.revoked_at > since:
            yield one.revoked_at + timedelta(seconds=1)


def _first_lost(
    coming: list[datetime], told: Callable[[datetime], SignatureReport]
) -> datetime | None:
    """Return the first moment at which it is no longer valid: once lost, a proof stays lost."""
    low, high = 0, len(coming)
    while low < high:
        middle = (low + high) // 2
        if told(coming[middle]).verdict is Verdict.VALID:
            low = middle + 1
        else:
            high = middle
    return coming[low] if low < len(coming) else None


def _newest(pdf: bytes, now: datetime) -> datetime:
    """Return the time of a file's newest timestamp; ``now`` for one without, or from later."""
    kept = derive("stamped", sha256(pdf).hexdigest(), partial(_stamped, pdf)).decode()
    return min(datetime.fromisoformat(kept), now) if kept else now


def _stamped(pdf: bytes) -> bytes:
    from sandbox.signing import containers, foreign

    try:
        with foreign.as_refusal():
            moments = containers.contents_of(pdf).stamped
    except Refused:  # not to be read: its verdict will say so
        return b""
    return moments[-1].isoformat().encode() if moments else b""
