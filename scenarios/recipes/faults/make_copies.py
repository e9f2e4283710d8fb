"""Makers of stored copies gone bad: rotten, side by side, never checked."""

from datetime import timedelta

from grading.findings.copies import FIXITY
from grading.findings.survey import Survey
from sandbox import entities as e
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Days, Details
from scenarios.streams import Stream

_TWO = 2


def stored_twice(survey: Survey, document: e.Document) -> bool:
    """A document whose main file is kept on two media."""
    main = survey.main_of(document.ref)
    return main is not None and len({one.medium for one in survey.copies_of(main.ref)}) >= _TWO


def rotten(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """R01: a bit of the second copy turned over, and nobody noticed."""
    main = bed.main(document)
    copies = [one for one in bed.survey.copies_of(main.ref) if one.medium != "online"]
    content = bytearray(bed.content(main))
    place = stream.integer(len(content) // 4, len(content) - 1)
    content[place] ^= 1 << stream.integer(0, 7)
    copy = stream.choice(copies)
    bed.planter.change(copy, digest=bed.planter.blobs.put(bytes(content)))
    return document


def together(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """R02: the second copy lies on the same medium as the first."""
    for part in bed.survey.parts_of(document.ref):
        for copy in bed.survey.copies_of(part.ref):
            bed.planter.change(copy, medium="online")
    return document


def own_agency(_survey: Survey, organisation: e.Organisation) -> bool:
    """The agency where the trainees work."""
    return organisation.own


def unchecked(bed: Bed, organisation: e.Organisation, stream: Stream, told: Days) -> e.Organisation:
    """R03: the check of all holdings was due some time ago, and was not done."""
    days = told.days or stream.integer(20, 200)
    bed.planter.add(
        e.Deadline(
            ref=bed.planter.next_ref(e.Deadline),
            about=organisation.ref,
            due=bed.today - timedelta(days=days),
            rule=FIXITY,
        )
    )
    return organisation
