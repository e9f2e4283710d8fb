"""An archive of twenty thousand records, a tenth of them with bytes: grown, cloned, worked in.

The world is the smallest exercise's, with the closed files of twelve years behind it: its trainee
drafts, files and is graded among 20,000 documents instead of a dozen.
"""

import asyncio
import multiprocessing
import random
import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter
from typing import Final, NamedTuple

from base.db import reading, writing
from benchmarks import school
from benchmarks.classroom import resident, served
from benchmarks.figure import Measured
from benchmarks.stopwatch import each, median, once, percentile
from benchmarks.visitor import Visitor, data_of, sign_in
from course.attempts import Attempt, begin
from course.people import Person
from course.pinned import evidence_of, pinned
from grading.grade import grade
from sandbox.blobs import blobs
from sandbox.entities import Component, Document, File
from sandbox.tables import ROWS
from scenarios.exercise import Exercise, find
from scenarios.recipes.agency import Agency
from scenarios.recipes.backlog import Backlog
from scenarios.world import grow, keep

FILES: Final = 6_080
"""Enough for 20,000 documents."""
DIGITISED: Final = 0.1
GOES: Final = 40
SEED: Final = "scale"
_SINCE: Final = 2005


class Grown(NamedTuple):
    """What a worker tells of the world it grew and kept."""

    seconds: float
    kept: float
    records: int
    files: int
    digitised: int
    rows: int
    peak: float


def measure() -> Iterator[Measured]:
    """Grow the world in a worker, play in it here, look at it through the app."""
    yield from of_size(FILES)


def of_size(files: int) -> Iterator[Measured]:
    """Measure a world of so many files."""
    school.opened()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        told = pool.submit(grown, files).result()
    how = (
        f"{told.records} documents in {told.files} files, {told.digitised} with bytes, "
        f"{told.rows} rows; one process, detectors run"
    )
    yield Measured("scale.grown", told.seconds, 1, how)
    yield Measured("scale.memory", told.peak, 1, "the process that grew it")
    yield Measured("scale.kept", told.kept, 1, "one transaction, the fingerprint taken")
    class_ = school.people(6)
    starts: list[Attempt] = []

    def start(someone: Person) -> None:
        starts.append(begin(someone, school.SMALL, at=school.tick(), seed=SEED))

    ms = each(class_, start)[1:]
    yield Measured("scale.start", median(ms), len(ms), f"course.attempts.begin, {told.rows} rows")
    yield from _played(class_[0], starts[0])
    yield from _graded(starts[0], told.rows)
    yield from _seen(class_[1], starts[1].handle)


def grown(files: int) -> Grown:
    """Grow and keep the world, in a worker."""
    exercise = _sized(find(school.SMALL), files)
    begun = perf_counter()
    garden = grow(exercise, SEED, blobs=blobs())
    seconds = perf_counter() - begun
    planter = garden.planter
    with writing() as session:
        planted = perf_counter()
        keep(session, find(school.SMALL), SEED, garden)
    return Grown(
        seconds,
        perf_counter() - planted,
        len(planter.all(Document)),
        len(planter.all(File)),
        len({part.document for part in planter.all(Component)}),
        sum(len(planter.all(kind)) for kind in ROWS),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _sized(exercise: Exercise, files: int) -> Exercise:
    """Return the exercise with the closed files of twelve years in its agency's archive."""
    backlog = Backlog.model_validate(
        {
            "count": files,
            "from": _SINCE,
            "to": 2016,
            "shares": {"due": 8, "running": 6, "permanent": 4, "undecided": 1, "linked": 1},
            "documents_per_file": [2, 8],
            "digitised": DIGITISED,
        }
    )
    world = exercise.scenario.world
    recipes = [
        one.model_copy(update={"since": _SINCE}) if isinstance(one, Agency) else one
        for one in world.recipes
    ]
    place = next(n for n, one in enumerate(recipes) if one.recipe == "regulation") + 1
    recipes[place:place] = [backlog]
    told = exercise.scenario.model_copy(
        update={"world": world.model_copy(update={"recipes": recipes})}
    )
    return exercise.model_copy(update={"scenario": told})


def _played(someone: Person, attempt: Attempt) -> Iterator[Measured]:
    acts = school.play(someone, attempt)
    ms = [act.ms for act in acts][1:]  # the first reads the template's rows, once a process
    how = "course.acting.act, the reference solution of first-file, guided steps judged"
    yield Measured("scale.act", median(ms), len(ms), how)
    yield Measured("scale.act.p95", percentile(ms, 0.95), len(ms), "the same")


def _graded(attempt: Attempt, rows: int) -> Iterator[Measured]:
    rubric = find(attempt.scenario).scenario.rubric

    def work() -> None:
        with reading() as session:
            grade(evidence_of(session, pinned(session, attempt.handle)), rubric)

    ms = [once(work) for _ in range(GOES + 3)][3:]
    count = len(rubric.criteria)
    how = f"grade() with {count} criteria among {rows} rows, verdicts kept, evidence read anew"
    yield Measured("scale.grade.p50", median(ms), GOES, how)
    yield Measured("scale.grade.p95", percentile(ms, 0.95), GOES, how)


def _seen(someone: Person, handle: str) -> Iterator[Measured]:
    with served() as (port, pid):
        cookie = sign_in(port, someone.login, school.PASSWORD)
        told = asyncio.run(_looked(Visitor(port, cookie, "desk", attempt=handle)))
        peak = resident(pid, "VmHWM")
    pages = [ms for name, times in told.items() if name != "open" for ms in times]
    how = ", ".join(
        f"{name} {median(times):.0f} ms" for name, times in told.items() if name != "open"
    )
    yield Measured("scale.open", told["open"][0], 1, "the first page of a process just started")
    yield Measured("scale.pages.p50", median(pages), len(pages), f"medians: {how}")
    yield Measured("scale.pages.p95", percentile(pages, 0.95), len(pages), "the same")
    yield Measured("scale.app.memory", peak, 1, "highest resident memory of the app's process")


async def _looked(tab: Visitor) -> dict[str, list[float]]:
    """Open registers, the files' list, files, documents; search; sit elsewhere: an act."""
    told: dict[str, list[float]] = {"open": [await tab.open()]}
    luck = random.Random(7)
    try:
        await _show(tab, "list:incoming")
        await _show(tab, "list:files")
        for go in range(12):
            for name in ("incoming", "outgoing", "files"):
                told.setdefault("a list", []).append(await _show(tab, f"list:{name}"))
                refs = [row["ref"] for row in data_of(tab.find("list-part"))["rows"]]
            for word in (luck.choice(_WORDS), ""):
                told.setdefault("a search", []).append(await _sought(tab, word))
            told.setdefault("a file", []).append(await _show(tab, luck.choice(refs)))
            inside = [row["ref"] for row in data_of(tab.find("contents-part"))["rows"]]
            told.setdefault("a document", []).append(await _show(tab, luck.choice(inside)))
            posts = list(tab.find("SwitchDesk.post").options)
            ms = await tab.choose("SwitchDesk.post", posts[go % len(posts)])
            told.setdefault("an act", []).append(ms)
    finally:
        await tab.close()
    return told


async def _show(tab: Visitor, what: str) -> float:
    return await tab.send_event("explorer-part", "open", what)


async def _sought(tab: Visitor, word: str) -> float:
    told = {"search": word, "facets": {}, "sort": "", "down": False, "page": 0}
    return await tab.send_event("list-part", "seek", told)


_WORDS: Final = ("báo cáo", "kinh phi", "tuyển dụng", "quyet dinh", "2011")
"""Searched for; those without marks find the same as those with them."""
