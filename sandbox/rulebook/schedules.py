"""Retention tables (bảng thời hạn lưu trữ) as dated data: rows, headings, disagreements.

A term is never stated without its table: the same label has different terms in different tables.
Terms follow ``sandbox.entities.base.Term``; their arithmetic is ``sandbox.rulebook.retention``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from base.errors import Misconfigured, nearest
from base.language import Language, Words
from base.model import Value
from sandbox.entities.base import Term
from sandbox.rulebook.folding import fold
from sandbox.rulebook.instruments import Instrument, instruments, readings
from sandbox.rulebook.rule import Confidence, Reading, RuleId
from sandbox.rulebook.volumes import entry, shelf, volume

AGENCY: Final = "agency"
"""Id of the practice agency's own table."""


class TableStanding(StrEnum):
    """Whether a table is applied today."""

    IN_FORCE = "in-force"
    PRESUMED = "presumed"
    "applied in practice, its formal status unconfirmed"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class Heading(Value):
    """A large heading (đề mục lớn) of the agency's file list, with its abbreviation."""

    code: str
    vi: str
    en: str


class Row(Value):
    """One row of a retention table."""

    id: RuleId
    table: str
    group: Words
    term: Term
    heading: str = ""
    "abbreviation of the heading of the file list it belongs to; agency rows only"
    basis: tuple[RuleId, ...] = ()
    "the rows (or rules) of the law that an agency row carries out"
    starts: Words | None = None
    "the event the term is counted from, when it is not the end of the work"
    note: Words | None = None
    confidence: Confidence
    source: Reading


class Table(Value):
    """A retention table: where it stands, and its rows in order."""

    id: str
    instrument: str
    name: Words
    "how it is named wherever one of its terms is shown"
    standing: TableStanding
    note: Words
    rows: tuple[Row, ...]

    @property
    def holds_from(self) -> date | None:
        """First day, where known."""
        return instruments()[self.instrument].in_force_from

    @property
    def holds_to(self) -> date | None:
        """Last day; none while it holds, or unknown."""
        return instruments()[self.instrument].in_force_to


class Differing(Value):
    """One label that several tables give different terms."""

    label: Words
    rows: tuple[RuleId, ...]


@cache
def tables() -> Mapping[str, Table]:
    """Return every table by id, the agency's own first."""
    rows = _rows()
    return {
        plain["id"]: entry(
            Table,
            {**plain, "rows": [row for row in rows.values() if row.table == plain["id"]]},
            "tables",
        )
        for plain in volume("tables")["tables"]
    }


@cache
def _rows() -> Mapping[RuleId, Row]:
    found: dict[RuleId, Row] = {}
    for tree in shelf("terms/"):
        for written in tree["rows"]:
            row = _row(written, tree.get("confidence"))
            found[row.id] = row
    return found


def _row(written: Mapping[str, object], confidence: str | None) -> Row:
    table = str(written["id"]).removeprefix("term/").partition(".")[0]
    instrument = _instrument_of(table)
    default = confidence or ("A" if table == AGENCY else "B")
    reading = written.get("reading", instrument.reading)
    fields = {key: value for key, value in written.items() if key != "reading"}
    return entry(
        Row,
        {"confidence": default, **fields, "table": table, "source": readings()[str(reading)]},
        "terms",
    )


@cache
def _table_instruments() -> Mapping[str, str]:
    return {plain["id"]: plain["instrument"] for plain in volume("tables")["tables"]}


def _instrument_of(table: str) -> Instrument:
    return instruments()[_table_instruments()[table]]


def table(name: str) -> Table:
    """Return one table.

    Raises:
        Misconfigured: when there is none; names the nearest.
    """
    if name not in tables():
        near = nearest(name, list(tables())) or "–"
        raise Misconfigured("rulebook.unknown_table", table=name, nearest=near)
    return tables()[name]


def has_row(name: str) -> bool:
    """Whether a table has a row of this id."""
    return name in _rows()


def row_ids() -> list[RuleId]:
    """Return the ids of every row of every table."""
    return list(_rows())


def row(name: RuleId) -> Row:
    """Return one row.

    Raises:
        Misconfigured: when there is none; names the nearest.
    """
    if not has_row(name):
        near = nearest(name, row_ids()) or "–"
        raise Misconfigured("rulebook.unknown_rule", rule=name, nearest=near)
    return _rows()[name]


def find_rows(text: str, language: Language, *, among: str = AGENCY) -> list[Row]:
    """Return the rows of a table in whose group every word of ``text`` occurs, marks ignored."""
    words = fold(text).split()
    return [
        row
        for row in table(among).rows
        if words and all(word in fold(row.group.read(language)) for word in words)
    ]


def headings() -> Sequence[Heading]:
    """Return the headings of the agency's file list, in order."""
    return [entry(Heading, plain, "tables") for plain in volume("tables")["headings"]]


def differing_labels() -> Sequence[Differing]:
    """Return the labels that tables disagree about, with the rows that show it."""
    return [entry(Differing, plain, "tables") for plain in volume("tables")["differing"]]


def rows_under(heading: str) -> list[Row]:
    """Return the agency rows of one heading (``TCCB``)."""
    return [one for one in table(AGENCY).rows if one.heading == heading]
