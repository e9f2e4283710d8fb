"""A kind of fault as data: what it breaks, where it shows, who can see it, who makes it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple  # records of many kinds

from base.model import Value
from grading.findings.survey import Survey
from sandbox.entities import Entity
from scenarios.recipes.faults.bed import Bed
from scenarios.streams import Stream


class Layer(StrEnum):
    """What it takes to see a fault; a good scenario mixes them."""

    CRYPTO = "crypto"
    "a tool that looks at bytes, digests, certificates"
    STRUCTURE = "structure"
    "a rule of form, format or profile"
    BUSINESS = "business"
    "registers, authority, terms, calendar, dates"
    HUMAN = "human"
    "judgement"


class Details(Value):
    """Parameters of a kind of fault; most have none."""


class Days(Details):
    """A number of days."""

    days: int | None = None


class Term(Details):
    """A retention term, ``10``."""

    term: str | None = None


Fits = Callable[[Survey, Any], bool]
"""Whether a record can bear the fault: the maker's own preconditions."""
Make = Callable[[Bed, Any, Stream, Any], Entity]
"""Make the fault for real, and return the record in which it shows."""


class FaultKind(NamedTuple):
    """One line of the catalogue."""

    id: str
    "``D04``; recipes write ``fault/D04``"
    layer: Layer
    difficulty: int
    "1 seen at a glance, 2 needs a rule, 3 needs several records together"
    finding: str
    rules: tuple[str, ...]
    "rules it breaks; the agency's own article first, the law second"
    takes: type[Entity]
    "kind of record it is made of"
    fits: Fits
    make: Make
    tag: str
    "put on the record in which it shows"
    reasons: tuple[str, ...] = ()
    "accepted codes of a conclusion on its signatures (``choice.signature_reason``)"
    returns: tuple[str, ...] = ()
    "accepted codes when it is returned from the tray (``choice.return_incoming``)"
    details: type[Details] = Details

    @property
    def name(self) -> str:
        """How scenarios call it."""
        return f"fault/{self.id}"

    @property
    def family(self) -> str:
        """The letter of its family in the catalogue."""
        return self.id[0]


class HerringKind(NamedTuple):
    """Something that looks like a fault and is none."""

    id: str
    "``lifted-hold``; recipes write ``herring/lifted-hold``"
    finding: str
    "what somebody too strict would call it"
    rules: tuple[str, ...]
    "rules by which it is in order"
    takes: type[Entity]
    fits: Fits
    make: Make
    tag: str = "herring"

    @property
    def name(self) -> str:
        """How scenarios call it."""
        return f"herring/{self.id}"
