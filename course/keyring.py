"""Keys and the years to come, as a desk shows them: whose PIN is whose, until when proof holds."""

from datetime import datetime
from typing import NamedTuple

from base.db import reading
from base.errors import Refused
from course.desk import Desk, may_look
from course.people import Person
from course.pinned import open_archive, pinned
from sandbox import entities as e
from sandbox.authority_keys import holder_name, tries_left
from sandbox.authority_outlook import Renewal, foresee, renewal_calendar
from sandbox.signing.outlook import Outlook
from sandbox.signing.pki import Pki


class KeySeen(NamedTuple):
    """A key device that the post one sits at holds, answers for, or would sign with."""

    device: e.KeyDevice
    name: str
    "whose key it is"
    in_hand: bool
    left: int | None
    "wrong PINs that it still bears; None when it asks for none"

    @property
    def locked(self) -> bool:
        """Whether wrong PINs have locked it."""
        return self.left == 0

    @property
    def pin(self) -> str:
        """The practice PIN, for whoever has the device in hand; empty for anybody else."""
        return self.device.pin if self.in_hand else ""


def keys_at(someone: Person, desk: Desk) -> list[KeySeen]:
    """Return the key devices that concern the post one sits at; none in a world without them."""
    post = desk.post
    devices = [one for one in desk.holdings.all(e.KeyDevice) if post and _concerns(one, post)]
    if not devices or post is None:
        return []
    with reading() as session:
        kept = pinned(session, desk.attempt.handle)
        may_look(session, someone, kept.row)
        archive = open_archive(session, kept)
        events = archive.events()
        return [
            KeySeen(
                one, holder_name(archive, one), one.held_by == post.ref, tries_left(one, events)
            )
            for one in devices
        ]


def _concerns(device: e.KeyDevice, post: e.Post) -> bool:
    return post.ref in {device.held_by, device.keeper} or device.holder == post.person


def foreseen(someone: Person, handle: str, document: str, until: datetime) -> Outlook | None:
    """Return what verification will say of a document in the years to come; None: unsigned."""
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        archive = open_archive(session, kept)
        return foresee(archive, archive.get(e.Document, document), until=until)


def practice_roots(someone: Person, handle: str) -> str:
    """Return the roots of the practice world as PEM: for our own verification, never to install."""
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        archive = open_archive(session, kept)
        return Pki(archive.world_key).root_pem(archive.now)


def keeps_calendar(desk: Desk) -> bool:
    """Whether the post one sits at answers for what is kept: an archivist's does."""
    return desk.post is not None and desk.post.role is e.Role.ARCHIVIST


def renewals(someone: Person, desk: Desk) -> list[Renewal]:
    """Return when the proof of each document kept in the archive ends, the most urgent first.

    Raises:
        Refused: ``renewals.not_kept_here`` at any desk but an archivist's.
    """
    if not keeps_calendar(desk):
        raise Refused("renewals.not_kept_here")
    with reading() as session:
        kept = pinned(session, desk.attempt.handle)
        may_look(session, someone, kept.row)
        archive = open_archive(session, kept)
        return renewal_calendar(archive, (one for one in archive.all(e.Document) if _stays(one)))


def _stays(document: e.Document) -> bool:
    """Whether a document has left its makers' hands: its proof is somebody's to preserve."""
    return document.status in {e.DocumentStatus.ISSUED, e.DocumentStatus.REGISTERED}
