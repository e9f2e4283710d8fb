"""Document types and the notation that goes with them: one place to write and to check both."""

from collections.abc import Sequence

from sandbox.rulebook.document_types import (
    CopyForm,
    DocumentType,
    Level,
    copy_forms,
    document_type,
    document_types,
    other_types,
    secrecies,
    urgencies,
)
from sandbox.rulebook.notation import Notation, notation_of, number_line, written
from sandbox.rulebook.notation_reader import parse_notation
from sandbox.verdicts import Remark

__all__ = [
    "CopyForm",
    "DocumentType",
    "Level",
    "Notation",
    "copy_forms",
    "document_type",
    "document_types",
    "notation_of",
    "number_line",
    "other_types",
    "parse_notation",
    "problems_of",
    "secrecies",
    "urgencies",
    "written",
]


def problems_of(
    text: str, *, type_name: str = "", agency: str = "", unit: str = ""
) -> Sequence[Remark]:
    """Return what is wrong with a number and notation; nothing wrong is an empty list.

    Args:
        text: ``15/QĐ-SNV``.
        type_name: code of the document's type, when known.
        agency: abbreviation of the issuing agency, when known.
        unit: abbreviation of the drafting unit, when known.
    """
    return parse_notation(text, expected=type_name, agency=agency, unit=unit).problems
