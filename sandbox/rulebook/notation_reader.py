"""Reads «Số: 15/QĐ-SNV» as people write it: each typical mistake has a code of its own."""

import re
from typing import Final, NamedTuple

from sandbox.rulebook.document_types import (
    DocumentType,
    by_abbreviation,
    copy_forms,
    document_type,
    document_types,
    not_administrative,
)
from sandbox.rulebook.folding import fold
from sandbox.rulebook.notation import LEADING_ZERO_BELOW, Notation, reading
from sandbox.verdicts import Remark, Verdict

_LETTER: Final = "CV"
_RULES: Final = {
    "no_colon": "rule/nd30.pl1.k3.zero",
    "spaces": "rule/nd30.pl1.k3.named",
    "separators": "rule/nd30.pl1.k3.named",
    "unreadable": "rule/nd30.pl1.k3.named",
    "leading_zero": "rule/nd30.pl1.k3.zero",
    "extra_zero": "rule/nd30.pl1.k3.zero",
    "year_inserted": "rule/nd30.pl1.k3.year",
    "cv_inserted": "rule/nd30.pl1.k3.letter",
    "type_in_letter": "rule/nd30.pl1.k3.letter",
    "unit_missing": "rule/nd30.pl1.k3.letter",
    "other_unit": "rule/nd30.pl1.k3.letter",
    "type_missing": "rule/nd30.pl1.k3.named",
    "agency_missing": "rule/nd30.pl1.k3.named",
    "other_agency": "rule/nd30.pl1.k3.named",
    "not_capitals": "rule/nd30.pl1.k3.named",
    "wrong_abbreviation": "rule/nd30.pl3",
    "not_administrative": "rule/nd30.d7",
}
"""Code of a mistake → the rule it breaks."""
CODES: Final = tuple(_RULES)
"""Labels stand under ``notation.<code>``, sentences under ``rulebook.notation.<code>``."""


class _Parts(NamedTuple):
    type_name: str = ""
    groups: tuple[str, ...] = ()
    "what is left for agency and unit"
    letter: str = ""
    "non-empty for an official letter"


def parse_notation(text: str, *, expected: str = "", agency: str = "", unit: str = "") -> Notation:
    """Read a number and notation.

    Args:
        text: ``15/QĐ-SNV``, with or without ``Số:`` before it.
        expected: code of the type the document is, when known; without it (or with a code that
            is none of the 29) DA and ĐA both read as what they say.
        agency: the agency's abbreviation, when known.
        unit: the drafting unit's abbreviation, when known.
    """
    problems: list[Remark] = []
    plain = _joined(_unprefixed(text, problems), problems)
    number, rest = _numbered(plain, problems)
    if number is None:
        problems.append(_wrong("unreadable", wrote=text.strip()))
        return reading(text, problems)
    groups = _groups(rest, problems)
    parts = (
        _as(document_type(expected), groups, agency, problems)
        if expected in document_types()
        else _guessed(groups, agency, problems)
    )
    issuer, office = _issuer(parts, agency, unit, problems)
    return reading(
        text, problems, number=number, type_name=parts.type_name, agency=issuer, unit=office
    )


def _wrong(code: str, verdict: Verdict = Verdict.INVALID, **facts: str) -> Remark:
    return Remark(code=code, verdict=verdict, facts=facts, rule=_RULES[code])


def _unprefixed(text: str, problems: list[Remark]) -> str:
    plain = text.strip()
    found = re.match(r"[Ss]ố\s*(:?)\s*", plain)
    if not found:
        return plain
    if not found.group(1):
        problems.append(_wrong("no_colon"))
    return plain[found.end() :]


def _joined(plain: str, problems: list[Remark]) -> str:
    joined = "".join(plain.split())
    if joined != plain:
        problems.append(_wrong("spaces", wrote=plain, right=joined))
    return joined


def _numbered(plain: str, problems: list[Remark]) -> tuple[int | None, str]:
    found = re.match(r"(\d{1,9})([/-])(.+)\Z", plain)
    if not found or not found.group(1).isascii():
        return None, ""
    figures, mark, rest = found.groups()
    if mark == "-":
        problems.append(_wrong("separators", wrote=plain))
    right = f"{int(figures):02d}"
    if figures != right:
        short = int(figures) < LEADING_ZERO_BELOW and len(figures) == 1
        code = "leading_zero" if short else "extra_zero"
        problems.append(_wrong(code, wrote=figures, right=right))
    return int(figures), rest


def _groups(rest: str, problems: list[Remark]) -> tuple[str, ...]:
    year = re.match(r"(\d{4})[/-]", rest)
    if year:
        problems.append(_wrong("year_inserted", year=year.group(1)))
        rest = rest[year.end() :]
    if "/" in rest and not any(problem.code == "separators" for problem in problems):
        problems.append(_wrong("separators", wrote=rest))
    return tuple(group for group in re.split(r"[/-]", rest) if group)


def _as(kind: DocumentType, groups: tuple[str, ...], agency: str, problems: list[Remark]) -> _Parts:
    first = groups[0] if groups else ""
    if kind.is_letter:
        return _Parts(kind.code, _of_letter(groups, agency, problems), "letter")
    if first == kind.abbreviation:
        return _Parts(kind.code, groups[1:])
    if first and first == agency:
        problems.append(_wrong("type_missing", meant=kind.abbreviation))
        return _Parts(kind.code, groups)
    problems.append(_wrong("wrong_abbreviation", wrote=first, meant=kind.abbreviation))
    return _Parts(kind.code, groups[1:])


def _of_letter(groups: tuple[str, ...], agency: str, problems: list[Remark]) -> tuple[str, ...]:
    first = groups[0] if groups else ""
    if first == agency:
        return groups
    if first == _LETTER:
        problems.append(_wrong("cv_inserted"))
        return groups[1:]
    if first in by_abbreviation():
        problems.append(_wrong("type_in_letter", wrote=first))
        return groups[1:]
    return groups


def _guessed(groups: tuple[str, ...], agency: str, problems: list[Remark]) -> _Parts:
    first = groups[0] if groups else ""
    if first in by_abbreviation() and first != agency:
        return _Parts(first, groups[1:])
    if first in {form.code for form in copy_forms()}:
        return _Parts(first, groups[1:])
    if first in not_administrative() and first != agency:
        settled = bool(agency) and groups[1:2] == (agency,)
        verdict = Verdict.INVALID if settled else Verdict.UNDETERMINED
        name = not_administrative()[first].vi
        problems.append(_wrong("not_administrative", verdict, wrote=first, name=name))
        return _Parts("", groups[1:])
    return _look_alike(groups, agency, problems)


def _look_alike(groups: tuple[str, ...], agency: str, problems: list[Remark]) -> _Parts:
    first = groups[0] if groups else ""
    for code, kind in by_abbreviation().items():
        if first != agency and fold(first) == fold(code):
            problems.append(_wrong("wrong_abbreviation", wrote=first, meant=code))
            return _Parts(kind.code, groups[1:])
    return _Parts(_LETTER, _of_letter(groups, agency, problems), "letter")


def _issuer(parts: _Parts, agency: str, unit: str, problems: list[Remark]) -> tuple[str, str]:
    if not parts.groups:
        problems.append(_wrong("agency_missing"))
        return "", ""
    said = "-".join(parts.groups)
    if said != said.upper():
        problems.append(_wrong("not_capitals", wrote=said))
    issuer, office = _split(parts.groups, agency)
    if agency and issuer != agency:
        problems.append(_wrong("other_agency", wrote=issuer, meant=agency))
    if parts.letter and not office:
        problems.append(_wrong("unit_missing"))
    elif parts.letter and unit and office != unit:
        problems.append(_wrong("other_unit", wrote=office, meant=unit))
    return issuer, office


def _split(groups: tuple[str, ...], agency: str) -> tuple[str, str]:
    whole = "-".join(groups)
    if agency and whole == agency:
        return agency, ""
    if agency and whole.startswith(f"{agency}-"):
        return agency, whole.removeprefix(f"{agency}-")
    return groups[0], "-".join(groups[1:])
