"""Makers of bad scans: the sheet goes through the scanner again, one setting wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any  # settings of a scanned page

from grading.findings.portraits import plain
from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.paper import ScannedPage, scan, seal_image, text_of
from sandbox.signing.order import Box
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import acts_of, perform, unsigned
from scenarios.recipes.faults.kinds import Details
from scenarios.streams import Stream


def _digitised(survey: Survey, document: e.Document) -> e.Component | None:
    main = survey.main_of(document.ref)
    if main is None or survey.stand_in(document.ref) or document.code_notation[:2] in {"SY", "SL"}:
        return None
    portrait = survey.portrait(main)
    return main if portrait.scanned and main.number_of_page == len(portrait.looks) else None


def scanned(survey: Survey, document: e.Document) -> bool:
    """A paper original that was digitised well."""
    main = _digitised(survey, document)
    return main is not None and any(look.letters for look in survey.portrait(main).looks)


def of_pages(survey: Survey, document: e.Document) -> bool:
    """One with two pages or more."""
    main = _digitised(survey, document)
    return main is not None and main.number_of_page > 1


def _signing_page(survey: Survey, document: e.Document) -> int | None:
    """Return the page, from the second on, that alone bears the signer's name; else None."""
    main = _digitised(survey, document)
    if main is None or main.number_of_page < 2 or not document.signer_name:  # noqa: PLR2004 - a verso
        return None
    texts = text_of(survey.shelf.blob(main.digest)).split("\f")
    pages = [
        place for place, text in enumerate(texts) if plain(document.signer_name) in plain(text)
    ]
    return pages[0] if len(pages) == 1 and pages[0] > 0 else None


def signed_overleaf(survey: Survey, document: e.Document) -> bool:
    """One that was signed on its second page, or a later one."""
    return _signing_page(survey, document) is not None


def marked(survey: Survey, document: e.Document) -> bool:
    """One that the agency signed when it was digitised."""
    main = _digitised(survey, document)
    return main is not None and [row.kind for row in survey.signatures_of(main.ref)] == ["agency"]


def _again(
    bed: Bed, document: e.Document, pages: Sequence[ScannedPage], *, at: datetime | None = None
) -> e.Document:
    """Scan a digitised record again and have the agency sign it at the same hour."""
    main = bed.main(document)
    acts = acts_of(bed, main)
    moment = at or (acts[0].at if acts else document.signed_at or bed.planter.now)
    paper = scan(unsigned(bed.content(main)), pages, at=moment, title=document.subject)
    places = {name: place.model_dump() for name, place in paper.places.items()}
    main = bed.planter.change(main, places=places)
    placed = [act._replace(place=bed.place(main, "mark")) for act in acts]
    bed.keep(main, perform(bed.pki, paper.pdf, placed))
    return document


def _settings(bed: Bed, document: e.Document, **changed: Any) -> list[ScannedPage]:  # noqa: ANN401
    count = bed.main(document).number_of_page
    return [ScannedPage(source=number, **changed) for number in range(1, count + 1)]


def page_missing(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T08: a page was left out; the description still counts it."""
    pages = _settings(bed, document)
    del pages[stream.integer(1, len(pages) - 1)]
    return _again(bed, document, pages)


def turned(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T09: a page stands on its head."""
    pages = _settings(bed, document)
    place = stream.integer(0, len(pages) - 1)
    pages[place] = pages[place].model_copy(update={"rotate": 180})
    return _again(bed, document, pages)


def low_dpi(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T10: scanned at half the resolution asked for, or less."""
    return _again(bed, document, _settings(bed, document, dpi=stream.choice((72, 96, 100, 150))))


def grey(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T11: scanned in grey, or in black and white."""
    depth = stream.choice(("grey", "bitonal"))
    return _again(bed, document, _settings(bed, document, depth=depth))


def no_text(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """T12: pictures of pages without the layer of text."""
    return _again(bed, document, _settings(bed, document, text_layer=False))


def blank_page(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """T13: an empty sheet went through in place of the page with signature and stamp."""
    pages = _settings(bed, document)
    place = _signing_page(bed.survey, document)
    assert place is not None  # noqa: S101 - ``signed_overleaf`` asked
    pages[place] = ScannedPage(source=None)
    return _again(bed, document, pages)


def red_seal(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T16: the agency signed with the picture of its seal, as the rules before 2025 had it."""
    main = bed.main(document)
    (act,) = acts_of(bed, main)
    agency = bed.planter.get(e.Organisation, act.row.signer if act.row and act.row.signer else "")
    place = Box(0, 440.0 + stream.integer(-20, 20), 715.0, 96.0, 96.0)
    sealed = act._replace(place=place, image=seal_image(agency.organ_name))
    bed.keep(main, perform(bed.pki, unsigned(bed.content(main)), [sealed]))
    return document
