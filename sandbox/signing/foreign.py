"""The border to pyHanko: it is loaded late, kept quiet, and its errors become reasons.

Files from outside make a PDF library raise almost anything. ``BROKEN`` names what was seen, and
the two places that handle foreign bytes (signing, verifying) turn it into a sentence.
"""

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator.errors import ValidationError

from base.errors import Refused

BROKEN = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValidationError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
    struct.error,
    zlib.error,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.UnsupportedGeneralNameType,
)
"""What reading a malformed file was seen to raise; never an error of this machine's memory."""


@cache
def hush() -> None:
    """Let pyHanko write no log: its lines show a file's content, and we say what matters."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@contextmanager
def as_refusal() -> Iterator[None]:
    """Turn what a malformed file raises into a refusal to sign it.

    Raises:
        Refused: ``signing.unreadable``.
    """
    hush()
    try:
        yield
    except BROKEN as error:
        raise Refused("signing.unreadable", why=type(error).__name__) from error
