"""Field tables of TT 05/2025 and NĐ 30/2020 PL VI, and what is wrong with some metadata."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Final, Literal

from base.errors import Misconfigured, nearest
from base.language import Language, Words
from base.model import Value
from sandbox.rulebook.codes import code_list
from sandbox.rulebook.rule import RuleId
from sandbox.rulebook.volumes import entry, volume
from sandbox.verdicts import Remark, Verdict

Profile = Literal["strict", "lenient"]
"""Strict by the annex, or lenient where the annex contradicts itself (``conflict/C7``)."""
_FORM: Final = re.compile(r"\d{2}/\d{2}/\d{4}")
CODES: Final = (
    "missing", "too_long", "not_a_number", "not_a_date", "not_a_code", "unknown", "out_of_order",
)  # fmt: skip
"""Sentences stand under ``rulebook.metadata.<code>``."""


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    "DD/MM/YYYY"
    CODE = "code"


class When(Value):
    """A field is required when another has one of these values."""

    field: str
    among: tuple[str, ...]


class FieldRule(Value):
    """One field: its name in the package, its label, its kind and length, when it is required."""

    name: str
    vi: str
    en: str
    kind: FieldKind
    codes: str = ""
    "id of the code list"
    length: int | None = None
    "most characters; none for long text"
    required: Literal["always", "optional"] | When
    lenient: bool = False
    "the lenient profile lets it be absent"

    def read(self, language: Language) -> str:
        """Return the label in ``language``."""
        return self.vi if language == "vi" else self.en


class FieldTable(Value):
    """One table of fields."""

    kind: str
    title: Words
    rule: RuleId
    fields: tuple[FieldRule, ...]
    in_order: tuple[tuple[str, str], ...] = ()
    "pairs of dates of which the first may not be later than the second"


@cache
def field_tables() -> Mapping[str, FieldTable]:
    """Return every field table by kind: ``ead-file``, ``ead-document``, ``outgoing``, others."""
    rows = volume("fields")["tables"]
    return {row["kind"]: entry(FieldTable, row, "fields") for row in rows}


def field_table(kind: str) -> FieldTable:
    """Return one field table.

    Raises:
        Misconfigured: when there is none; names the nearest.
    """
    if kind not in field_tables():
        near = nearest(kind, list(field_tables())) or "–"
        raise Misconfigured("rulebook.unknown_field_table", table=kind, nearest=near)
    return field_tables()[kind]


def problems_of(
    kind: str, given: Mapping[str, object], *, profile: Profile = "strict"
) -> Sequence[Remark]:
    """Return what is wrong with metadata, in the table's order; nothing wrong is an empty list.

    Args:
        kind: which table.
        given: field name → value (text, number or date); none and blanks count as absent.
        profile: how to take fields about which the annex contradicts itself.
    """
    table = field_table(kind)
    values = {name: _written(value) for name, value in given.items()}
    found = [
        remark for field in table.fields for remark in _of_field(field, values, table, profile)
    ]
    names = {field.name for field in table.fields}
    found += [_wrong("unknown", table, field=name) for name in given if name not in names]
    return found + [remark for pair in table.in_order for remark in _of_order(pair, values, table)]


def _written(value: object) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value).strip()


def _of_field(
    field: FieldRule, values: Mapping[str, str], table: FieldTable, profile: Profile
) -> list[Remark]:
    value = values.get(field.name, "")
    if not value:
        absent = _is_required(field, values) and not (profile == "lenient" and field.lenient)
        return [_wrong("missing", table, field=field.name)] if absent else []
    found = []
    if field.length is not None and len(value) > field.length:
        size = {"length": str(len(value)), "limit": str(field.length)}
        found.append(_wrong("too_long", table, field=field.name, **size))
    code = _misfit(field, value)
    if code:
        found.append(_wrong(code, table, field=field.name, wrote=value))
    return found


def _is_required(field: FieldRule, values: Mapping[str, str]) -> bool:
    if isinstance(field.required, When):
        return values.get(field.required.field, "") in field.required.among
    return field.required == "always"


def _misfit(field: FieldRule, value: str) -> str:
    if field.kind is FieldKind.NUMBER and not (value.isascii() and value.isdigit()):
        return "not_a_number"
    if field.kind is FieldKind.DATE and _date(value) is None:
        return "not_a_date"
    if field.kind is FieldKind.CODE and not _is_code(field.codes, value):
        return "not_a_code"
    return ""


def _is_code(name: str, value: str) -> bool:
    codes = code_list(name)
    parts = [part.strip() for part in value.split(",")] if codes.many else [value]
    return all(codes.has(part) for part in parts)


def _date(value: str) -> date | None:
    if not _FORM.fullmatch(value):
        return None
    day, month, year = (int(part) for part in value.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_order(pair: tuple[str, str], values: Mapping[str, str], table: FieldTable) -> list[Remark]:
    first, second = (_date(values.get(name, "")) for name in pair)
    if first is None or second is None or first <= second:
        return []
    return [_wrong("out_of_order", table, field=pair[0], other=pair[1])]


def _wrong(code: str, table: FieldTable, **facts: str) -> Remark:
    return Remark(code=code, verdict=Verdict.INVALID, facts=facts, rule=table.rule)
