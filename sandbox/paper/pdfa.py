"""PDF/A-2b and 3b by our own rules: a report says how many were looked at, never “veraPDF-valid”."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

from base.model import Value
from sandbox.paper.pdfa_rules.book import RULES, Rule
from sandbox.paper.pdfa_rules.look import MOST_OBJECTS, Fault, Look
from sandbox.verdicts import Remark, Verdict, worst

if TYPE_CHECKING:
    import pikepdf

_SHOWN: Final = 5
"""Remarks shown for one rule; the rest are counted in the last one."""
VERSION: Final = 1
"""Counts up when a rule changes: reports are kept by it."""


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
        applied to what is there. One to some milliseconds for a file of ours.
    """
    import pikepdf

    try:
        document = pikepdf.open(BytesIO(pdf), suppress_warnings=True)
    except pikepdf.PasswordError:
        return _unopened("encrypted", "6.1.3", part)
    except (pikepdf.PdfError, *_BROKEN):
        return _unopened("unreadable", "6.1.4", part)
    with document:
        if document.is_encrypted:
            return _unopened("encrypted", "6.1.3", part)
        return _judged(pdf, document, part)


_BROKEN: Final = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RuntimeError,
    UnicodeError, zlib.error,
)  # fmt: skip
"""What malformed objects make a look raise: the rule is then undetermined, not the programme."""


def _unopened(code: str, clause: str, part: int | None) -> PdfaReport:
    remark = _remark(Rule(code, clause, lambda _: ()), Fault())
    return PdfaReport(verdict=Verdict.INVALID, rules_checked=0, remarks=(remark,), part=part or 2)


def _judged(pdf: bytes, document: "pikepdf.Pdf", part: int | None) -> PdfaReport:
    part = part or _declared(document)
    look = Look(pdf, document, part)
    if len(document.objects) > MOST_OBJECTS:
        remarks = [_remark(_TOO_MANY, Fault(verdict=Verdict.UNDETERMINED))]
        return _report(remarks, 0, part)
    remarks = [remark for rule in RULES for remark in _applied(rule, look)]
    return _report(remarks, len(RULES), part)


_TOO_MANY: Final = Rule("too_many_objects", "6.1.13", lambda _: ())


def _report(remarks: list[Remark], checked: int, part: int) -> PdfaReport:
    verdict = worst([Verdict.VALID, *(remark.verdict for remark in remarks)])
    return PdfaReport(verdict=verdict, rules_checked=checked, remarks=tuple(remarks), part=part)


def _declared(document: "pikepdf.Pdf") -> int:
    from sandbox.paper.pdfa_rules.metadata import declared_part, packet

    try:
        raw = packet(Look(b"", document, 2))
        return 3 if raw and declared_part(raw) == 3 else 2  # noqa: PLR2004 - the parts
    except _BROKEN:
        return 2


def _applied(rule: Rule, look: Look) -> Iterator[Remark]:
    import pikepdf

    found: list[Fault] = []
    try:
        found.extend(rule.test(look))
    except (pikepdf.PdfError, *_BROKEN) as error:
        found.append(Fault(found=type(error).__name__, verdict=Verdict.UNDETERMINED))
        yield _remark(_NOT_APPLIED._replace(clause=rule.clause), Fault(rule.code, "",
                      Verdict.UNDETERMINED))  # fmt: skip
        return
    yield from (_remark(rule, fault) for fault in found[:_SHOWN])


_NOT_APPLIED: Final = Rule("not_applied", "", lambda _: ())


def _remark(rule: Rule, fault: Fault) -> Remark:
    facts = {"where": fault.where, "found": fault.found}
    return Remark(
        code=rule.code, verdict=fault.verdict, facts=facts, rule=f"iso19005-2/{rule.clause}"
    )
