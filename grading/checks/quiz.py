"""quiz and manual: an answer to a question, a human's mark."""

from typing import Literal

from pydantic import Field

from base.language import Words
from base.model import Value
from grading.check import Check
from grading.evidence import Evidence
from grading.mark import Found, Look


class Option(Value):
    """One answer one may choose."""

    id: str
    "what the answer is kept as"
    text: Words
    "the answer as the trainee reads it"
    right: bool = False
    "whether it is among the right ones"
    why: Words | None = None
    "why it is right, or is not; shown with the feedback"


class Quiz(Check):
    """A question; full credit for exactly the right options, none otherwise."""

    kind: Literal["quiz"] = "quiz"
    id: str
    "under which the answer is kept"
    question: Words
    "as the trainee reads it"
    options: list[Option] = Field(min_length=2)
    "the answers to choose from; several may be right"

    def look(self, evidence: Evidence) -> Look:
        """Compare the options chosen with the right ones; no answer fails."""
        given = evidence.answers.get(self.id)
        chosen = sorted(
            {str(one) for one in (given if isinstance(given, list) else [given]) if one}
        )
        right = sorted(option.id for option in self.options if option.right)
        good = bool(chosen) and chosen == right
        code = "quiz.right" if good else "quiz.wrong" if chosen else "quiz.none"
        found = Found(code=code, good=good, facts={"found": ", ".join(chosen)})
        return Look(credit=1 if good else 0, found=[found])


class Manual(Check):
    """A mark that a person gives; until then nothing is earned, and nothing overwrites it."""

    kind: Literal["manual"] = "manual"
    id: str
    "under which the mark is kept"
    guidance: Words
    "what the marker looks for"

    def look(self, evidence: Evidence) -> Look:
        """Return the share the marker gave."""
        given = evidence.answers.get(f"manual:{self.id}")
        if not isinstance(given, int | float):
            return Look(credit=0, found=[Found(code="manual.awaited", good=False)])
        credit = min(1.0, max(0.0, float(given)))
        return Look(credit=credit, found=[Found(code="manual.given", good=credit > 0)])
