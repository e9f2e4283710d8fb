"""Grading: what stands between submitting and seeing the mark."""

from collections.abc import Iterator

from base.db import reading, writing
from benchmarks import school
from benchmarks.figure import Measured
from benchmarks.stopwatch import median, once, percentile
from course.attempts import Attempt, begin
from course.pinned import evidence_of, pinned
from grading.grade import grade
from sandbox.blobs import blobs
from sandbox.entities import Document, File, FileStatus, Filing, Post
from sandbox.tables import ROWS
from scenarios.exercise import find
from scenarios.garden import Garden
from scenarios.world import grow, keep

GOES = 40
ROWS_WANTED = 10_000


def measure() -> Iterator[Measured]:
    """Grade a finished attempt of the library's worlds, then one among ten thousand rows."""
    someone = school.people(1)[0]
    for name in (school.SMALL, school.LARGE):
        school.bake(name)
        attempt = school.started(someone, name)
        school.play(someone, attempt)
        ms = graded(attempt)
        how = f"grade() of a finished attempt of {name}, verdicts kept, evidence read anew"
        yield Measured(f"grade.{name}", median(ms), GOES, how)
    exercise = find(school.SMALL)
    attempt, rows = crowded()
    ms = graded(attempt)
    how = (
        f"grade() with {len(exercise.scenario.criteria)} criteria among {rows} rows, verdicts kept"
    )
    yield Measured("grade.crowded.p50", median(ms), GOES, how)
    yield Measured("grade.crowded.p95", percentile(ms, 0.95), GOES, how)


def graded(attempt: Attempt) -> list[float]:
    """Return how long grading an attempt takes, ms, go by go, once warm."""
    rubric = find(attempt.scenario).scenario.rubric

    def work() -> None:
        with reading() as session:
            grade(evidence_of(session, pinned(session, attempt.handle)), rubric)

    for _ in range(3):
        work()
    return [once(work) for _ in range(GOES)]


def crowded() -> tuple[Attempt, int]:
    """Start and play an attempt in a world with other agencies' files all around."""
    exercise = find(school.SMALL)
    garden = grow(exercise, "crowded", blobs=blobs())
    rows = _fill(garden)
    with writing() as session:
        keep(session, exercise, "crowded", garden)
    someone = school.people(1)[0]
    attempt = begin(someone, school.SMALL, at=school.tick(), seed="crowded")
    school.play(someone, attempt)
    return attempt, rows


def _fill(garden: Garden) -> int:
    """Add files, each with one document, until there are enough rows; return how many."""
    planter = garden.planter
    model, creator = planter.all(Document)[0], planter.all(Post)[0].ref
    count = sum(len(planter.all(kind)) for kind in ROWS)
    while count < ROWS_WANTED:
        document = model.model_copy(
            update={"ref": planter.next_ref(Document), "held_by": None, "arrival_number": None}
        )
        file = File(
            ref=planter.next_ref(File),
            file_catalog=2015,
            file_notation="07.TCKT",
            organ_id="Z99.00.99",
            title="Hồ sơ quyết toán của đơn vị khác",
            maintenance="10",
            status=FileStatus.CURRENT,
            creator=creator,
        )
        filing = Filing(
            ref=planter.next_ref(Filing), file=file.ref, document=document.ref, ordinal=1
        )
        for one in (document, file, filing):
            planter.add(one)
        count += 3
    return count
