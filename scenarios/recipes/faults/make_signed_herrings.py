"""Makers of red herrings in signed papers: more signatures, later evidence, odd dates."""

from collections.abc import Sequence
from datetime import timedelta

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.authority_register import certificate_on, posts_on
from sandbox.paper import signature_image
from sandbox.signing.long_term import add_validation_data
from sandbox.signing.order import Box
from sandbox.signing.wishes import Level
from scenarios.recipes.faults.bed import Bed, day_of
from scenarios.recipes.faults.hands import Act, acts_of, perform, unsigned, write_down
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_certificates import further_certificate, not_of_today
from scenarios.recipes.faults.make_signatories import delegation_until
from scenarios.recipes.faults.make_signatures import simple
from scenarios.recipes.faults.originals import reprint, sheet_of, with_line
from scenarios.streams import Stream


def _resigned(bed: Bed, document: e.Document, acts: Sequence[Act]) -> e.Document:
    main = bed.main(document)
    bed.keep(main, perform(bed.pki, unsigned(bed.content(main)), acts))
    write_down(bed, acts)
    return document


def _colleague(survey: Survey, document: e.Document) -> tuple[e.Post, e.Certificate] | None:
    """Return somebody of the signer's agency who has a key too."""
    signer = survey.posts.get(document.signer or "")
    if signer is None or document.signed_at is None:
        return None
    for post in posts_on(
        survey.shelf, day_of(document.signed_at), organisation=signer.organisation
    ):
        key = certificate_on(survey.shelf, post.person, e.KeyKind.PERSON, document.signed_at)
        if post.person != signer.person and key is not None:
            return post, key
    return None


def countersigned(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document that a colleague could have initialled."""
    return simple(survey, document) and _colleague(survey, document) is not None


def second_signature(
    bed: Bed, document: e.Document, stream: Stream, _details: Details
) -> e.Document:
    """A colleague initialled it before the leader signed: two persons, one seal, all in order."""
    found = _colleague(bed.survey, document)
    assert found is not None  # noqa: S101 - ``countersigned`` asked
    post, key = found
    main = bed.main(document)
    person, seal = acts_of(bed, main)
    name = bed.planter.get(e.Person, post.person).full_name
    at = person.at - timedelta(minutes=stream.integer(12, 90))
    box = Box(person.place.page, person.place.x - 70, person.place.y + 6, 55, 30)
    first = person._replace(
        row=None, certificate=key, place=box, image=signature_image(name), at=at, name=name
    )
    _resigned(bed, document, [first, person, seal])
    bed.planter.add(
        e.Signature(
            ref=bed.planter.next_ref(e.Signature),
            component=main.ref,
            kind=e.KeyKind.PERSON,
            signer=post.ref,
            certificate=key.ref,
            signed_at=at,
        )
    )
    return document


def expired_since(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """The certificate has ended since; a timestamp shows that it signed before."""

    def change(act: Act) -> Act:
        span = (bed.planter.now - act.at) * (0.2 + 0.6 * stream.real())
        ends = (act.at + span).replace(microsecond=0)
        first = act.at - timedelta(days=stream.integer(200, 700))
        return act._replace(
            certificate=further_certificate(bed, act, stream, valid_from=first, valid_to=ends)
        )

    acts = [change(act) if act.person else act for act in acts_of(bed, bed.main(document))]
    return _resigned(bed, document, acts)


def revoked_after(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S14: the certificate was revoked after it had signed; a timestamp shows the order."""

    def change(act: Act) -> Act:
        span = (bed.planter.now - act.at) * (0.2 + 0.6 * stream.real())
        facts = {
            "valid_from": act.at - timedelta(days=stream.integer(100, 400)),
            "valid_to": act.at + timedelta(days=1000),
            "revoked_at": (act.at + span).replace(microsecond=0),
            "revocation_reason": stream.choice(("cessation_of_operation", "superseded")),
        }
        return act._replace(certificate=further_certificate(bed, act, stream, **facts))

    acts = [change(act) if act.person else act for act in acts_of(bed, bed.main(document))]
    return _resigned(bed, document, acts)


def archive_timestamp(
    bed: Bed, document: e.Document, _stream: Stream, _details: Details
) -> e.Document:
    """An archive timestamp follows the seal: bytes were added, the evidence grew."""
    acts = [
        act if act.person else act._replace(level=Level.B_LTA)
        for act in acts_of(bed, bed.main(document))
    ]
    return _resigned(bed, document, acts)


def recently_signed(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document of the last three years."""
    if not simple(survey, document) or document.signed_at is None:
        return False
    return survey.shelf.now - document.signed_at < timedelta(days=1000)


def proven(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document, some hours to three years old: its timestamp still proves it."""
    return recently_signed(survey, document) and not_of_today(survey, document)


def evidence_added(
    bed: Bed, document: e.Document, _stream: Stream, _details: Details
) -> e.Document:
    """The system kept certificates and their status in the file after it was sealed."""
    main = bed.main(document)
    assert document.signed_at is not None  # noqa: S101 - ``simple`` asked
    at = min(document.signed_at + timedelta(hours=20), bed.planter.now)
    everyone = bed.planter.all(e.Certificate)
    kept = add_validation_data(bed.content(main), pki=bed.pki, certificates=everyone, at=at)
    bed.keep(main, kept)
    return document


def sealed_next_day(
    bed: Bed, document: e.Document, stream: Stream, _details: Details
) -> e.Document:
    """Signed at the end of a day, sealed the next morning: the date is that of signing."""
    person, seal = acts_of(bed, bed.main(document))
    at = seal.at + timedelta(hours=stream.integer(15, 18), minutes=stream.integer(1, 50))
    _resigned(bed, document, [person, seal._replace(at=at)])
    if document.sealed_at is not None:
        return bed.planter.change(document, sealed_at=at, issued_at=at + timedelta(minutes=9))
    return document


def sent_days_ago(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document without sealed annexes, older than two days."""
    if not simple(survey, document) or document.signed_at is None:
        return False
    old = survey.shelf.now - document.signed_at > timedelta(days=2)
    arrived_later = document.arrival_date is None or (
        document.arrival_date - document.signed_at > timedelta(hours=22)
    )
    return old and arrived_later and not survey.attachments_of(document.ref)


def last_day(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """Signed by delegation on the very day on which it ends."""
    return delegation_until(bed, document, stream, days_before=0)


def account_number(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """Twelve digits that are an account at the treasury, not a person's number."""
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    account = f"{stream.choice((3511, 3713, 8123))}{stream.integer(0, 10**8 - 1):08d}"
    said = with_line(sheet, f"Tài khoản dự toán của đơn vị tại Kho bạc Nhà nước: {account}.")
    return reprint(bed, document, said, number=document.code_number, issued=document.issued_date)
