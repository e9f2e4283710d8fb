"""Signed data (RFC 5652) as PAdES wants it: the one form of signatures and of timestamp tokens."""

import hashlib
from datetime import UTC, datetime
from typing import Final, NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from sandbox.signing.der import (
    context,
    identifier,
    integer,
    octets,
    retagged,
    sequence,
    set_of,
    utc_time,
)
from sandbox.signing.profiles import Certified

_DATA: Final = identifier("1.2.840.113549.1.7.1")
_SIGNED_DATA: Final = identifier("1.2.840.113549.1.7.2")
_CONTENT_TYPE: Final = identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = identifier("1.2.840.113549.1.9.4")
_SIGNING_TIME: Final = identifier("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE: Final = identifier("1.2.840.113549.1.9.16.2.47")
_TIMESTAMP_TOKEN: Final = identifier("1.2.840.113549.1.9.16.2.14")


class Algorithm(NamedTuple):
    """A digest with the ECDSA that goes with it."""

    name: str
    digest: bytes
    "AlgorithmIdentifier of the digest"
    signature: bytes
    "AlgorithmIdentifier of the signature"
    hash: hashes.HashAlgorithm


SHA256: Final = Algorithm(
    "sha256",
    sequence(identifier("2.16.840.1.101.3.4.2.1")),
    sequence(identifier("1.2.840.10045.4.3.2")),
    hashes.SHA256(),
)
SHA512: Final = Algorithm(
    "sha512",
    sequence(identifier("2.16.840.1.101.3.4.2.3")),
    sequence(identifier("1.2.840.10045.4.3.4")),
    hashes.SHA512(),
)
SHA1: Final = Algorithm(
    "sha1",
    sequence(identifier("1.3.14.3.2.26")),
    sequence(identifier("1.2.840.10045.4.1")),
    hashes.SHA1(),  # noqa: S303 - for S30: a weak signature is what it teaches to find
)


_SHA512_SINCE: Final = datetime(2035, 1, 1, tzinfo=UTC)
"""From here on the practice worlds sign with SHA-512: years before they take SHA-256 for weak."""


def algorithm_at(moment: datetime) -> Algorithm:
    """Return the algorithm that signatures and timestamps are made with at ``moment``."""
    return SHA512 if moment >= _SHA512_SINCE else SHA256


class Content(NamedTuple):
    """What is signed: its type, its digest, and itself when it travels inside."""

    digest: bytes
    kind: bytes = _DATA
    inside: bytes | None = None


def attribute(kind: bytes, value: bytes) -> bytes:
    """A CMS attribute with one value."""
    return sequence(kind, set_of(value))


def signing_time(moment: datetime) -> bytes:
    """The signing-time attribute; PAdES forbids it, the older subfilter has it."""
    return attribute(_SIGNING_TIME, utc_time(moment))


def timestamp_attribute(token: bytes) -> bytes:
    """The signature-time-stamp attribute (RFC 3161, appendix A)."""
    return attribute(_TIMESTAMP_TOKEN, token)


class Signed(NamedTuple):
    """A signature made but not yet wrapped: a timestamp may still be taken over its value."""

    signer: Certified
    content: Content
    attributes: bytes
    value: bytes
    algorithm: Algorithm

    def wrapped(self, chain: tuple[bytes, ...] = (), unsigned: tuple[bytes, ...] = ()) -> bytes:
        """Return the ContentInfo.

        Args:
            chain: further certificates to travel with the signature, DER.
            unsigned: unsigned attributes.
        """
        signer = sequence(
            integer(1),
            _issuer_and_serial(self.signer),
            self.algorithm.digest,
            retagged(0, self.attributes),
            self.algorithm.signature,
            octets(self.value),
            retagged(1, set_of(*unsigned)) if unsigned else b"",
        )
        inside = self.content.inside
        encapsulated = b"" if inside is None else context(0, octets(inside))
        data = sequence(
            integer(1 if inside is None else 3),
            set_of(self.algorithm.digest),
            sequence(self.content.kind, encapsulated),
            context(0, *sorted({self.signer.der, *chain})),
            set_of(signer),
        )
        return sequence(_SIGNED_DATA, context(0, data))


def sign_content(
    signer: Certified,
    content: Content,
    *,
    algorithm: Algorithm = SHA256,
    further: tuple[bytes, ...] = (),
) -> Signed:
    """Sign ``content`` with the attributes PAdES asks for (ETSI EN 319 142-1, 6.3).

    Args:
        signer: whose key.
        content: what; its digest must be of ``algorithm``.
        algorithm: digest and signature algorithm.
        further: more signed attributes.
    """
    certificate = sequence(sequence(sequence(octets(hashlib.sha256(signer.der).digest()))))
    attributes = set_of(
        attribute(_CONTENT_TYPE, content.kind),
        attribute(_MESSAGE_DIGEST, octets(content.digest)),
        attribute(_SIGNING_CERTIFICATE, certificate),
        *further,
    )
    scheme = ec.ECDSA(algorithm.hash, deterministic_signing=True)
    return Signed(signer, content, attributes, signer.key.sign(attributes, scheme), algorithm)


def _issuer_and_serial(signer: Certified) -> bytes:
    certificate = signer.certificate
    return sequence(certificate.issuer.public_bytes(), integer(certificate.serial_number))
