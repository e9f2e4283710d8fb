"""honest-verdicts: what somebody concluded of signatures was so when they concluded it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from base.clock import vietnam
from grading.check import Check
from grading.evidence import Evidence
from grading.mark import Found, Look
from grading.pick import Pick
from sandbox.authority import Judgement, judge_document
from sandbox.entities import Conclusion, Document
from sandbox.events import Event
from sandbox.verdicts import Verdict


class HonestVerdicts(Check):
    """No recorded verdict says another thing than verification said at that moment.

    Each conclusion that stands is held against the document as it stood when it was recorded: the
    bytes whose digest its event keeps, the trust of that day. So it also knows a proof that lapsed
    through the trainee's own fault. What nobody can judge any more is told, and costs nothing.
    """

    kind: Literal["honest-verdicts"] = "honest-verdicts"
    said: list[Verdict] = Field(default=list(Verdict), min_length=1)
    "only conclusions that say one of these; all of them unless told"
    records: Pick | None = None
    "only those on these documents; without it, on any"

    def look(self, evidence: Evidence) -> Look:
        """Hold each against what verification said; none at all is no reproach."""
        found = [_judged(evidence, one, event) for one, event in self._standing(evidence)]
        wrong = [one for one in found if not one.good]
        return Look(
            credit=0 if wrong else 1,
            found=wrong or found or [Found(code="verdict.none", good=True)],
            wrong=len(wrong),
        )

    def _standing(self, evidence: Evidence) -> Iterator[tuple[Conclusion, Event]]:
        """Yield each conclusion as it was left, with the event that last recorded it."""
        recorded = {
            ref: event
            for event in evidence.events
            if event.happened and event.verb == "record-verdict"
            for ref in event.touched
        }
        among = None if self.records is None else set(self.records.refs(evidence))
        for one in evidence.archive.all(Conclusion):
            meant = one.verdict in self.said and (among is None or one.document in among)
            if meant and one.ref in recorded:
                yield one, recorded[one.ref]


def _judged(evidence: Evidence, one: Conclusion, event: Event) -> Found:
    told = _told_then(evidence, one, event)
    because = next(iter(told.remarks), None) if told else None
    agrees = told is not None and told.verdict == one.verdict
    code = "verdict.unknown" if told is None else "verdict.true" if agrees else "verdict.untrue"
    return Found(
        code=code,
        good=told is None or agrees,
        facts={
            **(because.facts if because else {}),
            "ref": one.document,
            "recorded": f"{vietnam(event.at):%d/%m/%Y}",
            "concluded": f"@verdict.{one.verdict}",
            "verified": f"@verdict.{told.verdict}" if told else "",
            "because": f"@signature.{because.code}" if because else "",
        },
        refs=[one.document, one.ref],
        events=[event.seq],
    )


def _told_then(evidence: Evidence, one: Conclusion, event: Event) -> Judgement | None:
    """Return what verification said then; None when the bytes of that moment are not known."""
    archive = evidence.archive
    document = archive.find(Document, one.document)
    digest = event.details.get("digest")
    if document is None or not digest:
        return None
    try:
        pdf = archive.blob(digest)
    except KeyError:
        return None
    with archive.as_of(event.at):
        return judge_document(archive, document, pdf=pdf)
