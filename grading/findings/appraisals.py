"""Decisions about the value of files that their terms do not bear out."""

from collections.abc import Iterator

from base.clock import vietnam
from grading.findings.detection import Detection, found, term_said
from grading.findings.survey import Survey
from sandbox.entities import Appraisal, Decision
from sandbox.rulebook import retention
from sandbox.verdicts import Verdict


def too_early(survey: Survey) -> Iterator[Detection]:
    """F08: appraised as expired before 01/01 of the year after its last year (Luật Đ15 K3)."""
    for appraisal in survey.shelf.all(Appraisal, decision=Decision.DESTROY, reason="expired"):
        file = survey.files.get(appraisal.file)
        if file is None:
            continue
        day = vietnam(appraisal.decided_at).date()
        if retention.is_due(file.end_date, file.maintenance, on=day) is not Verdict.VALID:
            facts = {"term": term_said(file.maintenance), "day": f"{day:%d/%m/%Y}"}
            yield found("appraisal.too_early", file, appraisal.ref, **facts)
