"""Instruments: laws, decrees, circulars, the agency's regulation, and when each held."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from base.language import Words
from base.model import Value
from sandbox.rulebook.rule import Reading
from sandbox.rulebook.volumes import entry, volume


class Instrument(Value):
    """One instrument. Dates of ended instruments that carry no status note are from memory."""

    id: str
    number: str
    name: Words
    "as it is cited"
    title: Words
    in_force_from: date | None = None
    in_force_to: date | None = None
    "last day; none while it holds"
    replaces: tuple[str, ...] = ()
    replaced_by: str = ""
    status: Words | None = None
    reading: str
    "how its rules were read, unless a rule says otherwise"


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return every instrument by id, in reading order."""
    rows = volume("instruments")["instruments"]
    return {row["id"]: entry(Instrument, row, "instruments") for row in rows}


@cache
def readings() -> Mapping[str, Reading]:
    """Return the ways a text was read, by id."""
    rows = volume("readings")["readings"]
    return {row["id"]: entry(Reading, row, "readings") for row in rows}
