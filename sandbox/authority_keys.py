"""Who may use which key now: in whose hands its device is, the practice PIN, the lock.

A world without key devices asks nothing of this. Wrong PINs are counted in the archive's log,
which keeps refusals, so that no row has to change when a request is refused. The PIN is a practice
PIN: it stands in the device's row, at its holder's desk and in the log.
"""

import re
from collections.abc import Iterable
from itertools import count
from typing import Final

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import KeyDevice, KeyKind, KeyLoan, Organisation, Person, Post
from sandbox.events import Event
from sandbox.planter import Planter
from sandbox.shelf import Shelf
from sandbox.signing.keys import number_of

MOST_TRIES: Final = 3
"""So many wrong PINs in a row lock a device."""
_DIGITS: Final = 6
_MOST_DIGITS: Final = 8
_SHAPE: Final = re.compile(f"[0-9]{{{_DIGITS},{_MOST_DIGITS}}}")
_USES: Final = {"sign-document", "seal-document", "mark-files"}
_WRONG: Final = {"key.wrong_pin", "key.last_wrong_pin"}
_RESETS: Final = {*_USES, "unlock-key"}
"""What, when it succeeds, lets the count of wrong PINs begin anew."""


def practice_pin(world_key: bytes, ref: str) -> str:
    """Return the practice PIN of a device, six digits; worth nothing outside its world."""
    return f"{number_of(world_key, 'pin', ref) % 10**_DIGITS:0{_DIGITS}d}"


def renewed_pin(world_key: bytes, device: KeyDevice, chosen: str) -> str:
    """Return the PIN that a device has after it was unlocked.

    Args:
        world_key: what practice PINs follow from.
        device: as it is before.
        chosen: by its holder; empty for a practice PIN that follows from the old one.

    Raises:
        Refused: ``key.asks_no_pin``, ``key.pin_shape`` or ``key.same_pin``.
    """
    if not device.pin:
        if chosen:
            raise Refused("key.asks_no_pin", ref=device.ref)
        return ""
    if not chosen:
        drawn = (practice_pin(world_key, f"{device.ref} {device.pin} {n}") for n in count())
        return next(pin for pin in drawn if pin != device.pin)
    if not _SHAPE.fullmatch(chosen):
        raise Refused("key.pin_shape", least=_DIGITS, most=_MOST_DIGITS)
    if chosen == device.pin:
        raise Refused("key.same_pin", ref=device.ref)
    return chosen


def equip(
    planter: Planter, holder: str, kind: KeyKind, *, keeper: str, held_by: str, pin: str | None = ""
) -> KeyDevice:
    """Plant a key device: from here on its world practises custody, and PINs if it has one.

    Args:
        planter: the world.
        holder: ref of the person or organisation whose key it is.
        kind: person or agency.
        keeper: ref of the post that answers for it and may unlock it.
        held_by: ref of the post in whose hands it is.
        pin: the practice PIN; empty for a device without, None for one that follows from the
            world's key.
    """
    ref = planter.next_ref(KeyDevice)
    chosen = practice_pin(planter.world_key, ref) if pin is None else pin
    return planter.add(
        KeyDevice(ref=ref, holder=holder, kind=kind, keeper=keeper, held_by=held_by, pin=chosen)
    )


def device_of(shelf: Shelf, holder: str, kind: KeyKind) -> KeyDevice | None:
    """Return the device that holds somebody's key; None when this world has none for it."""
    return next(iter(shelf.all(KeyDevice, holder=holder, kind=kind)), None)


def key_in_hand(
    archive: Archive, post: Post, holder: str, kind: KeyKind, pin: str
) -> KeyDevice | None:
    """Return the device ``post`` signs with; None in a world that has none for this key.

    Simulated colleagues know their PINs: only at desks that the exercise gives is one asked for.

    Raises:
        Refused: ``key.elsewhere``, ``key.locked``, ``key.pin_needed``, ``key.wrong_pin`` or
            ``key.last_wrong_pin``.
    """
    device = device_of(archive, holder, kind)
    if device is None:
        return None
    in_hand(archive, device, post)
    if device.pin and post.ref in archive.state["desks"]:
        _checked(archive, device, pin)
    return device


def in_hand(archive: Archive, device: KeyDevice, post: Post) -> None:
    """Refuse ``key.elsewhere`` unless the device is in the hands of ``post``."""
    if device.held_by != post.ref:
        there = archive.get(Post, device.held_by)
        whose = archive.get(Person, there.person).full_name
        raise Refused("key.elsewhere", ref=device.ref, title=there.title, name=whose)


def _checked(archive: Archive, device: KeyDevice, pin: str) -> None:
    wrong = wrong_tries(device, archive.events())
    keeper = archive.get(Post, device.keeper).title
    if wrong >= MOST_TRIES:
        raise Refused("key.locked", ref=device.ref, tries=MOST_TRIES, keeper=keeper)
    if not pin:
        raise Refused("key.pin_needed", ref=device.ref)
    if pin != device.pin:
        left = MOST_TRIES - wrong - 1
        if not left:
            raise Refused("key.last_wrong_pin", ref=device.ref, tries=MOST_TRIES, keeper=keeper)
        raise Refused("key.wrong_pin", ref=device.ref, left=left, keeper=keeper)


def wrong_tries(device: KeyDevice, events: Iterable[Event]) -> int:
    """Return how many wrong PINs in a row a device was given.

    Args:
        device: which.
        events: the archive's log.
    """
    wrong = 0
    for event in events:
        if event.happened and event.verb in _RESETS and device.ref in event.touched:
            wrong = 0
        wrong += _is_wrong(event, device)
    return wrong


def _is_wrong(event: Event, device: KeyDevice) -> bool:
    if event.happened or event.verb not in _USES:
        return False
    told = event.details
    return told.get("code") in _WRONG and told["facts"].get("ref") == device.ref


def tries_left(device: KeyDevice, events: Iterable[Event]) -> int | None:
    """Return how many wrong PINs a device still bears; None for one that asks for no PIN."""
    return max(0, MOST_TRIES - wrong_tries(device, events)) if device.pin else None


def locked(device: KeyDevice, events: Iterable[Event]) -> bool:
    """Whether wrong PINs have locked a device."""
    return tries_left(device, events) == 0


def open_loan(shelf: Shelf, device: KeyDevice) -> KeyLoan | None:
    """Return the loan that a device has not come back from; None when it is with its giver."""
    loans = shelf.all(KeyLoan, device=device.ref)
    return next((loan for loan in loans if loan.returned_at is None), None)


def holder_name(shelf: Shelf, device: KeyDevice) -> str:
    """Return the name of the person or organisation whose key a device holds."""
    if device.kind == KeyKind.AGENCY:
        organisation = shelf.find(Organisation, device.holder)
        return organisation.organ_name if organisation else ""
    person = shelf.find(Person, device.holder)
    return person.full_name if person else ""
