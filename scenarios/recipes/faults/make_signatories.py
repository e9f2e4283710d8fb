"""Makers of documents signed by somebody who might not, or might no more."""

from datetime import timedelta
from typing import Final, NamedTuple

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.authority_register import authority_lines, certificate_on, may_sign, posts_on
from sandbox.paper import Signing as Signed
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed, day_of
from scenarios.recipes.faults.hands import Act, acts_of
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_signatures import simple
from scenarios.recipes.faults.originals import reprint, sheet_of
from scenarios.streams import Stream

_WITHOUT: Final = frozenset({"authority.no_grant", "authority.type_outside"})


class _Hand(NamedTuple):
    """Somebody who could hold the pen: a post, their key, on whose behalf."""

    post: e.Post
    certificate: e.Certificate
    form: e.Signing


def _hands(survey: Survey, document: e.Document, form: e.Signing) -> list[_Hand]:
    """Return colleagues of the signer who may not sign this type in this form on that day."""
    signer = survey.posts.get(document.signer or "")
    if signer is None or document.signed_at is None:
        return []
    day, shelf = day_of(document.signed_at), survey.shelf
    found = []
    for post in posts_on(shelf, day, organisation=signer.organisation):
        key = certificate_on(shelf, post.person, e.KeyKind.PERSON, document.signed_at)
        if post.head or post.ref == signer.ref or post.role is not e.Role.LEADER or key is None:
            continue
        remark = may_sign(shelf, post, form, document.type_name, day)
        if remark.verdict is Verdict.INVALID and remark.code in _WITHOUT:
            found.append(_Hand(post, key, form))
    return found


def unauthorised(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document that a head of unit has no authority to sign by order."""
    return _printable(survey, document) and bool(_hands(survey, document, e.Signing.TL))


def _printable(survey: Survey, document: e.Document) -> bool:
    return simple(survey, document) and document.code_number is not None


def no_authority(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S08: a head of unit signed by order what only the leaders sign."""
    hand = stream.choice(_hands(bed.survey, document, e.Signing.TL))
    return _by(bed, document, hand)


def delegable(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document that a colleague without a delegation could have signed."""
    return _printable(survey, document) and bool(_free(survey, document))


def _free(survey: Survey, document: e.Document) -> list[_Hand]:
    """Return colleagues who never had a delegation: one that has ended can be given them."""
    return [
        hand
        for hand in _hands(survey, document, e.Signing.TUQ)
        if not any(
            grant.form is e.Signing.TUQ
            for grant in survey.shelf.all(e.Authority, post=hand.post.ref)
        )
    ]


def delegation_over(
    bed: Bed, document: e.Document, stream: Stream, _details: Details
) -> e.Document:
    """S09: signed by delegation on the day after it ended."""
    return delegation_until(bed, document, stream, days_before=1)


def delegation_until(
    bed: Bed, document: e.Document, stream: Stream, *, days_before: int
) -> e.Document:
    """Let a colleague sign by a delegation that ends so many days before the signing."""
    hand = stream.choice(_free(bed.survey, document))
    assert document.signed_at is not None  # noqa: S101 - ``simple`` asked
    last = day_of(document.signed_at) - timedelta(days=days_before)
    first = last - timedelta(days=stream.integer(60, 180))
    agency = bed.planter.get(e.Organisation, hand.post.organisation)
    number, notation = stream.integer(2, 40), f"GUQ-{agency.abbreviation}"
    bed.planter.add(
        e.Authority(
            ref=bed.planter.next_ref(e.Authority),
            post=hand.post.ref,
            form=e.Signing.TUQ,
            type_names=[document.type_name],
            mandate=f"Giấy ủy quyền số {number:02d}/{notation} ngày {first:%d/%m/%Y}",
            valid_from=first,
            valid_to=last,
        )
    )
    return _by(bed, document, hand)


def _by(bed: Bed, document: e.Document, hand: _Hand) -> e.Document:
    """Print and sign a document as somebody else's."""
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    name = bed.planter.get(e.Person, hand.post.person).full_name
    lines = tuple(authority_lines(bed.planter, hand.post, hand.form))
    signing = Signed(authority=lines, signer_name=name)
    acts = [_replaced(act, hand, name) for act in acts_of(bed, bed.main(document))]
    row = acts[0].row
    changed = reprint(
        bed,
        document,
        sheet.model_copy(update={"signing": signing}),
        number=document.code_number,
        issued=document.issued_date,
        acts=acts,
        signer=hand.post.ref,
        signer_name=name,
        signing=hand.form.value,
    )
    if row is not None:
        bed.planter.change(row, signer=hand.post.ref, certificate=hand.certificate.ref)
    return changed


def _replaced(act: Act, hand: _Hand, name: str) -> Act:
    from sandbox.paper import signature_image

    if not act.person:
        return act
    return act._replace(certificate=hand.certificate, image=signature_image(name), name=name)
