"""The few DER forms (X.690) that signatures, timestamps and status answers are written in.

Written here because the bytes must be the same every time and because a general ASN.1 library
needs 17 ms for what takes a tenth of one here. Only writes; reading foreign bytes is left to
libraries made for it.
"""

from datetime import UTC, datetime


def tagged(tag: int, content: bytes) -> bytes:
    """Return ``content`` with its tag and length."""
    length = len(content)
    if length < 0x80:  # noqa: PLR2004 - the short form ends here (X.690 8.1.3.4)
        return bytes((tag, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(octets))) + octets + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE of the parts as given."""
    return tagged(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF: DER sorts its members by their bytes."""
    return tagged(0x31, b"".join(sorted(parts)))


def context(number: int, *parts: bytes) -> bytes:
    """A constructed context tag ``[number]``: explicit around one part, or implicit."""
    return tagged(0xA0 | number, b"".join(parts))


def retagged(number: int, value: bytes) -> bytes:
    """``value`` with an implicit constructed context tag in place of its own one-byte tag."""
    return bytes((0xA0 | number,)) + value[1:]


def integer(value: int) -> bytes:
    """INTEGER, not negative."""
    return tagged(0x02, value.to_bytes(value.bit_length() // 8 + 1))


def enumerated(value: int) -> bytes:
    """ENUMERATED, one byte."""
    return tagged(0x0A, bytes((value,)))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return tagged(0x04, value)


def bits(value: bytes) -> bytes:
    """BIT STRING of whole bytes."""
    return tagged(0x03, b"\x00" + value)


def identifier(dotted: str) -> bytes:
    """OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return tagged(0x06, b"".join(_arc(arc) for arc in (first * 40 + second, *rest)))


def generalized(moment: datetime) -> bytes:
    """GeneralizedTime in UTC, whole seconds."""
    return tagged(0x18, moment.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())


def utc_time(moment: datetime) -> bytes:
    """UTCTime, for moments until 2049; GeneralizedTime after (RFC 5652 11.3)."""
    if moment.year >= 2050:  # noqa: PLR2004 - where UTCTime ends
        return generalized(moment)
    return tagged(0x17, moment.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode())


def _arc(value: int) -> bytes:
    found = [value & 0x7F]
    while value := value >> 7:
        found.append(value & 0x7F | 0x80)
    return bytes(reversed(found))
