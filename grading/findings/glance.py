"""A quick look at a signed PDF: is it plainly sound, or does somebody have to verify it?

Verifying takes a tenth of a second a document, most of it spent on comparing revisions. Nearly
all documents of an archive are as the system made them: one revision a signature, nothing after
the last. A practice world signs deterministically, so the glance makes each signature's container
again, for the bytes that are there, and compares: only the holder's key and the state's
time-stamping unit give these bytes. It takes their word that a revision which they close does
nothing but sign. Whatever differs is not plain, and is verified in full. The glance never calls a
file unsound.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from base.clock import vietnam
from base.model import Value
from sandbox.entities import Certificate, KeyKind

if TYPE_CHECKING:
    from sandbox.signing.pki import Pki

_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF[\r\n]*")
_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_CLAIM: Final = re.compile(rb"/M\s*\(([^)]{16,60})\)")
_OCTAL: Final = re.compile(rb"\\([0-7]{3})")
_TIME: Final = re.compile(rb"D:(\d{14})([+-])(\d\d)'(\d\d)'?")
_CORNERS: Final = re.compile(rb"/Rect\s*\[\s*([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s*\]")
_LOCKED: Final = b"/DocMDP"
_PADES: Final = b"/ETSI.CAdES.detached"
_SQUARE: Final = 1.5
"""Width over height below which a signature's place is that of a seal, not of lines of text."""


class Hand(Value):
    """One signature of a person or an agency, as far as its file and certificate tell."""

    kind: str
    "person or agency"
    unit: str
    "the agency on the certificate (OU)"
    made: datetime | None = None
    "when it was made: as proven, else as claimed"
    revision: int = 0
    house: str = "state"
    "whose chain it is: state, public or unknown"
    square: bool = False
    "whether it shows as an image, not as lines of text"


class _Mark(NamedTuple):
    """Where one signature stands in the file."""

    start: int
    end: int
    until: int
    before: int
    "where the revision before it ends"


class World(NamedTuple):
    """What the glance knows of the world: its PKI and the certificates its rows tell of."""

    pki: "Pki"
    known: Mapping[int, Certificate]
    "by serial number"


def plainly_sound(pdf: bytes, world: World, at: datetime) -> tuple[Hand, ...] | None:
    """Return the hands of a file that is plainly sound; None when that must be looked into.

    Args:
        pdf: the bytes.
        world: whose certificates count.
        at: the simulated moment of checking.
    """
    marks = _marks(pdf)
    if marks is None or _LOCKED in pdf:
        return None
    hands = []
    for revision, mark in enumerate(marks, start=2):
        hand = _sound(pdf, mark, revision, world, at)
        if hand is None:
            return None
        hands.append(hand)
    return tuple(hands)


def _marks(pdf: bytes) -> list[_Mark] | None:
    """Return the signatures when each closes a revision of its own and the last ends the file."""
    ends = [found.end() for found in _END.finditer(pdf)]
    found = sorted(tuple(map(int, one.groups())) for one in _RANGE.finditer(pdf))
    if not found or len(ends) != len(found) + 1 or ends[-1] != len(pdf):
        return None
    marks = [
        _Mark(start, end, end + rest, before)
        for (start, end, rest), before in zip(found, ends, strict=False)
    ]
    closes = all(mark.until == end for mark, end in zip(marks, ends[1:], strict=True))
    inside = all(mark.before < mark.start < mark.end < mark.until for mark in marks)
    return marks if closes and inside else None


def _sound(pdf: bytes, mark: _Mark, revision: int, world: World, at: datetime) -> Hand | None:
    written = pdf[mark.before : mark.until]
    claimed, corners = _claimed(written), _CORNERS.search(written)
    if claimed is None or corners is None or _PADES not in written:
        return None
    certificate = _signer(pdf, mark, claimed, world)
    if certificate is None or not _stood(certificate, claimed, at):
        return None
    left, bottom, right, top = (float(edge) for edge in corners.groups())
    return Hand(
        kind=certificate.kind.value,
        unit=certificate.organisation_unit,
        made=claimed,
        revision=revision,
        square=abs(right - left) < _SQUARE * abs(top - bottom),
    )


def _claimed(written: bytes) -> datetime | None:
    """Return the time a signature dictionary says (ISO 32000 7.9.4), octal escapes read."""
    entry = _CLAIM.search(written)
    said = _OCTAL.sub(lambda one: bytes((int(one[1], 8),)), entry[1]) if entry else b""
    time = _TIME.fullmatch(said)
    if time is None:
        return None
    local = datetime.strptime(time[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    ahead = timedelta(hours=int(time[3]), minutes=int(time[4]))
    return local - ahead if time[2] == b"+" else local + ahead


def _stood(certificate: Certificate, claimed: datetime, at: datetime) -> bool:
    """Whether the certificate was good when it signed, and nothing since makes one ask."""
    within = certificate.valid_from <= claimed <= min(certificate.valid_to, at)
    return within and certificate.revoked_at is None and certificate.issuer == "state"


def _signer(pdf: bytes, mark: _Mark, claimed: datetime, world: World) -> Certificate | None:
    """Return whose signature this is: the one whose key gives exactly the container that is here.

    PAdES B-T as our own hands make it: SHA-256, no further attributes, one timestamp at the time
    that is claimed, its issuer's certificate beside the signer's.
    """
    container = _container(pdf, mark)
    digest = hashlib.sha256(pdf[: mark.start] + pdf[mark.end : mark.until]).digest()
    for serial, certificate in world.known.items():
        if certificate.kind is KeyKind.TIMESTAMP or _digits(serial) not in container:
            continue
        for moment in (claimed, vietnam(claimed)):
            if container == _made(world.pki, certificate, digest, moment):
                return certificate
    return None


def _digits(serial: int) -> bytes:
    """Return a positive number as DER writes it."""
    return serial.to_bytes(serial.bit_length() // 8 + 1)


def _container(pdf: bytes, mark: _Mark) -> bytes:
    """Return the container without the zeros that fill its hole; nothing when it is no hole."""
    hole = pdf[mark.start : mark.end]
    if hole[:1] + hole[-1:] != b"<>":
        return b""
    try:
        raw = bytes.fromhex(hole[1:-1].decode("ascii"))
    except ValueError:
        return b""
    length = int.from_bytes(raw[2:4]) + _PREFIX if raw[:2] == _LONG else 0
    return raw[:length] if not raw[length:].strip(b"\0") else b""


_LONG: Final = b"\x30\x82"
"""A DER sequence whose length takes two bytes, as every container's does."""
_PREFIX: Final = 4


def _made(pki: "Pki", certificate: Certificate, digest: bytes, moment: datetime) -> bytes:
    """Make the container that the certificate's key and the state's unit give for a digest."""
    from sandbox.signing import cms, stamping

    signed = cms.sign_content(pki.certified(certificate), cms.Content(digest))
    unit = pki.stamping(moment)
    token = stamping.token(unit, hashlib.sha256(signed.value).digest(), moment)
    return signed.wrapped((pki.issuer_of(certificate).der,), (cms.timestamp_attribute(token),))


__all__ = ["Hand", "World", "plainly_sound"]
