"""The practice PKI of one world: everything follows from the world's key and the facts."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding

from base.errors import Misconfigured
from sandbox.entities import Certificate, KeyKind
from sandbox.signing import names, profiles
from sandbox.signing.keys import key_of, number_of
from sandbox.signing.names import House
from sandbox.signing.profiles import Certified, Usage

_ROOT_YEARS: Final = 30
_ISSUING_YEARS: Final = 25
_STAMPING_YEARS: Final = 5
_LONGEST_NAME: Final = 64
"""Bytes in UTF-8 of a common name: X.520 counts 64 characters, cryptography counts bytes."""


class Pki:
    """A world's authorities and certificates.

    Authorities come in generations of twenty years (a root of 30, an issuing CA of 25 years), so
    that fifty years of practice time can pass; a new time-stamping unit and a new OCSP responder
    are certified each year for five.

    Args:
        world_key: derived from the seed of the world, worth nothing outside it. Not a secret
            of the installation: whoever knows the seed can sign as anyone in that world.
    """

    def __init__(self, world_key: bytes) -> None:
        """Keep the key; nothing is made before it is asked for."""
        self.world_key = world_key

    def root(self, house: House, moment: datetime) -> Certified:
        """Return the root that ``house`` certifies under at ``moment``."""
        return _root(self.world_key, house, names.generation_at(moment))

    def issuing(self, house: House, moment: datetime) -> Certified:
        """Return the CA that issues people's and agencies' certificates at ``moment``."""
        return _issuing(self.world_key, house, names.generation_at(moment))

    def stamping(
        self, moment: datetime, house: House = House.STATE, usage: Usage = Usage.STAMPING
    ) -> Certified:
        """Return the unit whose timestamps are issued at ``moment``; valid four to five years."""
        return _service(self.world_key, house, moment.astimezone(UTC).year, usage)

    def responder(self, house: House, moment: datetime) -> Certified:
        """Return the OCSP responder of the issuing CA at ``moment``."""
        return _service(self.world_key, house, moment.astimezone(UTC).year, Usage.RESPONDING)

    def certified(self, facts: Certificate, usage: Usage | None = None) -> Certified:
        """Return the key and certificate of ``facts``.

        Args:
            facts: a certificate of this world.
            usage: what the key is certified for; from the facts' kind unless told (S19).

        Raises:
            Misconfigured: a name, serial or term that no certificate can carry.
        """
        return _leaf(self.world_key, _of(facts), usage or _USAGES[facts.kind])

    def certificate_der(self, facts: Certificate) -> bytes:
        """Return the certificate's DER bytes."""
        return self.certified(facts).der

    def issuer_of(self, facts: Certificate) -> Certified:
        """Return the CA that issued ``facts``."""
        return self.issuing(House(facts.issuer), facts.valid_from)

    def roots(self, at: datetime) -> list[Certified]:
        """Return the roots a verifier trusts at ``at``: state and public, every generation yet."""
        return [
            _root(self.world_key, house, generation)
            for house in (House.STATE, House.PUBLIC)
            for generation in range(1, names.generation_at(at) + 1)
        ]

    def root_pem(self, at: datetime) -> str:
        """Return the trusted roots as PEM, for verification only: never install them anywhere."""
        parts = [root.certificate.public_bytes(Encoding.PEM).decode() for root in self.roots(at)]
        return "".join(parts)


_USAGES: Final = {
    KeyKind.PERSON: Usage.SIGNING,
    KeyKind.AGENCY: Usage.SIGNING,
    KeyKind.TIMESTAMP: Usage.STAMPING,
}


class _Facts(NamedTuple):
    """What the bytes of a certificate depend on: not its later revocation."""

    holder: str
    kind: KeyKind
    common_name: str
    organisation_unit: str
    serial: int
    valid_from: datetime
    valid_to: datetime
    house: House


def _of(facts: Certificate) -> _Facts:
    if len(facts.common_name.encode()) > _LONGEST_NAME or not facts.common_name:
        raise Misconfigured("signing.name_length", name=facts.common_name, limit=_LONGEST_NAME)
    if not 0 < facts.serial < 2**63:
        raise Misconfigured("signing.serial", serial=facts.serial, name=facts.common_name)
    if facts.valid_from >= facts.valid_to:
        raise Misconfigured("signing.term", name=facts.common_name)
    if facts.issuer not in set(House):
        raise Misconfigured("signing.issuer", issuer=facts.issuer, choices=", ".join(House))
    return _Facts(
        facts.holder,
        facts.kind,
        facts.common_name,
        facts.organisation_unit,
        facts.serial,
        facts.valid_from,
        facts.valid_to,
        House(facts.issuer),
    )


@lru_cache(maxsize=256)
def _root(world_key: bytes, house: House, generation: int) -> Certified:
    who = ("root", house, str(generation))
    return profiles.certify(
        key_of(world_key, *who),
        names.root_name(house, generation),
        number_of(world_key, *who),
        _term(names.founded(generation), _ROOT_YEARS),
        profiles.authority(below=1),
    )


@lru_cache(maxsize=256)
def _issuing(world_key: bytes, house: House, generation: int) -> Certified:
    who = ("issuing", house, str(generation))
    return profiles.certify(
        key_of(world_key, *who),
        names.issuing_name(house, generation),
        number_of(world_key, *who),
        _term(names.founded(generation), _ISSUING_YEARS),
        [
            *profiles.authority(below=0),
            *profiles.status_from(house, generation, responder=False),
        ],
        issuer=_root(world_key, house, generation),
    )


@lru_cache(maxsize=512)
def _service(world_key: bytes, house: House, year: int, usage: Usage) -> Certified:
    """A time-stamping unit certified by the root, or a responder by the issuing CA."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    generation = names.generation_at(start)
    responds = usage is Usage.RESPONDING
    who = (usage, house, str(year))
    further = []
    if not responds:
        further = [
            profiles.policy("timestamp"),
            *profiles.status_from(house, generation, responder=False),
        ]
    return profiles.certify(
        key_of(world_key, *who),
        (names.responder_name if responds else names.stamping_name)(house, year),
        number_of(world_key, *who),
        _term(start, _STAMPING_YEARS),
        [*profiles.leaf(usage), *further],
        issuer=(_issuing if responds else _root)(world_key, house, generation),
    )


@lru_cache(maxsize=8_192)
def _leaf(world_key: bytes, facts: _Facts, usage: Usage) -> Certified:
    generation = names.generation_at(facts.valid_from)
    return profiles.certify(
        key_of(world_key, "leaf", facts.holder, str(facts.serial)),
        names.subject(facts.common_name, facts.organisation_unit),
        facts.serial,
        (facts.valid_from, facts.valid_to),
        [
            *profiles.leaf(usage),
            profiles.policy(facts.kind),
            *profiles.status_from(facts.house, generation, responder=True),
        ],
        issuer=_issuing(world_key, facts.house, generation),
    )


def _term(start: datetime, years: int) -> tuple[datetime, datetime]:
    return start, start.replace(year=start.year + years) - timedelta(seconds=1)
