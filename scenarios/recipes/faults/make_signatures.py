"""Makers of signatures gone wrong in time, order or form: the same hands, one thing spoilt."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.signing import tamper_signing
from sandbox.signing.order import Order
from sandbox.signing.wishes import Level
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import Act, Spoil, acts_of, perform, unsigned, write_down
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.originals import signed_simply
from scenarios.streams import Stream

_STAMPING_YEARS: Final = 5
"""How long a time-stamping unit's certificate lasts."""


def simple(survey: Survey, document: e.Document) -> bool:
    """An electronic document with one person's signature and its agency's seal, both sound."""
    main = survey.main_of(document.ref)
    if main is None or not signed_simply(survey, document) or survey.portrait(main).harm:
        return False
    return document.signed_at is not None and not survey.signed(main).wrong


def signed_again(
    bed: Bed, document: e.Document, change: Callable[[Sequence[Act]], Sequence[Act]]
) -> e.Document:
    """Let the same hands sign the unsigned paper again, ``change`` having its way."""
    main = bed.main(document)
    acts = change(acts_of(bed, main))
    bed.keep(main, perform(bed.pki, unsigned(bed.content(main)), acts))
    write_down(bed, acts)
    return document


def by_person(change: Callable[[Act], Act]) -> Callable[[Sequence[Act]], list[Act]]:
    """Return a change of the person's act alone."""
    return lambda acts: [change(act) if act.person else act for act in acts]


def waits(document: e.Document) -> bool:
    """Whether a document lies in the registry's tray."""
    return document.status is e.DocumentStatus.RECEIVED


def no_timestamp(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S15: signed and sealed without a timestamp."""

    def change(acts: Sequence[Act]) -> list[Act]:
        return [act._replace(level=Level.B_B) for act in acts]

    return signed_again(bed, document, change)


def still_certified(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document whose certificates still run."""
    if not simple(survey, document):
        return False
    main = survey.main_of(document.ref)
    rows = survey.signatures_of(main.ref) if main else []
    held = [survey.shelf.find(e.Certificate, row.certificate) for row in rows]
    return all(one is not None and one.valid_to > survey.shelf.now for one in held)


def _spoilt(bed: Bed, document: e.Document, spoil: Spoil) -> e.Document:
    return signed_again(bed, document, by_person(lambda act: act._replace(spoil=spoil)))


def false_time(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S16: the signer claims a later time than the timestamp shows."""
    later = timedelta(days=stream.integer(1, 6), minutes=stream.integer(1, 300))

    def spoil(pdf: bytes, order: Order) -> bytes:
        return tamper_signing.sign_claiming(pdf, order, order.claimed + later)

    return _spoilt(bed, document, spoil)


def strange_stamp(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S17: the timestamp is of a unit nobody trusts, or of a key that is not for stamping."""
    ways = (tamper_signing.sign_with_stray_stamp, tamper_signing.sign_with_unmarked_stamp)
    return _spoilt(bed, document, partial(stream.choice(ways), pki=bed.pki))


def old_form(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S22: signed in the form before PAdES."""
    return _spoilt(bed, document, tamper_signing.sign_in_old_form)


def forbidden_change(
    bed: Bed, document: e.Document, _stream: Stream, _details: Details
) -> e.Document:
    """S25: the signer certified that nothing may change, then the agency sealed."""
    return _spoilt(bed, document, tamper_signing.certify_unchangeable)


def seal_first(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S26: the agency sealed before the competent person signed."""

    def change(acts: Sequence[Act]) -> list[Act]:
        person, seal = acts
        early = person.at - timedelta(minutes=stream.integer(9, 50))
        return [seal._replace(at=early), person]

    return signed_again(bed, document, change)


def copied_stamp(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S29: the timestamp was taken out of another document."""
    others = _donors(bed.survey, document)
    donor = bed.content(bed.main(stream.choice(others)))
    return _spoilt(bed, document, partial(tamper_signing.sign_with_copied_stamp, donor=donor))


def _donors(survey: Survey, document: e.Document) -> list[e.Document]:
    return [
        other
        for other in survey.documents.values()
        if other.ref != document.ref and simple(survey, other)
    ]


def with_donor(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document that is not the only one."""
    return simple(survey, document) and bool(_donors(survey, document))


def weak_digest(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S30: signed with SHA-1."""
    return _spoilt(bed, document, tamper_signing.sign_weakly)


def not_renewed(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S31: an archive timestamp was added, and not renewed before its unit's time was over."""

    def change(acts: Sequence[Act]) -> list[Act]:
        return [act if act.person else act._replace(level=Level.B_LTA) for act in acts]

    return signed_again(bed, document, change)


def old_enough(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document whose time-stamping unit's certificate has ended since."""
    if not simple(survey, document) or document.signed_at is None:
        return False
    return survey.shelf.now.year - document.signed_at.year >= _STAMPING_YEARS
