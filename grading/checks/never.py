"""never: something that must not have happened; it takes away or gates, and earns nothing."""

from typing import Literal

from grading.check import Check
from grading.checks.pattern import Pattern
from grading.evidence import Evidence
from grading.mark import Found, Look
from grading.pick import Pick


class Never(Check):
    """No event of this shape touched any of the records (or happened at all)."""

    kind: Literal["never"] = "never"
    event: Pattern
    "the shape of what must not happen"
    records: Pick | None = None
    "to which records; without it, to none at all"

    def look(self, evidence: Evidence) -> Look:
        """Look for it; each one found is told."""
        refs = [None] if self.records is None else self.records.refs(evidence)
        found = [
            Found(
                code="never.happened",
                good=False,
                facts={"verb": f"@verb.{event.verb}.title", "ref": ref or ""},
                refs=[ref] if ref else event.touched,
                events=[event.seq],
            )
            for ref in refs
            for event in self.event.among(evidence, record=ref)
        ]
        return Look(
            credit=0 if found else 1,
            found=found or [Found(code="never.kept", good=True)],
            wrong=len(found),
        )


class NeverSo(Check):
    """No picked record may be in this state at the end: what must not be true."""

    kind: Literal["never-so"] = "never-so"
    records: Pick
    "what must not be there at the end"
    among: Pick | None = None
    "only those that also are among these"

    def look(self, evidence: Evidence) -> Look:
        """Each record picked is one too many."""
        refs = set(self.records.refs(evidence))
        if self.among is not None:
            refs &= set(self.among.refs(evidence))
        found = [
            Found(code="never.so", good=False, facts={"ref": ref}, refs=[ref])
            for ref in sorted(refs)
        ]
        return Look(
            credit=0 if found else 1,
            found=found or [Found(code="never.kept", good=True)],
            wrong=len(found),
        )
