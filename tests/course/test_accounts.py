"""Accounts: argon2id, failures that are counted, logins that end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from base.db import Database
from base.errors import Refused
from course.people import (
    LOCK,
    LOGIN_LASTS,
    TRIES,
    Person,
    Role,
    change_password,
    enrol,
    login_of,
    sign_in,
    sign_out,
    who,
)
from course.tables import AccountRow, LoginRow

AT = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
SECRET = "mot-mat-khau-dai"  # noqa: S105 - a test's


def _enrolled(database: Database, login: str = "hocvien") -> Person:
    with database.writing() as session:
        return enrol(
            session, login=login, name="Lò Thị Mai", role=Role.TRAINEE, password=SECRET, at=AT
        )


def _try(
    database: Database, password: str, login: str = "hocvien", at: datetime = AT
) -> str | None:
    with database.writing() as session:
        return sign_in(session, login=login, password=password, at=at)


def _who(database: Database, cookie: str, at: datetime) -> Person | None:
    with database.reading() as session:
        login = login_of(session, cookie, at)
        return who(session, login, at) if login is not None else None


def test_a_password_is_kept_as_argon2id_and_a_token_as_its_digest(sqlite: Database) -> None:
    _enrolled(sqlite)
    cookie = _try(sqlite, SECRET)
    assert cookie is not None
    with sqlite.reading() as session:
        account = session.exec(select(AccountRow)).one()
        login = session.exec(select(LoginRow)).one()
        assert account.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert SECRET not in account.password
        assert cookie not in login.token


def test_the_same_password_is_kept_differently_for_two_people(sqlite: Database) -> None:
    _enrolled(sqlite)
    _enrolled(sqlite, "hocvien2")
    with sqlite.reading() as session:
        hashes = [row.password for row in session.exec(select(AccountRow))]
    assert len(set(hashes)) == 2


def test_only_the_right_password_of_a_known_account_signs_in(database: Database) -> None:
    someone = _enrolled(database)
    assert _try(database, "sai-mat-khau") is None
    assert _try(database, SECRET, "khong-co-ai") is None
    cookie = _try(database, SECRET, "  HocVien ")
    assert cookie is not None
    assert _who(database, cookie, AT) == someone
    assert _who(database, cookie + "x", AT) is None


def test_after_ten_failures_even_the_right_password_waits(sqlite: Database) -> None:
    _enrolled(sqlite)
    for _ in range(TRIES):
        assert _try(sqlite, "sai-mat-khau") is None
    with pytest.raises(Refused, match=r"login\.wait"):
        _try(sqlite, SECRET)
    assert _try(sqlite, SECRET, at=AT + LOCK + timedelta(seconds=1)) is not None


def test_a_login_ends_by_itself_by_signing_out_and_with_its_account(sqlite: Database) -> None:
    _enrolled(sqlite)
    cookie, other, third = (_try(sqlite, SECRET) for _ in range(3))
    assert cookie
    assert other
    assert third
    assert _who(sqlite, cookie, AT + LOGIN_LASTS - timedelta(seconds=1)) is not None
    assert _who(sqlite, cookie, AT + LOGIN_LASTS) is None
    with sqlite.writing() as session:
        sign_out(session, other, AT)
    assert _who(sqlite, other, AT) is None
    assert _who(sqlite, third, AT) is not None
    with sqlite.writing() as session:
        session.exec(select(AccountRow)).one().disabled = True
    assert _who(sqlite, third, AT) is None
    assert _try(sqlite, SECRET) is None


def test_a_password_changes_only_with_the_old_one(sqlite: Database) -> None:
    someone = _enrolled(sqlite)
    for old, new, code in (
        ("sai", "mat-khau-moi-dai", "account.wrong_password"),
        (SECRET, "ngan", "account.short_password"),
    ):
        with pytest.raises(Refused, match=code), sqlite.writing() as session:
            change_password(session, someone.id, old=old, new=new)
    with sqlite.writing() as session:
        change_password(session, someone.id, old=SECRET, new="mat-khau-moi-dai")
    assert _try(sqlite, SECRET) is None
    assert _try(sqlite, "mat-khau-moi-dai") is not None


def test_a_login_name_is_given_once_whatever_its_case(sqlite: Database) -> None:
    _enrolled(sqlite)
    with pytest.raises(Refused, match=r"account\.taken"):
        _enrolled(sqlite, " HOCVIEN ")
