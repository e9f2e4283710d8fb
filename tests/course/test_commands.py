"""The school's commands as others' scripts call them: real processes, JSON out, exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from base.db import Database
from base.settings import ROOT
from course import classes
from course.export import BOM, as_csv, marks, safe
from course.people import Person
from course.submitting import submit
from scenarios.exercise import find
from tests.course.house import MORNING, NAME, House, opened, tick


def _run(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KHOTAP_LANGUAGE": "en", **variables}
    return subprocess.run(
        [sys.executable, "-m", "course", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.fixture(scope="module", params=["solution", "idle", "overdo"])
def played(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    done = _run("play", NAME, "--seed", "1", "--solver", request.param, "--json")
    assert done.returncode == 0, done.stderr
    return request.param, json.loads(done.stdout)


def test_play_prints_the_mark_its_evidence_and_the_state_it_left(
    played: tuple[str, dict[str, Any]],
) -> None:
    solver, told = played
    assert {"score", "passed", "criteria", "events", "fingerprint"} <= told.keys()
    assert (told["solver"], told["seed"]) == (solver, "1")
    assert [one["id"] for one in told["criteria"]] == [
        one.id for one in find(NAME).scenario.criteria
    ]
    for one in told["criteria"]:
        assert {"id", "mark", "points", "evidence"} <= one.keys()
        assert all({"code", "good", "refs", "events"} <= found.keys() for found in one["evidence"])
    assert len(told["fingerprint"]) == 64
    right = {"solution": 100, "idle": 0}
    if solver in right:
        assert told["score"] == right[solver]
        assert told["passed"] is (solver == "solution")
    assert (told["events"] > 0) is (solver != "idle")


def test_play_refuses_what_is_not_there_with_the_nearest_word() -> None:
    done = _run("play", "first-fil", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "first-file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def house(sqlite: Database) -> Iterator[House]:
    with opened(sqlite) as made:
        yield made


@pytest.fixture
def someone(house: House) -> Person:
    """A trainee with a name that a spreadsheet would run, and a submitted attempt."""
    made = house.person('=HYPERLINK("http://x.example")')
    with house.database.writing() as session:
        room = classes.found(session, code="L-01", name="Lớp một", at=MORNING)
        classes.join(session, room, made)
    attempt = house.started(made)
    submit(made, attempt.handle, at=tick())
    return made


@pytest.mark.usefixtures("someone")
def test_regrade_says_who_moves_and_who_crosses_the_pass_line(house: House) -> None:
    at = {"KHOTAP_DATABASE": house.database.url}
    done = _run("regrade", "--scenario", NAME, "--dry-run", "--json", **at)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["scenario"], told["attempts"], told["written"]) == (NAME, 1, 0)
    assert told["dry_run"] is True
    assert told["moves"] == []  # nothing has changed since
    assert _run("regrade", "--scenario", "no-such-thing", **at).returncode == 2


def test_export_writes_a_line_an_attempt_with_criteria_in_both_forms(
    house: House, someone: Person, tmp_path: Path
) -> None:
    house.started(house.person("Nguyễn Văn Bình"))
    at = {"KHOTAP_DATABASE": house.database.url}
    table, whole = tmp_path / "diem.csv", tmp_path / "diem.json"
    assert _run("export", "--scenario", NAME, "--out", str(table), **at).returncode == 0
    assert _run("export", "--format", "json", "--out", str(whole), **at).returncode == 0
    text = table.read_bytes().decode("utf-8")
    assert text.startswith(BOM)
    header, *rows = csv.reader(io.StringIO(text.removeprefix(BOM)))
    ids = [one.id for one in find(NAME).scenario.criteria]
    assert header[:3] == ["Lớp / Class", "Tên đăng nhập / Login", "Họ và tên / Name"]
    assert header[-len(ids) :] == ids
    assert len(rows) == 2
    lines = json.loads(whole.read_text("utf-8"))["lines"]
    mine = next(one for one in lines if one["login"] == someone.login)
    assert (mine["school_class"], mine["status"], mine["score"]) == ("L-01", "submitted", 0)
    assert [one["id"] for one in mine["criteria"]] == ids
    other = next(one for one in lines if one["login"] != someone.login)
    assert (other["score"], other["passed"], other["criteria"]) == (None, None, [])


@pytest.mark.usefixtures("someone")
def test_export_overwrites_nothing_and_knows_its_classes(house: House, tmp_path: Path) -> None:
    at = {"KHOTAP_DATABASE": house.database.url}
    there = tmp_path / "there.csv"
    there.write_text("mine")
    done = _run("export", "--out", str(there), **at)
    assert (done.returncode, there.read_text()) == (2, "mine")
    assert "nothing is overwritten" in done.stderr
    done = _run("export", "--class", "L-02", **at)
    assert done.returncode == 2
    assert "L-01" in done.stderr
    done = _run("export", "--class", "L-01", **at)
    assert (done.returncode, done.stdout.count("\r\n") or done.stdout.count("\n")) == (0, 2)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_can_be_taken_for_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.usefixtures("someone")
def test_names_are_made_harmless_and_points_stay_numbers() -> None:
    text = as_csv(marks()).removeprefix(BOM)
    _, row = csv.reader(io.StringIO(text))
    assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))]
    assert "'=HYPERLINK" in text
    export = marks(NAME, "L-01")
    points = [str(one.points) for one in export.lines[0].criteria]
    assert row[-len(points) :] == points
