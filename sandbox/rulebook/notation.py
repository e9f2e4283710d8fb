"""The grammar of «Số: 15/QĐ-SNV»: write it, read it, and say what is wrong with it.

Source: NĐ 30/2020 Đ15, PL I (Phần I, mục II.3) and PL III. A reading is three-valued: where only
the agency or the type could settle it and neither is known, the verdict is undetermined.
"""

from typing import Final

from base.errors import Misconfigured
from base.model import Value
from sandbox.rulebook.document_types import copy_forms, document_type
from sandbox.verdicts import Remark, Verdict, worst

LEADING_ZERO_BELOW: Final = 10
"""Numbers below this are written with a leading zero."""


class Notation(Value):
    """What a number and notation says, and what is wrong with it."""

    text: str
    verdict: Verdict
    number: int | None = None
    type_name: str = ""
    "code of the type read; empty when it could not be told"
    agency: str = ""
    unit: str = ""
    problems: tuple[Remark, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the problems; a label stands under ``notation.<code>``."""
        return frozenset(problem.code for problem in self.problems)


def reading(
    text: str,
    problems: list[Remark],
    *,
    number: int | None = None,
    type_name: str = "",
    agency: str = "",
    unit: str = "",
) -> Notation:
    """Return a reading with the verdict its problems make; no problem is valid."""
    verdict = worst([problem.verdict for problem in problems]) if problems else Verdict.VALID
    return Notation(
        text=text,
        verdict=verdict,
        number=number,
        type_name=type_name,
        agency=agency,
        unit=unit,
        problems=tuple(problems),
    )


def notation_of(type_name: str, agency: str, unit: str = "") -> str:
    """Return the notation without the number: ``QĐ-SNV``, or ``SNV-VP`` for an official letter.

    Args:
        type_name: code of the type, or of a form of copy (``SY``, ``TrS``, ``SL``).
        agency: abbreviation of the issuing agency.
        unit: abbreviation of the drafting unit or field; an official letter needs one.

    Raises:
        Misconfigured: when the type is unknown, or a letter has no unit.
    """
    if type_name in {form.code for form in copy_forms()}:
        return f"{type_name}-{agency}"
    kind = document_type(type_name)
    if not kind.is_letter:
        return f"{kind.abbreviation}-{agency}"
    if not unit:
        raise Misconfigured("rulebook.letter_without_unit", agency=agency)
    return f"{agency}-{unit}"


def written(number: int, notation: str) -> str:
    """Return ``05/QĐ-SNV``: the number as the decree writes it, and the notation."""
    return f"{number:02d}/{notation}"


def number_line(number: int, notation: str) -> str:
    """Return the line of the document: ``Số: 05/QĐ-SNV``."""
    return f"Số: {written(number, notation)}"
