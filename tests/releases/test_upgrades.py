"""Continuity: what an earlier release wrote opens today, goes on, and keeps its marks."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlmodel import select

import base.db
import course.pinned
import scenarios.world
from base.db import Database, migrations
from base.errors import Refused
from base.language import say
from benchmarks.school import Player
from course.acting import act
from course.attempts import Attempt, attempts_of, begin, view
from course.closing import give_up_outdated, sweep
from course.demo import DEMO
from course.fidelity import Fidelity, replayed
from course.journal import broken_at as journal_broken
from course.journal import entries
from course.people import Person, sign_in
from course.pinned import Footing, content, evidence_of, exercise_of, open_archive, pinned
from course.regrading import again
from course.submitting import result_of, submit
from course.tables import AttemptRow, FailureRow, LoginRow
from grading import gradebook
from grading.grade import grade
from grading.report import Report
from sandbox.archive import Archive
from sandbox.blobs import blobs
from sandbox.colleagues import replay
from sandbox.door import Reply
from sandbox.events import broken_at
from scenarios import exercise as library_code
from scenarios.exercise import LIBRARY, find
from scenarios.tables import WorldRow
from scenarios.world import start
from tests.releases.keeping import releases, restore, version
from tests.releases.school import CLOSES, SCENARIO, account, clock, played

GOES_ON = {"0.1.0": True}
"""Whether today's verbs, grading and rules mean what a release's meant: its open attempts go on.
Change a line to False only with a change of meaning that the changelog tells."""


class Left:
    """What a release left, opened by today's code."""

    def __init__(self, database: Database, told: dict[str, Any], name: str) -> None:
        self.database, self.told, self.name = database, told, name

    def who(self, which: str) -> Person:
        return account(self.told[which]["login"])

    def handle(self, which: str) -> str:
        return str(self.told[which]["attempt"])

    def attempt(self, which: str) -> Attempt:
        with self.database.reading() as session:
            return view(pinned(session, self.handle(which)).row)

    def play_on(self, which: str) -> None:
        """Do what was left to do, as the content that was pinned says."""
        told, attempt = self.told[which], self.attempt(which)
        with self.database.reading() as session:
            steps = exercise_of(session, pinned(session, attempt.handle)).solutions[0].steps
        rest = steps[[step.id for step in steps].index(told["last"]) + 1 :]
        moments = clock(attempt.started_at + timedelta(minutes=30))
        player = Player(
            self.who(which),
            attempt,
            steps=rest,
            labels=told["made"],
            clock=lambda: next(moments),
        )
        assert len(list(player.acts())) >= len(rest) > 3


@pytest.fixture(scope="module", params=releases(), ids=lambda folder: folder.name)
def laid_out(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any], str]:
    """A release's database as it was written, and what is told of it."""
    path = tmp_path_factory.mktemp("release") / "khotap.db"
    told = restore(request.param, path, blobs())
    return path, told, request.param.name.removeprefix("release-")


@pytest.fixture
def left(laid_out: tuple[Path, dict[str, Any], str], tmp_path: Path) -> Iterator[Left]:
    """The school that a release left, in a copy of its own, under today's schema."""
    path, told, name = laid_out
    shutil.copy(path, tmp_path / "khotap.db")
    database = Database(f"sqlite:///{tmp_path / 'khotap.db'}", durable=False)
    database.upgrade()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base.db, "database", lambda: database)
        patch.setattr(scenarios.world, "database", lambda: database)
        yield Left(database, told, name)
    database.close()


def _goes_on(left: Left) -> None:
    if not GOES_ON[left.name]:
        pytest.skip("today's engine means something else; the fresh start is tested below")


def test_this_release_or_an_earlier_one_left_its_database() -> None:
    names = [folder.name.removeprefix("release-") for folder in releases()]
    assert names == list(GOES_ON)
    assert _parts(names[-1]) <= _parts(version())


def _parts(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]


def test_its_database_has_todays_schema_after_the_upgrade(left: Left) -> None:
    with left.database.engine.connect() as connection:
        command.check(migrations(connection))  # raises where a table would still change


def test_its_people_sign_in(left: Left) -> None:
    at = left.attempt("open").started_at + timedelta(days=1)
    with left.database.writing() as session:
        for one in DEMO:
            assert sign_in(session, login=one.login, password=one.password, at=at)


def test_its_archives_and_its_logs_are_whole(left: Left) -> None:
    with left.database.reading() as session:
        for world in session.exec(select(WorldRow)).all():
            template = Archive(session, world.sandbox, blobs=blobs())
            assert template.fingerprint() == world.fingerprint
        rows = session.exec(select(AttemptRow)).all()
        assert len(rows) == 3
        for row in rows:
            assert row.id
            archive = open_archive(session, pinned(session, row.handle))
            events = archive.events()
            assert (broken_at(events), events[-1].hash) == (None, archive.state["head"])
            assert journal_broken(entries(session, row.id), row.head) is None


def test_its_open_attempt_is_played_on_to_a_hundred(left: Left) -> None:
    _goes_on(left)
    assert content(left.handle("open"))[1] is not Footing.ENGINE_MOVED
    left.play_on("open")
    at = left.attempt("open").started_at + timedelta(hours=2)
    told = submit(left.who("open"), left.handle("open"), at=at)
    assert (told.mark.score, told.mark.passed) == (100, True)


def test_the_work_that_was_left_half_done_alone_earns_no_hundred(left: Left) -> None:
    """Else going on would prove nothing."""
    _goes_on(left)
    at = left.attempt("open").started_at + timedelta(hours=2)
    told = submit(left.who("open"), left.handle("open"), at=at)
    assert told.mark.score < 60


def test_its_submitted_work_is_judged_to_the_same_bytes_and_points(left: Left) -> None:
    _goes_on(left)
    told = left.told["submitted"]
    with left.database.reading() as session:
        mark = gradebook.standing(session, told["attempt"])
        assert mark
        assert (mark.score, mark.passed) == (told["score"], told["passed"])
        assert 0 < mark.score < 100
        assert mark.report.as_json() == told["report"]
        kept = pinned(session, told["attempt"])
        judge = exercise_of(session, kept)
        for way in ("evidence", "points"):
            report = again(session, told["attempt"], mark, judge, way)
            assert report.as_json() == told["report"]
        lost = {one.id for one in mark.report.results if one.points < one.possible}
        assert lost == {"reply-filed"}
        assert evidence_of(session, kept).archive.state["sealed"]


def test_its_log_is_played_again_to_the_same_marks(left: Left) -> None:
    """Rows may have got new fields since; nothing that was done then is refused now."""
    _goes_on(left)
    assert [(one.fidelity is Fidelity.REFUSED, one.first) for one in replayed(SCENARIO)] == [
        (False, None)
    ]
    with left.database.writing() as session:
        kept = pinned(session, left.handle("submitted"))
        mark = gradebook.standing(session, left.handle("submitted"))
        fresh = start(session, kept.template, kind="scratch", blobs=blobs())
        replay(fresh, open_archive(session, kept).events(after=fresh.state["events"]))
        rubric = exercise_of(session, kept).scenario.rubric
        report = grade(evidence_of(session, kept, fresh), rubric)
        session.rollback()
    assert mark
    assert _marks(report) == _marks(mark.report)


def _marks(report: Report) -> dict[str, tuple[str, float]]:
    return {one.id: (str(one.mark), one.points) for one in report.results}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_feedback_is_told_in_todays_words(left: Left, language: str) -> None:
    _goes_on(left)
    attempt = left.attempt("submitted")
    assert attempt.submitted_at
    told = result_of(left.who("submitted"), attempt.handle, language, at=attempt.submitted_at)  # type: ignore[arg-type]  # a language
    assert told[1]
    assert "⟦" not in str([one.model_dump() for one in told[1]])


def test_its_exam_goes_on_and_ends_with_the_server_s_clock(left: Left) -> None:
    _goes_on(left)
    attempt = left.attempt("exam")
    assert attempt.deadline == attempt.started_at + timedelta(minutes=90 + 15)
    left.play_on("exam")
    assert sweep(at=attempt.deadline - timedelta(seconds=1)) == []
    assert sweep(at=attempt.deadline) == [attempt.handle]
    with pytest.raises(Refused) as waits:
        result_of(left.who("exam"), attempt.handle, "vi", at=attempt.deadline)
    assert waits.value.code == "exam.result_waits"
    told, _ = result_of(left.who("exam"), attempt.handle, "vi", at=CLOSES)
    assert (told.mark.score, told.attempt.automatic) == (100, True)


@pytest.fixture
def moved(left: Left, tmp_path: Path) -> Iterator[Left]:
    """The same under a next version of the scenario: other points, one attempt for each."""
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY / SCENARIO, folder / SCENARIO)
    path = folder / SCENARIO / "scenario.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("points: 15", "points: 10", 1).replace("points: 10", "points: 15", 1)
    changed = changed.replace("version: ", "version: 1", 1)
    changed = changed.replace("policies: {", "policies: {attempts: 1, ")
    path.write_text(changed, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for function in (library_code.folders, library_code.find):
            patch.setattr(function, "__defaults__", (folder,))
        assert find(SCENARIO).scenario.policies.attempts == 1
        yield left


def test_under_a_next_version_it_goes_on_with_what_it_pinned(moved: Left) -> None:
    _goes_on(moved)
    pinned_content, footing = content(moved.handle("open"))
    assert footing is Footing.CONTENT_MOVED
    assert pinned_content
    assert pinned_content.scenario.version < find(SCENARIO).scenario.version
    moved.play_on("open")
    at = moved.attempt("open").started_at + timedelta(hours=2)
    assert submit(moved.who("open"), moved.handle("open"), at=at).mark.score == 100


def test_when_the_engine_moved_a_fresh_start_costs_no_attempt(
    moved: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A next release whose marks mean something else, with a limit of one attempt."""
    mai, old = moved.who("open"), moved.attempt("open")
    at = old.started_at + timedelta(days=1)
    for module in (course.pinned, scenarios.world):
        monkeypatch.setattr(module, "SEMANTICS", moved.told["semantics"] + 1)
    monkeypatch.setattr("course.entering.SEMANTICS", moved.told["semantics"] + 1)
    request = {"op": "advance-clock", "hours": 1}
    answered = act(mai, old.handle, request, expected_seq=_changes(moved, old.handle), at=at)
    assert answered.reply is Reply.REFUSED
    assert answered.sentence
    assert answered.sentence.code == "refused.attempt.outdated"
    assert SCENARIO in say(answered.sentence, "vi")
    give_up_outdated(old.handle, mai.id, at=at)
    fresh = begin(mai, SCENARIO, at=at)
    played(fresh, mai, find(SCENARIO).solutions[0].steps)
    told = submit(mai, fresh.handle, at=at + timedelta(hours=1))
    assert told.mark.score == 100
    states = {one.handle: one.status for one in attempts_of(mai, SCENARIO)}
    assert states == {old.handle: "given-back", fresh.handle: "submitted"}


def _changes(left: Left, handle: str) -> int:
    with left.database.reading() as session:
        return int(open_archive(session, pinned(session, handle)).state["changes"])


def test_the_fixture_holds_no_login_and_no_secret_of_an_installation(left: Left) -> None:
    with left.database.reading() as session:
        assert session.exec(select(LoginRow)).all() == []
        assert session.exec(select(FailureRow)).all() == []
