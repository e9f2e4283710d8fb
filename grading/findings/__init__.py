"""The detectors: what is wrong in an archive, found without knowing what was planted."""

from typing import Final

from grading.findings import (
    appraisals,
    arrivals,
    attachments,
    contents,
    copies,
    disposals,
    documents,
    files,
    filing,
    formats,
    holds,
    packages,
    registers,
    scans,
    signatories,
    signatures,
    transfers,
)
from grading.findings.detection import Detection, Detector
from grading.findings.survey import Survey
from sandbox.shelf import Shelf

DETECTORS: Final[tuple[Detector, ...]] = (
    documents.drafts,
    documents.twins,
    documents.copies,
    attachments.missing,
    attachments.foreign,
    attachments.marks,
    registers.series,
    registers.notations,
    registers.unnumbered,
    contents.dates,
    contents.metadata,
    contents.personal_data,
    contents.secrecy,
    contents.citations,
    arrivals.misdirected,
    arrivals.urgency,
    arrivals.circulation,
    files.rows,
    files.titles,
    files.terms,
    files.items,
    files.ends,
    files.unplanned,
    filing.misfiled,
    filing.order,
    filing.unanswered,
    signatures.signatures,
    signatories.signatories,
    formats.formats,
    formats.names,
    scans.scans,
    appraisals.too_early,
    transfers.not_permanent,
    transfers.unregistered,
    transfers.one_sided,
    packages.packages,
    copies.rotten,
    copies.together,
    copies.overdue,
    holds.held,
    holds.shared,
    holds.lifted,
    disposals.not_due,
    disposals.linked,
    disposals.order,
    disposals.council,
    disposals.same_person,
    disposals.late,
    disposals.left_over,
    disposals.dossier,
    disposals.stubs,
)
"""Every detector, by family, in reading order."""


def detect(shelf: Shelf) -> list[Detection]:
    """Return everything that every detector finds, in their order."""
    survey = Survey(shelf)
    return [one for detector in DETECTORS for one in detector(survey)]


__all__ = ["DETECTORS", "Detection", "Detector", "Survey", "detect"]
