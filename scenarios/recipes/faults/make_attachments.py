"""Makers of what goes missing or astray beside a document: annexes lost and exchanged."""

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.packages.kinds import extension
from sandbox.paper import seal_image
from sandbox.papers_enclosed import seal_box
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import Act, acts_of, forget, perform, unsigned
from scenarios.recipes.faults.kinds import Details
from scenarios.streams import Stream


def listing(survey: Survey, document: e.Document) -> bool:
    """A document that lists annexes, all of which are there."""
    there = survey.attachments_of(document.ref)
    return 0 < document.attachments_listed == len(there) and not survey.stand_in(document.ref)


def missing(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D02: one of the files that a document lists did not come with it."""
    part = stream.choice(bed.survey.attachments_of(document.ref))
    for copy in bed.planter.all(e.StoredCopy, component=part.ref):
        bed.planter.remove(copy)
    for row in bed.survey.signatures_of(part.ref):
        bed.planter.remove(row)
    bed.planter.remove(part)
    pages = document.number_of_page - part.number_of_page
    changed = bed.planter.change(document, number_of_page=pages)
    for file in bed.survey.files_of(document.ref):
        bed.recount(file.ref)
    return changed


def _titled(survey: Survey, document: e.Document) -> list[e.Component]:
    """Return the titled files that a document names in its text."""
    main = survey.main_of(document.ref)
    if main is None or survey.stand_in(document.ref):
        return []
    text = survey.portrait(main).head
    return [
        part
        for part in survey.attachments_of(document.ref)
        if (title := survey.portrait(part).title) and title in text
    ]


def _strangers(survey: Survey, document: e.Document) -> list[e.Component]:
    """Return titled files of other documents, of which this one's text knows nothing."""
    main = survey.main_of(document.ref)
    text = survey.portrait(main).head if main else ""
    return [
        part
        for other in survey.documents.values()
        if other.ref != document.ref
        for part in _titled(survey, other)
        if survey.portrait(part).title not in text
    ]


def exchangeable(survey: Survey, document: e.Document) -> bool:
    """A document that names a file of its own, while others have theirs."""
    return bool(_titled(survey, document)) and bool(_alike(survey, document))


def _alike(survey: Survey, document: e.Document) -> list[tuple[e.Component, e.Component]]:
    """Return pairs of one of its files and a stranger of the same format."""
    return [
        (part, other)
        for part in _titled(survey, document)
        for other in _strangers(survey, document)
        if extension(part.file_name) == extension(other.file_name)
    ]


def foreign(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D03: the file of another document, or of another year, was attached in place of its own."""
    part, other = stream.choice(_alike(bed.survey, document))
    bed.keep(part, bed.content(other), number_of_page=other.number_of_page)
    return document


def bearing_marks(survey: Survey, document: e.Document) -> bool:
    """A sealed e-document with files of their own that its agency signed as text."""
    main = survey.main_of(document.ref)
    if main is None or document.code_number is None or survey.stand_in(document.ref):
        return False
    sealed = not survey.portrait(main).scanned and survey.signed(main).has("agency")
    return sealed and bool(_marked(survey, document))


def _marked(survey: Survey, document: e.Document) -> list[e.Component]:
    return [
        part
        for part in survey.attachments_of(document.ref)
        if extension(part.file_name) == "pdf" and survey.signed(part).has("agency")
    ]


def unmarked(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D18: a file of its own went out before the registry had signed it."""
    part = stream.choice(_marked(bed.survey, document))
    bed.keep(part, unsigned(bed.content(part)))
    forget(bed, part)
    return document


def red_seal(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D19: the registry signed a file of its own with the image of the seal."""
    part = stream.choice(_marked(bed.survey, document))
    shown = [_as_seal(bed, act) for act in acts_of(bed, part)]
    bed.keep(part, perform(bed.pki, unsigned(bed.content(part)), shown))
    return document


def _as_seal(bed: Bed, act: Act) -> Act:
    """Return the same signature with the seal in real size, its corner where the text had it."""
    row = act.row
    agency = bed.planter.get(e.Organisation, (row.signer if row else None) or "")
    place = seal_box(act.place)
    return act._replace(place=place, image=seal_image(agency.organ_name))
