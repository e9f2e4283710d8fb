"""Makers of documents that should not be there: drafts, twins, second scans, wrong copies."""

from datetime import timedelta
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.paper import Sheet, print_sheet, scan
from sandbox.paper.kinds import DOCUMENT_TYPES
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.originals import order_of, sheet_of
from scenarios.recipes.paperwork_prints import leaves
from scenarios.streams import Stream

_WORKED_ON: Final = frozenset({e.DocumentStatus.ISSUED, e.DocumentStatus.REGISTERED})


def _filed(survey: Survey, document: e.Document) -> bool:
    files = survey.files_of(document.ref)
    return (
        bool(files) and document.status in _WORKED_ON and survey.main_of(document.ref) is not None
    )


def drafted(survey: Survey, document: e.Document) -> bool:
    """A final of the agency's own, filed, with a text to draft from."""
    own = document.direction is e.Direction.OUTGOING and document.code_number is not None
    plain = document.type_name in DOCUMENT_TYPES and document.copy_kind is e.CopyKind.ORIGINAL
    return own and plain and _filed(survey, document) and not survey.stand_in(document.ref)


def draft(bed: Bed, final: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D01: the draft of a final is left in its file, unsigned, without number."""
    sheet = (sheet_of(bed.garden, final) or _sheet_from_row(bed, final)).model_copy(
        update={"draft": True}
    )
    made_at = (final.signed_at or bed.planter.now) - timedelta(
        days=stream.integer(1, 3), minutes=stream.integer(5, 200)
    )
    paper = print_sheet(sheet, number=None, issued=None, at=made_at)
    document = bed.planter.add(
        final.model_copy(
            update={
                "ref": bed.planter.next_ref(e.Document),
                "status": e.DocumentStatus.DRAFT,
                "copy_kind": e.CopyKind.DRAFT,
                "code_number": None,
                "issued_date": None,
                "signed_at": None,
                "sealed_at": None,
                "issued_at": None,
                "number_of_page": paper.pages,
                "attachments_listed": 0,
                "reply_to": final.reply_to,
                "held_by": None,
            }
        )
    )
    part = bed.planter.add(
        e.Component(
            ref=bed.planter.next_ref(e.Component),
            document=document.ref,
            file_name=_draft_name(bed.main(final).file_name, stream),
            digest=bed.planter.blobs.put(paper.pdf),
            size=len(paper.pdf),
            number_of_page=paper.pages,
            places={name: place.model_dump() for name, place in paper.places.items()},
        )
    )
    _stored_like(bed, bed.main(final), part)
    _filed_beside(bed, final, document, behind=stream.chance(0.3))
    _not_told(bed, document, "draft")
    return document


def _draft_name(final: str, stream: Stream) -> str:
    """A name as officers give it; it says no more than its neighbours' names."""
    stem, _, ending = final.rpartition(".")
    return f"{stem}-{stream.choice(('b1', 'b2', 'sua', 'trinh'))}.{ending}"


def _sheet_from_row(bed: Bed, document: e.Document) -> Sheet:
    own = bed.planter.find(e.Organisation, document.organ)
    return Sheet(
        agency_name=document.organ_name,
        place=own.place if own else "",
        type_name=document.type_name,
        notation=document.code_notation,
        subject=document.subject,
    )


def _stored_like(bed: Bed, original: e.Component, part: e.Component) -> None:
    for copy in bed.planter.all(e.StoredCopy, component=original.ref):
        bed.planter.add(
            copy.model_copy(
                update={
                    "ref": bed.planter.next_ref(e.StoredCopy),
                    "component": part.ref,
                    "digest": part.digest,
                }
            )
        )


def _filed_beside(bed: Bed, other: e.Document, document: e.Document, *, behind: bool) -> None:
    """File a document in the first file of another, just before it or right behind it."""
    filings = bed.planter.all(e.Filing, document=other.ref)
    if not filings:
        return
    beside = min(filings, key=lambda one: (one.file, one.ordinal))
    ordinal = beside.ordinal + (1 if behind else 0)
    bed.insert(beside.file, document, ordinal, filed_at=beside.filed_at)


def _not_told(bed: Bed, document: e.Document, tag: str) -> None:
    """Say what is right of a document that belongs in no file."""
    bed.garden.tag(document, tag, document.direction.value)
    bed.garden.fact(document, file=None, return_reason=[])


def twinned(survey: Survey, document: e.Document) -> bool:
    """A document with bytes of its own, in a file or still in somebody's tray."""
    lies = _filed(survey, document) or document.held_by is not None
    return lies and not survey.stand_in(document.ref)


def twin(bed: Bed, original: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D04: the same bytes were taken in twice, and lie in the file (or in the tray) twice."""
    document = bed.planter.add(
        original.model_copy(
            update={"ref": bed.planter.next_ref(e.Document), "arrival_number": None}
        )
    )
    for part in bed.survey.parts_of(original.ref):
        name = part.file_name
        if part.role is e.ComponentRole.MAIN:
            name = _twin_name(name, stream)
        _copied(bed, part, document, file_name=name)
    _filed_beside(bed, original, document, behind=True)
    facts = bed.garden.facts_of(original.ref)
    bed.garden.fact(
        document, **{name: facts[name] for name in ("verdict", "reasons") if name in facts}
    )
    _not_told(bed, document, "duplicate")
    return document


def _twin_name(name: str, stream: Stream) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}{stream.choice((' (1)', '-1', '_2', ' (2)'))}.{ending}"


def _copied(bed: Bed, part: e.Component, document: e.Document, **facts: object) -> e.Component:
    made = bed.planter.add(
        part.model_copy(
            update={
                "ref": bed.planter.next_ref(e.Component),
                "document": document.ref,
                **facts,
            }
        )
    )
    _stored_like(bed, part, made)
    for row in bed.survey.signatures_of(part.ref):
        ref = bed.planter.next_ref(e.Signature)
        bed.planter.add(row.model_copy(update={"ref": ref, "component": made.ref}))
    return made


def scanned_again(bed: Bed, original: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D05: somebody printed a document, scanned it and filed the scan beside it."""
    main = bed.main(original)
    at = (original.arrival_date or original.signed_at or bed.planter.now) + timedelta(
        hours=stream.integer(1, 30)
    )
    paper = scan(bed.content(main), at=at, title=original.subject)
    document = bed.planter.add(
        original.model_copy(
            update={
                "ref": bed.planter.next_ref(e.Document),
                "arrival_number": None,
                "number_of_page": paper.pages,
                "attachments_listed": 0,
            }
        )
    )
    places = {name: place.model_dump() for name, place in paper.places.items()}
    part = bed.planter.add(
        main.model_copy(
            update={
                "ref": bed.planter.next_ref(e.Component),
                "document": document.ref,
                "file_name": _twin_name(main.file_name, stream),
                "digest": bed.planter.blobs.put(paper.pdf),
                "size": len(paper.pdf),
                "number_of_page": paper.pages,
                "places": places,
            }
        )
    )
    _stored_like(bed, main, part)
    _filed_beside(bed, original, document, behind=True)
    _not_told(bed, document, "duplicate")
    return document


def copied_wrongly(survey: Survey, document: e.Document) -> bool:
    """A bản sao y of an original, made by the agency, from which no bản sao lục was made."""
    own = document.copy_kind is e.CopyKind.TRUE_COPY and document.code_notation.startswith("SY-")
    again = survey.citing(document.ref) if own else ()
    return own and not any(one.copy_kind is e.CopyKind.DUPLICATE for one in again)


def wrong_copy(bed: Bed, copy: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D10: a copy made from the original is called bản sao lục."""
    notation = copy.code_notation.replace("SY-", "SL-", 1)
    order = order_of(bed.garden, copy)
    if order is not None:
        step = order.draft.step.model_copy(update={"copy_form": "SL"})
        draft_as_sl = order.draft._replace(step=step, notation=notation)
        (leaf, *_) = leaves(bed.planter, order._replace(draft=draft_as_sl))
        places = {name: place.model_dump() for name, place in leaf.places.items()}
        name = bed.main(copy).file_name.replace("SY", "SL", 1)
        bed.keep(
            bed.main(copy), leaf.content, places=places, number_of_page=leaf.pages, file_name=name
        )
    return bed.planter.change(copy, copy_kind=e.CopyKind.DUPLICATE, code_notation=notation)
