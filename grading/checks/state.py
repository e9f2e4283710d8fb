"""state: facts of records, as the archive was left."""

from typing import Any, Literal  # field values are JSON

from pydantic import Field

from grading.check import Check
from grading.checks.facts import AnyFact
from grading.evidence import Evidence
from grading.mark import Found, Look, all_or_nothing, share
from grading.pick import Pick


class State(Check):
    """Every picked record must show every fact; nothing picked fails.

    With ``quantifier: one`` it is enough that one picked record shows them all (of several
    drafts, one must be right); with ``credit: share`` each record counts for itself.
    """

    kind: Literal["state"] = "state"
    records: Pick
    "which records are looked at"
    facts: list[AnyFact] = Field(min_length=1)
    "what each must show, every one of them"
    quantifier: Literal["all", "one"] = "all"
    "whether all records must show them, or one is enough"
    credit: Literal["all", "share"] = "all"
    "whether one wrong record loses all, or each counts for itself"

    def look(self, evidence: Evidence) -> Look:
        """Judge each record by each fact."""
        refs = self.records.refs(evidence)
        if not refs:
            return Look(credit=0, found=[Found(code="nothing", good=False)])
        judged = [self._judge(evidence, ref) for ref in refs]
        if self.quantifier == "one":
            best = max(judged, key=lambda found: (sum(f.good for f in found), found[0].refs))
            return all_or_nothing(best)
        if self.credit == "share":
            return share([_whole(found) for found in judged], expected=len(refs), cost=0)
        return all_or_nothing([one for found in judged for one in found])

    def _judge(self, evidence: Evidence, ref: str) -> list[Found]:
        return [fact.holds(evidence, ref) for fact in self.facts]


def _whole(found: list[Found]) -> Found:
    return next((one for one in found if not one.good), found[0])


JsonValue = Any
"""What a scenario may write as a field's value."""
