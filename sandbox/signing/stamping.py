"""The world's time-stamping unit: RFC 3161 tokens, the same for the same digest and moment."""

import hashlib
from datetime import datetime
from typing import Final

from sandbox.signing import cms, names
from sandbox.signing.der import generalized, identifier, integer, octets, sequence
from sandbox.signing.profiles import Certified

_TST_INFO: Final = identifier("1.2.840.113549.1.9.16.1.4")
_POLICY: Final = identifier(names.POLICIES["timestamp"].dotted_string)


def imprint(content: bytes, moment: datetime) -> bytes:
    """Return the digest of ``content`` that the unit stamps at ``moment``."""
    return hashlib.new(cms.algorithm_at(moment).name, content).digest()


def token(unit: Certified, digest: bytes, moment: datetime) -> bytes:
    """Return a timestamp token over ``digest`` (see ``imprint``), saying ``moment``.

    Serial number and nonce follow from unit, digest and moment: a practice world makes the same
    bytes again.
    """
    algorithm = cms.algorithm_at(moment)
    seed = hashlib.sha256(unit.der + digest + moment.isoformat().encode()).digest()
    info = sequence(
        integer(1),
        _POLICY,
        sequence(algorithm.digest, octets(digest)),
        integer(int.from_bytes(seed[:8]) >> 1 | 1),
        generalized(moment),
        integer(int.from_bytes(seed[8:16]) >> 1),
    )
    content = cms.Content(imprint(info, moment), _TST_INFO, info)
    return cms.sign_content(unit, content, algorithm=algorithm).wrapped()
