"""Custody changes: hand-over, transfer, packages, disposal; and colleagues with their errands."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any  # votes, counts and requests are JSON

from sandbox.entities.base import Digest, Entity, listed, mapping, moment, required_moment


class TransferStatus(StrEnum):
    """Where a hand-over or a transfer stands."""

    PROPOSED = "proposed"
    PACKED = "packed"
    SENT = "sent"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    COMPLETED = "completed"
    "both sides have signed the minutes"


class Transfer(Entity):
    """A transfer to the historical archive (nộp lưu vào lưu trữ lịch sử)."""

    organisation: str
    "the agency that gives"
    archive: str
    "the historical archive that receives"
    registration: str
    "mã đăng ký nộp"
    status: TransferStatus
    files: list[str] = listed()
    accepted_files: list[str] = listed()
    package: str | None = None
    minutes: str | None = None
    "ref of the document: biên bản giao nhận"
    proposed_by: str = ""
    proposed_at: datetime = required_moment()
    sent_at: datetime | None = moment()
    decided_at: datetime | None = moment()
    signed_by_giver: str | None = None
    signed_by_receiver: str | None = None


class Package(Entity):
    """An information package (gói tin) that was built, with what its own check said."""

    kind: str
    "SIP, AIP or DIP"
    package_id: str
    "OBJID: ``uuid-…``"
    transfer: str | None = None
    digest: Digest
    size: int
    files: list[str] = listed()
    components: int = 0
    verdict: str = "undetermined"
    findings: list[str] = listed()
    built_at: datetime = required_moment()
    "receipt register: the digest above is what was sent"


class DisposalStatus(StrEnum):
    """Where a disposal case (hồ sơ hủy) stands."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    "the council has met"
    DECIDED = "decided"
    DESTROYED = "destroyed"
    COMPLETED = "completed"
    "the minutes are made, the dossier is complete"
    WITHDRAWN = "withdrawn"


class Disposal(Entity):
    """A disposal case, from the list to the minutes (Luật 33/2024 Đ16; TT 06/2025)."""

    status: DisposalStatus
    files: list[str] = listed()
    reasons: dict[str, Any] = mapping()
    "file ref → reason code: expired or duplicate"
    explanation: str = ""
    "bản thuyết minh"
    proposed_by: str
    proposed_at: datetime = required_moment()
    council: list[str] = listed()
    "refs of the posts that sit on it"
    votes: dict[str, Any] = mapping()
    "post ref → {vote, reason}"
    council_decision: str = ""
    "approve, approve-in-part or reject"
    council_files: list[str] = listed()
    "what the council approves"
    council_at: datetime | None = moment()
    opinion: str = ""
    "number of the opinion of the competent authority (thẩm định), when the law asks for one"
    opinion_asked_at: datetime | None = moment()
    opinion_at: datetime | None = moment()
    decided_by: str | None = None
    decided_at: datetime | None = moment()
    decision: str | None = None
    "ref of the document: quyết định hủy"
    decided_files: list[str] = listed()
    destroyed_by: str | None = None
    destroyed_at: datetime | None = moment()
    destroyed_files: list[str] = listed()
    minutes: str | None = None
    "ref of the document: biên bản hủy"


class Colleague(Entity):
    """A simulated colleague: on which verb, after how long, what they do."""

    post: str
    on: str
    "name of the operation they answer"
    where: dict[str, Any] = mapping()
    "facts the triggering request must have, for example the post a draft is submitted to"
    after_minutes: int = 60
    replies: list[dict[str, Any]] = listed()
    "in order: {unless or when: a question of ``sandbox.colleagues``, do: a request template}"


class Errand(Entity):
    """What a colleague will do when the simulated clock reaches its hour."""

    colleague: str
    post: str
    due_at: datetime = required_moment()
    about: dict[str, Any] = mapping()
    "the request that woke them, and what it made"
    done: bool = False


class Deadline(Entity):
    """A day that matters, shown on the desk; its rule says where it comes from."""

    about: str
    due: date
    rule: str
    met_at: datetime | None = moment()
