"""Files (hồ sơ), the yearly file list, what lies in them, holds and appraisals."""

from datetime import date, datetime
from enum import StrEnum

from sandbox.entities.base import Entity, Term, listed, moment, required_moment
from sandbox.entities.documents import Mode


class FileStatus(StrEnum):
    """Where a file stands. Hold, secrecy and special value are overlays, not states."""

    OPEN = "open"
    CLOSED = "closed"
    HANDED_OVER = "handed-over"
    "sent to the current archive, not yet accepted"
    RETURNED = "returned"
    "sent back by the current archive to be mended"
    CURRENT = "current"
    "kept by the current archive (lưu trữ hiện hành)"
    SENT = "sent"
    "sent to the historical archive, not yet accepted"
    TRANSFERRED = "transferred"
    "kept by the historical archive"
    REVIEW = "review"
    "xem xét hủy: on a disposal list"
    DESTROYED = "destroyed"


class PlannedFile(Entity):
    """One row of the yearly file list (danh mục hồ sơ, NĐ 30/2020 PL V)."""

    year: int
    heading: str
    "đề mục, with its abbreviation: ``TCCB``"
    heading_name: str
    file_notation: str
    title: str
    maintenance: Term
    table_row: str
    "row of the agency's retention table: ``term/agency.r07``"
    creator: str
    "ref of the post that keeps it"


class File(Entity):
    """A file (hồ sơ). Field names follow TT 05/2025's EAD of the file."""

    file_catalog: int
    "year of the file list"
    file_notation: str
    "số và ký hiệu hồ sơ: ``01.TCCB``"
    organ_id: str
    title: str
    status: FileStatus
    maintenance: Term | None = None
    "thời hạn lưu trữ; none while nobody decided"
    table_row: str = ""
    creator: str
    "ref of the post that makes the file (người lập hồ sơ)"
    planned: str | None = None
    "its row in the yearly list; none when it was not planned"
    heading: str = ""
    mode: Mode = Mode.OPEN
    language: str = "01"
    start_date: date | None = None
    end_date: date | None = None
    "when the work ended: retention counts from the year after"
    opened_at: datetime | None = moment()
    closed_at: datetime | None = moment()
    accepted_at: datetime | None = moment()
    "when the current archive took it"
    total_doc: int = 0
    number_of_page: int = 0
    links: list[str] = listed()
    "refs of files whose records depend on this one's"
    description: str = ""

    @property
    def file_code(self) -> str:
        """Mã hồ sơ (NĐ 30/2020 PL VI): OrganId . year . notation."""
        return f"{self.organ_id}.{self.file_catalog}.{self.file_notation}"


class Filing(Entity):
    """A document's place in a file. One document may lie in several files without a copy."""

    file: str
    document: str
    ordinal: int
    filed_at: datetime | None = moment()


class Hold(Entity):
    """A stop on destruction (đình chỉ hủy): its mandate, its reason, what it covers."""

    files: list[str] = listed()
    mandate: str
    "number and date of the paper that orders it"
    reason: str
    placed_by: str = ""
    placed_at: datetime = required_moment()
    lifted_at: datetime | None = moment()
    lifted_by: str | None = None
    lift_mandate: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it still stands."""
        return self.lifted_at is None


class Decision(StrEnum):
    """What an appraisal decides."""

    KEEP = "keep"
    "keep until its term has run"
    EXTEND = "extend"
    "keep longer than the table asks"
    TRANSFER = "transfer"
    "permanent: to the historical archive"
    DESTROY = "destroy"
    "term has run, or a duplicate: propose for disposal"
    WAIT = "wait"
    "undecided: the facts do not suffice"


class Appraisal(Entity):
    """An appraisal of a file (xác định giá trị), with its reason code."""

    file: str
    decision: Decision
    reason: str
    note: str = ""
    by: str
    decided_at: datetime = required_moment()


class StoredCopy(Entity):
    """Where a component's bytes are kept: destroying a record means destroying every copy."""

    component: str
    medium: str
    "online, backup, reading (a reading copy), removable"
    digest: str
    written_at: datetime | None = moment()


class Stub(Entity):
    """What is left of a destroyed file: description, digests, the case that destroyed it."""

    file_code: str
    title: str
    maintenance: str
    disposal: str
    digests: list[str] = listed()
    destroyed_at: datetime = required_moment()
