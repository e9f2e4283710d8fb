"""Whom a verifier trusts, and what it knows about certificates at the moment of checking."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Final

from base.model import Value
from sandbox.entities import Certificate
from sandbox.signing import names
from sandbox.signing.names import House
from sandbox.signing.pki import Pki
from sandbox.signing.published import crl_at, root_crl_at
from sandbox.signing.report import IssuerKind

WEAK_SINCE: Final[Mapping[str, datetime]] = {
    "md5": datetime(2010, 1, 1, tzinfo=UTC),
    "sha1": datetime(2017, 1, 1, tzinfo=UTC),
}
"""When a digest stopped being proof of integrity; SHA-1 fell in public in February 2017."""
ASSUMED_WEAK: Final[Mapping[str, datetime]] = {
    **WEAK_SINCE,
    "sha256": datetime(2041, 1, 1, tzinfo=UTC),
}
"""What practice worlds assume, so that renewing before an algorithm lapses can be practised.

Invented: nobody knows when SHA-256 will fall. Strangers' files are never judged by it.
"""


class Trust(Value):
    """What one verification may rest on; every certificate, list and answer as DER."""

    state_roots: tuple[bytes, ...] = ()
    "roots of the state-duty provider (chuyên dùng công vụ)"
    public_roots: tuple[bytes, ...] = ()
    "roots of public providers"
    other_roots: tuple[bytes, ...] = ()
    "roots whose house is not known: those of a stranger's file"
    stamping_roots: tuple[bytes, ...] = ()
    "roots trusted for timestamps alone"
    certificates: tuple[bytes, ...] = ()
    "known certificates between roots and signers"
    lists: tuple[bytes, ...] = ()
    "revocation lists"
    answers: tuple[bytes, ...] = ()
    "OCSP answers"

    @property
    def roots(self) -> tuple[bytes, ...]:
        """The roots that a signer's chain may end in."""
        return (*self.state_roots, *self.public_roots, *self.other_roots)

    @property
    def weak_since(self) -> Mapping[str, datetime]:
        """Since when a digest is too weak: by a practice world's assumption, if it is one."""
        return ASSUMED_WEAK if self.state_roots else WEAK_SINCE

    def house_of(self, root: bytes) -> IssuerKind:
        """Return whose root ``root`` is."""
        if root in self.state_roots:
            return IssuerKind.STATE
        return IssuerKind.PUBLIC if root in self.public_roots else IssuerKind.UNKNOWN

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything trusted: part of the key under which a verdict is kept."""
        whole = hashlib.sha256()
        for name in type(self).model_fields:
            whole.update(name.encode())
            for item in sorted(getattr(self, name)):
                whole.update(hashlib.sha256(item).digest())
        return whole.hexdigest()


def trust_of(pki: Pki, certificates: Iterable[Certificate], at: datetime) -> Trust:
    """Return what a verifier in this world trusts and can look up at ``at``.

    Args:
        pki: the world's PKI.
        certificates: all of the world's certificates, for the revocation lists.
        at: the simulated moment.
    """
    everyone = list(certificates)
    generations = range(1, names.generation_at(at) + 1)
    houses = [(house, g) for house in (House.STATE, House.PUBLIC) for g in generations]
    return Trust(
        state_roots=_roots(pki, House.STATE, generations),
        public_roots=_roots(pki, House.PUBLIC, generations),
        certificates=tuple(pki.issuing(house, names.founded(g)).der for house, g in houses),
        lists=tuple(
            made
            for house, g in houses
            for made in (
                crl_at(pki, house, at, everyone, generation=g),
                root_crl_at(pki, house, at, generation=g),
            )
        ),
    )


def _roots(pki: Pki, house: House, generations: range) -> tuple[bytes, ...]:
    return tuple(pki.root(house, names.founded(generation)).der for generation in generations)
