"""The containers of a PDF's signatures, taken out of the file and read."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import extract_certificate_info, find_cms_attribute_iter
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing.foreign import BROKEN
from sandbox.signing.limits import MOST_PAGES
from sandbox.signing.opening import Document, opened
from sandbox.signing.reading import loaded
from sandbox.signing.report import wrong
from sandbox.verdicts import Remark


class Unreadable(NamedTuple):
    """A filled signature field whose content cannot be read."""

    field: str
    remark: Remark


class Found(NamedTuple):
    """What stands in a document's signature fields."""

    signatures: list[EmbeddedPdfSignature]
    "in the order of their revisions"
    unreadable: list[Unreadable]
    empty: list[str]
    "names of fields nobody has signed"
    stray: int
    "signature widgets on pages that no form knows: left over from copying"


class Parties(NamedTuple):
    """The certificates of one container, DER."""

    signer: bytes
    others: tuple[bytes, ...]


def found_in(reader: PdfFileReader) -> Found:
    """Read every signature field of the document."""
    found = Found([], [], [], _stray(reader))
    for name, value, reference in enumerate_sig_fields(reader):
        if value is None:
            found.empty.append(str(name))
            continue
        try:
            found.signatures.append(EmbeddedPdfSignature(reader, reference.get_object(), str(name)))
        except BROKEN as error:
            remark = wrong("integrity.container", why=type(error).__name__)
            found.unreadable.append(Unreadable(str(name), remark))
    found.signatures.sort(key=lambda signature: signature.signed_revision)
    return found


def parties_of(signed_data: cms.SignedData) -> Parties:
    """Return the signer's certificate and those that travel with it."""
    info = extract_certificate_info(signed_data)
    return Parties(info.signer_cert.dump(), tuple(cert.dump() for cert in info.other_certs))


def tokens_of(signature: EmbeddedPdfSignature) -> list[cms.SignedData]:
    """Return the timestamp tokens over the signature; of a document timestamp, itself."""
    if is_stamp(signature):
        return [signature.signed_data]
    return list(extract_tst_data_iter(signature.signer_info, signed=False))


def is_stamp(signature: EmbeddedPdfSignature) -> bool:
    """Whether it is a document timestamp."""
    return bool(signature.sig_object_type == "/DocTimeStamp")


def said_time(token: cms.SignedData) -> datetime:
    """Return the time a token says, believed or not."""
    time: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return time


class Contents(NamedTuple):
    """What whoever adds evidence to a document needs to know of it."""

    signers: dict[int, bytes]
    "serial numbers and certificates (DER) of those who signed or stamped"
    stamped: list[datetime]
    "the times that its timestamps say, sorted"


def contents_of(pdf: bytes) -> Contents:
    """Read who signed a document and when it was stamped."""
    signatures = _signatures(pdf)
    ders = [parties_of(signature.signed_data).signer for signature in signatures]
    tokens = [token for signature in signatures for token in tokens_of(signature)]
    signers = {loaded(der).serial_number: der for der in ders}
    return Contents(signers, sorted({said_time(token) for token in tokens}))


def first_token(pdf: bytes) -> bytes:
    """Return the first timestamp token over a signature of the document, DER.

    Raises:
        ValueError: it has none.
    """
    for signature in _signatures(pdf):
        signer = signature.signer_info
        for token in find_cms_attribute_iter(
            signer["unsigned_attrs"], "signature_time_stamp_token"
        ):
            return bytes(token.dump())
    message = "no timestamp"
    raise ValueError(message)


def _signatures(pdf: bytes) -> list[EmbeddedPdfSignature]:
    document = opened(pdf)
    if isinstance(document, Document):
        return found_in(document.reader).signatures
    raise ValueError(document.code)


def _stray(reader: PdfFileReader) -> int:
    known = {reference.reference for _, _, reference in enumerate_sig_fields(reader)}
    return sum(
        1
        for entry in _annotations(reader)
        if isinstance(entry, generic.IndirectObject)
        and entry.reference not in known
        and _signed_widget(entry.get_object())
    )


def _annotations(reader: PdfFileReader) -> Iterator[generic.PdfObject]:
    for page in pages_of(reader.root):
        yield from entries(page, "/Annots")


def _signed_widget(annotation: generic.PdfObject) -> bool:
    return (
        isinstance(annotation, generic.DictionaryObject)
        and annotation.get("/FT") == "/Sig"
        and "/V" in annotation
    )


def entries(dictionary: generic.DictionaryObject, key: str) -> list[generic.PdfObject]:
    """Return the members of an array in a dictionary, as they stand; none when it is absent."""
    return list(dictionary[key]) if key in dictionary else []


def pages_of(root: generic.DictionaryObject) -> Iterator[generic.DictionaryObject]:
    """Walk the page tree under a catalogue, in order; at most 2,000 pages, no circles."""
    waiting, seen = [root["/Pages"]], 0
    while waiting and seen < MOST_PAGES:
        node = waiting.pop().get_object()
        seen += 1
        if "/Kids" in node:
            waiting.extend(reversed(list(node["/Kids"])))
        else:
            yield node
