"""artefact: bytes judged for real: signatures, packages, PDF/A."""

from typing import Literal

from grading.check import Check
from grading.evidence import Evidence
from grading.mark import Found, Look, all_or_nothing
from grading.pick import Pick
from sandbox.authority import judge_document
from sandbox.entities import Component, ComponentRole, Document, Package, Transfer
from sandbox.packing import check as check_submission
from sandbox.paper.pdfa import check_pdfa
from sandbox.verdicts import Verdict


class Artefact(Check):
    """The bytes of the picked records pass their real validator.

    ``signature``: every signature of the main component is valid at the simulated present, the
    person's and the agency's are both there, of the right agency, in the right order.
    ``person-signature``: the person's alone. ``pdfa``: our PDF/A rules. ``package``: the
    submission validates.
    """

    kind: Literal["artefact"] = "artefact"
    records: Pick
    what: Literal["signature", "person-signature", "pdfa", "package"]
    quantifier: Literal["all", "one"] = "all"

    def look(self, evidence: Evidence) -> Look:
        """Judge each; none at all fails."""
        refs = self.records.refs(evidence)
        if not refs:
            return Look(credit=0, found=[Found(code="nothing", good=False)])
        found = [self._judge(evidence, ref) for ref in refs]
        if self.quantifier == "one":
            found = [next((one for one in found if one.good), found[0])]
        return all_or_nothing(found)

    def _judge(self, evidence: Evidence, ref: str) -> Found:
        verdict, codes = _verdict(evidence, ref, self.what)
        return Found(
            code=f"artefact.{verdict}",
            good=verdict is Verdict.VALID,
            facts={"ref": ref, "what": f"@artefact.{self.what}", "codes": ", ".join(codes)},
            refs=[ref],
        )


def _verdict(evidence: Evidence, ref: str, what: str) -> tuple[Verdict, list[str]]:
    if what == "package":
        package = evidence.archive.get(Package, ref)
        transfer = evidence.archive.get(Transfer, str(package.transfer))
        report = check_submission(evidence.archive, transfer, evidence.archive.blob(package.digest))
        return report.verdict, [remark.code for remark in report.remarks]
    document = evidence.archive.get(Document, ref)
    if what == "pdfa":
        part = evidence.archive.all(Component, document=ref, role=ComponentRole.MAIN)[0]
        checked = check_pdfa(evidence.archive.blob(part.digest))
        return checked.verdict, [remark.code for remark in checked.remarks]
    judged = judge_document(evidence.archive, document, both=what == "signature")
    return judged.verdict, [remark.code for remark in judged.remarks]
