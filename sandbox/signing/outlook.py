"""Will it hold in 2046? A document's verdict along the years, if nobody does anything more.

The verdict changes only when a certificate ends or a digest falls: so it is asked for once after
each such moment, by the very verification that will be asked then. Revocations and discoveries
that nobody knows of yet are not foreseen.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from base.model import Value
from sandbox.entities import Certificate
from sandbox.signing.pki import Pki
from sandbox.signing.report import SignatureReport
from sandbox.signing.trust import trust_of
from sandbox.signing.verify import verify
from sandbox.verdicts import Remark, Verdict

_AFTER = timedelta(seconds=1)


class Stretch(Value):
    """A stretch of time in which the verdict and its reasons stay the same."""

    since: datetime
    verdict: Verdict
    reasons: tuple[Remark, ...] = ()
    "what decides it; while it is valid, what is worth knowing of the certificates' ends"


class Outlook(Value):
    """What verification will say of a document, from one moment to another."""

    until: datetime
    stretches: tuple[Stretch, ...]
    "in the order of time, each until the next one begins; the first begins now"

    def at(self, moment: datetime) -> Stretch:
        """Return the stretch that a moment lies in; the first one for a moment before it."""
        begun = [one for one in self.stretches if one.since <= moment]
        return begun[-1] if begun else self.stretches[0]

    @property
    def renew_before(self) -> datetime | None:
        """When a valid document stops being provable; None when it already has, or never does."""
        if self.stretches[0].verdict is not Verdict.VALID:
            return None
        return next((one.since for one in self.stretches if one.verdict is not Verdict.VALID), None)


def outlook(
    pdf: bytes, *, pki: Pki, certificates: Iterable[Certificate], at: datetime, until: datetime
) -> Outlook:
    """Return what verification will say of ``pdf`` from ``at`` to ``until``.

    Args:
        pdf: a document.
        pki: the world's PKI, which goes on publishing its lists.
        certificates: the world's certificates as known at ``at``.
        at: the simulated present, aware.
        until: how far to look, aware.
    """
    known = list(certificates)
    now = verify(pdf, trust=trust_of(pki, known, at), at=at)
    stretches = [_stretch(at, now)]
    for moment in turns(now, trust_of(pki, (), at).weak_since, at, until):
        report = verify(pdf, trust=trust_of(pki, known, moment), at=moment)
        found = _stretch(moment, report)
        if _differs(found, stretches[-1]):
            stretches.append(found)
    return Outlook(until=until, stretches=tuple(stretches))


def turns(
    report: SignatureReport, weak_since: Mapping[str, datetime], at: datetime, until: datetime
) -> list[datetime]:
    """Return the moments after ``at`` at which the verdict may change, in order."""
    found = {end + _AFTER for end in _ends(report)} | set(weak_since.values())
    return sorted(turn for turn in found if at < turn <= until)


def _ends(report: SignatureReport) -> Iterator[datetime]:
    for check in report.signatures:
        for link in (*check.chain, *check.stamp_chain):
            yield link.valid_from - _AFTER
            yield link.valid_to


def _stretch(since: datetime, report: SignatureReport) -> Stretch:
    worth = [one for one in _remarks(report) if one.code in _WORTH_KNOWING]
    reasons = decisive(report) or (_each(worth) if report.verdict is Verdict.VALID else ())
    return Stretch(since=since, verdict=report.verdict, reasons=reasons)


def decisive(report: SignatureReport) -> tuple[Remark, ...]:
    """Return the remarks that make a report's verdict what it is, each once; none when valid."""
    return _each(
        one for one in _remarks(report) if one.verdict is report.verdict is not Verdict.VALID
    )


def _remarks(report: SignatureReport) -> list[Remark]:
    return [*report.remarks, *(r for check in report.signatures for r in check.remarks)]


def _each(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple({(one.code, str(sorted(one.facts.items()))): one for one in remarks}.values())


_WORTH_KNOWING = {"certificate.expired_since", "revocation.after_signing", "timestamp.none"}


def _differs(one: Stretch, other: Stretch) -> bool:
    return (one.verdict, _codes(one)) != (other.verdict, _codes(other))


def _codes(stretch: Stretch) -> set[str]:
    return {remark.code for remark in stretch.reasons}
