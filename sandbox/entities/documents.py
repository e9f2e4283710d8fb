"""Documents, the digital components they consist of, the registers, and recorded verdicts."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any  # facts of a paper are JSON

from sandbox.entities.base import Digest, Entity, listed, mapping, moment, required_moment


class Direction(StrEnum):
    """Which way a document goes (văn bản đi, đến, nội bộ)."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    INTERNAL = "internal"


class DocumentStatus(StrEnum):
    """Where a document stands. Number and seal are facts of their own, not states."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED = "signed"
    ISSUED = "issued"
    RECEIVED = "received"
    REGISTERED = "registered"
    SENT_BACK = "sent-back"
    RECALLED = "recalled"
    DESTROYED = "destroyed"


class CopyKind(StrEnum):
    """Which copy this is (NĐ 30/2020 Đ3)."""

    DRAFT = "draft"
    "bản thảo"
    ORIGINAL = "original"
    "bản gốc"
    MASTER = "master"
    "bản chính văn bản giấy"
    TRUE_COPY = "true-copy"
    "bản sao y"
    DUPLICATE = "duplicate-copy"
    "bản sao lục"
    EXTRACT = "extract"
    "bản trích sao"


class Urgency(StrEnum):
    """Độ khẩn."""

    NONE = "none"
    URGENT = "khan"
    VERY_URGENT = "thuong-khan"
    EXPRESS = "hoa-toc"


class Mode(StrEnum):
    """Chế độ sử dụng (TT 05/2025): the codes of the circular."""

    OPEN = "01"
    CONDITIONAL = "02"
    SECRET = "03"


class Document(Entity):
    """A document (văn bản). Field names follow TT 05/2025's EAD_doc."""

    direction: Direction
    status: DocumentStatus
    type_name: str
    "code of the document type, as abbreviated in NĐ 30/2020 PL III (QĐ, BC …; CV, TC-thư công)"
    code_number: int | None = None
    "số; none until the register gave one"
    code_notation: str = ""
    "ký hiệu, without the number: ``QĐ-SNV``, ``SNV-VP``"
    issued_date: date | None = None
    organ: str | None = None
    "ref of the issuing organisation, when the world knows it"
    organ_name: str
    subject: str
    "trích yếu nội dung"
    language: str = "01"
    signer: str | None = None
    "ref of the post that is to sign, or signed"
    signer_name: str = ""
    signing: str = "direct"
    "on whose behalf (``Signing``)"
    recipients: list[str] = listed()
    urgency: Urgency = Urgency.NONE
    mode: Mode = Mode.OPEN
    copy_kind: CopyKind = CopyKind.ORIGINAL
    number_of_page: int = 0
    attachments_listed: int = 0
    "how many annexes the document says it has"
    drafter: str | None = None
    "ref of the post that drafted it"
    reply_to: str | None = None
    refers_to: list[str] = listed()
    supersedes: str | None = None
    arrival_number: int | None = None
    arrival_date: datetime | None = moment()
    signed_at: datetime | None = moment()
    sealed_at: datetime | None = moment()
    issued_at: datetime | None = moment()
    held_by: str | None = None
    "ref of the post whose tray it lies in"
    content: dict[str, Any] = mapping()
    "what the paper says (``sandbox.paper.Sheet`` without number and date), for drafts"
    description: str = ""


class ComponentRole(StrEnum):
    """What a file of bytes is to its document."""

    MAIN = "main"
    ATTACHMENT = "attachment"
    PROCESS_LOG = "process-log"


class Component(Entity):
    """One digital component (tệp tin) of a document."""

    document: str
    role: ComponentRole = ComponentRole.MAIN
    ordinal: int = 1
    file_name: str
    digest: Digest
    size: int
    "bytes"
    number_of_page: int = 0
    places: dict[str, Any] = mapping()
    "where number, date, signature and seal go on the page (``sandbox.paper.Place``)"


class Signature(Entity):
    """A signature that the agency's system recorded when it was made or received."""

    component: str
    kind: str
    "person, agency or timestamp"
    signer: str | None = None
    "ref of the post (person) or organisation (agency)"
    certificate: str | None = None
    signed_at: datetime = required_moment()


class Register(StrEnum):
    """Which register (sổ đăng ký): one series a year each (NĐ 30/2020 Đ15, Đ22)."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class RegisterEntry(Entity):
    """One line of a register."""

    book: Register
    year: int
    number: int
    document: str
    entered_at: datetime = required_moment()
    entered_by: str | None = None
    note: str = ""


class Conclusion(Entity):
    """A verdict that somebody recorded on a document's signatures, with reason codes."""

    document: str
    verdict: str
    "valid, invalid or undetermined (``sandbox.verdicts.Verdict``)"
    reasons: list[str] = listed()
    note: str = ""
    by: str
    recorded_at: datetime = required_moment()


class Note(Entity):
    """A message in somebody's tray: why a draft came back, what the court asks."""

    to: str
    "ref of the post"
    sender: str
    "name shown"
    about: str | None = None
    code: str = ""
    "key of the sentence in the catalogues, when the note is one of ours"
    details: dict[str, Any] = mapping()
    text: dict[str, Any] = mapping()
    "the note itself in both languages, when a scenario wrote it"
    sent_at: datetime = required_moment()
