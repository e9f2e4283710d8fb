"""Planting a fault: choose among the records that can bear it, make it, set the truth aside."""

from functools import partial

from base.errors import Misconfigured
from grading.evidence import Planted
from grading.pick import Pick
from sandbox.authority import judge_document
from sandbox.entities import Component, Document, DocumentStatus, Entity
from sandbox.verdicts import Verdict
from scenarios.garden import Garden
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Details, FaultKind, HerringKind
from scenarios.streams import Stream

Kind = FaultKind | HerringKind


def names_of(label: str, count: int) -> list[str]:
    """Return the labels of ``count`` plantings: ``twin``, ``twin2``, ``twin3``."""
    plain = label.removeprefix("$")
    return [plain, *(f"{plain}{place}" for place in range(2, count + 1))]


def plant(
    garden: Garden, kind: Kind, at: Pick | None, label: str, details: Details, stream: Stream
) -> Entity:
    """Make one fault (or herring) and note it.

    Args:
        garden: the growing world.
        kind: what.
        at: among which records; all that can bear it unless told.
        label: of the record in which it shows.
        details: parameters.
        stream: of this planting alone.

    Raises:
        Misconfigured: ``fault.no_room`` when no record can bear it.
    """
    bed = Bed(garden)
    record = _chosen(bed, kind, at, stream.branch("at"))
    shows = kind.make(bed, record, stream.branch("make"), details)
    garden.label(label, shows)
    return shows


def _chosen(bed: Bed, kind: Kind, at: Pick | None, stream: Stream) -> Entity:
    """Draw a record that can bear it; nothing bears two faults.

    Records are asked in random order, so that only as many are examined as it takes.
    """
    garden = bed.garden
    taken = {one.ref for one in garden.faults()}
    wanted = None if at is None else at.among(garden.planter, garden.truth())
    among = garden.planter.all(kind.takes)
    named = among if wanted is None else [one for one in among if one.ref in set(wanted)]
    for record in stream.shuffled(named):
        if record.ref not in taken and kind.fits(bed.survey, record):
            return record
    raise Misconfigured("fault.no_room", fault=kind.name, found=len(named))


def note(garden: Garden, kind: Kind, shows: Entity, label: str) -> None:
    """Set a planting aside: what it is, how it is tagged, what is right of its document."""
    herring = isinstance(kind, HerringKind)
    garden.planted(
        Planted(
            fault=kind.name,
            label=label.removeprefix("$"),
            ref=shows.ref,
            finding=kind.finding,
            red_herring=herring,
        )
    )
    garden.tag(shows, kind.tag, "herring" if herring else "faulty")
    if isinstance(shows, Document):
        _say_of_document(garden, kind, shows)


def _say_of_document(garden: Garden, kind: Kind, document: Document) -> None:
    """Say what is right to conclude on a document, and why it should go back from the tray."""
    document = garden.planter.get(Document, document.ref)
    reasons = kind.reasons if isinstance(kind, FaultKind) else ("sound",)
    known = garden.facts_of(document.ref)
    touched = kind.finding.startswith("signature.") or kind.finding.startswith("format.")
    if touched and ("verdict" in known or reasons != ("sound",)) and _has_paper(garden, document):
        garden.fact(document, reasons=list(reasons) or ["other"])
        garden.fact_later(document, partial(_verdict, kind))
    waits = document.status is DocumentStatus.RECEIVED
    if isinstance(kind, FaultKind) and kind.returns and waits:
        garden.fact(document, return_reason=list(kind.returns))


def _verdict(kind: Kind, garden: Garden, ref: str) -> dict[str, str]:
    verdict = judge_document(garden.planter, garden.planter.get(Document, ref)).verdict
    return {"verdict": _by_register(kind, verdict).value}


_ONLY_ROWS_TELL = frozenset({"signature.no_authority", "signature.delegation_over"})
"""Where cryptography finds nothing: the authority register makes the document invalid."""


def _by_register(kind: Kind, verdict: Verdict) -> Verdict:
    wrong = isinstance(kind, FaultKind) and kind.finding in _ONLY_ROWS_TELL
    return Verdict.INVALID if wrong else verdict


def _has_paper(garden: Garden, document: Document) -> bool:
    return bool(garden.planter.all(Component, document=document.ref))
