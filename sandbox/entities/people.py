"""Organisations, their people, who may sign, and the certificates they sign with."""

from datetime import date, datetime
from enum import StrEnum

from sandbox.entities.base import Entity, listed, moment, required_moment


class Role(StrEnum):
    """A desk in the practice archive; separation of duties is by person, not by role."""

    OFFICER = "officer"
    "người giải quyết công việc: drafts, keeps the file, hands it over"
    CLERK = "clerk"
    "văn thư cơ quan: numbers, registers, seals, issues, receives"
    LEADER = "leader"
    "lãnh đạo: signs, approves, decides"
    ARCHIVIST = "archivist"
    "lưu trữ hiện hành: accepts files, transfers, proposes disposal"
    RECEIVER = "receiver"
    "lưu trữ lịch sử, tiếp nhận: receives, checks, proposes a decision"
    AUDITOR = "auditor"
    "thanh tra, kiểm tra: reads everything, changes nothing"


class Standing(StrEnum):
    """Where an organisation stands: it decides whose archive its records end in."""

    PROVINCE = "province"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    UNIT = "unit"
    "a public service unit (school, hospital)"
    ARCHIVE = "archive"
    "a historical archive"
    OTHER = "other"
    "a company, an association: a correspondent only"


class Organisation(Entity):
    """An agency or organisation (cơ quan, tổ chức), invented."""

    organ_id: str
    "mã định danh, at most 13 characters; begins with Z99, a prefix nobody has"
    organ_name: str
    abbreviation: str
    standing: Standing
    place: str
    "địa danh, as written before the date of a document"
    parent: str | None = None
    "the organisation above it (cơ quan chủ quản trực tiếp)"
    own: bool = False
    "whether the trainees work here"
    must_submit: bool = True
    "whether its permanent records go to a historical archive (Luật 33/2024 Đ18)"
    archive: str | None = None
    "the historical archive it transfers to"
    regulation: str = ""
    "number and date of the decision that issued its own Quy chế văn thư, lưu trữ"
    retention_table: str = ""
    "number and date of the decision that issued its own Bảng thời hạn lưu trữ"
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


class Unit(Entity):
    """A unit of an organisation (đơn vị)."""

    organisation: str
    unit_name: str
    abbreviation: str


class Person(Entity):
    """A person, invented."""

    full_name: str


class Post(Entity):
    """A position that a person holds from one day to another: the desk one sits at."""

    person: str
    organisation: str
    unit: str | None = None
    title: str
    "chức vụ, a real position title"
    role: Role
    head: bool = False
    "whether this is the head of the organisation"
    valid_from: date
    valid_to: date | None = None


class Signing(StrEnum):
    """On whose behalf one signs (NĐ 30/2020 Đ13)."""

    DIRECT = "direct"
    "the head, in their own right"
    TM = "TM."
    "thay mặt: for a collective"
    KT = "KT."
    "ký thay: a deputy for the head"
    Q = "Q."
    "quyền: an acting head"
    TL = "TL."
    "thừa lệnh: a head of unit, by order"
    TUQ = "TUQ."
    "thừa ủy quyền: by delegation, in writing, for a time and a content"


class Authority(Entity):
    """A grant to sign: who, in what form, which document types, from when to when."""

    post: str
    form: Signing
    type_names: list[str] = listed()
    "document type codes; empty means all"
    mandate: str = ""
    "the document that grants it"
    valid_from: date
    valid_to: date | None = None


class KeyKind(StrEnum):
    """Whose key a certificate certifies."""

    PERSON = "person"
    AGENCY = "agency"
    TIMESTAMP = "timestamp"


class Certificate(Entity):
    """A certificate (chứng thư số) of the world's training PKI; bytes derive from these facts."""

    holder: str
    "ref of the person or organisation"
    kind: KeyKind
    common_name: str
    organisation_unit: str
    "the agency, as OU"
    serial: int
    valid_from: datetime = required_moment()
    valid_to: datetime = required_moment()
    revoked_at: datetime | None = moment()
    revocation_reason: str | None = None
    issuer: str = "state"
    "which issuing CA of the world: state (công vụ), public, rogue"
