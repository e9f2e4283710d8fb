"""A quick look at a signed PDF: is it plainly sound, or does somebody have to verify it?

Verifying takes a tenth of a second a document, most of it spent on comparing revisions. Nearly
all documents of an archive are as the system made them: one revision a signature, nothing after
the last, certificates and timestamps of this world, digests and values right. The glance sees
that much in some milliseconds; whatever it does not understand is not plain, and is verified in
full. It never calls a file unsound.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple  # asn1crypto is untyped

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
_CLOCKS: Final = timedelta(minutes=5)
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
    try:
        certificate = _certified(pdf, mark, claimed, world)
    except _strange():
        return None
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


def _strange() -> tuple[type[Exception], ...]:
    """What reading malformed containers may raise: then the file is not plain."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    return (ValueError, TypeError, KeyError, IndexError, InvalidSignature, UnsupportedAlgorithm)


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


def _certified(pdf: bytes, mark: _Mark, claimed: datetime, world: World) -> Certificate | None:
    """Return whose certificate signed these bytes, when digests, values and times are right."""
    from asn1crypto import cms

    hole = pdf[mark.start : mark.end]
    if hole[:1] + hole[-1:] != b"<>":
        return None
    raw = bytes.fromhex(hole[1:-1].decode("ascii"))
    data = cms.ContentInfo.load(raw)["content"]
    info = data["signer_infos"][0]
    digest = hashlib.sha256(pdf[: mark.start] + pdf[mark.end : mark.until]).digest()
    certificate = world.known.get(info["sid"].chosen["serial_number"].native)
    if certificate is None or certificate.kind is KeyKind.TIMESTAMP or not _digests(info, digest):
        return None
    der = world.pki.certificate_der(certificate)
    if not any(one.chosen.dump() == der for one in data["certificates"]):
        return None
    _verify(der, info)
    return certificate if _stamped(info, claimed, world) else None


def _digests(info: Any, digest: bytes) -> bool:  # noqa: ANN401 - asn1crypto's own
    """Whether the signed attributes hold this digest, by SHA-256."""
    attributes = {one["type"].native: one["values"] for one in info["signed_attrs"]}
    by = info["digest_algorithm"]["algorithm"].native
    return bool(by == "sha256" and attributes["message_digest"][0].native == digest)


def _verify(der: bytes, info: Any) -> None:  # noqa: ANN401 - asn1crypto's own
    """Raise InvalidSignature unless the key of ``der`` made this signature value."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = x509.load_der_x509_certificate(der).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError
    signed = info["signed_attrs"].untag().dump()
    key.verify(info["signature"].native, signed, ec.ECDSA(hashes.SHA256()))


def _stamped(info: Any, claimed: datetime, world: World) -> bool:  # noqa: ANN401 - asn1crypto's own
    """Whether one timestamp of the state's unit, made for this signature, confirms the time."""
    tokens = [
        value
        for one in info["unsigned_attrs"]
        if one["type"].native == "signature_time_stamp_token"
        for value in one["values"]
    ]
    if len(tokens) != 1:
        return False
    data = tokens[0]["content"]
    stamp, content = data["signer_infos"][0], data["encap_content_info"]["content"]
    said = content.parsed["gen_time"].native
    imprint = content.parsed["message_imprint"]["hashed_message"].native
    unit = world.pki.stamping(said).der
    if not any(one.chosen.dump() == unit for one in data["certificates"]):
        return False
    _verify(unit, stamp)
    made_for = hashlib.sha256(info["signature"].native).digest()
    whole = _digests(stamp, hashlib.sha256(bytes(content)).digest())
    return whole and imprint == made_for and abs(said - claimed) <= _CLOCKS


__all__ = ["Hand", "World", "plainly_sound"]
