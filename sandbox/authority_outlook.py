"""Which documents will still be provable, and until when: the renewal calendar of an archive."""

from datetime import datetime
from typing import Final, NamedTuple

from sandbox.entities import Certificate, Component, ComponentRole, Document
from sandbox.shelf import Shelf
from sandbox.signing.outlook import Outlook, Stretch, outlook
from sandbox.signing.pki import Pki

FARTHEST: Final = 60
"""Years that an outlook looks ahead."""
_SIGNED: Final = b"/ByteRange"


class Renewal(NamedTuple):
    """A document whose proof ends."""

    document: str
    before: datetime
    "when it stops being provable unless it is stamped again"


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
    parts = shelf.all(Component, document=document.ref, role=ComponentRole.MAIN)
    pdf = _content(shelf, parts[0]) if parts else b""
    if _SIGNED not in pdf:
        return None
    known = shelf.all(Certificate)
    return outlook(pdf, pki=Pki(shelf.world_key), certificates=known, at=at, until=until)


def renewal_calendar(shelf: Shelf, documents: list[Document], *, by: datetime) -> list[Renewal]:
    """Return which of the documents stop being provable by a moment, the most urgent first."""
    found = []
    for document in documents:
        seen = foresee(shelf, document, until=by)
        if seen is not None and seen.renew_before is not None:
            found.append(Renewal(document.ref, seen.renew_before))
    return sorted(found, key=lambda one: (one.before, one.document))


def _content(shelf: Shelf, component: Component) -> bytes:
    try:
        return shelf.blob(component.digest)
    except KeyError:
        return b""
