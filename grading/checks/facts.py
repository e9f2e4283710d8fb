"""The facts a state check may ask for: fields, places, terms, holds, copies, papers."""

from typing import Annotated, Any, Literal  # expected values are JSON

from pydantic import Field

from grading.checks.fact import Fact, entity, plain, shown
from grading.checks.facts_of_documents import FormRight, NotationRight, SignerRight, Within
from grading.checks.facts_of_signatures import FilesMarked, ProvableAt
from grading.evidence import Evidence
from grading.mark import Found
from grading.pick import Pick, resolve
from sandbox.entities import Component, Filing, Hold, StoredCopy
from sandbox.rulebook import retention


class FieldIs(Fact):
    """A field has a value: given, that of a ``$label``, or what the truth says of this record."""

    fact: Literal["field"] = "field"
    field: str
    "name of the field"
    is_: Annotated[Any, Field(alias="is")] = None
    "the value it must have, as YAML writes it; ``$label`` stands for its record"
    one_of: list[Any] = []
    "values it may have"
    truth: str | None = None
    "name of the truth's fact that the field must equal"
    filled: bool | None = None
    "whether it must be filled (or must not)"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare as JSON, dates as they are written; a record that is gone shows nothing."""
        record = entity(evidence, ref)
        actual = plain(getattr(record, self.field, None))
        wanted = [plain(one) for one in self._wanted(evidence, ref)]
        good = bool(actual) == self.filled if self.filled is not None else actual in wanted
        good = good and record is not None
        return Found(
            code="field.right" if good else "field.wrong",
            good=good,
            facts={
                "ref": ref,
                "field": f"@field.{self.field}",
                "found": shown(self.field, ref, actual),
                "wanted": ", ".join(shown(self.field, ref, one) for one in wanted)
                or f"@filled.{self.filled}",
            },
            refs=[ref],
        )

    def _wanted(self, evidence: Evidence, ref: str) -> list[Any]:
        if self.filled is not None:
            return []
        if self.truth is not None:
            return [evidence.truth.facts.get(ref, {}).get(self.truth)]
        return [resolve(one, evidence.truth) for one in (self.one_of or [self.is_])]


class FiledIn(Fact):
    """A document lies in one of the picked files, and in no other."""

    fact: Literal["filed-in"] = "filed-in"
    files: Pick
    "where it belongs"
    only: bool = True
    "whether it must lie nowhere else"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare the files it lies in with the picked ones."""
        right = set(self.files.refs(evidence))
        lies = {filing.file for filing in evidence.archive.all(Filing, document=ref)}
        good = bool(lies & right) and (not self.only or lies <= right)
        return Found(
            code="filed.right" if good else "filed.wrong" if lies else "filed.nowhere",
            good=good,
            facts={
                "ref": ref,
                "found": ", ".join(sorted(lies)),
                "wanted": ", ".join(sorted(right)) or "@unmade.file",
            },
            refs=[ref, *sorted(lies)],
        )


class NotFiled(Fact):
    """A document lies in none of the picked files."""

    fact: Literal["not-filed"] = "not-filed"
    files: Pick
    "where it must not lie"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Look for it in each."""
        lies = {filing.file for filing in evidence.archive.all(Filing, document=ref)}
        wrong = sorted(lies & set(self.files.refs(evidence)))
        return Found(
            code="filed.still" if wrong else "filed.gone",
            good=not wrong,
            facts={"ref": ref, "found": ", ".join(wrong)},
            refs=[ref, *wrong],
        )


class TermAtLeast(Fact):
    """A file's retention is not below what the truth says it must be (Luật 33/2024 Đ14–15)."""

    fact: Literal["term-at-least"] = "term-at-least"
    truth: str = "term"
    "name of the truth's fact that says the right term"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare terms; permanent is the longest, an event-based term must be that very event.

        Raises:
            ValueError: the truth does not say which term is right: nobody can be judged by it.
        """
        if self.truth not in evidence.truth.facts.get(ref, {}):
            message = f"the truth has no {self.truth} for {ref}"
            raise ValueError(message)
        actual = getattr(entity(evidence, ref), "maintenance", None)
        wanted = str(evidence.truth.facts[ref][self.truth])
        good = actual is not None and retention.term_at_least(actual, wanted)
        return Found(
            code="term.enough" if good else "term.below",
            good=good,
            facts={
                "ref": ref,
                "found": shown("maintenance", ref, actual),
                "wanted": shown("maintenance", ref, wanted),
            },
            refs=[ref],
        )


class Held(Fact):
    """A hold in force covers the file (or none does)."""

    fact: Literal["held"] = "held"
    yes: bool = True
    "whether a hold must cover it, or none may"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Look through the holds in force."""
        holds = [h.ref for h in evidence.archive.all(Hold) if h.in_force and ref in h.files]
        good = bool(holds) == self.yes
        return Found(
            code="held.yes" if holds else "held.no",
            good=good,
            facts={"ref": ref, "hold": ", ".join(holds)},
            refs=[ref, *holds],
        )


class EveryCopyGone(Fact):
    """No stored copy of a file's records is left, on any medium; a file without any fails."""

    fact: Literal["every-copy-gone"] = "every-copy-gone"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Look on every medium."""
        documents = {filing.document for filing in evidence.archive.all(Filing, file=ref)}
        parts = {part.ref for part in evidence.archive.all(Component, document=documents)}
        if not parts:
            return Found(code="nothing", good=False, facts={"ref": ref}, refs=[ref])
        left = evidence.archive.all(StoredCopy, component=parts)
        return Found(
            code="copies.left" if left else "copies.gone",
            good=not left,
            facts={
                "ref": ref,
                "media": ",".join(sorted({f"@choice.medium.{copy.medium}" for copy in left})),
                "n": str(len(left)),
            },
            refs=[ref],
        )


AnyFact = Annotated[
    FieldIs
    | FiledIn
    | NotFiled
    | NotationRight
    | FormRight
    | TermAtLeast
    | Held
    | SignerRight
    | EveryCopyGone
    | Within
    | ProvableAt
    | FilesMarked,
    Field(discriminator="fact"),
]
"""Every fact a state check may ask for."""
