"""Makers of signatures with the wrong certificate: another's, ended, revoked, forged."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.authority_register import certificate_on
from sandbox.signing import tamper_signing
from sandbox.signing.wishes import Level
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import Act
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_signatures import by_person, signed_again, simple
from scenarios.streams import Stream

_HOUR: Final = timedelta(hours=1)


def other_agency(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S07: the seal is valid, and another agency's."""
    certificate = stream.choice(_other_seals(bed.survey, document))

    def change(acts: Sequence[Act]) -> list[Act]:
        return [act if act.person else act._replace(certificate=certificate) for act in acts]

    signed_again(bed, document, change)
    row = bed.survey.signatures_of(bed.main(document).ref)[-1]
    bed.planter.change(bed.planter.get(e.Signature, row.ref), signer=certificate.holder)
    return document


def sealed_by_others(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document, while another agency had a seal on that day."""
    return simple(survey, document) and bool(_other_seals(survey, document))


def _other_seals(survey: Survey, document: e.Document) -> list[e.Certificate]:
    assert document.signed_at is not None  # noqa: S101 - ``simple`` asked
    line = _line_of(survey, document.organ)
    found = []
    for agency in survey.organisations.values():
        held = certificate_on(survey.shelf, agency.ref, e.KeyKind.AGENCY, document.signed_at)
        if agency.ref not in line and held is not None and held.issuer == "state":
            found.append(held)
    return found


def _line_of(survey: Survey, organ: str | None) -> set[str | None]:
    """Return an organisation with those it came from and became."""
    line = {organ}
    for agency in survey.organisations.values():
        if agency.successor in line or agency.ref in line:
            line |= {agency.ref, agency.successor}
    return line


def _own_certificate(act: Act, stream: Stream, **facts: object) -> e.Certificate:
    """Return a further certificate of the same holder."""
    told: dict[str, object] = {
        "serial": stream.bits(62) | 1,
        "revoked_at": None,
        "revocation_reason": None,
        **facts,
    }
    return act.certificate.model_copy(update=told)


def further_certificate(bed: Bed, act: Act, stream: Stream, **facts: object) -> e.Certificate:
    """Plant a further certificate of whoever signs."""
    return _planted(bed, _own_certificate(act, stream, **facts))


def _planted(bed: Bed, certificate: e.Certificate) -> e.Certificate:
    ref = bed.planter.next_ref(e.Certificate)
    return bed.planter.add(certificate.model_copy(update={"ref": ref}))


def _midway(start: datetime, end: datetime, stream: Stream) -> datetime:
    span = (end - start).total_seconds()
    part = 0.15 + 0.7 * stream.real()
    return start + timedelta(seconds=int(span * part))


def expired_unproven(
    bed: Bed, document: e.Document, stream: Stream, _details: Details
) -> e.Document:
    """S10: no timestamp, and the certificate has ended since: nobody can tell the time."""

    def change(act: Act) -> Act:
        first = act.at - timedelta(days=stream.integer(200, 700))
        ends = _midway(act.at + _HOUR, bed.planter.now - _HOUR, stream)
        lapsed = _own_certificate(act, stream, valid_from=first, valid_to=ends)
        return act._replace(certificate=_planted(bed, lapsed), level=Level.B_B)

    return signed_again(bed, document, by_person(change))


def not_of_today(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document that is older than some hours."""
    if not simple(survey, document) or document.signed_at is None:
        return False
    return survey.shelf.now - document.signed_at > 4 * _HOUR


def after_expiry(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S12: signed with a certificate that had ended."""

    def change(act: Act) -> Act:
        ended = act.at - timedelta(days=stream.integer(3, 90), hours=stream.integer(1, 9))
        first = ended - timedelta(days=1095)
        lapsed = _own_certificate(act, stream, valid_from=first, valid_to=ended)
        return act._replace(certificate=_planted(bed, lapsed))

    return signed_again(bed, document, by_person(change))


def revoked_before(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S13: signed with a certificate that had been revoked."""

    def change(act: Act) -> Act:
        revoked = act.at - timedelta(days=stream.integer(2, 60), hours=stream.integer(1, 9))
        return act._replace(certificate=_revoked(bed, act, stream, revoked))

    return signed_again(bed, document, by_person(change))


def _revoked(bed: Bed, act: Act, stream: Stream, at: datetime) -> e.Certificate:
    first = min(act.at, at) - timedelta(days=stream.integer(100, 500))
    facts = {
        "valid_from": first,
        "valid_to": first + timedelta(days=1400),
        "revoked_at": at,
        "revocation_reason": "key_compromise",
    }
    return _planted(bed, _own_certificate(act, stream, **facts))


def lookalike(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S18: the certificate comes from an issuer that only bears a trusted name."""

    def change(act: Act) -> Act:
        return act._replace(certificate=_own_certificate(act, stream, issuer="rogue"))

    return signed_again(bed, document, by_person(change))


def wrong_key(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S19: the certificate is not for signing."""

    def change(act: Act) -> Act:
        spoil = partial(
            tamper_signing.sign_with_wrong_key, pki=bed.pki, certificate=act.certificate
        )
        return act._replace(spoil=spoil)

    return signed_again(bed, document, by_person(change))


def public_issuer(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S27: somebody of a state agency signed with a public certificate."""

    def change(act: Act) -> Act:
        return act._replace(certificate=_own_certificate(act, stream, issuer="public"))

    return signed_again(bed, document, by_person(change))


def of_state(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document of a state agency."""
    agency = survey.organisations.get(document.organ or "")
    return (
        simple(survey, document) and agency is not None and agency.standing is not e.Standing.OTHER
    )
