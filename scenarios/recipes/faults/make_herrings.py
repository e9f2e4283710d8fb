"""Makers of red herrings: what looks like a fault to somebody too strict, and is in order."""

import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.authority_register import certificate_on, posts_on
from sandbox.paper import ScannedPage, scan, signature_image
from sandbox.rulebook import retention
from sandbox.rulebook.schedules import has_row, row
from sandbox.signing.long_term import add_validation_data
from sandbox.signing.order import Box
from sandbox.signing.wishes import Level
from sandbox.verdicts import Verdict
from scenarios.recipes.faults.bed import Bed, day_of
from scenarios.recipes.faults.hands import Act, acts_of, perform, unsigned, write_down
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_cases import running
from scenarios.recipes.faults.make_contents import open_to_all
from scenarios.recipes.faults.make_filing import put_in_order
from scenarios.recipes.faults.make_holds import holdable, lift, place_hold, run_out
from scenarios.recipes.faults.make_scans import scanned
from scenarios.recipes.faults.make_signatories import delegable, delegation_until
from scenarios.recipes.faults.make_signatures import further_certificate, not_of_today, simple
from scenarios.recipes.faults.originals import reprint, sheet_of, with_line
from scenarios.streams import Stream


def lifted_hold(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """A hold on an expired file was lifted, by the archivist, on a mandate: it may be listed."""
    hold = place_hold(bed, file, stream)
    lift(bed, hold, stream, by=bed.garden.labelled("archivist"))
    return file


def running_hold(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """A hold on a file whose term runs anyway: nobody wants to destroy it."""
    place_hold(bed, file, stream)
    bed.garden.untag(file, "running")
    bed.garden.tag(file, "held")
    bed.garden.fact(file, decision=e.Decision.KEEP.value, reasons=["held", "running"])
    return file


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


def named(survey: Survey, document: e.Document) -> bool:
    """A document whose main file is a PDF."""
    main = survey.main_of(document.ref)
    return main is not None and main.file_name.endswith(".pdf") and survey.portrait(main).opens


def apart_letters(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """The file name has Vietnamese letters taken apart (NFD): lawful, the same name to people."""
    main = bed.main(document)
    stem = main.file_name.removesuffix(".pdf")
    told = stream.choice(("Quyết định", "Báo cáo", "Tờ trình", "Phúc đáp", "Kế hoạch"))
    name = unicodedata.normalize("NFD", f"{stem} {told}.pdf")
    bed.planter.change(main, file_name=name)
    return document


def large_letters(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """The ending of the file name is written large."""
    main = bed.main(document)
    bed.planter.change(main, file_name=f"{main.file_name.removesuffix('.pdf')}.PDF")
    return document


def blank_verso(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """The empty back of the last sheet was scanned too: no page is missing."""
    main = bed.main(document)
    acts = acts_of(bed, main)
    pages = [ScannedPage(source=number) for number in range(1, main.number_of_page + 1)]
    at = acts[0].at if acts else document.signed_at or bed.planter.now
    paper = scan(
        unsigned(bed.content(main)),
        [*pages, ScannedPage(source=None)],
        at=at,
        title=document.subject,
    )
    bed.keep(main, perform(bed.pki, paper.pdf, acts), number_of_page=paper.pages)
    changed = bed.planter.change(document, number_of_page=document.number_of_page + 1)
    for file in bed.survey.files_of(document.ref):
        bed.recount(file.ref)
    return changed


def aged_paper(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """The paper is yellow with age: a good scan shows it as it is."""
    main = bed.main(document)
    acts = acts_of(bed, main)
    pages = [ScannedPage(source=n, tone="aged") for n in range(1, main.number_of_page + 1)]
    at = acts[0].at if acts else document.signed_at or bed.planter.now
    paper = scan(unsigned(bed.content(main)), pages, at=at, title=document.subject)
    bed.keep(main, perform(bed.pki, paper.pdf, acts))
    return document


_GRAND: Final = (
    "kế hoạch",
    "báo cáo",
    "quy chế",
    "đề án",
    "tổng kết",
    "chỉ đạo",
    "thanh tra",
    "kiểm tra",
)


def grand(survey: Survey, file: e.File) -> bool:
    """A file whose title sounds permanent, and whose row of the table says years."""
    years = has_row(file.table_row) and retention.years(row(file.table_row).term) is not None
    here = file.status is not e.FileStatus.DESTROYED
    return here and years and any(word in file.title.casefold() for word in _GRAND)


def sounds_permanent(_bed: Bed, file: e.File, _stream: Stream, _details: Details) -> e.File:
    """Its title sounds permanent; the table says years, and the table decides."""
    return file


def raised(survey: Survey, file: e.File) -> bool:
    """A file whose term, in years, still runs and can be longer."""
    if not running(survey, file) or not has_row(file.table_row):
        return False
    return file.maintenance in {"2", "5", "10", "15", "20"} and row(file.table_row).term.isdigit()


def longer_term(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """A longer term than the table asks: the law sets a floor, not a ceiling (Luật Đ14)."""
    longer = [
        one for one in ("10", "15", "20", "30", "50") if int(one) > int(file.maintenance or 0)
    ]
    changed = bed.planter.change(file, maintenance=stream.choice(longer[:2]))
    due = retention.due_from(file.end_date, changed.maintenance or "VV") if file.end_date else None
    bed.garden.fact(file, due=due.isoformat() if due else None)
    return changed


def any_file(_survey: Survey, file: e.File) -> bool:
    """A file that is here."""
    return file.status is not e.FileStatus.DESTROYED and not file.description


def old_word(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """The note on it uses the word that the law of 2011 had for its term."""
    said = stream.choice(
        (
            "Thời hạn bảo quản theo Bảng thời hạn bảo quản của cơ quan.",
            "Đã kiểm tra thời hạn bảo quản khi lập hồ sơ.",
            "Thời hạn bảo quản ghi theo danh mục hồ sơ.",
        )
    )
    return bed.planter.change(file, description=said)


def _like(survey: Survey, document: e.Document) -> list[e.File]:
    """Return files of the same term and year in which a document may lie as well."""
    homes = survey.files_of(document.ref)
    if len(homes) != 1 or document.issued_date is None:
        return []
    home = homes[0]
    return [
        other
        for other in survey.files.values()
        if other.ref != home.ref
        and other.maintenance == home.maintenance
        and other.mode is home.mode
        and other.status is home.status
        and other.start_date is not None
        and other.end_date is not None
        and other.start_date <= document.issued_date <= other.end_date
        and retention.is_due(other.end_date, other.maintenance, on=survey.today)
        is not Verdict.VALID
    ]


def shareable(survey: Survey, document: e.Document) -> bool:
    """A document that belongs to another matter of the same term as well."""
    return document.code_number is not None and bool(_like(survey, document))


def filed_twice(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """One document lies in two files without a copy, as the system allows (NĐ 30 PL VI)."""
    put_in_order(bed, stream.choice(_like(bed.survey, document)), document)
    return document


def digitised(survey: Survey, document: e.Document) -> bool:
    """A paper original that was digitised well and is neither named nor marked otherwise."""
    return scanned(survey, document)
