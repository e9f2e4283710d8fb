"""PDF/A-2b and 3b by our own rules: checked against N of them, which is not “veraPDF-valid”."""

from typing import Final, Literal

from base.model import Value
from sandbox.verdicts import Remark, Verdict

VERSION: Final = 1
"""Counts up when a rule changes: kept reports go by it."""


class PdfaReport(Value):
    """What our rules say of a file as PDF/A. A whole validator knows more rules."""

    verdict: Verdict
    rules_checked: int
    "how many of our rules were applied; 0 when the file could not be opened"
    remarks: tuple[Remark, ...]
    "code ``c`` is said under ``pdfa.c``; ``rule`` is the clause: ``iso19005-2/6.1.2``"
    part: int
    "2 or 3: the part it was held against"


def check_pdfa(pdf: bytes, *, part: Literal[2, 3] | None = None) -> PdfaReport:
    """Hold a file against our rules; never raises, whatever the bytes are.

    Args:
        pdf: any bytes.
        part: 2 (PDF/A-2b) or 3 (PDF/A-3b); None takes what the file declares, else 2.

    Returns:
        valid when no rule was broken; invalid when one was; undetermined when a rule could not be
        applied to what is there. Some milliseconds for a file of ours.
    """
    from sandbox.paper.pdfa_rules.judge import judged

    held_against, checked, remarks = judged(pdf, part)
    broken = [remark.verdict for remark in remarks]
    verdict = Verdict.VALID
    if broken:
        verdict = Verdict.INVALID if Verdict.INVALID in broken else Verdict.UNDETERMINED
    return PdfaReport(
        verdict=verdict, rules_checked=checked, remarks=tuple(remarks), part=held_against
    )
