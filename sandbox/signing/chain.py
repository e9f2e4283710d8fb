"""Building a chain from a certificate to a trusted root, and saying what is wrong when none holds.

pyHanko's certificate validator checks the chain's structure (RFC 5280 6.1: signatures, names,
constraints) at a moment when all its certificates ran; terms and revocation are judged apart, so
that each has a remark of its own.
"""

from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar  # Any: what a coroutine yields and takes

from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    PathBuildingError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.validate import async_validate_path

from sandbox.signing.foreign import BROKEN
from sandbox.signing.lookalike import issued_by, no_chain
from sandbox.signing.reading import MALFORMED, common_name, loaded
from sandbox.signing.report import unclear, wrong
from sandbox.verdicts import Remark

_UNCHECKED = CertRevTrustPolicy(
    RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
)
_T = TypeVar("_T")
_LONGEST = 8
"""Certificates of a chain."""
_WIDEST = 30
"""Certificates that may stand between: more are an attack on whoever tries all paths."""
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Building a chain asks for no time; the validator wants one, and must not look at a clock."""


class Chain(NamedTuple):
    """Certificates from the leaf to the root; a failed chain ends where it broke."""

    certificates: tuple[x509.Certificate, ...]
    root: bytes
    "DER of the root it ends in; empty when it reaches none"
    remark: Remark | None
    "what is wrong with it"


class Known(NamedTuple):
    """Which certificates a chain may be built from, DER."""

    roots: tuple[bytes, ...]
    "trusted to end a chain"
    between: tuple[bytes, ...]
    "known to the verifier"
    carried: tuple[bytes, ...] = ()
    "brought along by the file"

    @property
    def others(self) -> tuple[bytes, ...]:
        """What may stand between leaf and root."""
        return (*self.between, *self.carried)


def chain_of(der: bytes, known: Known) -> Chain:
    """Build and check the chain of the leaf ``der``."""
    try:
        leaf = loaded(der)
        found = _built(der, _relevant(leaf, known))
    except BROKEN as error:
        return Chain((), b"", unclear("certificate.unreadable", why=type(error).__name__))
    if found is not None:
        return found
    trusted = _read((*known.roots, *known.between)).values()
    return Chain((leaf,), b"", no_chain(leaf, trusted))


def _relevant(leaf: x509.Certificate, known: Known) -> Known:
    """Keep what may stand above ``leaf`` by its names: a file may carry hundreds."""
    roots, others = _read(known.roots), _read(known.others)
    wanted, kept = {leaf.issuer}, dict[bytes, x509.Certificate]()
    for _ in range(_LONGEST):
        above = {der: one for der, one in others.items() if one.subject in wanted}
        kept |= above
        wanted |= {one.issuer for one in above.values()}
    above_all = tuple(der for der, one in roots.items() if one.subject in wanted)
    return Known(above_all, tuple(kept)[:_WIDEST])


def _read(ders: tuple[bytes, ...]) -> dict[bytes, x509.Certificate]:
    found = {}
    for der in ders:
        with suppress(*MALFORMED):
            found[der] = loaded(der)
    return found


@lru_cache(maxsize=1_024)
def _built(der: bytes, known: Known) -> Chain | None:
    """Return the first chain that holds, else one that does not, None when there is none.

    Pure, and the same few chains are asked for again and again.
    """
    context = _context(known)
    try:
        paths = driven(context.path_builder.async_build_paths(asn1.Certificate.load(der)))
    except PathBuildingError:
        return None
    chain = None
    for path in paths:
        chain = _checked(path, known)
        if chain.remark is None:
            break
    return chain


def _checked(path: ValidationPath, known: Known) -> Chain:
    anchor = path.trust_anchor.authority
    root = anchor.certificate.dump() if isinstance(anchor, AuthorityWithCert) else b""
    ders = [cert.dump() for cert in path.iter_certs(include_root=False)]
    certificates = tuple(loaded(der) for der in reversed(ders))
    full = (*certificates, loaded(root)) if root and root not in ders else certificates
    running = max(certificate.not_valid_before_utc for certificate in certificates or full)
    context = _context(known, moment=running + timedelta(seconds=1))
    try:
        driven(async_validate_path(context, path))
    except DisallowedAlgorithmError:
        return Chain(full, root, unclear("chain.weak", name=common_name(full[0])))
    except ValidationError as error:
        return Chain(full, root, _broken_chain(full, error))
    return Chain(full, root, None)


def _broken_chain(chain: tuple[x509.Certificate, ...], error: ValidationError) -> Remark:
    for child, parent in pairwise(chain):
        if not issued_by(child, parent):
            return wrong("chain.lookalike", name=common_name(child), issuer=common_name(parent))
    if not _ever_together(chain):
        return wrong("chain.never_together", name=common_name(chain[0]))
    return wrong("chain.constraint", name=common_name(chain[0]), why=type(error).__name__)


def _ever_together(chain: tuple[x509.Certificate, ...]) -> bool:
    starts = max(certificate.not_valid_before_utc for certificate in chain)
    return starts < min(certificate.not_valid_after_utc for certificate in chain)


def _context(known: Known, moment: datetime | None = None) -> ValidationContext:
    return ValidationContext(
        trust_roots=[asn1.Certificate.load(der) for der in known.roots],
        other_certs=[asn1.Certificate.load(der) for der in known.others],
        moment=moment or _ANY_TIME,
        revinfo_policy=_UNCHECKED,
        time_tolerance=timedelta(0),
    )


def driven(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine that waits for nothing, with or without an event loop in this thread.

    pyHanko's validator is written for networks; ours has none, so it never yields.

    Raises:
        RuntimeError: it waited after all.
    """
    try:
        work.send(None)
    except StopIteration as done:
        value: _T = done.value
        return value
    work.close()
    message = "a validation without a network waited for something"
    raise RuntimeError(message)
