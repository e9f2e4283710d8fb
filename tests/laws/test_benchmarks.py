"""The benchmark says what it promises: every figure has a budget line, its JSON a shape."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from base.settings import ROOT
from benchmarks.figure import Budget, Measured, budgets, judged
from benchmarks.others import task
from benchmarks.others.installed import REQUIREMENTS
from benchmarks.report import plot, table
from benchmarks.run import ASKED, GROUPS, main
from benchmarks.stopwatch import percentile

KEYS = {"name", "value", "unit", "budget", "met", "n", "how"}


def test_a_group_run_by_itself_prints_and_writes_its_figures(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--only", "clones"]
    done = subprocess.run(
        [*command, "--json", str(out)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(out.read_text("utf-8"))
    assert [one["name"] for one in told] == ["machine.load", "clone.sqlite", "clone.postgres"]
    assert all(one.keys() == KEYS and one["n"] >= 1 for one in told)
    assert "clone.sqlite" in done.stdout


def test_every_budget_says_its_unit_its_words_and_at_most_one_bound() -> None:
    for name, budget in budgets().items():
        bounds = [one for one in (budget.most, budget.least, budget.exactly) if one is not None]
        assert len(bounds) <= 1, name
        assert budget.title
        assert budget.source


def test_every_group_is_a_module_that_measures() -> None:
    for group in (*GROUPS, *ASKED):
        text = (ROOT / "benchmarks" / f"{group}.py").read_text("utf-8")
        assert "def measure() -> Iterator[Measured]:" in text


@pytest.mark.parametrize(
    ("bound", "value", "met"),
    [
        ({"most": 5}, 5, True),
        ({"most": 5}, 5.1, False),
        ({"least": 40}, 39, False),
        ({"exactly": 2}, 2, True),
        ({"exactly": 2}, 3, False),
        ({}, 1, None),
    ],
)
def test_a_value_is_held_against_its_budget(
    bound: dict[str, float], value: float, met: bool | None
) -> None:
    budget = Budget(unit="ms", title="t", source="s", **bound)
    assert judged(Measured("x", value, 1, "how"), {"x": budget})["met"] is met


def test_a_figure_without_a_budget_line_is_an_error() -> None:
    with pytest.raises(KeyError):
        judged(Measured("no-such-figure", 1, 1, "how"), budgets())


def test_the_95th_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([float(one) for one in range(1, 101)], 0.95) == 95
    assert percentile([7.0], 0.95) == 7


def test_the_page_and_the_plot_are_made_from_the_figures() -> None:
    known = budgets()
    told = [
        judged(Measured("start", 400, 20, "begin"), known),
        judged(Measured("growth.50", 2, 1, "51 documents; x"), known),
        judged(Measured("growth.400", 16, 1, "402 documents; x"), known),
    ]
    made = table(told, "today")
    assert "| 400 ms | ≤ 300 ms | ✗ | 20 | begin |" in made
    assert plot(told).count("<circle") == 2


def test_what_was_not_measured_for_want_of_the_network_is_said_and_has_no_figure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("benchmarks.others.installed.PLACE", tmp_path / "nothing-here")
    monkeypatch.setattr("benchmarks.run.GROUPS", ())
    out = tmp_path / "figures.json"
    assert main(["--json", str(out)]) == 0
    assert "beside: not measured" in capsys.readouterr().out
    assert [one["name"] for one in json.loads(out.read_text("utf-8"))] == ["machine.load"]


def test_other_graders_are_installed_in_exact_versions() -> None:
    lines = [
        line for line in REQUIREMENTS.read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    names = {line.partition("==")[0] for line in lines if line}
    assert {"nbgrader", "otter-grader", "inspect_ai"} <= names
    assert all(line.count("==") == 1 for line in lines if line)


def test_the_work_that_others_grade_holds_all_but_one_criterion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task.write(tmp_path, 500)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(f"{task.LOAD}\n{task.WORK}", names)  # noqa: S102 - our own text
    held = {
        name: bool(eval(question, names))  # noqa: S307 - our own text
        for name, question in task.CRITERIA.items()
    }
    assert len(held) == 12
    assert [name for name, holds in held.items() if not holds] == ["kept"]
