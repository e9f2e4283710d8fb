"""Laws that hold of every check and of every fact a state check may ask for."""

import inspect
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlmodel import Session

from base.canonical import canonical, digest
from base.docstrings import field_docs
from base.language import LANGUAGES, catalogue, knows
from grading.check import Check
from grading.checks import CHECKS, AnyCheck
from grading.checks.artefact import Artefact
from grading.checks.fact import Fact
from grading.checks.facts import AnyFact
from grading.evidence import Evidence, Truth
from grading.feedback import sentence
from grading.grade import grade
from grading.mark import Look, Mark
from grading.rubric import TAKES_ONLY, Criterion, Rubric
from sandbox.archive import Archive
from tests.databases import fresh_sqlite
from tests.grading.rubrics import TITLE, gate
from tests.grading.worlds import check, theatre
from tests.laws.yardsticks import ARTEFACTS, CHECKED, FACTS, TRUTH, YARDSTICKS, Done, nothing
from tests.sandbox.stories import Stage, Story

FACT_KINDS = {
    str(get_args(one.model_fields["fact"].annotation)[0]): one
    for one in get_args(get_args(AnyFact)[0])
}
NAMES = sorted(YARDSTICKS)
MODELS = [*CHECKS.values(), *FACT_KINDS.values()]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


def _evidence(archive: Archive, answers: dict[str, Any], truth: Truth = TRUTH) -> Evidence:
    start = Archive(archive.session, archive.state["template"], blobs=archive.blobs)
    return Evidence(archive=archive, start=start, truth=truth, answers=answers)


@contextmanager
def _after(stage: Stage, done: Done, answers: dict[str, Any]) -> Iterator[Evidence]:
    with stage.opened() as (story, archive):
        done(story, archive)
        yield _evidence(archive, answers)


def _looks(stage: Stage, name: str) -> list[Look]:
    one = YARDSTICKS[name]
    looks = []
    for done, answers in ((one.good, one.right), (one.bad, one.wrong)):
        with _after(stage, done, answers) as evidence:
            looks.append(check(**one.asked).look(evidence))
    return looks


def everything() -> str:
    """Digest of what every yardstick says, in a world built anew: the same in every process."""
    with tempfile.TemporaryDirectory() as folder:
        database = fresh_sqlite(Path(folder))
        stage = Stage(database, Story())
        told = [[name, *map(canonical, _looks(stage, name))] for name in NAMES]
        database.close()
    return digest(told)


def test_every_check_and_every_fact_has_a_yardstick() -> None:
    assert set(CHECKED) == set(CHECKS)
    assert set(FACTS) == set(FACT_KINDS)
    assert set(ARTEFACTS) == set(get_args(Artefact.model_fields["what"].annotation))


def test_every_class_of_check_and_fact_is_listed() -> None:
    """One that is written and forgotten in the list would be a check nobody can use."""
    assert set(Check.__subclasses__()) == set(CHECKS.values()) == set(get_args(_members(AnyCheck)))
    assert set(Fact.__subclasses__()) == set(FACT_KINDS.values())


def _members(annotated: Any) -> Any:
    return get_args(annotated)[0]


@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_passed_and_it_can_be_lost(name: str, stage: Stage) -> None:
    good, bad = _looks(stage, name)
    assert good.mark is Mark.PASSED, good
    assert bad.mark is Mark.FAILED, bad
    assert all(one.good for one in good.found)
    assert any(not one.good for one in bad.found)


@pytest.mark.parametrize("name", NAMES)
def test_two_looks_give_one_answer_and_leave_no_trace(name: str, stage: Stage) -> None:
    one = YARDSTICKS[name]
    with _after(stage, one.good, one.right) as evidence:
        session: Session = evidence.archive.session
        session.flush()
        before = (evidence.archive.fingerprint(), evidence.start.fingerprint())
        written = dict(evidence.archive.state)
        first = check(**one.asked).look(evidence)
        again = check(**one.asked).look(_evidence(evidence.archive, one.right))
        assert canonical(first) == canonical(again)
        assert not session.new
        assert not session.dirty
        assert not session.deleted
        assert (evidence.archive.fingerprint(), evidence.start.fingerprint()) == before
        assert dict(evidence.archive.state) == written


@pytest.mark.parametrize("name", NAMES)
def test_it_never_falls_over(name: str, stage: Stage) -> None:
    """Whatever was or was not done, and even where the truth says nothing at all."""
    one = YARDSTICKS[name]
    written = check(**one.asked)
    for done in (one.good, one.bad):
        with stage.opened() as (story, archive):
            assert 0 <= written.look(_evidence(archive, {})).credit <= 1
            done(story, archive)
            silent = Truth(labels=TRUTH.labels, facts=TRUTH.facts)
            assert 0 <= written.look(_evidence(archive, {}, silent)).credit <= 1


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"state term-at-least"}))
def test_a_truth_that_says_nothing_is_no_crash(name: str, stage: Stage) -> None:
    with _after(stage, YARDSTICKS[name].good, {}) as evidence:
        bare = _evidence(evidence.archive, {}, Truth())
        assert 0 <= check(**YARDSTICKS[name].asked).look(bare).credit <= 1


@pytest.mark.parametrize("name", NAMES)
def test_what_it_finds_is_a_whole_sentence_in_both_languages(name: str, stage: Stage) -> None:
    for look in _looks(stage, name):
        assert look.found
        for found in look.found:
            assert knows(f"found.{found.code}")
            for language in LANGUAGES:
                told = sentence(found, language)
                assert not {"⟦", "{", "…"} & set(told), told


@pytest.mark.parametrize("kind", CHECKS)
def test_its_kind_is_titled_and_explained_in_both_languages(kind: str) -> None:
    for key in (f"check.{kind}.title", f"check.{kind}.help"):
        assert knows(key)
        assert len({catalogue(language)[key] for language in LANGUAGES}) == 2


@pytest.mark.parametrize("fact", FACT_KINDS)
def test_a_fact_has_a_name_in_both_languages(fact: str) -> None:
    assert knows(f"fact.{fact}")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_says_what_it_is_and_documents_its_parameters(model: Any) -> None:
    assert inspect.getdoc(model)
    assert model.__doc__ != model.__mro__[1].__doc__
    documented = set(field_docs(model))
    silent = set(model.model_fields) - documented - {"kind", "fact"}
    assert silent == set()


EARNED_BY_DOING = sorted(
    kind for kind in set(CHECKED) - TAKES_ONLY if CHECKED[kind].good is not nothing
)


@pytest.mark.parametrize("kind", EARNED_BY_DOING)
def test_what_is_earned_by_doing_is_not_earned_by_doing_nothing(kind: str, stage: Stage) -> None:
    with stage.opened() as (_, archive):
        assert check(**CHECKED[kind].asked).look(_evidence(archive, {})).credit == 0


@pytest.mark.parametrize("kind", sorted(TAKES_ONLY))
def test_what_only_takes_away_is_kept_by_doing_nothing(kind: str, stage: Stage) -> None:
    with stage.opened() as (_, archive):
        assert check(**CHECKED[kind].asked).look(_evidence(archive, {})).credit == 1


def _rubric() -> Rubric:
    earning = sorted(set(CHECKED) - TAKES_ONLY)
    criteria = [
        Criterion(id=kind, title=TITLE, points=11 if kind != "state" else 12,
                  check=check(**CHECKED[kind].asked))
        for kind in earning
    ]  # fmt: skip
    taking = [
        Criterion.model_validate(
            {"id": kind, "title": TITLE, "check": CHECKED[kind].asked, "deduct": 5, **gate()}
        )
        for kind in sorted(TAKES_ONLY)
    ]
    return Rubric(criteria=[*criteria, *taking])


def test_a_rubric_of_every_check_is_sound_and_grades_to_the_same_bytes(stage: Stage) -> None:
    rubric = _rubric()
    assert rubric.problems() == []
    with stage.opened() as (_, archive):
        reports = {grade(_evidence(archive, {}), rubric).as_json() for _ in range(2)}
        assert len(reports) == 1
        assert not grade(_evidence(archive, {}), rubric).broken
