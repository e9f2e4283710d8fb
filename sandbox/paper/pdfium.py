"""PDFium, one thread at a time: it opens what it can and says why it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Final

from base.errors import Refused

if TYPE_CHECKING:
    import pypdfium2

LOCK: Final = RLock()
"""PDFium is not thread-safe: everything that touches it holds this lock."""

_HEAD: Final = 1_024
"""ISO 32000 lets a reader look for ``%PDF-`` in the first 1024 bytes."""


@contextmanager
def opened(pdf: bytes) -> Iterator["pypdfium2.PdfDocument"]:
    """Open a document with its form fields, hold the lock while it is used, close it.

    Raises:
        Refused: ``paper.empty``, ``paper.not_pdf``, ``paper.encrypted`` or ``paper.unreadable``.
    """
    import pypdfium2

    _look_first(pdf)
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise _refusal(error) from error
        try:
            _must_have_pages(document)
            document.init_forms()
            yield document
        except pypdfium2.PdfiumError as error:
            raise Refused("paper.unreadable") from error
        finally:
            document.close()


def _look_first(pdf: bytes) -> None:
    if not pdf:
        raise Refused("paper.empty")
    if b"%PDF-" not in pdf[:_HEAD]:
        raise Refused("paper.not_pdf")


def _must_have_pages(document: "pypdfium2.PdfDocument") -> None:
    if len(document) == 0:
        raise Refused("paper.unreadable")


def _refusal(error: Exception) -> Refused:
    """Tell a locked document from a broken one; PDFium says it in words only."""
    locked = "password" in str(error).lower() or "security" in str(error).lower()
    return Refused("paper.encrypted" if locked else "paper.unreadable")
