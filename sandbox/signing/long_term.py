"""Keeping signatures provable: validation data (B-LT), archive timestamps (B-LTA), renewal."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Final

from base.canonical import digest
from base.errors import Refused
from sandbox.entities import Certificate
from sandbox.signing import names
from sandbox.signing.evidence import evidence_for, stamping_evidence
from sandbox.signing.names import House
from sandbox.signing.order import Evidence
from sandbox.signing.pki import Pki
from sandbox.signing.published import root_crl_at
from sandbox.signing.tape import remembered

ARCHIVE: Final = "DauThoiGian"
"""Prefix of the field of a document timestamp."""


def add_validation_data(
    pdf: bytes, *, pki: Pki, certificates: Iterable[Certificate], at: datetime
) -> bytes:
    """Add what is published at ``at`` about the document's signers (B-T becomes B-LT).

    Args:
        pdf: a signed document.
        pki: the world's PKI.
        certificates: the world's certificates; the document's signers are found among them.
        at: the simulated moment the data is fetched.

    Raises:
        Refused: nobody of this world has signed the document, or it cannot be read.
    """
    everyone = sorted(certificates, key=lambda facts: (facts.issuer, facts.serial))
    key = digest(["keep", pdf, pki.world_key, everyone, at])
    return remembered(key, partial(_kept, pdf, pki, everyone, at))


def add_archive_timestamp(pdf: bytes, *, pki: Pki, at: datetime) -> bytes:
    """Add a document timestamp, or renew the last one (ETSI EN 319 142-1, B-LTA).

    The status of the unit that stamped before is kept in the same revision: once the new
    timestamp covers it, the old one stays proven beyond its own certificate's end.

    Raises:
        Refused: the file cannot be read as a PDF.
    """
    key = digest(["stamp", pdf, pki.world_key, at])
    return remembered(key, partial(_stamped, pdf, pki, at))


def _kept(pdf: bytes, pki: Pki, everyone: list[Certificate], at: datetime) -> bytes:
    from sandbox.signing import containers, deposit, foreign

    with foreign.as_refusal():
        found = containers.contents_of(pdf)
        named = [facts for facts in everyone if facts.serial in found.signers]
        signers = [one for one in named if pki.certificate_der(one) == found.signers[one.serial]]
        if not signers:
            raise Refused("signing.no_signer_of_ours")
        evidence = evidence_for(pki, signers, at, everyone)
        return deposit.keep(pdf, _with_units(pki, evidence, found.stamped, at))


def _stamped(pdf: bytes, pki: Pki, at: datetime) -> bytes:
    from sandbox.signing import containers, embedding, foreign, form

    with foreign.as_refusal():
        stamped = containers.contents_of(pdf).stamped
        evidence = _with_units(pki, stamping_evidence(pki, at), stamped, at)
        taken = [name for name in form.field_names(pdf) if name.startswith(ARCHIVE)]
        return embedding.stamp(pdf, pki.stamping(at), at, f"{ARCHIVE}{len(taken) + 1}", evidence)


def _with_units(pki: Pki, evidence: Evidence, moments: list[datetime], at: datetime) -> Evidence:
    """Add the units that made the document's timestamps, and their roots' lists at ``at``."""
    units = [pki.stamping(moment).der for moment in moments]
    lists = [
        root_crl_at(pki, House.STATE, at, generation=names.generation_at(moment))
        for moment in moments
    ]
    return evidence._replace(
        certificates=tuple(dict.fromkeys([*evidence.certificates, *units])),
        lists=tuple(dict.fromkeys([*evidence.lists, *lists])),
    )
