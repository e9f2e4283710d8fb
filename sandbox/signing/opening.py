"""Opening a file from anywhere: limits first, then the parts of it that concern signatures."""

import re
from io import BytesIO
from typing import Final, NamedTuple

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from sandbox.signing.foreign import BROKEN
from sandbox.signing.limits import MOST_BYTES, MOST_OBJECTS, MOST_REVISIONS
from sandbox.signing.report import unclear
from sandbox.verdicts import Remark

_HEADER_WITHIN: Final = 1_024
_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF[\r\n]*")
_OBJECT: Final = re.compile(rb"\d+ \d+ obj\b")


class Document(NamedTuple):
    """An opened file."""

    reader: PdfFileReader
    body: bytes
    "the file up to the end of its last revision"
    trailing: int
    "bytes after that end which are neither line ends nor zeros"
    remarks: tuple[Remark, ...]


def opened(pdf: bytes) -> Document | Remark:
    """Open ``pdf`` within limits of size, objects and revisions.

    Returns:
        The document; or why it cannot be examined, which is never a verdict on its signatures.
    """
    refusal = _beyond_limits(pdf)
    if refusal:
        return refusal
    body, rest = _split(pdf)
    try:
        reader = _reader(body)
        if reader.encrypted:
            return unclear("file.encrypted")
        reader.root  # noqa: B018 - a file without a catalogue is no document
    except BROKEN as error:
        return unclear("file.unreadable", why=type(error).__name__)
    unfinished = bool(_OBJECT.search(rest))
    remarks = [unclear("file.unfinished", bytes=len(rest))] if unfinished else []
    if reader.xrefs.hybrid_xrefs_present:
        remarks.append(unclear("file.hybrid"))
    return Document(reader, body, 0 if unfinished else len(rest), tuple(remarks))


def _beyond_limits(pdf: bytes) -> Remark | None:
    if not pdf:
        return unclear("file.empty")
    if len(pdf) > MOST_BYTES:
        return unclear("file.too_large", bytes=len(pdf), limit=MOST_BYTES)
    if b"%PDF-" not in pdf[:_HEADER_WITHIN]:
        return unclear("file.not_pdf")
    counted = (
        ("file.too_many_objects", pdf.count(b" obj"), MOST_OBJECTS),
        ("file.too_many_revisions", pdf.count(b"startxref"), MOST_REVISIONS),
    )
    for code, number, limit in counted:
        if number > limit:
            return unclear(code, number=number, limit=limit)
    return None


def _split(pdf: bytes) -> tuple[bytes, bytes]:
    ends = [found.end() for found in _END.finditer(pdf)]
    end = ends[-1] if ends else len(pdf)
    return pdf[:end], pdf[end:].strip(b"\r\n\t \x00")


def _reader(body: bytes) -> PdfFileReader:
    """Read strictly; a file that only opens leniently is read so.

    pyHanko's own limits for untrusted input hold: they bound what streams unpack to.
    """
    try:
        return PdfFileReader(BytesIO(body))
    except PdfError:
        return PdfFileReader(BytesIO(body), strict=False)
