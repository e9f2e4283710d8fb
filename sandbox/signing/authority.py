"""The fourth question in pure form: right agency, right order, right issuer, all there.

Only names, kinds and times come in, so that whoever holds the archive's rows can ask.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sandbox.signing.grounds import AFTER_THE_PERSON, BOTH
from sandbox.signing.report import IssuerKind, Kind, fine, unclear, wrong
from sandbox.signing.times import consistent
from sandbox.verdicts import Remark


class Made(NamedTuple):
    """A signature's place in the file's history."""

    revision: int
    kind: Kind


def of_agency(organisation_unit: str, expected: str) -> Remark | None:
    """S07: the certificate's agency (its OU) must be the one that issues the document."""
    if _plain(organisation_unit) == _plain(expected):
        return None
    return wrong("authority.other_agency", BOTH, found=organisation_unit, expected=expected)


def of_signer(signer: str, expected: str) -> Remark | None:
    """A person's certificate (its common name) must be that of whom the document names as signer.

    Who signs with a key of their own in another's place is not the person in authority.
    """
    if _plain(signer) == _plain(expected):
        return None
    return wrong("authority.other_person", BOTH, found=signer, expected=expected)


def in_order(signatures: Sequence[Made]) -> Remark | None:
    """S26: no agency's signature comes before the first person's."""
    people = [made.revision for made in signatures if made.kind is Kind.PERSON]
    seals = [made.revision for made in signatures if made.kind is Kind.AGENCY]
    if not people or not seals or min(people) < min(seals):
        return None
    return wrong("authority.seal_first", AFTER_THE_PERSON, seal=min(seals), person=min(people))


def all_there(signatures: Sequence[Made], expected: Sequence[Kind]) -> list[Remark]:
    """S06, S24: every expected kind has signed; the register says which are expected."""
    there = {made.kind for made in signatures}
    return [wrong(_MISSING[kind], BOTH) for kind in expected if kind not in there]


def untouched_after_seal(kind: Kind, codes: Sequence[str]) -> Remark | None:
    """S28: number and date come before the seal; a field filled after it needs an explanation.

    Args:
        kind: whose signature.
        codes: codes of its remarks.
    """
    if kind is not Kind.AGENCY or "changes.filled" not in codes:
        return None
    return unclear("authority.filled_after_seal", AFTER_THE_PERSON)


def by_issuer(issuer_kind: IssuerKind, expected: IssuerKind = IssuerKind.STATE) -> Remark | None:
    """S27: an agency's business is signed with the state's certificates; a warning, no verdict."""
    if issuer_kind is expected or issuer_kind is IssuerKind.UNKNOWN:
        return None
    return fine("authority.issuer", found=f"@signature.house.{issuer_kind}")


def in_time(claimed: datetime | None, stamped: datetime | None) -> list[Remark]:
    """S16: a timestamp cannot be earlier than the signing it proves."""
    return consistent(claimed, stamped)


_MISSING = {Kind.PERSON: "authority.person_missing", Kind.AGENCY: "authority.seal_missing"}


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()
