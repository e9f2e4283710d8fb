"""What the school remembers: accounts, logins, classes, attempts and their journals."""

from datetime import datetime
from typing import Any  # contents are JSON

from sqlalchemy import Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from base.columns import Facts, Moment


class AccountRow(SQLModel, table=True):
    """Somebody who may sign in."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, index=True)
    name: str
    role: str
    "trainee, instructor or admin (``course.people.Role``)"
    password: str
    "argon2id hash"
    language: str = "vi"
    demo: bool = False
    "of the demo class: exists only where the server is bound to this machine"
    must_change: bool = False
    "whether the password is a one-time one"
    disabled: bool = False
    made_at: datetime = Field(sa_type=Moment)


class LoginRow(SQLModel, table=True):
    """One signed-in browser. Only the digest of its token is kept."""

    __tablename__ = "login"

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", index=True)
    token: str = Field(unique=True, index=True)
    "SHA-256 of the cookie's value"
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class FailureRow(SQLModel, table=True):
    """A failed sign-in, for slowing down whoever guesses."""

    __tablename__ = "login_failure"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)


class ClassRow(SQLModel, table=True):
    """A class of trainees with its instructors."""

    __tablename__ = "school_class"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    demo: bool = False
    made_at: datetime = Field(sa_type=Moment)


class MemberRow(SQLModel, table=True):
    """Who belongs to a class, as what."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("school_class", "account"),)

    id: int | None = Field(default=None, primary_key=True)
    school_class: int = Field(foreign_key="school_class.id", index=True)
    account: int = Field(foreign_key="account.id", index=True)
    role: str


class ContentRow(SQLModel, table=True):
    """A scenario's content as it was when somebody began it; open attempts go on with it."""

    __tablename__ = "content"

    digest: str = Field(primary_key=True)
    "of the scenario's folder"
    scenario: str = Field(index=True)
    version: int
    kept_at: datetime = Field(sa_type=Moment)
    content: str = Field(sa_type=Text)
    "the whole exercise as JSON"


class ExamRow(SQLModel, table=True):
    """An exam of a class: a pool of scenarios, a window, minutes, when feedback is released."""

    __tablename__ = "exam"

    id: int | None = Field(default=None, primary_key=True)
    school_class: int = Field(foreign_key="school_class.id", index=True)
    title: str
    pool: list[str] = Field(default_factory=list, sa_type=Facts)
    "ids of scenarios; each trainee is given one of them"
    opens: datetime = Field(sa_type=Moment)
    closes: datetime = Field(sa_type=Moment)
    minutes: int
    release: str
    "when feedback is shown (``course.policies.Release``)"
    made_by: int = Field(foreign_key="account.id")
    made_at: datetime = Field(sa_type=Moment)
    cancelled_at: datetime | None = Field(default=None, sa_type=Moment)


class ExtraTimeRow(SQLModel, table=True):
    """Extra minutes for one person in one exam; append-only, the last line holds."""

    __tablename__ = "extra_time"

    id: int | None = Field(default=None, primary_key=True)
    exam: int = Field(foreign_key="exam.id", index=True)
    account: int = Field(foreign_key="account.id", index=True)
    minutes: int
    reason: str
    author: int = Field(foreign_key="account.id")
    at: datetime = Field(sa_type=Moment)


class AttemptRow(SQLModel, table=True):
    """One trainee's attempt at one variant of one scenario; it pins what it is judged by."""

    __tablename__ = "attempt"

    id: int | None = Field(default=None, primary_key=True)
    handle: str = Field(unique=True, index=True)
    "what the URL shows; random"
    account: int = Field(foreign_key="account.id", index=True)
    school_class: int | None = Field(default=None, foreign_key="school_class.id")
    scenario: str = Field(index=True)
    digest: str
    "content digest of the scenario"
    version: int
    semantics: int
    rules: str = ""
    "digest of the rules its criteria rest on, as they read when it began"
    mode: str
    seed: str
    world: int = Field(foreign_key="world.id")
    sandbox: int = Field(foreign_key="sandbox.id")
    status: str = "open"
    number: int = 1
    "which try of this scenario it is"
    started_at: datetime = Field(sa_type=Moment)
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    exam: int | None = Field(default=None, foreign_key="exam.id", index=True)
    deadline: datetime | None = Field(default=None, sa_type=Moment, index=True)
    "when the server submits it, whoever is looking"
    automatic: bool = False
    "whether the server submitted it"
    revealed_at: datetime | None = Field(default=None, sa_type=Moment)
    "when its solution was opened: from then on its variant earns this trainee nothing"
    checks_used: int = 0
    resets: int = 0
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    steps_done: list[str] = Field(default_factory=list, sa_type=Facts)
    "guide steps whose criteria held when last looked at"
    hints: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    "criterion → levels unlocked"
    entries: int = 0
    "length of the journal"
    head: str = ""
    "hash of its last entry"


class JournalRow(SQLModel, table=True):
    """One entry of an attempt's journal, in wall time; never visible in the sandbox."""

    __tablename__ = "journal"

    attempt: int = Field(primary_key=True, foreign_key="attempt.id", sa_type=Integer)
    seq: int = Field(primary_key=True, sa_type=Integer)
    kind: str
    at: datetime = Field(sa_type=Moment)
    account: int | None = None
    content: str = Field(sa_type=Text)
    previous: str
    hash: str
