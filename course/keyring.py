"""Keys and the years to come, as a desk shows them: whose PIN is whose, until when proof holds."""

from datetime import datetime
from typing import NamedTuple

from base.db import reading
from course.desk import Desk, may_look
from course.people import Person
from course.pinned import open_archive, pinned
from sandbox import entities as e
from sandbox.authority_keys import holder_name, locked
from sandbox.authority_outlook import foresee
from sandbox.signing.outlook import Outlook
from sandbox.signing.pki import Pki


class KeySeen(NamedTuple):
    """A key device that the post one sits at holds, answers for, or would sign with."""

    device: e.KeyDevice
    name: str
    "whose key it is"
    in_hand: bool
    locked: bool

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
            KeySeen(one, holder_name(archive, one), one.held_by == post.ref, locked(one, events))
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
