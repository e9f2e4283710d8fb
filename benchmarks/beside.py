"""Beside other graders: the same questions to nbgrader, otter-grader and inspect_ai, and to us.

They live in an environment of their own (``.khotap/beside``, never the project's), made at first
use from ``benchmarks/others/requirements.txt``; that needs the network. Where it is missing and
nobody asked for it, nothing is measured and nothing is said of them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from base.db import reading
from base.settings import ROOT
from benchmarks import school
from benchmarks.figure import Measured
from benchmarks.marks import crowded, graded
from benchmarks.others.installed import install, python, ready
from benchmarks.regrading import copied, reweighed, submitted
from benchmarks.stopwatch import once
from course.pinned import pinned
from course.regrading import Console, Way, regrade
from sandbox.archive import Archive
from sandbox.blobs import blobs
from sandbox.tables import ROWS
from scenarios.exercise import Exercise, find

OTHERS: Final = ("nbgrader", "otter", "inspect")
GOES: Final = 10
COLD: Final = 3
STORED: Final = 100
"""Submissions that are graded anew after a weight changed."""
PATIENCE: Final = 1800


class Ours(NamedTuple):
    """What this house takes: one mark in a warm process, ms; one in a fresh process, s."""

    warm: float
    cold: float
    rows: int


def measure() -> Iterator[Measured]:
    """Grade one finished work, warm and in a fresh process; then a hundred stored ones anew."""
    if not ready():
        install()
    with tempfile.TemporaryDirectory(prefix="khotap-beside-") as name:
        folder = Path(name)
        ours = _ours()
        how = f"grade(), 12 criteria, {ours.rows} rows, evidence read anew"
        yield Measured("beside.grade.house", ours.warm, GOES, how)
        yield Measured("beside.cold.house", ours.cold, COLD, "a fresh process: import, read, grade")
        for other in OTHERS:
            yield from _one(other, folder / other, ours)
        anew, rows = _regraded()
        yield from anew
        for other in OTHERS:
            yield from _anew(other, folder / f"{other}-anew", rows, anew[0].value)


def _ours() -> Ours:
    school.opened()
    attempt, rows = crowded()
    warm = median(graded(attempt)[:GOES])
    command = [sys.executable, "-m", "benchmarks.others.house_goes", attempt.handle]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def work() -> None:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-600:])

    work()
    return Ours(warm, median(once(work) for _ in range(COLD)) / 1000, rows)


def _one(other: str, folder: Path, ours: Ours) -> Iterator[Measured]:
    """Measure one grader on one finished work."""
    asked = ["--rows", str(ours.rows), "--goes", str(GOES)]
    warm = median(_asked(other, folder, *asked))
    cold = median(once(lambda: _asked(other, folder, *asked, "--once")) / 1000 for _ in range(COLD))
    how = f"one finished work, 12 criteria, {ours.rows} rows"
    yield Measured(f"beside.grade.{other}", warm, GOES, f"{how}; its Python interface, warm")
    yield Measured(f"beside.grade.{other}.ratio", warm / ours.warm, GOES, "its median by ours")
    yield Measured(f"beside.cold.{other}", cold, COLD, f"{how}; a fresh process, the end included")
    yield Measured(f"beside.cold.{other}.ratio", cold / ours.cold, COLD, "its median by ours")


def _anew(other: str, folder: Path, rows: int, ours: float) -> Iterator[Measured]:
    """Measure one grader on a hundred stored works after a weight changed."""
    (ms,) = _asked(other, folder, "--rows", str(rows), "--regrade", str(STORED))
    how = f"{STORED} stored works, {rows} rows each, a weight changed"
    yield Measured(f"beside.regrade.{other}", ms / 1000, STORED, how)
    ratio = ms / 1000 / ours
    yield Measured(f"beside.regrade.{other}.ratio", ratio, STORED, "its time by ours from evidence")


def _asked(other: str, folder: Path, *words: str) -> list[float]:
    """Run a grader's script with its own Python; return the milliseconds it tells."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [python(), "-m", f"benchmarks.others.{other}_goes", str(folder), *words]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=_environment(folder),
        timeout=PATIENCE,
    )
    if done.returncode:
        raise RuntimeError(f"{other}: {(done.stdout + done.stderr)[-600:]}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return [float(ms) for ms in told["ms"]]


def _environment(folder: Path) -> dict[str, str]:
    """Return what a grader sees: its own programs, and no settings of whoever measures."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("KHOTAP")}
    homes = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return {
        **bare,
        **{name: str(folder / "home") for name in homes},
        "PATH": f"{Path(python()).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
    }


def _regraded() -> tuple[list[Measured], int]:
    """Grade a hundred stored attempts anew and write the marks; return how long, and the rows."""
    attempt = submitted()
    copied(attempt, STORED - 1)
    installed = find(school.SMALL)
    told = [
        _written("beside.regrade.house", reweighed(installed), "evidence"),
        _written("beside.regrade.house.points", installed, "points"),
    ]
    with reading() as session:
        archive = Archive(session, pinned(session, attempt.handle).row.sandbox, blobs=blobs())
        return told, sum(len(archive.all(kind)) for kind in ROWS)


def _written(name: str, judge: Exercise, way: Way) -> Measured:
    lines = []

    def work() -> None:
        lines.append(
            regrade(
                school.SMALL,
                by=Console(),
                at=school.tick(),
                dry_run=False,
                way=way,
                reason="a weight changed",
                exercise=judge,
            ).written
        )

    seconds = once(work) / 1000
    if lines != [STORED]:
        raise RuntimeError(f"{lines} lines written; {STORED} expected")
    return Measured(name, seconds, STORED, f"regrade by {way}, lines written in the gradebook")
