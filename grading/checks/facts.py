"""The facts a state check may ask for: fields, places, terms, notations, deadlines."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal  # expected values are JSON

from pydantic import Field

from base.clock import vietnam
from base.language import knows
from base.model import Value
from grading.evidence import Evidence
from grading.mark import Found
from grading.pick import Pick, resolve
from sandbox.entities import Component, Document, Filing, Hold, Organisation, Post, StoredCopy
from sandbox.rulebook import retention, types
from sandbox.shelf import kind_of


class Fact(Value):
    """One fact of a record."""

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Say whether the record shows it, and what it shows instead."""
        raise NotImplementedError


def entity(evidence: Evidence, ref: str) -> Any:  # noqa: ANN401 - of any kind
    """Return the record itself, or None when it is gone."""
    kind = kind_of(ref)
    return evidence.archive.find(kind, ref) if kind else None


class FieldIs(Fact):
    """A field has a value: given, that of a ``$label``, or what the truth says of this record."""

    fact: Literal["field"] = "field"
    field: str
    is_: Annotated[Any, Field(alias="is")] = None
    one_of: list[Any] = []
    truth: str | None = None
    "name of the truth's fact that the field must equal"
    filled: bool | None = None
    "whether it must be filled (or must not)"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare as JSON, dates as they are written; a record that is gone shows nothing."""
        record = entity(evidence, ref)
        actual = _plain(getattr(record, self.field, None))
        wanted = [_plain(one) for one in self._wanted(evidence, ref)]
        good = bool(actual) == self.filled if self.filled is not None else actual in wanted
        good = good and record is not None
        return Found(
            code="field.right" if good else "field.wrong",
            good=good,
            facts={
                "ref": ref,
                "field": f"@field.{self.field}",
                "found": _shown(self.field, ref, actual),
                "wanted": ", ".join(_shown(self.field, ref, one) for one in wanted)
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


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _shown(field: str, ref: str, value: object) -> str:
    """Return a value as people read it: a code by its words, where the catalogues have them."""
    if value is None or value == "":
        return "∅"
    kind = kind_of(ref)
    family = f"status.{kind.__name__.lower()}" if field == "status" and kind else field
    key = f"{'term' if field == 'maintenance' else family}.{value}"
    return f"@{key}" if knows(key) else str(value)


class FiledIn(Fact):
    """A document lies in one of the picked files, and in no other."""

    fact: Literal["filed-in"] = "filed-in"
    files: Pick
    only: bool = True

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
                "wanted": ", ".join(sorted(right)),
            },
            refs=[ref, *sorted(lies)],
        )


class NotFiled(Fact):
    """A document lies in none of the picked files."""

    fact: Literal["not-filed"] = "not-filed"
    files: Pick

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


class TermAtLeast(Fact):
    """A file's retention is not below what the truth says it must be (Luật 33/2024 Đ14–15)."""

    fact: Literal["term-at-least"] = "term-at-least"
    truth: str = "term"

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare terms; permanent is the longest, an event-based term must be that very event."""
        actual = getattr(entity(evidence, ref), "maintenance", None)
        wanted = str(evidence.truth.facts.get(ref, {}).get(self.truth))
        good = actual is not None and retention.term_at_least(actual, wanted)
        return Found(
            code="term.enough" if good else "term.below",
            good=good,
            facts={
                "ref": ref,
                "found": _shown("maintenance", ref, actual),
                "wanted": _shown("maintenance", ref, wanted),
            },
            refs=[ref],
        )


class Held(Fact):
    """A hold in force covers the file (or none does)."""

    fact: Literal["held"] = "held"
    yes: bool = True

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


class SignerRight(Fact):
    """The signer of a document is the one who may sign it, in the form they may sign."""

    fact: Literal["signer-right"] = "signer-right"
    signer: str
    "label of the post"
    signing: str

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Compare the signing block of the paper."""
        document = evidence.archive.find(Document, ref)
        wanted = evidence.truth.labels.get(self.signer.removeprefix("$"), "")
        good = document is not None and (document.signer, document.signing) == (
            wanted,
            self.signing,
        )
        actual = evidence.archive.find(Post, document.signer) if document else None
        form = document.signing if document else "∅"
        return Found(
            code="signer.right" if good else "signer.wrong",
            good=good,
            facts={
                "ref": ref,
                "found": f"{form} {actual.title if actual else ''}",
                "wanted": self.signing,
            },
            refs=[ref],
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


class Within(Fact):
    """A moment field of the record lies within so long of another moment field."""

    fact: Literal["within"] = "within"
    field: str
    of: str
    days: int = 0
    hours: int = 0

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


AnyFact = Annotated[
    FieldIs
    | FiledIn
    | NotFiled
    | NotationRight
    | TermAtLeast
    | Held
    | SignerRight
    | EveryCopyGone
    | Within,
    Field(discriminator="fact"),
]
"""Every fact a state check may ask for."""
