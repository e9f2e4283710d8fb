"""A verdict has three values and reasons; "could not tell" is an answer of its own."""

from enum import StrEnum

from base.model import Value


class Verdict(StrEnum):
    """What is said of a signature, a package or a rule."""

    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return invalid if anything is, else undetermined if anything is, else valid.

    Nothing to judge is undetermined: an empty list never passes.
    """
    if Verdict.INVALID in verdicts:
        return Verdict.INVALID
    if not verdicts or Verdict.UNDETERMINED in verdicts:
        return Verdict.UNDETERMINED
    return Verdict.VALID


class Remark(Value):
    """One reason for a verdict: a code whose sentence stands in the catalogues, and its facts."""

    code: str
    "for example ``integrity.broken``; the sentence stands under ``<family>.<code>``"
    verdict: Verdict
    "what this remark alone would make of the whole"
    facts: dict[str, str] = {}
    "bytes, names, moments: what a person needs to see it for themselves"
    rule: str = ""
    "id of the rulebook entry it rests on"
