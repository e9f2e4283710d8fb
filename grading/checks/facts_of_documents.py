"""Facts of documents: number and notation, the signer, how soon one moment followed another."""

from datetime import timedelta
from typing import Literal

from base.clock import vietnam
from grading.checks.fact import Fact, entity, shown
from grading.evidence import Evidence
from grading.mark import Found
from sandbox.drafting_form import Part, lacking
from sandbox.entities import Document, Organisation, Post
from sandbox.rulebook import types


class NotationRight(Fact):
    """A document's number and notation follow NĐ 30/2020 Đ15 and PL III."""

    fact: Literal["notation-right"] = "notation-right"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Parse it as the rulebook does; an unnumbered document fails."""
        document = evidence.archive.find(Document, ref)
        if document is None or document.code_number is None:
            return Found(code="notation.none", good=False, facts={"ref": ref}, refs=[ref])
        own = evidence.archive.find(Organisation, document.organ)
        written = types.written(document.code_number, document.code_notation)
        problems = types.problems_of(
            written, type_name=document.type_name, agency=own.abbreviation if own else ""
        )
        return Found(
            code="notation.wrong" if problems else "notation.right",
            good=not problems,
            facts={
                "ref": ref,
                "found": written,
                "why": ",".join(f"@notation.{problem.code}" for problem in problems),
            },
            refs=[ref],
        )


class FormRight(Fact):
    """A document has the parts that its type, or its own text, asks for (NĐ 30/2020 Đ8, PL I)."""

    fact: Literal["form-right"] = "form-right"
    parts: list[Part] = []
    "exactly these; none given: those its type asks for, and an annex where the text names one"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Look at the sheet it was printed from; a document without one lacks everything."""
        document = evidence.archive.find(Document, ref)
        missing = lacking(document, self.parts) if document else list(self.parts)
        good = document is not None and not missing
        return Found(
            code="form.right" if good else "form.lacks",
            good=good,
            facts={"ref": ref, "parts": ",".join(f"@part.{part}" for part in missing)},
            refs=[ref],
        )


class SignerRight(Fact):
    """The signer of a document is the one who may sign it, in the form they may sign."""

    fact: Literal["signer-right"] = "signer-right"
    signer: str
    "label of the post"
    signing: str
    "form of signing: direct, KT., TM., TL., TUQ., Q."

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare the signing block of the paper."""
        document = evidence.archive.find(Document, ref)
        wanted = evidence.truth.labels.get(self.signer.removeprefix("$"), "")
        good = document is not None and (document.signer, document.signing) == (
            wanted,
            self.signing,
        )
        actual = evidence.archive.find(Post, document.signer) if document else None
        title = f", {actual.title}" if actual else ""
        return Found(
            code="signer.right" if good else "signer.wrong",
            good=good,
            facts={
                "ref": ref,
                "found": shown("signing", ref, document.signing if document else None) + title,
                "wanted": shown("signing", ref, self.signing),
            },
            refs=[ref],
        )


class Within(Fact):
    """A moment field of the record lies within so long of another moment field."""

    fact: Literal["within"] = "within"
    field: str
    "the later moment"
    of: str
    "the earlier moment"
    days: int = 0
    "calendar days in Vietnam that may lie between"
    hours: int = 0
    "hours that may lie between; when given, days are not counted by the calendar"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare on Vietnam's calendar when days are asked for."""
        record = entity(evidence, ref)
        late, early = getattr(record, self.field, None), getattr(record, self.of, None)
        if late is None or early is None:
            return Found(code="within.missing", good=False, facts={"ref": ref}, refs=[ref])
        allowed = timedelta(days=self.days, hours=self.hours)
        if self.hours:
            good = timedelta(0) <= late - early <= allowed
        else:
            good = timedelta(0) <= vietnam(late).date() - vietnam(early).date() <= allowed
        return Found(
            code="within.right" if good else "within.late",
            good=good,
            facts={
                "ref": ref,
                "from": vietnam(early).isoformat(timespec="minutes"),
                "to": vietnam(late).isoformat(timespec="minutes"),
            },
            refs=[ref],
        )
