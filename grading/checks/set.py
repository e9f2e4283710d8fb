"""set: which records were chosen, against which should have been."""

from typing import Literal

from grading.check import Check
from grading.evidence import Evidence
from grading.mark import Found, Look, share
from grading.pick import Pick


class Chosen(Check):
    """Credit = max(0, right − cost·wrong) / expected: choosing everything earns nothing."""

    kind: Literal["set"] = "set"
    chosen: Pick
    "which records were chosen, as the archive was left"
    right: Pick
    "which should have been"
    cost: float = 1.0
    "what a wrong choice takes away, in right ones"
    exact: bool = False
    "whether anything missing or wrong loses all"

    def look(self, evidence: Evidence) -> Look:
        """Compare the two sets, record by record."""
        chosen, right = set(self.chosen.refs(evidence)), set(self.right.refs(evidence))
        found = [
            Found(
                code="set.right" if ref in right else "set.wrong",
                good=ref in right,
                facts={"ref": ref},
                refs=[ref],
            )
            for ref in sorted(chosen)
        ]
        look = share(found, expected=len(right), cost=self.cost)
        missing = sorted(right - chosen)
        if missing:
            told = Found(
                code="set.missing", good=False, facts={"n": str(len(missing))}, refs=missing
            )
            look = look.model_copy(update={"found": [*look.found, told]})
        if self.exact and (missing or look.wrong):
            look = look.model_copy(update={"credit": 0.0})
        return look
