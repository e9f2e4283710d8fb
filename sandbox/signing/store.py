"""The evidence a document carries: its security store, and what older signatures hold inside."""

from typing import NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing.foreign import BROKEN
from sandbox.signing.limits import MOST_KEPT


class Store(NamedTuple):
    """Certificates, revocation lists and OCSP answers, DER."""

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()


def store_of(reader: PdfFileReader) -> Store:
    """Read the document security store (ISO 32000-2 12.8.4.3); nothing when there is none."""
    root = reader.root
    if "/DSS" not in root:
        return Store()
    store = root["/DSS"]
    return Store(*(_streams(store, key) for key in ("/Certs", "/CRLs", "/OCSPs")))


def inside(signature: EmbeddedPdfSignature) -> Store:
    """Read the revocation data that an adbe.pkcs7.detached signature carries."""
    lists: list[bytes] = []
    answers: list[bytes] = []
    try:
        for value in find_cms_attribute_iter(
            signature.signer_info["signed_attrs"], "adobe_revocation_info_archival"
        ):
            lists += [one.dump() for one in value["crl"] or ()]
            answers += [one.dump() for one in value["ocsp"] or ()]
    except BROKEN:
        return Store()
    return Store((), tuple(lists), tuple(answers))


def _streams(store: generic.DictionaryObject, key: str) -> tuple[bytes, ...]:
    if key not in store:
        return ()
    return tuple(entry.get_object().data for entry in list(store[key])[:MOST_KEPT])
