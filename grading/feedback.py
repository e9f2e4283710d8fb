"""From codes to sentences: what was looked for, what was found, the rule, the way on."""

import re
from collections.abc import Mapping
from typing import Final

from base.language import Language, Words, knows, say
from base.model import Value
from grading.mark import Found, Mark
from grading.report import Cited, Report, Result
from grading.rubric import Criterion, Rubric
from sandbox.rulebook import rulebook
from sandbox.rulebook.document_types import document_types


class Basis(Value):
    """A rule as the trainee reads it."""

    rule: str
    title: str
    text: str
    citation: str
    confidence: str
    standing: str
    carries_out: list[str] = []
    "citations of the law that an agency rule carries out"


class Remark(Value):
    """One criterion's feedback, in one language."""

    id: str
    title: str
    mark: Mark
    points: float
    possible: int
    found: list[str]
    events: list[int]
    refs: list[str]
    bases: list[Basis]
    consequence: str
    practise: str
    gate: str


def feedback(report: Report, rubric: Rubric, language: Language) -> list[Remark]:
    """Return the feedback of every criterion, in the rubric's order."""
    return [_remark(one, rubric.criterion(one.id), language) for one in report.results]


def _remark(result: Result, criterion: Criterion, language: Language) -> Remark:
    told = [one for one in result.found if not one.good] or result.found
    return Remark(
        id=result.id,
        title=criterion.title.read(language),
        mark=result.mark,
        points=result.points,
        possible=result.possible,
        found=[sentence(one, language) for one in told]
        or [say(f"mark.{result.mark}.why", language)],
        events=sorted({seq for one in told for seq in one.events}),
        refs=sorted({ref for one in told for ref in one.refs}),
        bases=[_basis(cited, language) for cited in result.rules]
        or [_plain(rule, language) for rule in criterion.rules],
        consequence=_read(criterion.consequence, language) if result.lost else "",
        practise=criterion.practise,
        gate=result.gate,
    )


def sentence(found: Found, language: Language) -> str:
    """Return what was found as one sentence."""
    facts = {name: _fact(fact, found.facts, language) for name, fact in found.facts.items()}
    facts.setdefault("refs", ", ".join(found.refs))
    return say(f"found.{found.code}", language, **facts)


_YEARS: Final = re.compile(r"@term\.years\.(\d+)")
_TYPE: Final = re.compile(r"@document_type\.([\w-]+)")
_FIELD: Final = re.compile(r"@field\.\w+")


def _fact(fact: str, facts: Mapping[str, str], language: Language) -> str:
    """Say a fact that no key alone can say.

    A remark of a validator with its own facts, a term in years, a document type; a field's name
    without what its form asks for in brackets.
    """
    if _FIELD.search(fact):
        said = (say(one[0][1:], language).partition(" (")[0] for one in _FIELD.finditer(fact))
        return ", ".join(said)
    if knows(fact.removeprefix("@")) and fact.startswith("@"):
        return say(fact.removeprefix("@"), language, **facts)
    told = _YEARS.sub(lambda years: say("term.years", language, n=int(years[1])), fact)
    return _TYPE.sub(lambda one: _type_name(one[1], language), told)


def _type_name(code: str, language: Language) -> str:
    known = document_types().get(code)
    return known.read(language) if known else code


def _read(words: Words | None, language: Language) -> str:
    return words.read(language) if words else ""


def _basis(cited: Cited, language: Language) -> Basis:
    basis = _plain(cited.rule, language)
    return basis.model_copy(update={"standing": cited.standing, "confidence": cited.confidence})


def _plain(rule_id: str, language: Language) -> Basis:
    rule = rulebook().rule(rule_id)
    laws = [rulebook().rule(law).citation.read(language) for law in rule.carries_out]
    return Basis(
        rule=rule.id,
        title=rule.title.read(language),
        text=rule.text.read(language),
        citation=rule.citation.read(language),
        confidence=str(rule.confidence),
        standing="in-force",
        carries_out=laws,
    )
