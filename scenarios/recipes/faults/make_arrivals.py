"""Makers of arrivals that are somebody else's, or whose data leave out what the paper is marked."""

from typing import Final

from grading.findings.arrivals import WITHIN, stamp_of
from grading.findings.portraits import plain
from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.paper import Sheet
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_tampering import in_tray
from scenarios.recipes.faults.originals import reprint, sheet_of
from scenarios.streams import Stream

_NOT_ITS_TEXT: Final = frozenset({"agency_name", "parent_name"})


def for_us(survey: Survey, document: e.Document) -> bool:
    """A soundly signed arrival that names the agency, while there is a like agency beside it."""
    own = next((one for one in survey.organisations.values() if one.own), None)
    if own is None or not in_tray(survey, document) or document.attachments_listed:
        return False
    main = survey.main_of(document.ref)
    named = main is not None and plain(own.organ_name) in survey.portrait(main).head
    written = any(own.organ_name in line for line in document.recipients)
    return named and written and bool(_others(survey, document, own))


def _others(survey: Survey, document: e.Document, own: e.Organisation) -> list[e.Organisation]:
    """Return agencies of the same standing that neither wrote it nor are the trainees' own."""
    return [
        one
        for one in survey.organisations.values()
        if one.standing is own.standing
        and one.ref not in {own.ref, document.organ, own.successor}
        and one.successor != own.ref
        and (one.valid_to is None or one.valid_to >= survey.today)
    ]


def misdirected(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """D15: the whole document was written for another agency and came here by mistake."""
    own = next(one for one in bed.survey.organisations.values() if one.own)
    other = stream.choice(_others(bed.survey, document, own))
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    return reprint(
        bed,
        document,
        _said_to(sheet, own.organ_name, other.organ_name),
        number=document.code_number,
        issued=document.issued_date,
        subject=document.subject.replace(own.organ_name, other.organ_name),
        recipients=[one.replace(own.organ_name, other.organ_name) for one in document.recipients],
    )


def _said_to(sheet: Sheet, one: str, other: str) -> Sheet:
    """Return a sheet that says everything to another agency."""
    said = sheet.model_dump(mode="json")
    told = {name: _replaced(part, one, other) for name, part in said.items()}
    return Sheet.model_validate({**told, **{name: said[name] for name in _NOT_ITS_TEXT}})


def _replaced(value: object, one: str, other: str) -> object:
    if isinstance(value, str):
        return value.replace(one, other)
    if isinstance(value, list):
        return [_replaced(part, one, other) for part in value]
    if isinstance(value, dict):
        return {name: _replaced(part, one, other) for name, part in value.items()}
    return value


def stamped(survey: Survey, document: e.Document) -> bool:
    """A soundly signed arrival whose paper bears a stamp of urgency, as its data do."""
    main = survey.main_of(document.ref)
    if main is None or document.urgency is e.Urgency.NONE or not in_tray(survey, document):
        return False
    return stamp_of(survey.portrait(main)) is document.urgency


def unmarked(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D16: the data sent along forget how urgent the paper says it is."""
    bed.garden.fact(document, urgency=document.urgency.value)
    return bed.planter.change(document, urgency=e.Urgency.NONE)


def open_arrival(survey: Survey, document: e.Document) -> bool:
    """A soundly signed arrival that anybody may read."""
    return in_tray(survey, document) and document.mode is e.Mode.OPEN


def within(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """D17: the paper says it is for internal use, the data sent along say it is open."""
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    bed.garden.fact(document, mode=e.Mode.CONDITIONAL.value)
    marked = sheet.model_copy(update={"circulation": WITHIN})
    number, issued = document.code_number, document.issued_date
    return reprint(bed, document, marked, number=number, issued=issued)
