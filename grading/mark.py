"""What a check says: a mark, a credit, and what it found."""

from enum import StrEnum

from pydantic import Field

from base.model import Value


class Mark(StrEnum):
    """How a criterion ended."""

    PASSED = "passed"
    PARTLY = "partly"
    FAILED = "failed"
    BLOCKED = "blocked"
    "what it needs was not done: not failed twice for one cause"
    BROKEN = "broken"
    "our fault: costs the trainee nothing and is reported"


class Found(Value):
    """One thing a check found: a code whose sentence stands under ``found.<code>``."""

    code: str
    good: bool
    "whether it speaks for the trainee"
    facts: dict[str, str] = {}
    refs: list[str] = []
    events: list[int] = []
    "numbers in the archive's log"


class Look(Value):
    """The result of one look at the evidence."""

    credit: float = Field(ge=0, le=1)
    "share of the criterion that was earned"
    found: list[Found] = []
    right: int = 0
    wrong: int = 0
    expected: int = 0

    @property
    def mark(self) -> Mark:
        """Passed, partly or failed, by the credit."""
        if self.credit >= 1:
            return Mark.PASSED
        return Mark.PARTLY if self.credit > 0 else Mark.FAILED


def all_or_nothing(found: list[Found]) -> Look:
    """Return full credit when everything found is good and something was found at all."""
    good = bool(found) and all(one.good for one in found)
    return Look(
        credit=1 if good else 0,
        found=found,
        right=sum(one.good for one in found),
        wrong=sum(not one.good for one in found),
        expected=len(found),
    )


def share(found: list[Found], *, expected: int, cost: float = 1) -> Look:
    """Return ``max(0, right − cost·wrong) / expected``, so that choosing everything earns nothing.

    Args:
        found: one entry per record judged, good or not.
        expected: how many are right in the whole world; 0 earns nothing.
        cost: what a wrong choice takes away, in right ones.
    """
    right = sum(one.good for one in found)
    wrong = sum(not one.good for one in found)
    earned = max(0.0, right - cost * wrong) / expected if expected else 0.0
    return Look(credit=min(1.0, earned), found=found, right=right, wrong=wrong, expected=expected)
