"""Keys of a practice world follow from its key, so that the same world signs the same bytes."""

from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Order of the group of P-256 (FIPS 186-5)."""


@lru_cache(maxsize=4_096)
def key_of(world_key: bytes, *names: str) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key that ``names`` (role, holder, serial …) have in this world.

    HKDF-SHA256 gives 48 bytes, reduced modulo the order less one: no visible bias
    (FIPS 186-5, A.2.1).
    """
    scalar = int.from_bytes(_bytes_of(world_key, 48, "key", *names)) % (_ORDER - 1) + 1
    return ec.derive_private_key(scalar, ec.SECP256R1())


def number_of(world_key: bytes, *names: str) -> int:
    """Return a positive 63-bit number for ``names``: serial numbers of our own authorities."""
    return int.from_bytes(_bytes_of(world_key, 8, "number", *names)) >> 1 | 1


def signed(key: ec.EllipticCurvePrivateKey, content: bytes) -> bytes:
    """Return the ECDSA-SHA256 signature of ``content``, always the same (RFC 6979)."""
    return key.sign(content, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def _bytes_of(world_key: bytes, length: int, *names: str) -> bytes:
    info = "\x1f".join(("kho-tap/signing/1", *names)).encode()
    return HKDF(hashes.SHA256(), length, salt=None, info=info).derive(world_key)
