"""Which documents will still be provable, and until when: the renewal calendar of an archive."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from sandbox.entities import Certificate, Component, ComponentRole, Document
from sandbox.shelf import Shelf
from sandbox.signing.lapse import Lapse, lapse
from sandbox.signing.outlook import Outlook, Stretch, outlook
from sandbox.signing.pki import Pki
from sandbox.verdicts import Remark

FARTHEST: Final = 60
"""Years that an outlook looks ahead."""
_SIGNED: Final = b"/ByteRange"


class Cause(StrEnum):
    """What ends a proof; the first of these that a verdict names."""

    DIGEST = "digest"
    "a digest has fallen"
    ARCHIVE_STAMP = "archive-stamp"
    "the certificate of the newest archive timestamp has ended"
    STAMP = "stamp"
    "the certificate of a signature's own timestamp has ended"
    SIGNER = "signer"
    "the signer's certificate has ended, and no timestamp proves that it was signed before"
    STATUS = "status"
    "nothing says any more whether a certificate was revoked: its validation data are missing"
    OTHER = "other"


_CODES: Final = {
    Cause.DIGEST: ("integrity.weak_digest", "archive.weak", "timestamp.weak"),
    Cause.ARCHIVE_STAMP: ("archive.",),
    Cause.STAMP: ("timestamp.expired", "timestamp.revoked"),
    Cause.SIGNER: ("certificate.", "revocation.unproven"),
    Cause.STATUS: ("revocation.", "timestamp.status_unknown"),
}
"""Cause → what the codes of its remarks begin with."""


class Renewal(NamedTuple):
    """A document whose proof ends, or has ended."""

    document: str
    before: datetime
    "when it stops being provable unless it is stamped again; not after the present: too late"
    cause: Cause
    bare: bool
    "whether its validation data are to be added before it is stamped"


def foresee(shelf: Shelf, document: Document, *, until: datetime | None = None) -> Outlook | None:
    """Return what verification will say of a document's main component in the years to come.

    Args:
        shelf: the archive, at its simulated present.
        document: which.
        until: how far to look; ``FARTHEST`` years unless told.

    Returns:
        The outlook; None when there is nothing signed to look at.
    """
    far = until or shelf.now.replace(year=shelf.now.year + FARTHEST, day=1)
    return _seen(shelf, document, shelf.now, far)


def standing(shelf: Shelf, document: Document, *, at: datetime) -> Stretch | None:
    """Return what verification says of a document at one moment, if nobody does anything more.

    Args:
        shelf: the archive.
        document: which.
        at: the moment; the simulated present when that is later, for nothing is told of the past.

    Returns:
        The verdict and its reasons; None when there is nothing signed to look at.
    """
    moment = max(at, shelf.now)
    seen = _seen(shelf, document, moment, moment)
    return None if seen is None else seen.stretches[0]


def _seen(shelf: Shelf, document: Document, at: datetime, until: datetime) -> Outlook | None:
    pdf = _signed(shelf, document)
    if not pdf:
        return None
    known = shelf.all(Certificate)
    return outlook(pdf, pki=Pki(shelf.world_key), certificates=known, at=at, until=until)


def renewal_calendar(
    shelf: Shelf, documents: Iterable[Document], *, by: datetime | None = None
) -> list[Renewal]:
    """Return which documents stop being provable, or have stopped, the most urgent first.

    What was never provable, because it was altered or signed without right, is no matter of
    renewals and is left out.

    Args:
        shelf: the archive, at its simulated present.
        documents: which are asked about; those that nobody signed are passed over.
        by: only what ends by this moment; whatever ends at all unless told.
    """
    pki, known = Pki(shelf.world_key), shelf.all(Certificate)
    found = []
    for document in documents:
        pdf = _signed(shelf, document)
        seen = lapse(pdf, pki=pki, certificates=known, now=shelf.now) if pdf else None
        if seen is not None and seen.at is not None and (by is None or seen.at <= by):
            found.append(Renewal(document.ref, seen.at, _cause(seen), seen.bare))
    return sorted(found, key=lambda one: (one.before, one.document))


def _cause(seen: Lapse) -> Cause:
    """What ends just then is the cause; older ends come to light because of it."""
    then = [one for one in seen.reasons if seen.at and _near(one, seen.at)]
    codes = [one.code for one in then or seen.reasons]
    named = (cause for cause, begun in _CODES.items() if any(c.startswith(begun) for c in codes))
    return next(named, Cause.OTHER)


def _near(remark: Remark, moment: datetime) -> bool:
    said = (remark.facts.get("until"), remark.facts.get("since"))
    days = (datetime.fromisoformat(one).date() for one in said if one)
    return any(abs((moment.date() - day).days) <= 1 for day in days)


def _signed(shelf: Shelf, document: Document) -> bytes:
    """Return the bytes of a document's main component; nothing when nobody signed it."""
    parts = shelf.all(Component, document=document.ref, role=ComponentRole.MAIN)
    pdf = _content(shelf, parts[0]) if parts else b""
    return pdf if _SIGNED in pdf else b""


def _content(shelf: Shelf, component: Component) -> bytes:
    try:
        return shelf.blob(component.digest)
    except KeyError:
        return b""
