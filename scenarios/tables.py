"""What is kept of a world beside its template: the truth, which is never cloned and never shown."""

from typing import Any  # the truth is JSON

from sqlmodel import Field, SQLModel

from base.columns import Facts


class WorldRow(SQLModel, table=True):
    """One baked variant: which scenario and seed, which template sandbox, what is true of it."""

    __tablename__ = "world"

    id: int | None = Field(default=None, primary_key=True)
    scenario: str = Field(index=True)
    digest: str = Field(index=True)
    "content digest of the scenario's folder"
    seed: str
    semantics: int
    sandbox: int = Field(foreign_key="sandbox.id", ondelete="CASCADE")
    fingerprint: str
    "of the template: rows and blobs"
    answer_key: str
    "digest of the truth: variants of one key have the same answers"
    truth: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
