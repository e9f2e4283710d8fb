"""Facts of signatures: whether a document will still be proven when it is asked for."""

from datetime import date, datetime, time
from typing import Literal

from base.clock import VIETNAM
from grading.checks.fact import Fact
from grading.evidence import Evidence
from grading.mark import Found
from sandbox.authority import judge_files
from sandbox.authority_outlook import standing
from sandbox.entities import Component, ComponentRole, Document
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


class FilesMarked(Fact):
    """Files of their own go with a document, each signed by the agency as the law wants it.

    As text at the top right of the first page, naming the document, no image of a seal (NĐ 30/2020
    PL I II.8b, III.1d).
    """

    fact: Literal["files-marked"] = "files-marked"
    at_least: int = 1
    "how many files must go with it"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Verify every file; the first thing that is amiss, a wrong look among it, is told."""
        archive = evidence.archive
        document = archive.find(Document, ref)
        parts = archive.all(Component, document=ref, role=ComponentRole.ATTACHMENT)
        told = judge_files(archive, document) if document else None
        amiss = told.remarks[0] if told and told.remarks else None
        few = len(parts) < self.at_least
        facts = {"ref": ref, "n": str(len(parts)), "wanted": str(self.at_least)}
        if amiss is not None:
            facts = {**amiss.facts, **facts, "because": f"@signature.{amiss.code}"}
        code = "files.few" if few else "files.amiss" if amiss else "files.marked"
        refs = [ref, *(part.ref for part in parts)]
        return Found(code=code, good=not few and amiss is None, facts=facts, refs=refs)
