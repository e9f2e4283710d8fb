"""What a signature says of itself: names, kind, level, where it shows; no judgement."""

import hashlib
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing.chain import Chain
from sandbox.signing.containers import entries, is_stamp, pages_of
from sandbox.signing.foreign import BROKEN
from sandbox.signing.names import POLICIES, TRAINING
from sandbox.signing.reading import MALFORMED, attribute, extension_of, loaded
from sandbox.signing.report import IssuerKind, Kind, Link, Rectangle
from sandbox.signing.revocation import Standing, never_asked, status_at
from sandbox.signing.statements import Published
from sandbox.signing.store import Store
from sandbox.signing.trust import Trust

_PADES: Final = "/ETSI.CAdES.detached"


class Person(NamedTuple):
    """What a certificate says of its holder."""

    name: str = ""
    unit: str = ""
    issuer: str = ""
    practice: bool = False
    serial: str = ""
    fingerprint: str = ""


def person_of(der: bytes) -> Person:
    """Read the holder from a certificate; nothing from a malformed one."""
    try:
        certificate = loaded(der)
        subject, issuer = certificate.subject, certificate.issuer
    except MALFORMED:
        return Person()
    training = {attribute(name, NameOID.ORGANIZATION_NAME) for name in (subject, issuer)}
    return Person(
        name=attribute(subject, NameOID.COMMON_NAME),
        unit=attribute(subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
        issuer=attribute(issuer, NameOID.COMMON_NAME),
        practice=training == {TRAINING},
        serial=str(certificate.serial_number),
        fingerprint=hashlib.sha256(der).hexdigest(),
    )


def kind_of(signature: EmbeddedPdfSignature, der: bytes) -> Kind:
    """Whose signature it is, as the certificate's policy says."""
    if is_stamp(signature):
        return Kind.TIMESTAMP
    try:
        policies = extension_of(loaded(der), x509.CertificatePolicies)
    except MALFORMED:
        return Kind.UNKNOWN
    said = {policy.policy_identifier for policy in policies or ()}
    return next((kind for kind in Kind if POLICIES.get(kind) in said), Kind.UNKNOWN)


def links(chain: Chain) -> tuple[Link, ...]:
    """Return the chain as names with their terms."""
    return tuple(
        Link(
            name=attribute(certificate.subject, NameOID.COMMON_NAME),
            valid_from=certificate.not_valid_before_utc,
            valid_to=certificate.not_valid_after_utc,
        )
        for certificate in chain.certificates
    )


def house_of(chain: Chain, trust: Trust) -> IssuerKind:
    """Whose chain it is; a chain that does not hold is nobody's."""
    return trust.house_of(chain.root) if chain.remark is None else IssuerKind.UNKNOWN


def claimed_by(signature: EmbeddedPdfSignature) -> datetime | None:
    """Return the time the signer says, aware; a document timestamp claims none."""
    try:
        said = None if is_stamp(signature) else signature.self_reported_timestamp
    except BROKEN:
        return None
    if said is None or said.tzinfo is None:
        return said.replace(tzinfo=UTC) if said else None
    return said.astimezone(UTC)


def level_of(
    signature: EmbeddedPdfSignature, chain: Chain, store: Store, *, stamped: bool, archived: bool
) -> str:
    """Return the PAdES level by what the document holds, believed or not.

    Args:
        signature: the signature.
        chain: its chain.
        store: the document's security store.
        stamped: whether it has a timestamp of its own, or of the document after it.
        archived: whether a document timestamp comes after it.
    """
    if str(signature.sig_object.get("/SubFilter")) != _PADES:
        return ""
    if not stamped:
        return "B-B"
    if not _provable(chain, store):
        return "B-T"
    return "B-LTA" if archived else "B-LT"


def _provable(chain: Chain, store: Store) -> bool:
    """Whether the store speaks of every certificate of the chain but the root."""
    published = Published(store.lists, store.answers)
    pairs = list(pairwise(chain.certificates))
    return bool(pairs) and all(
        never_asked(certificate)
        or status_at(certificate, issuer, certificate.not_valid_before_utc, published).standing
        is not Standing.UNKNOWN
        for certificate, issuer in pairs
    )


def rectangle_of(signature: EmbeddedPdfSignature, reader: PdfFileReader) -> Rectangle | None:
    """Return where it shows; None for an invisible signature."""
    try:
        widgets = _widgets(signature.sig_field)
        for widget in widgets:
            left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
            page = _page_of(widget, reader)
            if page is not None and right != left and top != bottom:
                return Rectangle(
                    page=page,
                    x=min(left, right),
                    y=min(bottom, top),
                    width=abs(right - left),
                    height=abs(top - bottom),
                )
    except BROKEN:
        return None
    return None


def _widgets(field: generic.DictionaryObject) -> list[generic.DictionaryObject]:
    kids = [kid.get_object() for kid in entries(field, "/Kids")]
    return [field, *kids] if "/Rect" in field else kids


def _page_of(widget: generic.DictionaryObject, reader: PdfFileReader) -> int | None:
    reference = widget.container_ref
    for number, page in enumerate(pages_of(reader.root)):
        listed = entries(page, "/Annots")
        if any(getattr(entry, "reference", None) == reference for entry in listed):
            return number
    return None
