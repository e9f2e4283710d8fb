"""Rows that tie records together, in words: which document lies in which file, which copy where."""

from collections.abc import Callable, Mapping
from typing import Any, Final  # rows of many kinds

from base.language import Language, knows, say
from sandbox import entities as e

Name = Callable[[str], str]
"""Names a record by its code."""
Day = Callable[[Any], str]
"""Writes a day as people here write it."""


def _filing(one: e.Filing, name: Name, _day: Day, language: Language) -> str:
    return say("record.filing", language, document=name(one.document), file=name(one.file))


def _part(one: e.Component, name: Name, _day: Day, language: Language) -> str:
    return say("record.part", language, name=one.file_name, document=name(one.document))


def _entry(one: e.RegisterEntry, name: Name, _day: Day, language: Language) -> str:
    facts = {"n": one.number, "year": one.year, "document": name(one.document)}
    return say("record.entry", language, **facts)


def _conclusion(one: e.Conclusion, name: Name, _day: Day, language: Language) -> str:
    verdict = _coded("verdict", one.verdict, language)
    return say("record.conclusion", language, verdict=verdict, document=name(one.document))


def _appraisal(one: e.Appraisal, name: Name, _day: Day, language: Language) -> str:
    decision = _coded("decision", one.decision, language)
    return say("record.appraisal", language, decision=decision, file=name(one.file))


def _copy(one: e.StoredCopy, name: Name, _day: Day, language: Language) -> str:
    medium = _coded("choice.medium", one.medium, language)
    return say("record.copy", language, medium=medium, part=name(one.component))


def _stub(one: e.Stub, _name: Name, day: Day, language: Language) -> str:
    return say("record.stub", language, title=one.title, day=day(one.destroyed_at))


def _package(one: e.Package, name: Name, day: Day, language: Language) -> str:
    about = name(one.transfer) if one.transfer else ", ".join(map(name, one.files[:1]))
    return say("record.package", language, kind=one.kind, day=day(one.built_at), about=about)


def _deadline(one: e.Deadline, name: Name, day: Day, language: Language) -> str:
    return say("record.deadline", language, day=day(one.due), about=name(one.about))


def _note(one: e.Note, name: Name, day: Day, language: Language) -> str:
    about = name(one.about) if one.about else "–"
    return say("record.note", language, day=day(one.sent_at), about=about)


def _loan(one: e.KeyLoan, name: Name, day: Day, language: Language) -> str:
    facts = {"device": name(one.device), "receiver": name(one.receiver), "day": day(one.lent_at)}
    return say("record.loan", language, **facts)


def _signature(one: e.Signature, name: Name, day: Day, language: Language) -> str:
    facts = {"day": day(one.signed_at), "part": name(one.component)}
    return say("record.signature", language, **facts)


def _coded(family: str, code: str, language: Language) -> str:
    return say(f"{family}.{code}", language) if knows(f"{family}.{code}") else str(code)


TIES: Final[Mapping[type[e.Entity], Callable[[Any, Name, Day, Language], str]]] = {
    e.Filing: _filing,
    e.Component: _part,
    e.RegisterEntry: _entry,
    e.Conclusion: _conclusion,
    e.Appraisal: _appraisal,
    e.StoredCopy: _copy,
    e.Stub: _stub,
    e.Package: _package,
    e.Deadline: _deadline,
    e.Note: _note,
    e.KeyLoan: _loan,
    e.Signature: _signature,
}
"""Kind of row → how it is told by the records it ties together."""
INNER: Final = frozenset({e.Component, e.StoredCopy, e.Note, e.RegisterEntry, e.Signature})
"""Rows that follow from others: lists of changes count them."""
