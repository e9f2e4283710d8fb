"""choice: a decision with its reason code, record by record; false alarms cost."""

from typing import Literal, NamedTuple

from base.language import knows
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
    "what is to be decided; a decision on anything else may be a false alarm"
    decided_in: Literal["Appraisal", "Conclusion", "Return"]
    "the entity that keeps the decisions; ``Return``: that a document was sent back, and why"
    decision: str = "decision"
    "field of the decision; the truth's fact of the same name is right"
    reasons: str | None = None
    "name of the truth's fact that lists accepted reason codes; none asks for no reason"
    default: str | None = None
    "the decision that is no alarm"
    cost: float = 1.0
    "what a wrong decision or a false alarm takes away, in right ones"

    def look(self, evidence: Evidence) -> Look:
        """Judge every decision made; what was not decided is missing."""
        decided = self._decided(evidence)
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

    def _decided(self, evidence: Evidence) -> dict[str, object]:
        """Return the decisions by the record they are about."""
        if self.decided_in == "Return":
            return {one.document: one for one in _sent_back(evidence)}
        about = "file" if self.decided_in == "Appraisal" else "document"
        kept = evidence.archive.all(KINDS[self.decided_in])
        return {getattr(one, about): one for one in kept}

    def _judge(self, evidence: Evidence, ref: str, decision: object) -> Found:
        if isinstance(decision, Returned):
            return self._judge_return(evidence, decision)
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
                "reason": ",".join(_reason(one) for one in given),
            },
            refs=[ref],
        )

    def _judge_return(self, evidence: Evidence, decision: "Returned") -> Found:
        """A document that was to go back went back; was the reason one of its own?"""
        accepted = evidence.truth.facts.get(decision.document, {}).get(self.reasons or "") or []
        good = not accepted or decision.reason in accepted
        return Found(
            code="choice.right" if good else "choice.reason",
            good=good,
            facts={
                "ref": decision.document,
                "found": "@verb.return-incoming.title",
                "wanted": ",".join(f"@choice.return_incoming.{one}" for one in accepted),
                "reason": f"@choice.return_incoming.{decision.reason}",
            },
            refs=[decision.document],
        )


def _reason(code: str) -> str:
    """A reason by its words, whichever decision it was given for."""
    families = ("appraisal_reason", "signature_reason", "return_incoming")
    keys = (f"choice.{family}.{code}" for family in families)
    return next((f"@{key}" for key in keys if knows(key)), code)


class Returned(NamedTuple):
    """A document sent back to where it came from."""

    document: str
    reason: str


def _sent_back(evidence: Evidence) -> list[Returned]:
    asked = [e.asked for e in evidence.events if e.verb == "return-incoming" and e.happened]
    return [Returned(one["document"], one["reason"]) for one in asked]
