"""A criterion that a person marks: the trainee cannot, the instructor can, no regrade undoes it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import scenarios.exercise
from base.db import reading
from base.errors import Refused
from course.attempts import answer, begin
from course.overrides import mark_by_hand
from course.regrading import regrade
from course.submitting import submit
from grading import gradebook
from grading.gradebook import Entry
from tests.databases import fresh_sqlite
from tests.grading.school import AT, School, install, play
from tests.proof.broken import Files, written

NAME = "one-matter"
BOTH = {"vi": "Trình bày lý do.", "en": "Give your reasons."}
FINDING = ("course.attempts", "course.pinned", "course.regrading", "tests.grading.school")
LATER = AT + timedelta(days=2)


def _with_an_essay(files: Files) -> None:
    """Forty points by hand, ten for a question, the rest by machine."""
    files.scenario["status"] = "released"
    files.criterion("right-documents")["points"] = 20
    essay, quiz = (dict(files.criterion("closed")) for _ in range(2))
    options = [{"id": "a", "text": BOTH, "right": True}, {"id": "b", "text": BOTH}]
    essay |= {"id": "essay", "points": 40}
    essay["check"] = {"kind": "manual", "id": "essay", "guidance": BOTH}
    quiz |= {"id": "why", "points": 10}
    quiz["check"] = {"kind": "quiz", "id": "why", "question": BOTH, "options": options}
    files.scenario["criteria"] += [essay, quiz]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[School, str]]:
    """One attempt at a scenario of a library of its own, everything done but the essay."""
    library = tmp_path_factory.mktemp("library")
    folder = written(library, _with_an_essay)
    database = fresh_sqlite(tmp_path_factory.mktemp("essays"))

    def find(name: str, where: Path = library) -> scenarios.exercise.Exercise:
        return scenarios.exercise.load(where / name)

    with pytest.MonkeyPatch.context() as patch:
        install(database, patch)
        for module in (
            "course.attempts",
            "course.pinned",
            "course.regrading",
            "tests.grading.school",
        ):
            patch.setattr(f"{module}.find", find)
        patch.setattr("tests.grading.school.SCENARIO", folder.name)
        made = School()
        someone = made.trainees["an"]
        attempt = begin(someone, NAME, at=AT, seed="1", school_class=made.school_class)
        play(attempt.handle, [])
        for question in ("manual:essay", "essay", "", "no-such"):
            with pytest.raises(Refused, match=r"attempt\.no_question"):
                answer(someone, attempt.handle, question, 1, at=AT)
        answer(someone, attempt.handle, "why", ["a"], at=AT)
        submit(someone, attempt.handle, at=AT + timedelta(minutes=10))
        yield made, attempt.handle
    database.close()


def _score(handle: str) -> float:
    with reading() as session:
        mark = gradebook.standing(session, handle)
    assert mark is not None
    return mark.score


def test_nobody_marks_their_own_essay_and_a_person_does(school: tuple[School, str]) -> None:
    made, handle = school
    assert _score(handle) == 60
    told: dict[str, Any] = {"reason": "lý lẽ đúng, còn thiếu dẫn chứng", "at": LATER}
    with pytest.raises(Refused, match=r"override\.not_yours"):
        mark_by_hand(made.trainees["an"], handle, "essay", share=1, **told)
    with pytest.raises(Refused, match=r"override\.score"):
        mark_by_hand(made.teacher, handle, "essay", share=1.5, **told)
    mark = mark_by_hand(made.teacher, handle, "essay", share=0.75, **told)
    assert (mark.score, mark.passed, mark.entry) == (90, True, Entry.REGRADE)
    assert (mark.author, mark.reason) == ("co-giao", told["reason"])


def test_no_regrade_undoes_a_human_share(school: tuple[School, str]) -> None:
    made, handle = school
    before = _score(handle)
    asked = {"by": made.teacher, "school_class": made.school_class, "reason": "chấm lại toàn bộ"}
    told = regrade(NAME, at=LATER, dry_run=False, **asked)
    assert (told.attempts, told.moves) == (1, [])
    assert _score(handle) == before == 90
