"""The archive's log: PREMIS-aligned events in a hash chain, refusals included."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any  # requests and details are JSON

from pydantic import AwareDatetime, field_validator

from base.canonical import canonical, digest
from base.model import Value


class Premis(StrEnum):
    """Event types: the Library of Congress list for PREMIS 3, and seven of our own (marked)."""

    CREATION = "creation"
    MODIFICATION = "modification"
    SIGNING = "digital signature generation"
    SIGNATURE_VALIDATION = "digital signature validation"
    CAPTURE = "capture"
    TRANSFER = "transfer"
    ACCESSION = "accession"
    DEACCESSION = "deaccession"
    METADATA = "metadata modification"
    POLICY = "policy assignment"
    PACKING = "information package creation"
    VALIDATION = "validation"
    APPRAISAL = "appraisal"
    DESTRUCTION = "destruction"
    DISSEMINATION = "dissemination"
    FIXITY = "fixity check"
    SUBMISSION = "submission"
    "ours: a draft goes to the person who is to sign, or comes back"
    REGISTRATION = "registration"
    "ours: a number from the register"
    KEYS = "key management"
    "ours: certificates and the devices that hold keys"
    COUNCIL = "council decision"
    "ours"
    DECISION = "decision"
    "ours: a competent person decides"
    DESK = "desk"
    "ours: the trainee moves to another desk"
    CLOCK = "clock"
    "ours: simulated time passes"


class Outcome(StrEnum):
    """How an event ended."""

    SUCCESS = "success"
    FAILURE = "failure"
    WARNING = "warning"
    NOT_PERFORMED = "not_performed"
    REFUSED = "refused"


class EventDraft(Value):
    """An event before it has its place in the chain."""

    type: str
    verb: str
    outcome: Outcome
    at: AwareDatetime
    actor: str = ""
    "ref of the post; empty for the world itself"
    role: str = ""
    request: str = "{}"
    "canonical JSON of the typed request"
    objects: str = "[]"
    "canonical JSON: a list of [ref, source | outcome]"
    detail: str = "{}"

    @field_validator("at")
    @classmethod
    def _in_utc(cls, at: datetime) -> datetime:
        return at.astimezone(UTC)

    def chained(self, *, seq: int, previous: str) -> "Event":
        """Give the event its number and tie it to the one before."""
        facts = self.model_dump()
        return Event(**facts, seq=seq, previous=previous, hash=_link(facts, seq, previous))


class Event(EventDraft):
    """One event, written once."""

    seq: int
    previous: str
    hash: str

    @property
    def asked(self) -> dict[str, Any]:
        """The request, parsed."""
        return dict(json.loads(self.request))

    @property
    def touched(self) -> list[str]:
        """Refs of every object it names, sources and outcomes."""
        return [ref for ref, _ in json.loads(self.objects)]

    @property
    def details(self) -> dict[str, Any]:
        """The detail, parsed."""
        return dict(json.loads(self.detail))

    @property
    def happened(self) -> bool:
        """Whether it changed the archive."""
        return self.outcome in {Outcome.SUCCESS, Outcome.WARNING}


def _link(facts: dict[str, Any], seq: int, previous: str) -> str:
    return digest({**facts, "seq": seq, "previous": previous})


def broken_at(events: list[Event]) -> int | None:
    """Return the number of the first event that does not follow from the one before, or None.

    A line that was edited, dropped, added or swapped shows; a log cut at its end does not, which
    is why the sandbox row keeps the last hash as well. The log is given whole, from its first line.
    """
    previous = ""
    for event in events:
        facts = EventDraft(**event.model_dump(exclude={"seq", "previous", "hash"})).model_dump()
        if event.previous != previous or event.hash != _link(facts, event.seq, previous):
            return event.seq
        previous = event.hash
    return None


def as_json(value: object) -> str:
    """Return canonical JSON, for the text columns of an event."""
    return canonical(value)
