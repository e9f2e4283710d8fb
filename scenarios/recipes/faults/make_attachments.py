"""Makers of what goes missing or astray beside a document: annexes lost and exchanged."""

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.packages.kinds import extension
from scenarios.recipes.faults.bed import Bed
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
