"""Makers of bad signatures: the document is signed again by the same hands, one thing spoilt."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.authority_register import certificate_on
from sandbox.paper import print_sheet
from sandbox.signing import tamper, tamper_signing
from sandbox.signing.order import Order
from sandbox.signing.wishes import Level
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import (
    Act,
    Spoil,
    acts_of,
    forget,
    perform,
    unsigned,
    write_down,
)
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.originals import sheet_of, signed_simply, with_line
from scenarios.streams import Stream

_STAMPING_YEARS: Final = 5
_HOUR: Final = timedelta(hours=1)


def simple(survey: Survey, document: e.Document) -> bool:
    """An electronic document with one person's signature and its agency's seal, both sound."""
    main = survey.main_of(document.ref)
    if main is None or not signed_simply(survey, document) or survey.portrait(main).harm:
        return False
    return document.signed_at is not None and not survey.signed(main).wrong


def _signed_again(
    bed: Bed, document: e.Document, change: Callable[[Sequence[Act]], Sequence[Act]]
) -> e.Document:
    """Let the same hands sign the unsigned paper again, ``change`` having its way."""
    main = bed.main(document)
    acts = change(acts_of(bed, main))
    bed.keep(main, perform(bed.pki, unsigned(bed.content(main)), acts))
    write_down(bed, acts)
    return document


def _rewritten(bed: Bed, document: e.Document, spoil: Callable[[bytes], bytes]) -> e.Document:
    """Do something to the signed file."""
    main = bed.main(document)
    bed.keep(main, spoil(bed.content(main)))
    return document


def _person(change: Callable[[Act], Act]) -> Callable[[Sequence[Act]], list[Act]]:
    return lambda acts: [change(act) if act.person else act for act in acts]


def _in_tray(document: e.Document) -> bool:
    return document.status is e.DocumentStatus.RECEIVED


# --- what is done to the signed file -----------------------------------------------------------


def byte_changed(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S01: one byte of what was signed is another."""
    seen = stream.chance(0.5)
    return _rewritten(bed, document, lambda pdf: tamper.flip_byte(pdf, visible=seen))


def annotated(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S02: after signing, something was covered by a white note: the number, or the date."""
    name = stream.choice(
        [one for one in ("number", "date", "signature") if one in bed.main(document).places]
    )
    place = bed.place(bed.main(document), name)
    return _rewritten(bed, document, lambda pdf: tamper.annotate(pdf, place=place))


def page_replaced(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S03: after signing, the first page was pointed at another content."""
    line = stream.choice(_ADDED)
    return _rewritten(
        bed,
        document,
        lambda pdf: tamper.replace_page(pdf, page=0, image=_other_page(bed, document, line)),
    )


def page_added(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S04: after signing, a page was put behind the last."""
    line = stream.choice(_ADDED)
    return _rewritten(
        bed, document, lambda pdf: tamper.append_page(pdf, image=_other_page(bed, document, line))
    )


_ADDED: Final = (
    "Các nội dung khác thực hiện theo thống nhất giữa hai cơ quan.",
    "Kinh phí thực hiện lấy từ nguồn chi thường xuyên của đơn vị.",
    "Thời hạn thực hiện được gia hạn thêm ba mươi ngày.",
    "Đơn vị được giao chủ động điều chỉnh danh sách kèm theo khi cần thiết.",
)


def _other_page(bed: Bed, document: e.Document, line: str) -> bytes:
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    assert document.signed_at is not None  # noqa: S101 - ``simple`` asked
    said = with_line(sheet, line)
    number, issued = document.code_number, document.issued_date
    return print_sheet(said, number=number, issued=issued, at=document.signed_at).pdf


def bytes_added(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S05: something stands behind the end of the file."""
    return _rewritten(bed, document, tamper.append_bytes)


def seal_cut_off(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S06: the file was cut back to before the agency sealed it."""
    if _in_tray(document):
        forget(bed, bed.main(document), e.KeyKind.AGENCY)
    return _rewritten(bed, document, tamper.cut_last_revision)


def saved_again(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S23: another program opened and saved it."""
    return _rewritten(bed, document, tamper.resave)


def signatures_lost(
    bed: Bed, document: e.Document, _stream: Stream, _details: Details
) -> e.Document:
    """S24: its pages were taken over into a new file, the signatures were not."""
    if _in_tray(document):
        forget(bed, bed.main(document))
    return _rewritten(bed, document, tamper.copy_pages)


# --- what is done while signing ----------------------------------------------------------------


def other_agency(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S07: the seal is valid, and another agency's."""
    certificate = stream.choice(_other_seals(bed.survey, document))

    def change(acts: Sequence[Act]) -> list[Act]:
        return [act if act.person else act._replace(certificate=certificate) for act in acts]

    _signed_again(bed, document, change)
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
    """S10: no timestamp, and the certificate has ended since: nobody can tell when it was signed."""

    def change(act: Act) -> Act:
        first = act.at - timedelta(days=stream.integer(200, 700))
        ends = _midway(act.at + _HOUR, bed.planter.now - _HOUR, stream)
        lapsed = _own_certificate(act, stream, valid_from=first, valid_to=ends)
        return act._replace(certificate=_planted(bed, lapsed), level=Level.B_B)

    return _signed_again(bed, document, _person(change))


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

    return _signed_again(bed, document, _person(change))


def revoked_before(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S13: signed with a certificate that had been revoked."""

    def change(act: Act) -> Act:
        revoked = act.at - timedelta(days=stream.integer(2, 60), hours=stream.integer(1, 9))
        return act._replace(certificate=_revoked(bed, act, stream, revoked))

    return _signed_again(bed, document, _person(change))


def _revoked(bed: Bed, act: Act, stream: Stream, at: datetime) -> e.Certificate:
    first = min(act.at, at) - timedelta(days=stream.integer(100, 500))
    facts = {
        "valid_from": first,
        "valid_to": first + timedelta(days=1400),
        "revoked_at": at,
        "revocation_reason": "key_compromise",
    }
    return _planted(bed, _own_certificate(act, stream, **facts))


def no_timestamp(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S15: signed and sealed without a timestamp."""

    def change(acts: Sequence[Act]) -> list[Act]:
        return [act._replace(level=Level.B_B) for act in acts]

    return _signed_again(bed, document, change)


def still_certified(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document whose certificates still run."""
    if not simple(survey, document):
        return False
    main = survey.main_of(document.ref)
    rows = survey.signatures_of(main.ref) if main else []
    held = [survey.shelf.find(e.Certificate, row.certificate) for row in rows]
    return all(one is not None and one.valid_to > survey.shelf.now for one in held)


def _spoilt(bed: Bed, document: e.Document, spoil: Spoil) -> e.Document:
    return _signed_again(bed, document, _person(lambda act: act._replace(spoil=spoil)))


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


def lookalike(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S18: the certificate comes from an issuer that only bears a trusted name."""

    def change(act: Act) -> Act:
        return act._replace(certificate=_own_certificate(act, stream, issuer="rogue"))

    return _signed_again(bed, document, _person(change))


def wrong_key(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S19: the certificate is not for signing."""

    def change(act: Act) -> Act:
        spoil = partial(
            tamper_signing.sign_with_wrong_key, pki=bed.pki, certificate=act.certificate
        )
        return act._replace(spoil=spoil)

    return _signed_again(bed, document, _person(change))


def picture_only(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S20: pictures of a signature and of a seal stand on the page; nobody signed."""
    forget(bed, bed.main(document))
    return _rewritten(bed, document, tamper.print_again)


def in_tray(survey: Survey, document: e.Document) -> bool:
    """A document of an agency that waits at the registry."""
    return _in_tray(document) and document.organ is not None and simple(survey, document)


def empty_field(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S21: there is a field for a signature, and nobody signed."""
    main = bed.main(document)
    place = bed.place(main, "signature")
    field = stream.choice(("ChuKy1", "Signature1", "KySo", "ChuKySo"))
    pdf = tamper.leave_empty_field(unsigned(bed.content(main)), field=field, place=place)
    if _in_tray(document):
        forget(bed, main)
    bed.keep(main, pdf)
    return document


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

    return _signed_again(bed, document, change)


def public_issuer(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S27: somebody of a state agency signed with a public certificate."""

    def change(act: Act) -> Act:
        return act._replace(certificate=_own_certificate(act, stream, issuer="public"))

    return _signed_again(bed, document, _person(change))


def of_state(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document of a state agency."""
    agency = survey.organisations.get(document.organ or "")
    return (
        simple(survey, document) and agency is not None and agency.standing is not e.Standing.OTHER
    )


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
    """S31: an archive timestamp was added once, and not renewed before its unit's certificate ended."""

    def change(acts: Sequence[Act]) -> list[Act]:
        return [act if act.person else act._replace(level=Level.B_LTA) for act in acts]

    return _signed_again(bed, document, change)


def old_enough(survey: Survey, document: e.Document) -> bool:
    """A soundly signed document whose time-stamping unit's certificate has ended since."""
    if not simple(survey, document) or document.signed_at is None:
        return False
    return survey.shelf.now.year - document.signed_at.year >= _STAMPING_YEARS
