"""A revision is what is added to a PDF without touching what was there; pyHanko writes it.

Every writer here is deterministic: the file identifier follows from the bytes before, no date
is taken from a clock, no name is drawn at random.
"""

import hashlib
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
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
from sandbox.signing.drawing import drawn
from sandbox.signing.order import Evidence, Filled, Order
from sandbox.signing.profiles import Certified

_SLACK = 8
"""Bytes by which two ECDSA signatures and their lengths may differ."""


class Revision(IncrementalPdfFileWriter):
    """An update whose bytes depend on nothing but the file before and what is added."""

    @classmethod
    def _handle_id(cls, prev):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN206 - pyHanko's signature
        prev.stream.seek(0)
        after = hashlib.sha256(b"kho-tap/revision" + prev.stream.read()).digest()[:16]
        first, _ = super()._handle_id(prev)
        if "/ID" not in prev.trailer:
            first = generic.ByteStringObject(after)
        return generic.ArrayObject([first, generic.ByteStringObject(after)])

    def _update_meta(self) -> None:
        """Leave dates and XMP as they are: they describe the paper, not its signatures."""


def revision_of(pdf: bytes) -> Revision:
    """Open ``pdf`` to add a revision to it."""
    return Revision(BytesIO(pdf), strict=False)


def written(revision: Revision) -> bytes:
    """Return the file with the revision added."""
    output = BytesIO()
    revision.write(output)
    return output.getvalue()


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
        _show(field.get_object(), drawn(revision, order.image, size))
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
        token = stamping.token(order.unit, hashlib.sha256(signed.value).digest(), order.stamped)
    unsigned = () if token is None else (cms.timestamp_attribute(token),)
    return signed.wrapped(order.chain, unsigned)


def stamp(pdf: bytes, unit: Certified, at: datetime, field: str, evidence: Evidence) -> bytes:
    """Add a document timestamp (B-LTA) and, in the same revision, what proves the one before."""
    revision = revision_of(pdf)
    keep_in(revision, evidence)
    reserved = 2 * (len(stamping.token(unit, bytes(32), at)) + _SLACK)
    steps = PdfCMSEmbedder(SigFieldSpec(field)).write_cms(field, revision)
    next(steps)
    steps.send(SigObjSetup(DocumentTimestamp(bytes_reserved=reserved)))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(stamping.token(unit, prepared.document_digest, at))
    return bytes(output.getbuffer())


def keep(pdf: bytes, evidence: Evidence) -> bytes:
    """Add a document security store with ``evidence`` (B-LT), or add to the one there."""
    revision = revision_of(pdf)
    return written(revision) if keep_in(revision, evidence) else pdf


def keep_in(revision: Revision, evidence: Evidence) -> bool:
    """Put into the store what it does not hold yet; say whether that was anything."""
    root = revision.root
    store = root["/DSS"] if "/DSS" in root else generic.DictionaryObject()
    added = [
        _add(revision, store, pdf_name(f"/{key}"), values)
        for key, values in zip(("Certs", "CRLs", "OCSPs"), evidence, strict=True)
    ]
    if not any(added):
        return False
    if "/DSS" not in root:
        root[pdf_name("/DSS")] = revision.add_object(store)
        revision.update_root()
    else:
        revision.update_container(store)
    return True


def _add(
    revision: Revision,
    store: generic.DictionaryObject,
    key: generic.NameObject,
    values: tuple[bytes, ...],
) -> bool:
    held = list(store[key]) if key in store else []
    known = {reference.get_object().data for reference in held}
    fresh = [value for value in dict.fromkeys(values) if value not in known]
    streams = [revision.add_object(generic.StreamObject(stream_data=value)) for value in fresh]
    if streams:
        store[key] = generic.ArrayObject([*held, *streams])
    return bool(streams)


def _show(annotation: generic.DictionaryObject, image: generic.IndirectObject) -> None:
    annotation[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): image})


def fill(pdf: bytes, values: list[Filled]) -> bytes:
    """Fill text fields, each with an appearance of its own that embeds its font.

    Raises:
        KeyError: the document has no such field.
    """
    revision = revision_of(pdf)
    fields = {str(field["/T"]): field for field in _fields(revision) if "/T" in field}
    for value in values:
        field = fields[value.field]
        left, bottom, right, top = (float(edge) for edge in field["/Rect"])
        image = drawn(revision, value.image, (right - left, top - bottom), middle=False)
        field[pdf_name("/V")] = generic.TextStringObject(value.text)
        _show(field, image)
        revision.update_container(field)
    return written(revision)


def field_names(pdf: bytes) -> set[str]:
    """Return the names of the document's form fields."""
    return {str(field["/T"]) for field in _fields(revision_of(pdf)) if "/T" in field}


def _fields(revision: Revision) -> list[generic.DictionaryObject]:
    root = revision.root
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return []
    return [entry.get_object() for entry in root["/AcroForm"]["/Fields"]]
