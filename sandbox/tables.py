"""Where entities lie: one table each, rows keyed (sandbox, ref); plus the sandbox and its log.

A world is built once as a template sandbox and cloned with ``INSERT … SELECT``; one schema
serves every attempt, and only ``sandbox.archive`` reads or writes these tables.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final  # counters and facts are JSON

from pydantic import ConfigDict
from sqlalchemy import BigInteger, Enum, Index, Integer, Table, Text
from sqlmodel import Field, SQLModel

from base.columns import Code, Facts, Moment
from sandbox import entities as e


class Keyed(SQLModel):
    """The half of the key that says in which sandbox a row lies."""

    model_config = ConfigDict(frozen=False)  # type: ignore[assignment]  # SQLModel narrows the type

    sandbox: int = Field(
        primary_key=True, sa_type=Integer, foreign_key="sandbox.id", ondelete="CASCADE"
    )


class SandboxRow(SQLModel, table=True):
    """One practice archive: a template, or a trainee's own copy of one."""

    __tablename__ = "sandbox"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    "template, attempt or scratch"
    scenario: str = ""
    version: str = ""
    "content digest of the scenario"
    seed: str = ""
    "a small number for practice worlds, an HMAC for exam worlds"
    template: int | None = None
    sealed: bool = False
    "a sealed template, or a submitted attempt, changes no more"
    world_key: str
    "hex; keys of the practice PKI derive from it, worth nothing outside this world"
    now: datetime = Field(sa_type=Moment)
    desk: str | None = None
    "ref of the post the trainee sits at"
    desks: list[str] = Field(default_factory=list, sa_type=Facts)
    "refs of the posts the trainee may sit at"
    changes: int = 0
    "how many requests were accepted: what ``expected_seq`` counts"
    events: int = 0
    head: str = ""
    "hash of the last event"
    counters: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    touched: list[str] = Field(default_factory=list, sa_type=Facts)
    "codes of what was changed since the template was sealed; of too many of a kind, its name"
    fingerprint: str = ""
    "of a sealed template: what every clone starts as"


class EventRow(SQLModel, table=True):
    """One event of the archive's log: written once, never changed."""

    __tablename__ = "event"

    sandbox: int = Field(
        primary_key=True, sa_type=Integer, foreign_key="sandbox.id", ondelete="CASCADE"
    )
    seq: int = Field(primary_key=True, sa_type=Integer)
    type: str
    verb: str
    outcome: str
    at: datetime = Field(sa_type=Moment)
    actor: str = ""
    role: str = ""
    request: str = Field(sa_type=Text)
    objects: str = Field(sa_type=Text)
    detail: str = Field(sa_type=Text)
    previous: str
    hash: str


class OrganisationRow(e.Organisation, Keyed, table=True):
    __tablename__ = "organisation"


class UnitRow(e.Unit, Keyed, table=True):
    __tablename__ = "unit"


class PersonRow(e.Person, Keyed, table=True):
    __tablename__ = "person"


class PostRow(e.Post, Keyed, table=True):
    __tablename__ = "post"


class AuthorityRow(e.Authority, Keyed, table=True):
    __tablename__ = "authority"


class CertificateRow(e.Certificate, Keyed, table=True):
    __tablename__ = "certificate"

    serial: int = Field(sa_type=BigInteger)  # 63 bits: SQLite takes them anywhere, others do not


class KeyDeviceRow(e.KeyDevice, Keyed, table=True):
    __tablename__ = "key_device"


class KeyLoanRow(e.KeyLoan, Keyed, table=True):
    __tablename__ = "key_loan"


class DocumentRow(e.Document, Keyed, table=True):
    __tablename__ = "document"


class ComponentRow(e.Component, Keyed, table=True):
    __tablename__ = "component"
    __table_args__ = (Index("component_document", "sandbox", "document"),)


class SignatureRow(e.Signature, Keyed, table=True):
    __tablename__ = "signature"


class RegisterEntryRow(e.RegisterEntry, Keyed, table=True):
    __tablename__ = "register_entry"


class ConclusionRow(e.Conclusion, Keyed, table=True):
    __tablename__ = "conclusion"


class NoteRow(e.Note, Keyed, table=True):
    __tablename__ = "note"


class PlannedFileRow(e.PlannedFile, Keyed, table=True):
    __tablename__ = "planned_file"


class FileRow(e.File, Keyed, table=True):
    __tablename__ = "file"


class FilingRow(e.Filing, Keyed, table=True):
    __tablename__ = "filing"
    __table_args__ = (
        Index("filing_file", "sandbox", "file"),
        Index("filing_document", "sandbox", "document"),
    )


class HoldRow(e.Hold, Keyed, table=True):
    __tablename__ = "hold"


class AppraisalRow(e.Appraisal, Keyed, table=True):
    __tablename__ = "appraisal"


class StoredCopyRow(e.StoredCopy, Keyed, table=True):
    __tablename__ = "stored_copy"
    __table_args__ = (Index("stored_copy_component", "sandbox", "component"),)


class StubRow(e.Stub, Keyed, table=True):
    __tablename__ = "stub"


class TransferRow(e.Transfer, Keyed, table=True):
    __tablename__ = "transfer"


class PackageRow(e.Package, Keyed, table=True):
    __tablename__ = "package"


class DisposalRow(e.Disposal, Keyed, table=True):
    __tablename__ = "disposal"


class ColleagueRow(e.Colleague, Keyed, table=True):
    __tablename__ = "colleague"


class ErrandRow(e.Errand, Keyed, table=True):
    __tablename__ = "errand"


class DeadlineRow(e.Deadline, Keyed, table=True):
    __tablename__ = "deadline"


ROWS: Final[dict[type[e.Entity], type[Keyed]]] = {
    row.__mro__[1]: row  # each row class names its entity first
    for row in Keyed.__subclasses__()
}
"""Entity → its row class, in the order above."""


def table_of(kind: type[e.Entity]) -> Table:
    """Return the SQLAlchemy table in which entities of this kind lie."""
    table: Table = ROWS[kind].__table__  # type: ignore[attr-defined]  # set by SQLModel
    return table


def _write_codes_as_text() -> None:
    """Keep enums as their codes: native enums would need a migration for every new state."""
    for kind in ROWS:
        for column in table_of(kind).columns:
            codes = column.type.enum_class if isinstance(column.type, Enum) else None
            if codes and issubclass(codes, StrEnum):
                column.type = Code(codes)


_write_codes_as_text()
