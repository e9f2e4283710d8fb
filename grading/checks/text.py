"""text: the structured parts of a title or a notation; no guessing at prose."""

import unicodedata
from typing import Literal

from pydantic import Field

from grading.check import Check
from grading.checks.fact import entity
from grading.evidence import Evidence
from grading.mark import Found, Look, share
from grading.pick import Pick


class Text(Check):
    """A text field names every part it must (and none it must not), letter for letter.

    Case, spaces and Unicode composition do not matter; diacritics do. A part may be given, or
    be a fact of the truth (``{year}`` → the truth's fact ``year`` of the record).
    """

    kind: Literal["text"] = "text"
    records: Pick
    "whose text is read"
    field: str
    "name of the field that holds it"
    parts: list[str] = Field(min_length=1)
    "what it must name; ``{fact}`` stands for the truth's fact of the record"
    without: list[str] = []
    "what it must not name; one of these loses every part"

    def look(self, evidence: Evidence) -> Look:
        """Judge part by part, over all records."""
        refs = self.records.refs(evidence)
        if not refs:
            return Look(credit=0, found=[Found(code="nothing", good=False)])
        found = [one for ref in refs for one in self._judge(evidence, ref)]
        return share(found, expected=len(refs) * len(self.parts), cost=0)

    def _judge(self, evidence: Evidence, ref: str) -> list[Found]:
        written = plain(str(getattr(entity(evidence, ref), self.field, "") or ""))
        right = {name: str(fact) for name, fact in evidence.truth.facts.get(ref, {}).items()}
        bad = [word for word in self.without if plain(word) in written]
        found = []
        for part in self.parts:
            wanted = part.format_map(_Blank(right))
            good = plain(wanted) in written and not bad
            found.append(
                Found(
                    code="text.has" if good else "text.must_not" if bad else "text.lacks",
                    good=good,
                    facts={"ref": ref, "part": bad[0] if bad else wanted},
                    refs=[ref],
                )
            )
        return found


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"⟦{key}⟧"


def plain(text: str) -> str:
    """Return a text as it is compared: composed, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
