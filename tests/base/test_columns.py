"""A fact lies the same in both databases: moments in UTC, enums as codes, JSON that compares."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from base.columns import Code, Facts, Moment
from base.db import Database

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Shade(StrEnum):
    DARK = "dark"
    LIGHT = "light"


SHEET = Table(
    "sheet_of_columns",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Moment),
    Column("shade", Code(Shade)),
    Column("facts", Facts),
)


@pytest.fixture
def paper(database: Database) -> Database:
    with database.engine.connect().execution_options(writing=True) as connection:
        SHEET.create(connection)
        connection.commit()
    return database


def _kept(database: Database, **values: Any) -> Any:
    with database.writing() as session:
        session.execute(insert(SHEET).values(**values))
        row = session.execute(select(SHEET)).mappings().one()
        session.rollback()
    return row


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
seconds = st.integers(-750_000_000 * 10**6, 3_800_000_000 * 10**6)  # microseconds, 1946 to 2090
moments = st.builds(
    lambda us, zone: (EPOCH + timedelta(microseconds=us)).astimezone(zone), seconds, zones
)
once = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(moments)
@once
def test_a_moment_comes_back_as_the_same_moment_in_utc(paper: Database, at: datetime) -> None:
    kept = _kept(paper, at=at)["at"]
    assert kept == at
    assert kept.utcoffset() == timedelta(0)


@given(st.lists(moments, min_size=2, max_size=6))
@once
def test_moments_sort_as_moments_whatever_their_zone(paper: Database, at: list[datetime]) -> None:
    with paper.writing() as session:
        session.execute(insert(SHEET), [{"at": one} for one in at])
        kept = list(session.execute(select(SHEET.c.at).order_by(SHEET.c.at)).scalars())
        later = session.execute(select(SHEET.c.id).where(SHEET.c.at > at[0])).all()
        session.rollback()
    assert kept == sorted(at)
    assert len(later) == sum(one > at[0] for one in at)


def test_a_naive_moment_is_refused(paper: Database) -> None:
    with pytest.raises(StatementError, match="naive"):
        _kept(paper, at=datetime(2026, 3, 2, 8, 0))  # noqa: DTZ001 - that is the point


def test_no_moment_is_none(paper: Database) -> None:
    assert dict(_kept(paper)) == {"id": 1, "at": None, "shade": None, "facts": None}


def test_a_code_comes_back_as_its_member_and_lies_as_text(paper: Database) -> None:
    with paper.writing() as session:
        session.execute(insert(SHEET).values(shade="light"))
        session.execute(insert(SHEET).values(shade=Shade.DARK))
        kept = list(session.execute(select(SHEET.c.shade).order_by("id")).scalars())
        raw = session.connection().exec_driver_sql("SELECT shade FROM sheet_of_columns ORDER BY id")
        assert [tuple(row) for row in raw] == [("light",), ("dark",)]
    assert kept == [Shade.LIGHT, Shade.DARK]
    assert all(isinstance(one, Shade) for one in kept)


def test_a_code_that_the_enum_does_not_have_is_refused(paper: Database) -> None:
    with pytest.raises(StatementError, match="not a valid Shade"):
        _kept(paper, shade="grey")


json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.sampled_from(["", "Hồ sơ", "a'"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)


@given(st.lists(json) | st.dictionaries(st.sampled_from("abc"), json))
@once
def test_facts_come_back_and_are_found_by_equality(paper: Database, facts: Any) -> None:
    with paper.writing() as session:
        session.execute(insert(SHEET).values(facts=facts))
        session.execute(insert(SHEET).values(facts={"another": "one"}))
        found = list(session.execute(select(SHEET.c.facts).where(SHEET.c.facts == facts)).scalars())
        session.rollback()
    assert found == [facts]


def test_the_order_in_which_facts_were_written_does_not_matter(paper: Database) -> None:
    with paper.writing() as session:
        session.execute(insert(SHEET).values(facts={"b": 1, "a": [1, 2]}))
        same = session.execute(select(SHEET.c.id).where(SHEET.c.facts == {"a": [1, 2], "b": 1}))
        assert len(same.all()) == 1


def test_moments_written_now_read_as_aware(paper: Database) -> None:
    assert _kept(paper, at=datetime(2026, 3, 2, 8, 15, tzinfo=UTC))["at"].tzinfo is not None
