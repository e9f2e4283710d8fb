"""Are the signed bytes what was signed? Digest, signature value, container, algorithms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from asn1crypto import cms, core, tsp
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    get_hash_spec_for_tst_digest,
    validate_sig_integrity,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing.containers import is_stamp
from sandbox.signing.foreign import BROKEN
from sandbox.signing.grounds import WHOLE
from sandbox.signing.report import fine, unclear, wrong
from sandbox.verdicts import Remark

TORN: Final = {"integrity.byte_range", "integrity.resaved", "integrity.cut"}
"""What leaves nothing to compare later changes with."""
_PADES: Final = {"/ETSI.CAdES.detached", "/ETSI.RFC3161"}


class Token(NamedTuple):
    """A timestamp token, read and checked as far as its bytes go."""

    said: datetime | None
    "None when it cannot be read"
    remark: Remark | None
    "what is wrong with its bytes"
    algorithm: str = ""
    "the digest it is made over"


def integrity_of(signature: EmbeddedPdfSignature, body: bytes) -> list[Remark]:
    """Check one signature against the bytes it covers.

    Returns:
        What was found; nothing when it is intact and in order.
    """
    try:
        remarks = _gap(signature, body) or _values(signature)
    except UnsupportedAlgorithm as error:
        return [unclear("integrity.algorithm", algorithm=str(error))]
    except BROKEN as error:
        return [wrong("integrity.container", why=type(error).__name__)]
    if str(signature.sig_object.get("/SubFilter")) not in _PADES:
        remarks.append(
            fine("integrity.not_pades", subfilter=signature.sig_object.get("/SubFilter"))
        )
    return remarks


def weakness(
    signature: EmbeddedPdfSignature,
    *,
    proven: datetime | None,
    at: datetime,
    weak_since: Mapping[str, datetime],
) -> list[Remark]:
    """Say that the digest is too weak for a signature not proven older than the weakness.

    Args:
        signature: whose digest.
        proven: the earliest time it is proven to have existed.
        at: the moment of checking.
        weak_since: digest → since when it is too weak.
    """
    name = signature.md_algorithm
    since = weak_since.get(name)
    if since is None or min(at, proven or at) < since:
        return []
    return [unclear("integrity.weak_digest", algorithm=name.upper(), since=since.date())]


def algorithm_of(signature: EmbeddedPdfSignature) -> str:
    """Return digest and signature algorithm as one line."""
    mechanism = signature.signer_info["signature_algorithm"]["algorithm"].native
    return f"{signature.md_algorithm} / {mechanism}"


def checked_token(token: cms.SignedData, signature: EmbeddedPdfSignature) -> Token:
    """Check that ``token`` is whole and that it was made for this signature."""
    said: datetime | None = None
    try:
        info = token["encap_content_info"]["content"].parsed
        said = info["gen_time"].native
        if not _token_whole(token):
            return Token(said, wrong("timestamp.broken"))
        imprint = info["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        if imprint["hashed_message"].native != _stamped_digest(signature, algorithm):
            return Token(said, wrong("timestamp.mismatch", said=said))
    except BROKEN as error:
        return Token(said, wrong("timestamp.broken", why=type(error).__name__))
    return Token(said, None, algorithm)


def _gap(signature: EmbeddedPdfSignature, body: bytes) -> list[Remark]:
    """The hole in the signed bytes must be the container itself and nothing else."""
    ranges = [int(number) for number in signature.byte_range]
    four = 4
    if len(ranges) != four or ranges[0] != 0 or min(ranges) < 0 or ranges[2] <= ranges[1]:
        return [wrong("integrity.byte_range", WHOLE, ranges=ranges)]
    start, end = ranges[1], ranges[2]
    hole = body[start:end]
    container = signature.pkcs7_content.hex().encode()
    if hole[:1] + hole[-1:] != b"<>" or hole[1:-1].lower() != container:
        return [wrong("integrity.resaved", WHOLE, start=start, end=end)]
    missing = end + ranges[3] - len(body)
    return [wrong("integrity.cut", WHOLE, bytes=missing)] if missing > 0 else []


def _values(signature: EmbeddedPdfSignature) -> list[Remark]:
    if is_stamp(signature):
        return [] if _token_whole(signature.signed_data) else [wrong("integrity.value", WHOLE)]
    certificate = extract_certs_for_validation(signature.signed_data).signer_cert
    intact, valid = validate_sig_integrity(
        signature.signer_info, certificate, "data", signature.compute_digest()
    )
    covered = sum(int(number) for number in list(signature.byte_range)[1::2])
    found = [] if intact else [wrong("integrity.broken", WHOLE, bytes=covered)]
    return found if valid else [*found, wrong("integrity.value", WHOLE)]


def _token_whole(token: cms.SignedData) -> bool:
    info = extract_signer_info(token)
    content = token["encap_content_info"]["content"]
    if not isinstance(content, core.ParsableOctetString):
        return False
    if not isinstance(content.parsed, tsp.TSTInfo):
        return False
    digest = hashes.Hash(get_hash_spec_for_tst_digest(info["digest_algorithm"]["algorithm"].native))
    digest.update(bytes(content))
    certificate = extract_certificate_info(token).signer_cert
    return all(validate_sig_integrity(info, certificate, "tst_info", digest.finalize()))


def _stamped_digest(signature: EmbeddedPdfSignature, algorithm: str) -> bytes:
    if is_stamp(signature):
        return signature.compute_digest()
    digest = hashes.Hash(get_hash_spec_for_tst_digest(algorithm))
    digest.update(signature.signer_info["signature"].native)
    return digest.finalize()
