"""The gradebook: lines are added and never touched; what counts is read from them."""

import ast
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from base.db import Database
from base.settings import ROOT
from grading import gradebook
from grading.gradebook import Entry, Standing
from grading.mark import Mark
from grading.report import Report, Result
from tests.base import source

AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)


def report(score: float = 80, *, passed: bool = True) -> Report:
    one = Result(id="a", mark=Mark.PARTLY, credit=score / 100, points=score, possible=100)
    return Report(score=score, passed=passed, pass_mark=70, results=[one])


def add(session: Session, attempt: str = "one", score: float = 80, **facts: Any) -> Standing:
    defaults = {"entry": Entry.GRADE, "rubric": "digest", "at": AT}
    return gradebook.write(session, attempt, report(score), **{**defaults, **facts})


def test_a_line_comes_back_as_it_was_written(database: Database) -> None:
    with database.writing() as session:
        written = add(session, score=81.25, author="giangvien", reason="xem lại")
    with database.reading() as session:
        assert gradebook.lines(session, "one") == [written]
        assert gradebook.standing(session, "one") == written
        assert written.report == report(81.25)
        assert (written.score, written.passed) == (81.25, True)
        assert (written.author, written.reason, written.at) == ("giangvien", "xem lại", AT)
        assert gradebook.count(session) == 1


def test_a_score_may_differ_from_the_reports(database: Database) -> None:
    with database.writing() as session:
        paid = add(session, score=80, passed=False)
        gradebook.write(
            session, "two", report(80), entry=Entry.GRADE, rubric="d", at=AT, score=65.0
        )
    with database.reading() as session:
        assert not paid.passed
        kept = gradebook.standing(session, "two")
        assert kept is not None
        assert (kept.score, kept.report.score) == (65.0, 80)


STANDINGS: list[tuple[str, list[tuple[Entry, float, dict[str, Any]]], float | None]] = [
    ("nobody marked it", [], None),
    ("the only one", [(Entry.GRADE, 50, {})], 50),
    ("the last machine mark", [(Entry.GRADE, 50, {}), (Entry.REGRADE, 60, {})], 60),
    ("a lower regrade", [(Entry.GRADE, 50, {}), (Entry.REGRADE, 40, {})], 40),
    ("a regrade that was not to count",
     [(Entry.GRADE, 50, {}), (Entry.REGRADE, 90, {"counts": False})], 50),
    ("a human mark", [(Entry.GRADE, 50, {}), (Entry.OVERRIDE, 30, {})], 30),
    ("a human mark beats a later machine",
     [(Entry.GRADE, 50, {}), (Entry.OVERRIDE, 30, {}), (Entry.REGRADE, 99, {})], 30),
    ("the last human mark", [(Entry.OVERRIDE, 30, {}), (Entry.GRADE, 50, {}),
                             (Entry.OVERRIDE, 35, {})], 35),
    ("only lines that do not count", [(Entry.REGRADE, 50, {"counts": False})], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "score"), STANDINGS, ids=[one[0] for one in STANDINGS])
def test_what_counts(name: str, lines: Any, score: float | None, sqlite: Database) -> None:
    with sqlite.writing() as session:
        add(session, "another", 77, entry=Entry.OVERRIDE)
        for entry, points, facts in lines:
            add(session, "one", points, entry=entry, **facts)
        found = gradebook.standing(session, "one")
        assert (found.score if found else None) == score, name
        many = gradebook.standings(session, ["one", "another", "nobody"])
        assert {k: v.score for k, v in many.items()} == {
            "another": 77, **({} if score is None else {"one": score}),
        }  # fmt: skip
        session.rollback()


lines = st.lists(
    st.tuples(st.sampled_from(Entry), st.integers(0, 100), st.booleans()), min_size=1, max_size=8
)


@given(lines)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_written_later_changes_what_was_written(sqlite: Database, told: Any) -> None:
    with sqlite.writing() as session:
        seen: list[Standing] = []
        for place, (entry, score, counts) in enumerate(told):
            at = AT + timedelta(minutes=place)
            seen.append(add(session, "one", score, entry=entry, counts=counts, at=at))
            assert gradebook.lines(session, "one") == seen
        human = [one for one in seen if one.entry is Entry.OVERRIDE]
        if human:
            assert gradebook.standing(session, "one") == human[-1]
        session.rollback()


def test_no_code_changes_or_removes_a_line() -> None:
    """Only the gradebook knows the row; it adds and selects, and assigns to no row's field."""
    knowing = {
        source.name(path)
        for path in source.modules()
        if any(isinstance(n, ast.Name) and n.id == "MarkRow" for n in ast.walk(source.tree(path)))
        or any(
            isinstance(n, ast.ImportFrom) and "MarkRow" in {alias.name for alias in n.names}
            for n in ast.walk(source.tree(path))
        )
    }
    assert knowing == {"grading/gradebook.py"}
    path = ROOT / "grading" / "gradebook.py"
    called = {source.called(call) for call in source.calls(path)}
    assert not called & {"update", "delete", "merge", "execute", "setattr", "bulk_update_mappings"}
    stored = [
        node
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del)
    ]
    assert stored == []
