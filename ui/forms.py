"""A form is generated from a verb: what each field asks, what may be chosen, what is sent."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final  # schemas and requests are JSON

from base.language import Language, knows, say
from base.model import Value
from course.desk import Desk, Holdings
from sandbox import entities as e
from sandbox.authority_register import in_office
from sandbox.choices import CHOICES
from sandbox.operations import VERBS
from sandbox.rulebook.document_types import document_types
from sandbox.rulebook.schedules import rows_under, table
from sandbox.shelf import KINDS
from ui import labels


class Asks(StrEnum):
    """What kind of answer a field wants."""

    RECORD = "record"
    RECORDS = "records"
    CHOICE = "choice"
    CHOICES = "choices"
    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"


class Field(Value):
    """One field of a verb, as a form asks for it."""

    name: str
    asks: Asks
    required: bool
    refers: str = ""
    "kind of record it names"
    states: list[str] = []
    family: str = ""
    "family of the codes to choose from"
    codes: list[str] = []
    least: int = 0
    most: int | None = None
    default: Any = None  # as the verb says


@cache
def fields(op: str) -> tuple[Field, ...]:
    """Return the fields of a verb in the order in which it names them, subjects first."""
    verb = VERBS[op]
    schema = verb.model_json_schema()
    needed = set(schema.get("required", []))
    made = [
        _field(name, prop, schema, name in needed, verb.model_fields[name].get_default())
        for name, prop in schema["properties"].items()
        if name != "op"
    ]
    return tuple(sorted(made, key=lambda one: one.asks is not Asks.RECORD or one.name in _LATER))


_LATER: Final = {"to", "signer", "reply_to", "target", "part"}
"""Records that are not what the verb is done to."""


def _field(
    name: str, prop: dict[str, Any], schema: dict[str, Any], needed: bool, default: object
) -> Field:
    whole = _resolved(prop, schema)
    item = _resolved(whole.get("items", {}), schema)
    facts = {**item, **whole}
    many = whole.get("type") == "array"
    optional = facts.get("optional", not needed and default in (None, "", []))
    return Field(
        name=name,
        asks=_asks(facts, many=many),
        required=(needed and not optional) or facts.get("minimum_items", 0) > 0,
        refers=facts.get("refers", ""),
        states=facts.get("states", []),
        family=facts.get("choices", facts.get("family", name)),
        codes=facts.get("enum", []),
        least=facts.get("minimum", 0) if isinstance(facts.get("minimum", 0), int) else 0,
        most=facts.get("maximum"),
        default=None if repr(default) == "PydanticUndefined" else default,
    )


def _resolved(prop: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference or the one real alternative of an optional field."""
    if "$ref" in prop:
        name = prop["$ref"].rpartition("/")[2]
        return {**schema["$defs"][name], "family": name.lower(), **prop}
    if "anyOf" in prop:
        real = next(one for one in prop["anyOf"] if one.get("type") != "null")
        return {**_resolved(real, schema), "optional": True}
    return prop


def _asks(facts: Mapping[str, Any], *, many: bool) -> Asks:
    if facts.get("refers"):
        return Asks.RECORDS if many else Asks.RECORD
    if facts.get("choices") or facts.get("enum"):
        return Asks.CHOICES if many else Asks.CHOICE
    if many:
        return Asks.LINES
    if facts.get("type") == "integer":
        return Asks.NUMBER
    if facts.get("format") == "date":
        return Asks.DATE
    return Asks.TEXT if facts.get("lines") else Asks.LINE


def key(op: str, name: str) -> str:
    """Return the widget key of a field: ``SignDocument.document``."""
    return f"{VERBS[op].__name__}.{name}"


def label(field: Field, language: Language) -> str:
    """Return what a field is called."""
    name = f"field.{field.name}"
    return say(name, language) if knows(name) else field.name


def options(field: Field, desk: Desk, given: Mapping[str, Any]) -> list[str]:
    """Return what may be chosen: codes, or the refs of records in likely states."""
    if field.refers:
        return _records(field, desk, given)
    if field.codes:
        return list(field.codes)
    if field.family == "document_type":
        return list(document_types())
    if field.family == "table_row":
        return [row.id for row in table("agency").rows]
    return list(CHOICES.get(field.family, ()))


def naming(field: Field, desk: Desk, language: Language) -> Callable[[str], str]:
    """Return how an option of a field is named."""
    held = desk.holdings
    if field.refers:
        told = _told_apart if KINDS[field.refers] is e.Document else labels.record
        most = _CHIP if field.asks is Asks.RECORDS else _LINE
        return lambda ref: told(ref, held, language, most)
    if field.family == "term":
        return lambda code: labels.term(code, language)
    if field.family == "document_type":
        return lambda code: labels.type_name(code, language)
    if field.family == "table_row":
        named = {row.id: row for row in table("agency").rows}
        return lambda code: row_name(named[code], language) if code in named else code
    if field.codes:
        return lambda code: say(f"{field.family}.{code}", language)
    return lambda code: labels.choice(field.family, code, language)


_LINE: Final = 70
_CHIP: Final = 44
"""Letters of a subject that fit on one line of a list, and of a chip among several."""


def _told_apart(ref: str, held: Holdings, language: Language, most: int) -> str:
    """A document in one line; what arrived bears its arrival number, so that twins differ."""
    shown = labels.record(ref, held, language, most)
    found = held.find(e.Document, ref)
    if found is None or found.arrival_number is None:
        return shown
    return say("record.arrived", language, document=shown, n=found.arrival_number)


def row_name(row: Any, language: Language) -> str:  # noqa: ANN401 - a row of the retention table
    """Return a row of the retention table in one line: number, group, term."""
    bare = row.id.rpartition(".r")[2]
    return f"{bare} · {row.group.read(language)} · {labels.term(row.term, language)}"


def _records(field: Field, desk: Desk, given: Mapping[str, Any]) -> list[str]:
    kind, held = KINDS[field.refers], desk.holdings
    if kind is e.Post:
        return _posts(desk)
    found = held.where(kind, status=field.states) if field.states else list(held.all(kind))
    within = _within(kind, desk, given)
    if within is not None:
        found = [one for one in found if one.ref in within]
    found = _newest(found)
    return [one.ref for one in (sorted(found, key=_arrival) if kind is e.Document else found)]


MOST_OFFERED: Final = 400
"""Records that a field offers: of a large archive the newest; older ones are acted on where they
are open, or chosen in their list."""


def _newest(found: list[Any]) -> list[Any]:  # entities
    if len(found) <= MOST_OFFERED:
        return found
    latest = sorted(found, key=_day_of, reverse=True)[:MOST_OFFERED]
    refs = {one.ref for one in latest}
    return [one for one in found if one.ref in refs]


def _day_of(one: Any) -> str:  # noqa: ANN401 - an entity
    days = (getattr(one, name, None) for name in ("arrival_date", "issued_date", "end_date"))
    return str(next((day for day in days if day), ""))


def _arrival(one: Any) -> tuple[bool, int]:  # noqa: ANN401 - an entity
    """What arrived first, first; what never got an arrival number last."""
    return one.arrival_number is None, one.arrival_number or 0


def _posts(desk: Desk) -> list[str]:
    own, held = desk.own, desk.holdings
    return [
        post.ref
        for post in held.all(e.Post)
        if own and post.organisation == own.ref and in_office(post, held.today)
    ]


def _within(kind: type[e.Entity], desk: Desk, given: Mapping[str, Any]) -> set[str] | None:
    """Narrow to what lies in the file, transfer or disposal case that the form is about."""
    held = desk.holdings
    if kind is e.Document and (file := given.get("file") or given.get("source")):
        if "documents" in given or given.get("op") == "file-documents":
            return None
        return {one.ref for one in held.contents.get(file, ())}
    if kind is e.Component and (document := given.get("document")):
        return {one.ref for one in held.parts.get(document, ()) if _may_be_meant(one, given)}
    if kind is e.File and (case := held.find(e.Disposal, given.get("disposal"))):
        return set(case.files)
    if kind is e.File and (sent := held.find(e.Transfer, given.get("transfer"))):
        return set(sent.files) if given.get("op") == "decide-transfer" else None
    return None


def _may_be_meant(part: e.Component, given: Mapping[str, Any]) -> bool:
    """Only what goes with a document is taken out of it; any of its files may be signed."""
    return given.get("op") != "detach-file" or part.role is e.ComponentRole.ATTACHMENT


def request(op: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the request that a form's answers make; empty optional fields are left out."""
    made: dict[str, Any] = {"op": op}
    for field in fields(op):
        answer = _plain(field, answers.get(field.name))
        if answer in (None, "", []) and not field.required:
            continue
        made[field.name] = answer
    return made


def _plain(field: Field, answer: Any) -> Any:  # noqa: ANN401 - a widget's value
    if field.asks is Asks.LINES:
        return [line.strip() for line in str(answer or "").split("\n") if line.strip()]
    if field.asks in {Asks.RECORDS, Asks.CHOICES}:
        return list(answer or [])
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, str):
        return answer.strip()
    return int(answer) if field.asks is Asks.NUMBER and answer is not None else answer


def missing(op: str, answers: Mapping[str, Any]) -> list[Field]:
    """Return the required fields that are still empty."""
    made = request(op, answers)
    return [
        one
        for one in fields(op)
        if one.required and one.name not in _MAY_BE_EMPTY and made.get(one.name) in (None, "", [])
    ]


_MAY_BE_EMPTY: Final = {"accepted", "approved"}
"""Lists for which nothing is an answer: nothing accepted, nothing approved."""


def headings_of(heading: str) -> list[str]:
    """Return the ids of the retention table's rows under a heading."""
    return [row.id for row in rows_under(heading)]
