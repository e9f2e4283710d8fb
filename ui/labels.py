"""How records are named to people: numbers, titles, dates and terms, never bare codes."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any  # records of many kinds

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from base.clock import vietnam
from base.language import Language, knows, say
from course.desk import Holdings
from sandbox import entities as e
from sandbox.rulebook.document_types import document_types
from sandbox.shelf import kind_of
from ui.ties import INNER, TIES

_PATTERN = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy"}


def day(when: date | datetime | None, language: Language) -> str:
    """Return a day as people here write it: 02/03/2026, 2 Mar 2026; a dash for none."""
    if when is None:
        return "–"
    return _day(vietnam(when).date() if isinstance(when, datetime) else when, language)


@lru_cache(maxsize=4096)
def _day(shown: date, language: Language) -> str:
    return format_date(shown, _PATTERN[language], locale=language)


def moment(when: datetime | None, language: Language) -> str:
    """Return a moment, in Hà Nội's time."""
    if when is None:
        return "–"
    return format_datetime(vietnam(when), f"HH:mm '·' {_PATTERN[language]}", locale=language)


def amount(number: float, language: Language) -> str:
    """Return a number as the language writes it."""
    return format_decimal(number, locale=language)


def term(code: str | None, language: Language) -> str:
    """Return a retention period in words; a dash while nobody decided."""
    if not code:
        return "–"
    return (
        say("term.years", language, n=int(code))
        if code.isdigit()
        else say(f"term.{code}", language)
    )


def type_name(code: str, language: Language) -> str:
    """Return the name of a document type."""
    known = document_types().get(code)
    return known.read(language) if known else code


def number(document: e.Document, language: Language) -> str:
    """Return number and notation: ``315/QĐ-SNV``; a draft has only its notation."""
    if document.code_number is None:
        bare = document.code_notation or type_name(document.type_name, language)
        return say("record.unnumbered", language, notation=bare)
    shown = f"{document.code_number:02d}"
    return f"{shown}/{document.code_notation}" if document.code_notation else shown


def document(one: e.Document, language: Language, most: int = 90) -> str:
    """Return a document in one line."""
    return f"{number(one, language)} · {short(one.subject, most)}"


def file(one: e.File, most: int = 90) -> str:
    """Return a file in one line."""
    return f"{one.file_notation}/{one.file_catalog} · {short(one.title, most)}"


def planned(one: e.PlannedFile, most: int = 90) -> str:
    """Return a row of the yearly file list in one line."""
    return f"{one.file_notation} · {short(one.title, most)}"


def years(one: e.File) -> str:
    """Return the years a file spans: 2016–2018."""
    spans = (str(day.year) for day in (one.start_date, one.end_date) if day)
    return "–".join(dict.fromkeys(spans))


def post(one: e.Post | None, held: Holdings) -> str:
    """Return a post by its holder and title."""
    return f"{held.name_of(one.ref)} · {one.title}" if one else "–"


def short(text: str, most: int) -> str:
    """Return text cut at a word, with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + "…"


def status(one: e.Entity, language: Language) -> str:
    """Return the state of a record in words."""
    kind = type(one).__name__.lower()
    return say(f"status.{kind}.{getattr(one, 'status', '')}", language)


TONES = {
    "draft": "gray", "submitted": "blue", "returned": "orange", "signed": "blue",
    "issued": "green", "received": "orange", "registered": "green", "sent-back": "red",
    "recalled": "red", "destroyed": "red", "open": "blue", "closed": "gray",
    "handed-over": "blue", "current": "green", "sent": "blue", "transferred": "green",
    "review": "orange", "proposed": "blue", "packed": "blue", "accepted": "green",
    "partly": "orange", "rejected": "red", "completed": "green", "reviewed": "blue",
    "decided": "orange", "withdrawn": "gray",
}  # fmt: skip


def tone(one: e.Entity) -> str:
    """Return the colour of a record's state; its words stand beside it always."""
    return TONES.get(str(getattr(one, "status", "")), "gray")


def record(ref: str, held: Holdings, language: Language, most: int = 90) -> str:
    """Return any record in one line, by its code; what is gone as it was at the start."""
    kind = kind_of(ref)
    if kind is None or (kind not in _NAMED and kind not in TIES):
        return ref
    found = held.find(kind, ref) or held.before(kind, ref)
    if found is None:
        return ref
    if kind in _NAMED:
        return str(_NAMED[kind](found, held, language, most))
    return TIES[kind](
        found,
        lambda other: record(other, held, language, most),
        lambda when: day(when, language),
        language,
    )


def stands_alone(ref: str) -> bool:
    """Whether a code is of a record by itself, not of a row that ties others together."""
    return kind_of(ref) in _NAMED


def follows(ref: str) -> bool:
    """Whether a code is of a row that follows from another: counted, not named."""
    return kind_of(ref) in INNER


_CODE = re.compile(r"\b[A-Z]{2}[0-9]{4,6}\b")


def named(text: str, held: Holdings, language: Language) -> str:
    """Return a sentence with the records it names by code named as people name them."""
    return _CODE.sub(lambda found: record(found[0], held, language, 48), dated(text, language))


_MOMENT = re.compile(
    r"\b(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?(?![-\d])"
)


def dated(text: str, language: Language) -> str:
    """Return a sentence with the days and moments in it written as people here write them."""
    return _MOMENT.sub(lambda found: _written(found, language), text)


def _written(found: "re.Match[str]", language: Language) -> str:
    try:
        if found[2]:
            return moment(datetime.fromisoformat(found[0]), language)
        return day(date.fromisoformat(found[1]), language)
    except ValueError:
        return found[0]


def _transfer(one: e.Transfer, _held: Holdings, language: Language, _most: int) -> str:
    return say("record.transfer", language, code=one.registration, n=len(one.files))


def _disposal(one: e.Disposal, _held: Holdings, language: Language, _most: int) -> str:
    return say("record.disposal", language, day=day(one.proposed_at, language), n=len(one.files))


def _hold(one: e.Hold, _held: Holdings, _language: Language, most: int) -> str:
    return short(f"{one.mandate} · {one.reason}" if one.reason else one.mandate, most)


def _certificate(one: e.Certificate, _held: Holdings, language: Language, _most: int) -> str:
    return f"{one.common_name} · {day(one.valid_from, language)} – {day(one.valid_to, language)}"


def _device(one: e.KeyDevice, held: Holdings, _language: Language, most: int) -> str:
    agency, person = held.find(e.Organisation, one.holder), held.find(e.Person, one.holder)
    name = agency.organ_name if agency else person.full_name if person else one.holder
    return short(f"{one.ref} · {name}", most)


_NAMED: dict[type[e.Entity], Callable[[Any, Holdings, Language, int], str]] = {
    e.Document: lambda one, _held, language, most: document(one, language, most),
    e.File: lambda one, _held, _language, most: file(one, most),
    e.PlannedFile: lambda one, _held, _language, most: planned(one, most),
    e.Post: lambda one, held, _language, _most: post(one, held),
    e.Unit: lambda one, _held, _language, most: short(one.unit_name, most),
    e.Organisation: lambda one, _held, _language, most: short(one.organ_name, most),
    e.Person: lambda one, _held, _language, _most: one.full_name,
    e.Transfer: _transfer,
    e.Disposal: _disposal,
    e.Hold: _hold,
    e.Certificate: _certificate,
    e.KeyDevice: _device,
}


def choice(family: str, code: str, language: Language) -> str:
    """Return a reason or another coded choice in words."""
    key = f"choice.{family}.{code}"
    return say(key, language) if knows(key) else code
