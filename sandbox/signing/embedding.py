"""Putting one signature or timestamp into a PDF, as a revision of its own."""

from datetime import datetime

from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp, PdfSignedData, SignatureObject

from base.clock import vietnam
from sandbox.signing import cms, stamping
from sandbox.signing.deposit import keep_in
from sandbox.signing.drawing import drawn, shown
from sandbox.signing.order import Evidence, Order
from sandbox.signing.profiles import Certified
from sandbox.signing.revisions import Revision, revision_of

_SLACK = 8
"""Bytes by which two ECDSA signatures and their lengths may differ."""


def sign(pdf: bytes, order: Order) -> bytes:
    """Add one signature.

    Returns:
        The file with a further revision.
    """
    revision = revision_of(pdf)
    revision.register_extension(ESIC_EXTENSION_1)
    subfilter = SigSeedSubFilter.PADES if order.pades else SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    placeholder = SignatureObject(
        timestamp=vietnam(order.claimed),
        subfilter=subfilter,
        name=order.name,
        bytes_reserved=2
        * (len(_container(order, bytes(order.algorithm.hash.digest_size))) + _SLACK),
    )
    return _embedded(revision, order, placeholder)


def _embedded(revision: Revision, order: Order, placeholder: PdfSignedData) -> bytes:
    steps = PdfCMSEmbedder(_spec(order)).write_cms(order.field, revision)
    field = next(steps)
    if order.place is not None:
        size = order.place.width, order.place.height
        shown(field.get_object(), drawn(revision, order.image, size))
    steps.send(SigObjSetup(placeholder, mdp_setup=_promise(order)))
    prepared, output = steps.send(SigIOSetup(md_algorithm=order.algorithm.name))
    steps.send(_container(order, prepared.document_digest))
    return bytes(output.getbuffer())


def _promise(order: Order) -> SigMDPSetup:
    """What the signature forbids afterwards: nothing more than usual, or everything (S25)."""
    allowed = MDPPerm.NO_CHANGES if order.locks else None
    return SigMDPSetup(order.algorithm.name, certify=order.locks, docmdp_perms=allowed)


def _spec(order: Order) -> SigFieldSpec:
    if order.place is None:
        return SigFieldSpec(order.field)
    place = order.place
    left, bottom = round(place.x), round(place.y)
    box = left, bottom, round(place.x + place.width), round(place.y + place.height)
    return SigFieldSpec(order.field, on_page=place.page, box=box)


def _container(order: Order, digest: bytes) -> bytes:
    """The signature container for ``digest``, timestamped if the order says so."""
    further = () if order.pades else (cms.signing_time(order.claimed),)
    signed = cms.sign_content(
        order.signer, cms.Content(digest), algorithm=order.algorithm, further=further
    )
    token = order.token
    if token is None and order.unit is not None:
        stamped = stamping.imprint(signed.value, order.stamped)
        token = stamping.token(order.unit, stamped, order.stamped)
    unsigned = () if token is None else (cms.timestamp_attribute(token),)
    return signed.wrapped(order.chain, unsigned)


def stamp(pdf: bytes, unit: Certified, at: datetime, field: str, evidence: Evidence) -> bytes:
    """Add a document timestamp (B-LTA) and, in the same revision, what proves the one before."""
    revision = revision_of(pdf)
    keep_in(revision, evidence)
    algorithm = cms.algorithm_at(at)
    blank = bytes(algorithm.hash.digest_size)
    reserved = 2 * (len(stamping.token(unit, blank, at)) + _SLACK)
    steps = PdfCMSEmbedder(SigFieldSpec(field)).write_cms(field, revision)
    next(steps)
    steps.send(SigObjSetup(DocumentTimestamp(bytes_reserved=reserved)))
    prepared, output = steps.send(SigIOSetup(md_algorithm=algorithm.name))
    steps.send(stamping.token(unit, prepared.document_digest, at))
    return bytes(output.getbuffer())
