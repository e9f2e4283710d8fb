"""A revision is what is added to a PDF without touching what was there; pyHanko writes it.

Every revision here is deterministic: the file identifier follows from the bytes before, no date
is taken from a clock, no name is drawn at random.
"""

import hashlib
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


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
