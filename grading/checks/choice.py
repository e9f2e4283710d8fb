"""choice: a decision with its reason code, record by record; false alarms cost."""

from typing import Literal

from grading.check import Check
from grading.evidence import Evidence
from grading.mark import Found, Look, share
from grading.pick import Pick
from sandbox.shelf import KINDS


class Choice(Check):
    """Each record must bear the right decision with an accepted reason.

    ``kind_of_decision`` is the entity that keeps decisions (``Appraisal``, ``Conclusion``),
    ``about`` its field that names the record; the truth's facts say what is right. A decision
    on a record outside ``records`` that differs from ``default`` is a false alarm.
    """

    kind: Literal["choice"] = "choice"
    records: Pick
    decided_in: Literal["Appraisal", "Conclusion"]
    decision: str = "decision"
    "field of the decision; the truth's fact of the same name is right"
    reasons: str | None = None
    "name of the truth's fact that lists accepted reason codes; none asks for no reason"
    default: str | None = None
    "the decision that is no alarm"
    cost: float = 1.0

    def look(self, evidence: Evidence) -> Look:
        """Judge every decision made; what was not decided is missing."""
        about = "file" if self.decided_in == "Appraisal" else "document"
        decided = {getattr(one, about): one for one in evidence.archive.all(KINDS[self.decided_in])}
        refs = set(self.records.refs(evidence))
        found = [self._judge(evidence, ref, decided[ref]) for ref in sorted(refs & set(decided))]
        found += [
            Found(code="choice.false_alarm", good=False, facts={"ref": ref}, refs=[ref])
            for ref in sorted(set(decided) - refs)
            if self.default is not None
            and str(getattr(decided[ref], self.decision)) != self.default
        ]
        look = share(found, expected=len(refs), cost=self.cost)
        missing = sorted(refs - set(decided))
        if missing:
            told = Found(
                code="choice.missing", good=False, facts={"n": str(len(missing))}, refs=missing
            )
            look = look.model_copy(update={"found": [*look.found, told]})
        return look

    def _judge(self, evidence: Evidence, ref: str, decision: object) -> Found:
        right = evidence.truth.facts.get(ref, {})
        chosen = str(getattr(decision, self.decision))
        given = getattr(decision, "reasons", None) or [getattr(decision, "reason", "")]
        accepted = right.get(self.reasons) if self.reasons else None
        good = chosen == right.get(self.decision)
        reasoned = accepted is None or bool(set(given) & set(accepted)) or not accepted
        code = "choice.right" if good and reasoned else "choice.reason" if good else "choice.wrong"
        return Found(
            code=code,
            good=good and reasoned,
            facts={
                "ref": ref,
                "found": f"@{self.decision}.{chosen}",
                "wanted": f"@{self.decision}.{right.get(self.decision)}",
                "reason": ", ".join(given),
            },
            refs=[ref],
        )
