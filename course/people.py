"""People: accounts, passwords, signing in and out."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import func
from sqlmodel import Session, col, select

from base.canonical import digest
from base.errors import Refused
from base.language import Language, is_language
from base.model import Value
from base.secrets import token
from course.tables import AccountRow, FailureRow, LoginRow

LOGIN_LASTS: Final = timedelta(hours=12)
TRIES: Final = 10
"""Failed sign-ins within ``LOCK`` after which an account waits."""
LOCK: Final = timedelta(minutes=15)
SHORTEST: Final = 10
"""Characters of a password."""

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""argon2id with OWASP's minimum for interactive sign-in."""


class Role(StrEnum):
    """What somebody may do in the school (not in the archive)."""

    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"
    ADMIN = "admin"


class Person(Value):
    """An account as the floors above see it."""

    id: int
    login: str
    name: str
    role: Role
    language: Language
    demo: bool
    must_change: bool


def person(row: AccountRow) -> Person:
    """Return the value of an account's row."""
    assert row.id is not None  # noqa: S101 - flushed
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        language=row.language if is_language(row.language) else "vi",
        demo=row.demo,
        must_change=row.must_change,
    )


def enrol(
    session: Session,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    at: datetime,
    demo: bool = False,
    must_change: bool = False,
) -> Person:
    """Make an account.

    Raises:
        Refused: ``account.taken``, ``account.short_password``.
    """
    login = login.strip().casefold()
    if session.exec(select(AccountRow).where(AccountRow.login == login)).first():
        raise Refused("account.taken", login=login)
    if len(password) < SHORTEST:
        raise Refused("account.short_password", least=SHORTEST)
    row = AccountRow(
        login=login,
        name=name.strip() or login,
        role=role,
        password=_HASHER.hash(password),
        demo=demo,
        must_change=must_change,
        made_at=at,
    )
    session.add(row)
    session.flush()
    return person(row)


def sign_in(session: Session, *, login: str, password: str, at: datetime) -> str | None:
    """Check a password and return the token of a new login, or None when it is wrong.

    A failure is written down (so the caller's transaction must end well) and takes as long for
    an unknown account as for a known one.

    Raises:
        Refused: ``login.wait`` after too many failures.
    """
    login = login.strip().casefold()
    since = at - LOCK
    failures = session.exec(
        select(func.count())
        .select_from(FailureRow)
        .where(FailureRow.login == login, col(FailureRow.at) > since)
    ).one()
    if failures >= TRIES:
        raise Refused("login.wait", minutes=int(LOCK.total_seconds() // 60))
    row = session.exec(select(AccountRow).where(AccountRow.login == login)).first()
    if not _right(row.password if row else _NOBODY, password) or row is None or row.disabled:
        session.add(FailureRow(login=login, at=at))
        return None
    assert row.id is not None  # noqa: S101 - read from the database
    made = token()
    session.add(
        LoginRow(
            account=row.id, token=digest(made.encode()), made_at=at, expires_at=at + LOGIN_LASTS
        )
    )
    return made


_NOBODY: Final = _HASHER.hash("nobody has this password")


def _right(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def login_of(session: Session, cookie: str, at: datetime) -> int | None:
    """Return the id of the live login that a cookie's token belongs to, or None."""
    row = session.exec(select(LoginRow).where(LoginRow.token == digest(cookie.encode()))).first()
    return row.id if row and _live(row, at) else None


def who(session: Session, login: int, at: datetime) -> Person | None:
    """Return whose login this is; None when it is revoked, expired or its account disabled."""
    found = session.exec(
        select(LoginRow, AccountRow)
        .join(AccountRow, col(AccountRow.id) == LoginRow.account)
        .where(LoginRow.id == login)
    ).first()
    if found is None:
        return None
    row, account = found
    return person(account) if _live(row, at) and not account.disabled else None


def _live(row: LoginRow, at: datetime) -> bool:
    return row.revoked_at is None and at < row.expires_at


def sign_out(session: Session, cookie: str, at: datetime) -> None:
    """End the login a cookie belongs to."""
    row = session.exec(select(LoginRow).where(LoginRow.token == digest(cookie.encode()))).first()
    if row is not None:
        row.revoked_at = at
        session.add(row)


def change_password(session: Session, account: int, *, old: str, new: str) -> None:
    """Change a password.

    Raises:
        Refused: ``account.wrong_password``, ``account.short_password``.
    """
    row = session.get(AccountRow, account)
    if row is None or not _right(row.password, old):
        raise Refused("account.wrong_password")
    if len(new) < SHORTEST:
        raise Refused("account.short_password", least=SHORTEST)
    row.password, row.must_change = _HASHER.hash(new), False
    session.add(row)


def speak(session: Session, account: int, language: Language) -> None:
    """Remember the language somebody reads."""
    row = session.get(AccountRow, account)
    if row is not None:
        row.language = language
        session.add(row)


def has_demo(session: Session) -> bool:
    """Whether demo accounts exist."""
    return session.exec(select(AccountRow).where(AccountRow.demo)).first() is not None


def anybody(session: Session) -> bool:
    """Whether any account exists."""
    return session.exec(select(AccountRow)).first() is not None
