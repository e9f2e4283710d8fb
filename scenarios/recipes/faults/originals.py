"""The paper behind a document: its sheet as it was printed, to print it otherwise."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple  # fields of a sheet are of many types

from sandbox import entities as e
from sandbox.paper import Block, Paragraph, Sheet, Signatures, Table, print_sheet
from scenarios.garden import Garden
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import Act, acts_of, perform
from scenarios.recipes.paperwork import registry_of
from scenarios.recipes.paperwork_prints import Order
from scenarios.recipes.stories_citations import resolve

_PAIR = ["person", "agency"]


class _Kept(NamedTuple):
    """What a registry remembers of a document."""

    sheet: Sheet
    order: Order


def _kept(garden: Garden, document: e.Document) -> _Kept | None:
    """Look into the registry of the growing world, if it told this document."""
    registry = registry_of(garden)
    keys = [key for key, ref in registry._refs.items() if ref == document.ref]  # noqa: SLF001
    if not keys:
        return None
    slip = registry._slips[keys[0]]  # noqa: SLF001
    cited = registry._cited  # noqa: SLF001
    sheet = Sheet.model_validate(resolve(slip.draft.sheet.model_dump(mode="json"), cited))
    return _Kept(sheet, registry._order(slip, sheet))  # noqa: SLF001


def sheet_of(garden: Garden, document: e.Document) -> Sheet | None:
    """Return what a document's paper says, None when nobody remembers.

    A document's own ``content`` comes first; else the registry of the growing world is asked.
    """
    if document.content:
        return Sheet.model_validate(document.content)
    kept = _kept(garden, document)
    return kept.sheet if kept else None


def order_of(garden: Garden, document: e.Document) -> Order | None:
    """Return the order by which the registry had a document printed, None when it had not."""
    kept = _kept(garden, document)
    return kept.order if kept else None


def signed_simply(bed_survey: Any, document: e.Document) -> bool:  # noqa: ANN401 - a Survey
    """Whether a document is electronic and bears one person's signature and one seal, soundly."""
    main = bed_survey.main_of(document.ref)
    if main is None or not {"signature", "seal"} <= set(main.places):
        return False
    kinds = [row.kind for row in bed_survey.signatures_of(main.ref)]
    return kinds == _PAIR and not bed_survey.portrait(main).scanned


def reprint(
    bed: Bed,
    document: e.Document,
    sheet: Sheet,
    *,
    number: int | None,
    issued: date | None,
    acts: Sequence[Act] | None = None,
    **facts: Any,  # noqa: ANN401 - fields of the document
) -> e.Document:
    """Print an electronic document anew and have it signed by the same hands at the same hours.

    Args:
        bed: where.
        document: ``signed_simply``.
        sheet: what it now says.
        number: now on it.
        issued: its date now.
        acts: who signs; the same as before unless told.
        facts: further fields of the document's row that change.
    """
    main = bed.main(document)
    acts = acts_of(bed, main) if acts is None else acts
    assert document.signed_at is not None  # noqa: S101 - it was signed
    paper = print_sheet(sheet, number=number, issued=issued, at=document.signed_at)
    places = {name: place.model_dump() for name, place in paper.places.items()}
    moved = main.model_copy(update={"places": places})
    spots = [bed.place(moved, "signature" if act.person else "seal") for act in acts]
    placed = [act._replace(place=spot) for act, spot in zip(acts, spots, strict=True)]
    pdf = perform(bed.pki, paper.pdf, placed)
    bed.keep(main, pdf, places=places, number_of_page=paper.pages)
    pages = document.number_of_page - main.number_of_page + paper.pages
    changed = bed.planter.change(
        document, code_number=number, issued_date=issued, number_of_page=pages, **facts
    )
    for file in bed.survey.files_of(document.ref):
        bed.recount(file.ref)
    return changed


def with_block(sheet: Sheet, block: Block) -> Sheet:
    """Return a sheet with a further paragraph before its last words and signatures."""
    body = list(sheet.body)
    place = len(body)
    while place > 1 and isinstance(body[place - 1], Signatures | Table):
        place -= 1
    place = max(1, place - 1)
    return sheet.model_copy(update={"body": (*body[:place], block, *body[place:])})


def with_line(sheet: Sheet, text: str) -> Sheet:
    """Return a sheet that says one thing more."""
    return with_block(sheet, Paragraph(text=text))
