"""A crowd at the one write door: twenty writers at once, fifty submissions on a limit of two."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import perf_counter
from typing import TypeVar

from base.db import reading, writing
from base.errors import Refused
from benchmarks import school
from benchmarks.figure import Measured
from benchmarks.stopwatch import once, percentile
from course.acting import act
from course.attempts import Attempt
from course.entering import Terms, enter
from course.people import Person
from course.pinned import open_archive, pinned
from course.submitting import submit
from scenarios import exercise as library
from scenarios.exercise import LIBRARY, find
from scenarios.world import baked

WRITERS = 20
EACH = 25
SUBMITS = 50
LIMIT = 2

S = TypeVar("S")
R = TypeVar("R")


def measure() -> Iterator[Measured]:
    """Let everybody write at once, then let one trainee submit fifty attempts at once."""
    yield from _writers()
    yield from _submits()


def _writers() -> Iterator[Measured]:
    school.bake(school.SMALL)
    seats = [(one, school.started(one, school.SMALL)) for one in school.people(WRITERS)]
    ready = Barrier(WRITERS)

    def work(seat: tuple[Person, Attempt]) -> tuple[list[float], int]:
        someone, attempt = seat
        posts, changes = _desks(attempt)
        ready.wait()
        ms, errors = [], 0
        for number in range(EACH):
            request = {"op": "switch-desk", "post": posts[(number + 1) % len(posts)]}
            begun = perf_counter()
            answered = act(someone, attempt.handle, request, expected_seq=changes, at=school.tick())
            ms.append((perf_counter() - begun) * 1000)
            errors += answered.reply != "accepted"
            changes = answered.changes
        return ms, errors

    begun = perf_counter()
    told = _at_once(WRITERS, work, seats)
    seconds = perf_counter() - begun
    count = WRITERS * EACH
    how = f"{WRITERS} threads, {EACH} acts each, SQLite, every commit waits for the disk"
    yield Measured("writers.errors", sum(errors for _, errors in told), count, how)
    yield Measured("writers.rate", count / seconds, count, how)
    every = [one for ms, _ in told for one in ms]
    yield Measured("writers.p95", percentile(every, 0.95), count, how)


def _at_once(count: int, work: Callable[[S], R], things: list[S]) -> list[R]:
    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(work, things))


def _desks(attempt: Attempt) -> tuple[list[str], int]:
    with reading() as session:
        state = open_archive(session, pinned(session, attempt.handle)).state
        return list(state["desks"]), state["changes"]


def _submits() -> Iterator[Measured]:
    folder = Path(tempfile.mkdtemp(prefix="khotap-library-"))
    try:
        _limited(folder)
        someone = school.people(1)[0]
        exercise = find(school.SMALL)
        template = baked(exercise, school.SEED)
        handles = []
        for _ in range(SUBMITS):
            with writing() as session:
                terms = Terms(mode=exercise.scenario.mode, seed=school.SEED)
                row = enter(session, someone, exercise, template, terms, at=school.tick())
                handles.append(row.handle)
        ready = Barrier(SUBMITS)

        def work(handle: str) -> bool:
            ready.wait()
            try:
                submit(someone, handle, at=school.tick())
            except Refused:
                return False
            return True

        done: list[bool] = []
        ms = once(lambda: done.extend(_at_once(SUBMITS, work, handles)))
    finally:
        shutil.rmtree(folder)
    how = f"{SUBMITS} open attempts of one trainee, submitted by {SUBMITS} threads; {ms:.0f} ms"
    yield Measured("submits.accepted", sum(done), SUBMITS, how)


def _limited(folder: Path) -> None:
    """Let the house read a library in which the small scenario may be submitted twice."""
    shutil.copytree(LIBRARY / school.SMALL, folder / school.SMALL)
    path = folder / school.SMALL / "scenario.yaml"
    told = path.read_text("utf-8")
    limited = told.replace("policies: {", f"policies: {{attempts: {LIMIT}, ")
    assert limited != told
    path.write_text(limited, "utf-8")
    for function in (library.folders, library.find):
        function.__defaults__ = (folder,)
