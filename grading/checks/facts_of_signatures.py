"""Facts of signatures: whether a document will still be proven when it is asked for."""

from datetime import date, datetime, time
from typing import Literal

from base.clock import VIETNAM
from grading.checks.fact import Fact
from grading.evidence import Evidence
from grading.mark import Found
from sandbox.authority_outlook import standing
from sandbox.entities import Document
from sandbox.verdicts import Verdict


class ProvableAt(Fact):
    """A document's signatures can be proven on a day, as its file now is (EN 319 102-1)."""

    fact: Literal["provable-at"] = "provable-at"
    day: date
    "the day, at eight in the morning; a day that is past already counts as today"
    reached: bool = False
    "whether the archive's own clock must have come to that day"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Verify it as it will be verified then; what is not signed is proven at no time."""
        archive = evidence.archive
        moment = datetime.combine(self.day, time(8), VIETNAM)
        document = archive.find(Document, ref)
        seen = standing(archive, document, at=moment) if document else None
        valid = seen is not None and seen.verdict is Verdict.VALID
        waits = valid and self.reached and archive.now < moment
        code = "provable.not_yet" if waits else "provable.yes" if valid else "provable.no"
        verdict = seen.verdict if seen else Verdict.UNDETERMINED
        return Found(
            code=code,
            good=valid and not waits,
            facts={"ref": ref, "day": f"{self.day:%d/%m/%Y}", "found": f"@verdict.{verdict}"},
            refs=[ref],
        )
