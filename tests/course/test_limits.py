"""Limits are counted in the transaction that takes them, whoever comes at the same moment."""

from pathlib import Path

from sqlmodel import select

from base.db import Database
from base.errors import Refused
from course.attempts import begin
from course.entering import Terms, enter
from course.submitting import submit
from course.tables import AttemptRow
from scenarios.exercise import find
from scenarios.world import baked
from tests.course.house import NAME, SEED, at_once, limited, opened, tick

THREADS = 50


def test_of_50_submissions_at_once_a_limit_of_two_accepts_two(
    database: Database, tmp_path: Path
) -> None:
    with opened(database, limited(tmp_path, 2)) as house:
        someone, exercise = house.person(), find(NAME)
        template = baked(exercise, SEED)
        terms = Terms(mode=exercise.scenario.mode, seed=SEED)
        handles = []
        for _ in range(THREADS):  # more open ones than a trainee could ever get
            with database.writing() as session:
                row = enter(session, someone, exercise, template, terms, at=tick())
                handles.append(row.handle)

        def work(number: int) -> str:
            try:
                submit(someone, handles[number], at=tick())
            except Refused as refused:
                return refused.code
            return "submitted"

        answers = at_once(THREADS, work)
        assert sorted(set(answers)) == ["attempt.none_left", "submitted"]
        assert answers.count("submitted") == 2
        with database.reading() as session:
            rows = session.exec(select(AttemptRow.status)).all()
        assert sorted(rows).count("submitted") == 2


def test_of_20_starts_at_once_one_opens(database: Database) -> None:
    with opened(database) as house:
        someone = house.person()

        def work(_: int) -> str:
            try:
                begin(someone, NAME, at=tick(), seed=SEED)
            except Refused as refused:
                return refused.code
            return "open"

        answers = at_once(20, work)
        assert answers.count("open") == 1
        assert set(answers) == {"open", "attempt.open_already"}
