"""A row of a retention table shown like any rule, and what an agency row rests on."""

from datetime import date
from typing import Final

from base.language import Language, Words, say
from sandbox.rulebook.retention import term_in_words
from sandbox.rulebook.rule import Kind, Rule, RuleId, Severity, Stage
from sandbox.rulebook.schedules import AGENCY, Row, Table, has_row, row, table

_UNKNOWN_START: Final = date(1, 1, 1)
"""For tables whose first day is not known; their last day, where known, still bounds them."""


def basis_in_words(one: Row, language: Language) -> str:
    """Say what a row rests on: each law row with its term, table and confidence."""
    return "; ".join(_one_basis(name, language) for name in one.basis)


def _one_basis(name: RuleId, language: Language) -> str:
    if not has_row(name):
        return name
    law = row(name)
    return say(
        "rulebook.basis",
        language,
        group=law.group,
        term=term_in_words(law.term, language),
        table=table(law.table).name,
        confidence=law.confidence,
    )


def as_rule(name: RuleId) -> Rule:
    """Return a row as a rule, so that whatever rests on a term can be shown like any rule."""
    one = row(name)
    home = table(one.table)
    first = home.holds_from or _UNKNOWN_START
    text = Words(vi=_text(one, home, "vi"), en=_text(one, home, "en"))
    return Rule(
        id=one.id,
        kind=Kind.AGENCY if one.table == AGENCY else Kind.LAW,
        stage=Stage.APPRAISE,
        title=one.group,
        text=text,
        wording=text,
        citation=home.name,
        cites=(home.instrument,),
        instruments=(home.instrument,),
        source=one.source,
        confidence=one.confidence,
        holds_from=first,
        holds_to=home.holds_to,
        severity=Severity.GRAVE,
        parameters={"term": one.term},
        carries_out=one.basis,
    )


def _text(one: Row, home: Table, language: Language) -> str:
    said = say(
        "rulebook.term_row",
        language,
        term=term_in_words(one.term, language, one.starts),
        table=home.name,
    )
    return f"{said} {one.note.read(language)}" if one.note else said
