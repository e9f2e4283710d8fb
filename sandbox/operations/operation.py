"""What every verb is: a frozen typed request that can perform itself on an archive.

From the one class come the form, the YAML grammar, the JSON Schema, the step of a reference
solution, the event and its place in every law test.
"""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args  # details are JSON

from pydantic import Field, StringConstraints

from base.errors import Sentence
from base.language import Words
from base.model import Value
from sandbox.archive import Archive
from sandbox.entities import Entity, Post, Ref, Role, Term
from sandbox.events import Outcome, Premis
from sandbox.shelf import PREFIX


class Stage(StrEnum):
    """Where in a record's life a verb belongs."""

    CREATE = "create"
    SIGN = "sign"
    RECEIVE = "receive"
    FILE = "file"
    HAND_OVER = "hand-over"
    APPRAISE = "appraise"
    TRANSFER = "transfer"
    DISPOSE = "dispose"
    DESK = "desk"


class Effect(Value):
    """What a performed verb did, for the event and for whoever asked."""

    made: dict[str, str] = {}
    "name → ref of what came into being: what a solution's ``as:`` binds"
    sources: list[str] = []
    "refs it used"
    outcomes: list[str] = []
    "refs it made or changed"
    detail: dict[str, Any] = {}
    warning: Sentence | None = None
    "what whoever asked is told though it was done; the log keeps what it rests on"
    outcome: Outcome = Outcome.SUCCESS


class Operation(Value):
    """A request to change an archive. Its ``op`` is its name in YAML, JSON and the log."""

    stage: ClassVar[Stage]
    roles: ClassVar[frozenset[Role]]
    "the desks at which it can be done"
    premis: ClassVar[Premis]

    def perform(self, archive: Archive) -> Effect:
        """Do it.

        Raises:
            Refused: when no archive system could do it; nothing is changed then.
        """
        raise NotImplementedError

    @classmethod
    def name(cls) -> str:
        """Return the name of the verb: ``sign-document``."""
        return str(get_args(cls.model_fields["op"].annotation)[0])


def actor(archive: Archive) -> Post:
    """Return the post of whoever is acting; the door set it."""
    assert archive.actor is not None  # noqa: S101 - perform() is called by the door alone
    return archive.actor


def refers(kind: type[Entity], *statuses: StrEnum) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Say which kind of record a field names, and in which states it is likely to be."""
    return Field(
        pattern=f"^{PREFIX[kind]}[0-9]{{4,6}}$",
        json_schema_extra={"refers": kind.__name__, "states": [str(s) for s in statuses]},
    )


def words(**facts: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Say how a field is asked for: ``lines`` for a text area, ``choices`` by code family."""
    return Field(json_schema_extra=facts)


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
"""One line of text, not empty."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), words(lines=5)]
"""Some lines of text, perhaps none."""

Told = Text | Words
"""What somebody tells a colleague: as they typed it, or in both languages when a scenario wrote
it, so that each reader gets it in theirs."""

__all__ = [
    "Effect",
    "Line",
    "Operation",
    "Ref",
    "Stage",
    "Term",
    "Text",
    "Told",
    "actor",
    "refers",
    "words",
]
