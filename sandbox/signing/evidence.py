"""What goes into a document so that its signatures can be proven later: chains and statuses."""

from collections.abc import Iterable
from datetime import datetime

from sandbox.entities import Certificate
from sandbox.signing import names
from sandbox.signing.names import House
from sandbox.signing.order import Evidence
from sandbox.signing.pki import Pki
from sandbox.signing.published import crl_at, ocsp_at, root_crl_at


def evidence_for(
    pki: Pki,
    signers: Iterable[Certificate],
    at: datetime,
    known: Iterable[Certificate] = (),
) -> Evidence:
    """Gather what is published at ``at`` about the signers' certificates and their timestamps.

    A signer's status comes from the OCSP responder while the certificate runs; afterwards from
    its CA's list, which goes on naming expired certificates.

    Args:
        pki: the world's PKI.
        signers: whose certificates.
        at: the simulated moment.
        known: the world's certificates, for the lists; the signers alone unless told.
    """
    signers = list(signers)
    everyone = list(known) or signers
    certificates = [pki.issuer_of(facts).der for facts in signers]
    answers = [ocsp_at(pki, facts, at) for facts in signers if at <= facts.valid_to]
    lists = [
        crl_at(
            pki,
            facts.issuer,
            at,
            everyone,
            generation=names.generation_at(facts.valid_from),
        )
        for facts in signers
        if at > facts.valid_to
    ]
    roots = {(House(facts.issuer), names.generation_at(facts.valid_from)) for facts in signers}
    lists += [
        root_crl_at(pki, house, at, generation=generation) for house, generation in sorted(roots)
    ]
    stamping = stamping_evidence(pki, at)
    return Evidence(
        certificates=tuple(dict.fromkeys([*certificates, *stamping.certificates])),
        lists=tuple(dict.fromkeys([*lists, *stamping.lists])),
        answers=tuple(answers),
    )


def stamping_evidence(pki: Pki, at: datetime) -> Evidence:
    """Gather what proves the timestamps that the state's unit issues at ``at``."""
    return Evidence(
        certificates=(pki.stamping(at).der,), lists=(root_crl_at(pki, House.STATE, at),)
    )
