"""artefact: bytes judged for real: signatures, packages, PDF/A."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from grading.check import Check
from grading.evidence import Evidence
from grading.mark import Found, Look, all_or_nothing
from grading.pick import Pick
from sandbox.authority import judge_document
from sandbox.entities import Component, ComponentRole, Document, Package, Transfer
from sandbox.packing import check as check_submission
from sandbox.paper.pdfa import check_pdfa
from sandbox.verdicts import Remark, Verdict


class Artefact(Check):
    """The bytes of the picked records pass their real validator.

    ``signature``: every signature of the main component is valid at the simulated present, the
    person's and the agency's are both there, of the right agency, in the right order.
    ``person-signature``: the person's alone. ``pdfa``: our PDF/A rules. ``package``: the
    submission validates. A record without bytes cannot be judged, and fails.
    """

    kind: Literal["artefact"] = "artefact"
    records: Pick
    "whose bytes are judged"
    what: Literal["signature", "person-signature", "pdfa", "package"]
    "which validator judges them"
    quantifier: Literal["all", "one"] = "all"
    "whether all of them must pass, or one of them is enough"

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
        verdict, remarks = _verdict(evidence, ref, self.what)
        because = next((one for one in remarks if one.verdict is not Verdict.VALID), None)
        return Found(
            code=f"artefact.{verdict}",
            good=verdict is Verdict.VALID,
            facts={
                **(because.facts if because else {}),
                "ref": ref,
                "what": f"@artefact.{self.what}",
                "because": f"@{_FAMILY[self.what]}.{because.code}" if because else "",
            },
            refs=[ref],
        )


_FAMILY: Final = {
    "signature": "signature",
    "person-signature": "signature",
    "pdfa": "pdfa",
    "package": "package",
}
"""What is judged → where the sentences of its remarks stand."""


class _Judged(NamedTuple):
    verdict: Verdict
    remarks: Sequence[Remark]


def _verdict(evidence: Evidence, ref: str, what: str) -> _Judged:
    archive = evidence.archive
    if what == "package":
        package = archive.find(Package, ref)
        transfer = archive.find(Transfer, package.transfer) if package else None
        if package is None or transfer is None:
            return _Judged(Verdict.UNDETERMINED, [])
        report = check_submission(archive, transfer, _content(evidence, package.digest))
        return _Judged(report.verdict, report.remarks)
    document = archive.find(Document, ref)
    parts = archive.all(Component, document=ref, role=ComponentRole.MAIN)
    if document is None or not parts:
        return _Judged(Verdict.UNDETERMINED, [])
    if what == "pdfa":
        checked = check_pdfa(_content(evidence, parts[0].digest))
        return _Judged(checked.verdict, checked.remarks)
    judged = judge_document(archive, document, both=what == "signature")
    return _Judged(judged.verdict, judged.remarks)


def _content(evidence: Evidence, digest: str) -> bytes:
    try:
        return evidence.archive.blob(digest)
    except KeyError:
        return b""
