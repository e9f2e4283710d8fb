"""The solution as a film on a copy; opening it closes the variant's credit; hints cost points."""

import shutil
from datetime import timedelta

import pytest

from base.db import reading
from base.errors import Refused
from course.attempts import begin
from course.closing import sweep
from course.hints import unlocked
from course.journal import Kind, entries
from course.mastery import masteries
from course.pinned import open_archive
from course.reveal import abandon, film_of, reveal, ways
from course.submitting import hint, submit
from sandbox.archive import Archive
from tests.course import tiny
from tests.course.school import NOON, School

LATER = NOON + timedelta(minutes=5)


def test_a_film_is_not_shown_before_the_solution_is_opened(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    with pytest.raises(Refused) as refused:
        film_of(mai, attempt.handle)
    assert refused.value.code == "reveal.not_opened"


def test_the_film_plays_every_step_on_this_variants_records(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    reveal(mai, attempt.handle, at=NOON)
    film = film_of(mai, attempt.handle)
    steps = school.exercise("tiny-one").solutions[0].steps
    assert [frame.step for frame in film.frames] == [step.id for step in steps]
    asked = [act.asked for frame in film.frames for act in frame.acts if act.own]
    assert asked == school.requests(attempt)
    for frame in film.frames:
        assert any(one.made for one in frame.altered)
        assert film.holdings.name_of(frame.acts[0].actor)


def test_each_way_to_full_marks_has_its_film_and_its_name(school: School) -> None:
    tiny.scenario(school.library, "tiny-ways")
    tiny.another_way(school.library, "tiny-ways")
    try:
        mai = school.person()
        attempt = begin(mai, "tiny-ways", at=NOON)
        with pytest.raises(Refused, match=r"reveal\.not_opened"):
            ways(mai, attempt.handle)
        reveal(mai, attempt.handle, at=NOON)
        titles = ways(mai, attempt.handle)
        films = [film_of(mai, attempt.handle, which) for which in range(len(titles))]
        assert titles[0] is None
        assert titles[1] is not None
        assert titles[1].read("en") == "The other way"
        steps = [[frame.step for frame in film.frames] for film in films]
        assert steps[0] == ["kept-frozen", "kept-shortened"] == steps[1][::-1]
        for beyond in (-1, 2):
            with pytest.raises(Refused, match=r"reveal\.no_such"):
                film_of(mai, attempt.handle, beyond)
        assert film_of(mai, attempt.handle) is films[0]
    finally:
        shutil.rmtree(school.library / "tiny-ways")


def test_the_film_touches_neither_the_trainees_archive_nor_the_template(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-two", at=NOON)
    before = shelves(school, attempt.handle)
    reveal(mai, attempt.handle, at=NOON)
    film_of(mai, attempt.handle)
    assert shelves(school, attempt.handle) == before


def shelves(school: School, handle: str) -> list[object]:
    with school.kept(handle) as (session, kept):
        own = open_archive(session, kept)
        template = Archive(session, kept.template.sandbox, blobs=own.blobs)
        states = [(one.fingerprint(), one.state["events"]) for one in (own, template)]
        from sqlmodel import func, select

        from sandbox.tables import SandboxRow

        return [*states, session.exec(select(func.count()).select_from(SandboxRow)).one()]


def test_opening_the_solution_closes_the_attempts_credit_and_stands_in_the_journal(
    school: School,
) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    reveal(mai, attempt.handle, at=NOON)
    reveal(mai, attempt.handle, at=LATER)
    school.solve(mai, attempt, LATER)
    told = submit(mai, attempt.handle, at=LATER)
    assert told.mark.report.score == 100
    assert (told.mark.score, told.mark.passed) == (0, False)
    assert told.attempt.revealed_at == NOON
    with school.kept(attempt.handle) as (session, kept):
        kinds = [one.kind for one in entries(session, kept.row.id or 0)]
    assert kinds.count(Kind.REVEALED) == 1


def test_a_later_attempt_at_the_same_variant_earns_nothing_and_another_variant_does(
    school: School,
) -> None:
    mai = school.person()
    first = begin(mai, "tiny-one", at=NOON)
    submit(mai, first.handle, at=NOON)
    reveal(mai, first.handle, at=LATER)
    marks = {}
    for seed in (first.seed, None):
        attempt = begin(mai, "tiny-one", at=LATER, seed=seed)
        school.solve(mai, attempt, LATER)
        marks[seed] = submit(mai, attempt.handle, at=LATER + timedelta(seconds=1)).mark
    assert (marks[first.seed].score, marks[first.seed].passed) == (0, False)
    assert (marks[None].score, marks[None].passed) == (100, True)


def test_what_was_earned_before_the_solution_was_opened_stays(school: School) -> None:
    mai, binh = school.person(), school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    school.solve(mai, attempt)
    submit(mai, attempt.handle, at=NOON)
    reveal(mai, attempt.handle, at=LATER)
    assert masteries(mai)["tiny-one"].row == 1
    other = begin(binh, "tiny-one", at=NOON, seed=attempt.seed)
    school.solve(binh, other)
    assert submit(binh, other.handle, at=LATER).mark.score == 100


def test_nobody_opens_somebody_elses_solution(school: School) -> None:
    attempt = begin(school.person(), "tiny-one", at=NOON)
    for call in (reveal, abandon):
        with pytest.raises(Refused) as refused:
            call(school.person(), attempt.handle, at=NOON)
        assert refused.value.code == "attempt.foreign"


def test_an_opened_attempt_can_be_left_for_a_new_variant_and_breaks_the_row(school: School) -> None:
    mai = school.person()
    for _ in range(2):
        attempt = begin(mai, "tiny-one", at=NOON)
        school.solve(mai, attempt)
        submit(mai, attempt.handle, at=NOON)
    attempt = begin(mai, "tiny-one", at=NOON)
    with pytest.raises(Refused) as refused:
        abandon(mai, attempt.handle, at=NOON)
    assert refused.value.code == "reveal.not_opened"
    reveal(mai, attempt.handle, at=LATER)
    abandon(mai, attempt.handle, at=LATER)
    assert school.row(attempt.handle).status == "abandoned"
    assert masteries(mai)["tiny-one"].row == 0
    assert begin(mai, "tiny-one", at=LATER).seed != attempt.seed
    assert sweep(at=LATER) == []


def test_hints_unfold_one_by_one_and_name_this_variants_records(school: School) -> None:
    mai = school.person()
    attempt = begin(mai, "tiny-one", at=NOON)
    assert unlocked(mai, attempt.handle, "vi") == {}
    for level in (1, 2, 3):
        assert hint(mai, attempt.handle, "kept-frozen", at=NOON) == level
        texts = unlocked(mai, attempt.handle, "vi")["kept-frozen"]
        assert len(texts) == level
    with school.kept(attempt.handle) as (_, kept):
        frozen = kept.template.truth.labels["frozen"]
    assert frozen in texts[2]
    assert "$" not in texts[2]
    school.solve(mai, attempt)
    assert submit(mai, attempt.handle, at=NOON).mark.score == 100 - 12


def test_the_words_of_a_hint_are_not_read_by_others(school: School) -> None:
    attempt = begin(school.person(), "tiny-one", at=NOON)
    with pytest.raises(Refused):
        unlocked(school.person(), attempt.handle, "vi")


def test_the_film_is_shot_once_a_variant(school: School) -> None:
    films = []
    for _ in range(2):
        someone = school.person()
        attempt = begin(someone, "tiny-one", at=NOON, seed="3")
        reveal(someone, attempt.handle, at=NOON)
        films.append(film_of(someone, attempt.handle))
    assert films[0] is films[1]
    with reading() as session:
        assert session.is_active
