"""Applies every rule to a file, and turns what malformed files do to libraries into remarks."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NamedTuple

import pikepdf

from sandbox.paper.pdfa_rules.book import RULES, Rule
from sandbox.paper.pdfa_rules.look import MOST_OBJECTS, Fault, Look
from sandbox.paper.pdfa_rules.metadata import declared_part, packet
from sandbox.verdicts import Remark, Verdict

_SHOWN: Final = 5
"""Remarks shown for one rule; their fact ``count`` says how many there are."""
_WITH_FILES: Final = 3
_OTHERWISE: Final = 2

BROKEN: Final = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError,
    RuntimeError, MemoryError, zlib.error,
)  # fmt: skip
"""What malformed objects make a look raise: then that rule is undetermined, not the programme."""


class Judged(NamedTuple):
    """The part a file was held against, how many rules were applied, what they found."""

    part: int
    checked: int
    remarks: list[Remark]


def judged(pdf: bytes, part: int | None) -> Judged:
    """Open a file and apply the rules; a file that cannot be opened gets one remark."""
    try:
        document = pikepdf.open(BytesIO(pdf), suppress_warnings=True)
    except pikepdf.PasswordError:
        return _unopened("encrypted", "6.1.3", part)
    except BROKEN:
        return _unopened("unreadable", "6.1.4", part)
    with document:
        if document.is_encrypted:
            return _unopened("encrypted", "6.1.3", part)
        if len(document.objects) > MOST_OBJECTS:
            return _unopened("too_many_objects", "6.1.13", part, Verdict.UNDETERMINED)
        look = Look(pdf, document, part or _declared(document))
        remarks = [remark for rule in RULES for remark in _applied(rule, look)]
        return Judged(look.part, len(RULES), remarks)


def _unopened(
    code: str, clause: str, part: int | None, verdict: Verdict = Verdict.INVALID
) -> Judged:
    remark = _remark(code, clause, Fault(verdict=verdict), 1)
    return Judged(part or _OTHERWISE, 0, [remark])


def _declared(document: pikepdf.Pdf) -> int:
    try:
        raw = packet(Look(b"", document, _OTHERWISE))
        declared = declared_part(raw) if raw else None
    except BROKEN:
        declared = None
    return _WITH_FILES if declared == _WITH_FILES else _OTHERWISE


def _applied(rule: Rule, look: Look) -> Iterator[Remark]:
    try:
        found = list(rule.test(look))
    except BROKEN:
        doubt = Fault(rule.code, verdict=Verdict.UNDETERMINED)
        yield _remark("not_applied", rule.clause, doubt, 1)
        return
    yield from (_remark(rule.code, rule.clause, fault, len(found)) for fault in found[:_SHOWN])


def _remark(code: str, clause: str, fault: Fault, count: int) -> Remark:
    return Remark(
        code=code,
        verdict=fault.verdict,
        facts={"where": fault.where, "found": fault.found, "count": str(count)},
        rule=f"iso19005-2/{clause}",
    )
