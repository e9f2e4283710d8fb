"""What each kind of certificate may do, written as X.509 extensions."""

from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID as Access
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

from sandbox.signing import names
from sandbox.signing.names import House

DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning (RFC 9336)."""


class Usage(StrEnum):
    """What a leaf's key is certified for."""

    SIGNING = "signing"
    ENCIPHERMENT = "encipherment"
    "for S19: a key that must not sign"
    STAMPING = "stamping"
    UNMARKED_STAMPING = "unmarked-stamping"
    "a time-stamping unit without the timeStamping purpose"
    RESPONDING = "responding"


class Certified(NamedTuple):
    """A key with its certificate; ``der`` are the certificate's bytes."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    der: bytes


def certify(
    key: ec.EllipticCurvePrivateKey,
    subject: x509.Name,
    serial: int,
    term: tuple[datetime, datetime],
    extensions: list[tuple[x509.ExtensionType, bool]],
    issuer: Certified | None = None,
) -> Certified:
    """Issue a certificate for ``key``; without ``issuer`` it signs itself."""
    signer = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(term[0])
        .not_valid_after(term[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    certificate = builder.sign(signer, hashes.SHA256(), ecdsa_deterministic=True)
    return Certified(key, certificate, certificate.public_bytes(Encoding.DER))


def authority(below: int) -> list[tuple[x509.ExtensionType, bool]]:
    """Extensions of a CA that may have ``below`` further CAs under it.

    Anyone who knows a world's key can compute its authorities' keys. So they are walled in: only
    names in our territory, no DNS name, no IP address (RFC 5280 4.2.1.10; the CA/Browser Forum's
    form for "none" excludes the empty name, which some validators take for no name at all, so a
    name that cannot exist is the only one permitted), and only our three purposes.
    """
    return [
        (x509.BasicConstraints(ca=True, path_length=below), True),
        (_key_usage("key_cert_sign", "crl_sign"), True),
        (_constraints(), True),
        (
            x509.ExtendedKeyUsage([DOCUMENT_SIGNING, Purpose.TIME_STAMPING, Purpose.OCSP_SIGNING]),
            False,
        ),
    ]


def leaf(usage: Usage) -> list[tuple[x509.ExtensionType, bool]]:
    """Extensions that say what a leaf's key may do; never servers, clients, code or mail."""
    bits, purposes, critical = _LEAVES[usage]
    found: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_key_usage(*bits), True),
        (x509.ExtendedKeyUsage(list(purposes)), critical),
    ]
    if usage is Usage.RESPONDING:
        found.append((x509.OCSPNoCheck(), False))
    return found


_SIGN: Final = ("digital_signature", "content_commitment")
_LEAVES: Final[dict[Usage, tuple[tuple[str, ...], tuple[x509.ObjectIdentifier, ...], bool]]] = {
    Usage.SIGNING: (_SIGN, (DOCUMENT_SIGNING,), False),
    Usage.ENCIPHERMENT: (("key_agreement",), (DOCUMENT_SIGNING,), False),
    Usage.STAMPING: (_SIGN, (Purpose.TIME_STAMPING,), True),
    Usage.UNMARKED_STAMPING: (_SIGN, (DOCUMENT_SIGNING,), False),
    Usage.RESPONDING: (("digital_signature",), (Purpose.OCSP_SIGNING,), False),
}


def policy(kind: str) -> tuple[x509.ExtensionType, bool]:
    """The certificate policy that says whose key it is: person, agency or timestamp."""
    said = x509.PolicyInformation(names.POLICIES[kind], policy_qualifiers=None)
    return x509.CertificatePolicies([said]), False


def status_from(
    house: House, generation: int, *, responder: bool
) -> list[tuple[x509.ExtensionType, bool]]:
    """Where the certificate's status would be published; hosts end in ``.example``."""
    point = x509.DistributionPoint(
        [x509.UniformResourceIdentifier(names.address(house, "crl") + f"g{generation}.crl")],
        relative_name=None,
        reasons=None,
        crl_issuer=None,
    )
    found: list[tuple[x509.ExtensionType, bool]] = [(x509.CRLDistributionPoints([point]), False)]
    if responder:
        where = x509.UniformResourceIdentifier(names.address(house, "ocsp"))
        description = x509.AccessDescription(Access.OCSP, where)
        found.append((x509.AuthorityInformationAccess([description]), False))
    return found


def _constraints() -> x509.NameConstraints:
    return x509.NameConstraints(
        permitted_subtrees=[
            x509.DirectoryName(names.territory()),
            x509.DNSName("khong-dung.invalid"),
        ],
        excluded_subtrees=[
            x509.DNSName(""),
            x509.IPAddress(IPv4Network("0.0.0.0/0")),
            x509.IPAddress(IPv6Network("::/0")),
        ],
    )


def _key_usage(*bits: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{bit: bit in bits for bit in every})
