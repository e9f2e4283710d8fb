"""Issuers that pretend: a certificate names somebody trusted who did not issue it."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import NameOID

from sandbox.signing.reading import MALFORMED, attribute, common_name
from sandbox.signing.report import unclear, wrong
from sandbox.verdicts import Remark

_LOOKALIKES: Final = str.maketrans("АВЕЅІЈКМНОРСТХҮаеорсухіѕјԁһ", "ABESIJKMHOPCTXYaeopcyxisjdh")
"""Cyrillic letters that look like Latin ones."""


def no_chain(leaf: x509.Certificate, trusted: Iterable[x509.Certificate]) -> Remark:
    """Nobody trusted issued ``leaf``; say so louder when it pretends that somebody did."""
    names = {_seen(parent.subject) for parent in trusted if not issued_by(leaf, parent)}
    name, issuer = common_name(leaf), attribute(leaf.issuer, NameOID.COMMON_NAME)
    if _seen(leaf.issuer) in names:
        return wrong("chain.lookalike", name=name, issuer=issuer)
    return unclear("chain.unknown", name=name, issuer=issuer)


def issued_by(child: x509.Certificate, parent: x509.Certificate) -> bool:
    """Whether ``parent``'s name and key are those that issued ``child``."""
    try:
        child.verify_directly_issued_by(parent)
    except (*MALFORMED, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _seen(name: x509.Name) -> str:
    """A name as a hurried reader sees it: no accents, no case, no spaces, no foreign letters."""
    text = unicodedata.normalize("NFKD", name.rfc4514_string().translate(_LOOKALIKES))
    return "".join(c for c in text if not unicodedata.combining(c) and not c.isspace()).casefold()
