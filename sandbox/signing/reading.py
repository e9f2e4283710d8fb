"""Reading certificates that anybody may have made: names and extensions, or nothing."""

from functools import lru_cache
from typing import Protocol, TypeVar

from cryptography import x509
from cryptography.x509.oid import NameOID

MALFORMED = (
    ValueError,
    TypeError,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.UnsupportedGeneralNameType,
)
"""What a malformed certificate or list was seen to raise."""
_Extension = TypeVar("_Extension", bound=x509.ExtensionType)


class _Extended(Protocol):
    @property
    def extensions(self) -> x509.Extensions: ...


@lru_cache(maxsize=4_096)
def loaded(der: bytes) -> x509.Certificate:
    """Read a certificate; the same bytes are read once.

    Raises:
        MALFORMED: it is malformed.
    """
    return x509.load_der_x509_certificate(der)


def extension_of(holder: _Extended, kind: type[_Extension]) -> _Extension | None:
    """Return an extension of a certificate, list or entry; None when it has none to read."""
    try:
        return holder.extensions.get_extension_for_class(kind).value
    except MALFORMED:
        return None


def attribute(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    """Return the first attribute of ``kind``, or the empty string."""
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def common_name(certificate: x509.Certificate) -> str:
    """Return the common name of a certificate's subject."""
    return attribute(certificate.subject, NameOID.COMMON_NAME)
