"""Marks that move: regrades with dry run and policies, human marks, logs played again."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, select

import course.__main__
import course.regrading
from base.db import Database, reading, writing
from base.errors import Misconfigured, Refused
from base.language import say
from course.__main__ import main
from course.fidelity import Fidelity, replayed
from course.overrides import mark_by_hand, override
from course.people import Role
from course.pinned import evidence_of, open_archive, pinned
from course.regrading import Console, regrade
from course.tables import AttemptRow
from grading import gradebook
from grading.grade import grade, reweighed
from grading.gradebook import Entry, Standing
from sandbox.entities import File
from scenarios.exercise import Exercise, find
from tests.databases import fresh_sqlite
from tests.grading.school import AT, SCENARIO, School, copied, install

LATER = AT + timedelta(days=3)
WHY: dict[str, Any] = {"by": Console(login="co-giao"), "reason": "hội đồng thống nhất lại trọng số"}


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, School]]:
    """A school whose trainees have all submitted; made once."""
    database = fresh_sqlite(tmp_path_factory.mktemp("marks"))
    with pytest.MonkeyPatch.context() as patch:
        install(database, patch)
        school = School()
        school.work()
    yield database, school
    database.close()


@pytest.fixture
def school(
    worked: tuple[Database, School], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[School]:
    """The same on a copy of its own."""
    copy = copied(worked[0], str(tmp_path / "copy.db"))
    install(copy, monkeypatch)
    yield worked[1]
    copy.close()


def _reweighed(**points: int) -> Exercise:
    """The installed scenario with other points for some criteria; the sum stays 100."""
    exercise = find(SCENARIO)
    criteria = [
        one.model_copy(update={"points": points.get(one.id.replace("-", "_"), one.points)})
        for one in exercise.scenario.criteria
    ]
    assert sum(one.points for one in criteria) == 100
    scenario = exercise.scenario.model_copy(update={"criteria": criteria})
    return exercise.model_copy(update={"scenario": scenario, "digest": "f" * 64})


HEAVIER = {"incoming_filed": 60, "reply_drafted": 0, "both_signatures": 0, "right_order": 0}


def _marks(school: School) -> dict[str, Standing]:
    with reading() as session:
        found = gradebook.standings(session, list(school.handles.values()))
    return {login: found[handle] for login, handle in school.handles.items()}


def _scores(school: School) -> dict[str, float]:
    return {login: mark.score for login, mark in _marks(school).items()}


def _lines() -> int:
    with reading() as session:
        return gradebook.count(session)


def _whole() -> list[Any]:
    """Every row of every table: what a dry run must not touch."""
    with reading() as session:
        return [
            list(map(tuple, session.execute(select(table)).all()))
            for table in SQLModel.metadata.sorted_tables
        ]


def test_the_school_shows_different_hands(school: School) -> None:
    marks = _marks(school)
    assert (marks["an"].score, marks["an"].passed) == (100, True)
    assert (marks["binh"].score, marks["binh"].passed) == (69, False)
    assert (marks["chi"].score, marks["dung"].score) == (85, 75)


@pytest.mark.usefixtures("school")
def test_the_same_rubric_moves_nobody() -> None:
    for way in ("evidence", "points"):
        told = regrade(SCENARIO, by=Console(), at=LATER, dry_run=True, way=way)  # type: ignore[arg-type]  # both ways
        assert (told.attempts, told.moves, told.written) == (4, [], 0)


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("way", ["evidence", "points"])
def test_a_dry_run_names_who_moves_and_who_crosses_and_writes_nothing(way: Any) -> None:
    before = _whole()
    told = regrade(
        SCENARIO, by=Console(), at=LATER, dry_run=True, way=way, exercise=_reweighed(**HEAVIER)
    )
    assert [(m.login, m.before, m.after, m.crosses) for m in told.moves] == [
        ("chi", 85, 40, True),
    ]
    assert told.written == 0
    assert _whole() == before


@pytest.mark.parametrize("way", ["evidence", "points"])
def test_a_regrade_changes_exactly_what_the_weights_predict(school: School, way: Any) -> None:
    before, lines = _marks(school), _lines()
    judge = _reweighed(**HEAVIER)
    told = regrade(SCENARIO, at=LATER, dry_run=False, way=way, exercise=judge, **WHY)
    after = _marks(school)
    for login, mark in after.items():
        earned = {one.id: one.credit for one in before[login].report.results}
        predicted = sum(one.points * earned[one.id] for one in judge.scenario.criteria)
        assert mark.report.score == pytest.approx(min(predicted, 69 if login == "binh" else 100))
    assert told.written == 1 == _lines() - lines
    assert (after["chi"].entry, after["chi"].author) == (Entry.REGRADE, WHY["by"].login)
    assert after["chi"].reason == WHY["reason"]
    assert {**after, "chi": before["chi"]} == before


def test_points_alone_and_evidence_give_the_same_bytes(school: School) -> None:
    rubric = _reweighed(**HEAVIER).scenario.rubric
    for login, mark in _marks(school).items():
        with reading() as session:
            looked = grade(evidence_of(session, pinned(session, school.handles[login])), rubric)
        assert looked.as_json() == reweighed(mark.report, rubric).as_json()


@pytest.mark.usefixtures("school")
def test_points_alone_are_refused_under_other_criteria() -> None:
    exercise = find(SCENARIO)
    fewer = exercise.scenario.model_copy(update={"criteria": exercise.scenario.criteria[:-1]})
    other = exercise.model_copy(update={"scenario": fewer})
    with pytest.raises(Misconfigured, match=r"rubric\.other_criteria"):
        regrade(SCENARIO, by=Console(), at=LATER, dry_run=True, way="points", exercise=other)


def test_only_if_higher_lowers_nobody(school: School) -> None:
    before, lines = _scores(school), _lines()
    judge = _reweighed(**HEAVIER)
    told = regrade(
        SCENARIO, at=LATER, dry_run=False, policy="only-if-higher", exercise=judge, **WHY
    )
    assert [m.written for m in told.moves] == [False]
    assert (_scores(school), _lines()) == (before, lines)
    lighter = _reweighed(incoming_filed=5, handed_over=20)
    regrade(SCENARIO, at=LATER, dry_run=False, policy="only-if-higher", exercise=lighter, **WHY)
    after = _scores(school)
    assert all(after[login] >= before[login] for login in before)
    assert after["chi"] == 95 > before["chi"]


def test_by_hand_writes_only_what_was_chosen(school: School) -> None:
    judge = _reweighed(incoming_filed=5, handed_over=20)
    before = _scores(school)
    told = regrade(
        SCENARIO, at=LATER, dry_run=False, policy="manual", exercise=judge,
        chosen=[school.handles["chi"]], **WHY,
    )  # fmt: skip
    assert len(told.moves) == 2
    assert told.written == 1
    assert _scores(school) == {**before, "chi": 95}


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("missing", [{"by": Console(login=" ")}, {"reason": " "}])
def test_nothing_is_written_without_author_and_reason(missing: dict[str, Any]) -> None:
    told: dict[str, Any] = {**WHY, **missing}
    with pytest.raises(Refused, match=r"regrade\.no_reason"):
        regrade(SCENARIO, at=LATER, dry_run=False, exercise=_reweighed(**HEAVIER), **told)
    assert _lines() == 4


@pytest.mark.usefixtures("school")
def test_another_class_is_not_regraded() -> None:
    judge = _reweighed(**HEAVIER)
    told = regrade(SCENARIO, by=Console(), at=LATER, dry_run=True, exercise=judge, school_class=777)
    assert (told.attempts, told.moves) == (0, [])


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("who", ["trainee", "stranger", "teacher of every class"])
def test_whoever_does_not_teach_the_class_is_refused(
    school: School, who: str, dry_run: bool
) -> None:
    """A dry run as well: it names people and their marks."""
    by = {"trainee": school.trainees["an"], "stranger": school.stranger}.get(who, school.teacher)
    room = None if who == "teacher of every class" else school.school_class
    before = _whole()
    with pytest.raises(Refused, match=r"regrade\.not_yours") as refused:
        regrade(
            SCENARIO, by=by, at=LATER, dry_run=dry_run, school_class=room, reason="thử",
            exercise=_reweighed(**HEAVIER),
        )  # fmt: skip
    assert _whole() == before
    assert "lớp" in say(refused.value.sentence, "vi")
    assert "class" in say(refused.value.sentence, "en")


def test_the_teacher_of_the_class_and_an_administrator_regrade_under_their_own_names(
    school: School,
) -> None:
    asked: dict[str, Any] = {"at": LATER, "dry_run": False, "reason": WHY["reason"]}
    heavier, lighter = _reweighed(**HEAVIER), _reweighed()
    regrade(
        SCENARIO, by=school.teacher, school_class=school.school_class, exercise=heavier, **asked
    )
    admin = school.stranger.model_copy(update={"role": Role.ADMIN, "login": "quantri"})
    regrade(SCENARIO, by=admin, exercise=lighter, **asked)
    with reading() as session:
        found = gradebook.lines(session, school.handles["chi"])
    assert [one.author for one in found] == ["", "co-giao", "quantri"]


@pytest.mark.usefixtures("school")
def test_regrading_twice_writes_once() -> None:
    judge = _reweighed(**HEAVIER)
    for expected in (1, 0):
        told = regrade(SCENARIO, at=LATER, dry_run=False, exercise=judge, **WHY)
        assert told.written == expected


def test_a_human_mark_is_sacred(school: School) -> None:
    handle = school.handles["chi"]
    mark = override(
        school.teacher, handle, score=91.5, reason="đã trình bày miệng rõ ràng", at=LATER
    )
    assert (mark.score, mark.passed, mark.author) == (91.5, True, "co-giao")
    told = regrade(SCENARIO, at=LATER, dry_run=False, exercise=_reweighed(**HEAVIER), **WHY)
    assert (told.human, told.moves, told.written) == (1, [], 0)
    assert _scores(school)["chi"] == 91.5
    with reading() as session:
        assert [one.score for one in gradebook.lines(session, handle)] == [85, 91.5]


REFUSALS: list[tuple[str, str, dict[str, Any]]] = [
    ("override.not_yours", "stranger", {}),
    ("override.no_reason", "teacher", {"reason": "vì vậy "}),
    ("override.score", "teacher", {"score": 101}),
    ("override.score", "teacher", {"score": float("nan")}),
]


@pytest.mark.parametrize(("code", "who", "more"), REFUSALS)
def test_an_override_is_refused(school: School, code: str, who: str, more: Any) -> None:
    asked = {"score": 50, "reason": "đã trình bày miệng rõ ràng", "at": LATER, **more}
    with pytest.raises(Refused, match=re.escape(code)):
        override(getattr(school, who), school.handles["chi"], **asked)
    assert _lines() == 4


def test_no_trainee_overrides_and_no_machine_criterion_is_marked_by_hand(school: School) -> None:
    told: dict[str, Any] = {"reason": "tôi xứng đáng hơn thế nhiều", "at": LATER}
    with pytest.raises(Refused, match=r"override\.not_yours"):
        override(school.trainees["an"], school.handles["an"], score=100, **told)
    with pytest.raises(Refused, match=r"override\.not_manual"):
        mark_by_hand(school.teacher, school.handles["an"], "notation", share=1, **told)


def test_a_mark_that_moved_meanwhile_is_left_alone(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the writing somebody overrides: their mark must stand."""
    real = course.regrading._wanted

    def meanwhile(*given: Any) -> Any:
        if _lines() == 4:
            handle = school.handles["chi"]
            override(school.teacher, handle, score=77, reason="chấm lại bằng tay", at=LATER)
        return real(*given)

    monkeypatch.setattr(course.regrading, "_wanted", meanwhile)
    told = regrade(SCENARIO, at=LATER, dry_run=False, exercise=_reweighed(**HEAVIER), **WHY)
    assert told.written == 0
    assert _scores(school)["chi"] == 77


@pytest.mark.usefixtures("school")
def test_logs_play_again_to_the_same_archives() -> None:
    told = replayed(SCENARIO)
    assert {one.fidelity for one in told} == {Fidelity.SAME}
    assert all(one.events > 5 for one in told)


def test_an_archive_that_was_changed_behind_the_log_shows(school: School) -> None:
    with writing() as session:
        archive = open_archive(session, pinned(session, school.handles["an"]))
        archive.change(archive.all(File)[0], title="sửa lén")
    told = {one.attempt: one.fidelity for one in replayed(SCENARIO)}
    assert told[school.handles["an"]] is Fidelity.DIFFERS
    assert told[school.handles["chi"]] is Fidelity.SAME


def test_hints_stay_paid_for(school: School) -> None:
    with writing() as session:
        row = session.exec(
            select(AttemptRow).where(AttemptRow.handle == school.handles["chi"])
        ).one()
        row.hints = {"notation": 2}
        session.add(row)
    told = regrade(SCENARIO, by=Console(), at=LATER, dry_run=True)
    assert [(m.login, m.before, m.after) for m in told.moves] == [("chi", 85, 82)]


@pytest.mark.usefixtures("school")
def test_the_command_tells_in_json_who_would_move(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course.__main__, "upgrade", lambda: None)
    before = _whole()
    assert main(["regrade", "--scenario", SCENARIO, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["attempts"], told["moves"], told["written"]) == (4, [], 0)
    assert _whole() == before
    assert main(["regrade", "--scenario", "no-such-thing", "--dry-run"]) == 2
    with pytest.raises(SystemExit) as left:
        main(["regrade", "--scenario", SCENARIO, "--policy", "whatever"])
    assert left.value.code == 2
