"""What every fact is: a question about one record, answered from the archive as it was left."""

from datetime import date
from typing import Any  # records of any kind, values as JSON

from base.language import knows
from base.model import Value
from grading.evidence import Evidence
from grading.mark import Found
from sandbox.shelf import kind_of


class Fact(Value):
    """One fact of a record."""

    def holds(self, evidence: Evidence, ref: str) -> Found:
        """Say whether the record shows it, and what it shows instead."""
        raise NotImplementedError


def entity(evidence: Evidence, ref: str) -> Any:  # noqa: ANN401 - of any kind
    """Return the record itself, or None when it is gone."""
    kind = kind_of(ref)
    return evidence.archive.find(kind, ref) if kind else None


def plain(value: object) -> object:
    """Return a value as it is compared: days as they are written."""
    return value.isoformat() if isinstance(value, date) else value


def shown(field: str, ref: str, value: object) -> str:
    """Return a value as people read it: a code by its words, where the catalogues have them."""
    if isinstance(value, list):
        return "; ".join(shown(field, ref, one) for one in value) or "@filled.False"
    if value is None or value == "":
        return "@filled.False"
    if field == "maintenance" and str(value).isdigit():
        return f"@term.years.{value}"
    if field == "type_name":
        return f"@document_type.{value}"
    kind = kind_of(ref)
    family = f"status.{kind.__name__.lower()}" if field == "status" and kind else field
    key = f"{'term' if field == 'maintenance' else family}.{value}"
    return f"@{key}" if knows(key) else str(value)
