"""A rule: what the law, the agency or practice asks, since when, and how surely it is known."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from base.errors import Misconfigured, Sentence
from base.language import Language, Words
from base.model import Value
from sandbox.rulebook.volumes import volume

RuleId = Annotated[
    str,
    StringConstraints(
        pattern=r"^(rule|agency|practice|conflict|term)/[A-Za-z0-9-]+(\.[a-z0-9-]+)*$"
    ),
]
"""Words with a kind: ``rule/nd30.d15.k1``, ``agency/qc.d12``, ``term/agency.r07``."""

Parameter = int | float | str | tuple[int | float | str, ...]
"""A number with its unit in the name (``days``), a code, a band [least, most], or a list."""


class Kind(StrEnum):
    """Where a rule comes from."""

    LAW = "law"
    AGENCY = "agency"
    "an article of the practice agency's own regulation, or a row of its own retention table"
    PRACTICE = "practice"
    CONFLICT = "conflict"
    "a note on where the texts do not agree, and how a practice world takes it"


class Stage(StrEnum):
    """Which stage of the work a rule belongs to."""

    GENERAL = "general"
    CREATE = "create"
    SIGN = "sign"
    RECEIVE = "receive"
    FILE = "file"
    APPRAISE = "appraise"
    TRANSFER = "transfer"
    DIGITISE = "digitise"
    PRESERVE = "preserve"
    ACCESS = "access"
    DISPOSE = "dispose"
    PEOPLE = "people"


class Confidence(StrEnum):
    """How well the rule's text was read, and so what may rest on it."""

    A = "A"
    "may gate an attempt"
    B = "B"
    "may carry points; feedback says «đối chiếu văn bản gốc»"
    C = "C"
    "advice only"


class Severity(StrEnum):
    """What breaking the rule means."""

    GRAVE = "grave"
    "unlawful, irreversible, or a false record"
    SERIOUS = "serious"
    MINOR = "minor"
    "form and habit"


class Manner(StrEnum):
    """How a text was read."""

    OWN_TEXT = "own-text"
    QUOTED = "quoted"
    DIGEST = "digest"
    MEMORY = "memory"
    OURS = "ours"


class Reading(Value):
    """How the text of a rule was read; shown beside its confidence."""

    id: str
    manner: Manner
    words: Words


class Standing(StrEnum):
    """How a rule answers for a day (``Book.at``)."""

    IN_FORCE = "in-force"
    EARLIER = "earlier"
    "the rule asked for did not hold yet; this is the one it replaced"
    LATER = "later"
    "the rule asked for held no more; this is the one that replaced it"
    LAST_ENACTED = "last-enacted"
    "the day lies after the book's own date: the last text we know"


class Rule(Value):
    """One entry of the rulebook."""

    id: RuleId
    kind: Kind
    stage: Stage
    title: Words
    text: Words
    "one to three sentences of ours"
    wording: Words
    "the text with {agency} and {regulation} where an agency article names them"
    citation: Words
    "article first in Vietnamese, instrument first in English"
    cites: tuple[str, ...]
    "the same as data: ``nd30 d15.k1``"
    instruments: tuple[str, ...]
    source: Reading
    confidence: Confidence
    holds_from: date
    holds_to: date | None = None
    "last day; none while it holds"
    severity: Severity
    parameters: dict[str, Parameter] = {}
    mistake: Words | None = None
    "what a wrong answer typically looks like"
    carries_out: tuple[RuleId, ...] = ()
    "the rules an agency article carries out"
    conflicts: tuple[RuleId, ...] = ()
    replaces: tuple[RuleId, ...] = ()
    "the rules of an earlier regime that this one took the place of"
    standing: Standing = Standing.IN_FORCE
    "set by ``Book.at``"

    @property
    def may_gate(self) -> bool:
        """Whether a gate may rest on it."""
        return self.confidence is Confidence.A

    def held_on(self, day: date) -> bool:
        """Whether it held on ``day``."""
        return self.holds_from <= day and (self.holds_to is None or day <= self.holds_to)

    def number(self, name: str) -> int:
        """Return a whole-number parameter, such as ``days``.

        Raises:
            Misconfigured: when the rule has no such number.
        """
        value = self.parameters.get(name)
        if not isinstance(value, int):
            raise self._without(name)
        return value

    def band(self, name: str) -> tuple[float, float]:
        """Return a band parameter [least, most], such as ``left_mm``.

        Raises:
            Misconfigured: when the rule has no such band.
        """
        match self.parameters.get(name):
            case (int() | float() as least, int() | float() as most):
                return float(least), float(most)
        raise self._without(name)

    def _without(self, name: str) -> Misconfigured:
        has = ", ".join(sorted(self.parameters)) or "–"
        return Misconfigured("rulebook.parameter", rule=self.id, name=name, has=has)

    def told(self, language: Language, facts: Mapping[str, str] | None = None) -> str:
        """Return the text with the world's {agency} and {regulation} in it, as far as given."""
        return fill(self.wording.read(language), language, facts or {})


def fill(text: str, language: Language, facts: Mapping[str, str]) -> str:
    """Fill {agency} and {regulation}; what the world does not know is said in general words."""
    for name, general in volume("agency")["general"].items():
        text = text.replace(f"{{{name}}}", facts.get(name) or general[language])
    return text


class NotInRulebook(Value):
    """The answer for a day on which no regime the book holds applied: nothing is graded."""

    id: str
    day: date
    holds_from: date
    "first day on which this rule or a predecessor held"
    holds_to: date | None = None
    "last day of the rule asked for, when it ended and nothing took its place"

    @property
    def sentence(self) -> Sentence:
        """The answer as a sentence for people."""
        ended = self.holds_to is not None and self.holds_to < self.day
        code = "rulebook.no_longer_in_rulebook" if ended else "rulebook.not_in_rulebook"
        bound = self.holds_to if ended else self.holds_from
        facts = {"rule": self.id, "day": f"{self.day:%d/%m/%Y}", "bound": f"{bound:%d/%m/%Y}"}
        return Sentence(code=code, facts=facts)
