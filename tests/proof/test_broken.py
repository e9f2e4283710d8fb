"""The prover proven: what is broken on purpose is rejected, each time with the right sentence."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from base.errors import Sentence
from base.language import LANGUAGES, say
from grading.checks.set import Chosen
from grading.evidence import Evidence
from grading.mark import Look
from scenarios.__main__ import main
from scenarios.exercise import load
from scenarios.garden import Garden
from scenarios.proof import Proof, prove
from scenarios.recipes.file_list import FileList
from tests.proof.broken import HERE, IN_PLAY, ON_PAPER, Broken, written


def _proved(folder: Path, level: Any = "quick", seeds: int = 1) -> Proof:
    return prove(load(folder), seeds=[str(n + 1) for n in range(seeds)], level=level)


def _whole(problem: Sentence) -> None:
    """A problem is a whole sentence in both languages."""
    for language in LANGUAGES:
        told = say(problem, language)
        assert not {"⟦", "{"} & set(told), told


@pytest.fixture(scope="module")
def sound() -> Proof:
    return prove(load(HERE), seeds=["1", "2"], level="full")


def test_the_small_scenario_proves_when_nothing_is_broken(sound: Proof) -> None:
    assert sound.problems == []
    assert sound.proven
    assert sound.variants == 2


def test_its_loss_matrix_names_every_solver(sound: Proof) -> None:
    kinds = {line.kind for line in sound.matrix}
    assert kinds == {
        "solution", "idle", "overdo", "decoy", "fall", "mutant", "shuffle", "walk",
    }  # fmt: skip
    by = {line.name: line for line in sound.matrix}
    assert (by["solution 1"].lowest, by["idle"].highest) == (100, 0)
    assert by["shuffle"].lowest == 100
    assert by["overdo fill"].passed == 0
    assert set(sound.kills) == {one.id for one in load(HERE).scenario.criteria}


def test_a_scenario_written_anew_without_a_defect_still_proves(tmp_path: Path) -> None:
    """So that what is rejected below is rejected for its defect, not for its copying."""
    assert _proved(written(tmp_path)).problems == []


@pytest.mark.parametrize("broken", IN_PLAY, ids=lambda broken: broken.name)
def test_what_is_broken_in_play_is_rejected(broken: Broken, tmp_path: Path) -> None:
    proof = _proved(written(tmp_path, broken.defect), broken.level, broken.seeds)
    assert not proof.proven
    told = [one for one in proof.problems if one.code == f"proof.{broken.code}"]
    assert told, proof.problems
    assert any(broken.where in fact for one in told for fact in one.facts.values()), told
    for one in proof.problems:
        _whole(one)


@pytest.mark.parametrize("broken", ON_PAPER, ids=lambda broken: broken.name)
def test_what_is_broken_on_paper_is_rejected_before_anything_grows(
    broken: Broken, tmp_path: Path
) -> None:
    proof = _proved(written(tmp_path, broken.defect))
    assert (proof.proven, proof.matrix) == (False, [])
    told = [one for one in proof.problems if one.code == f"misconfigured.{broken.code}"]
    assert told, proof.problems
    assert any(broken.where in fact for one in told for fact in one.facts.values()), told
    for one in proof.problems:
        _whole(one)


def test_a_truth_that_hides_what_was_planted_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Garden, "planted", lambda garden, fault: None)
    proof = _proved(HERE)
    assert [one.code for one in proof.problems] == ["misconfigured.world.not_planted"]
    assert proof.problems[0].facts["seed"] == "1"


def test_a_truth_that_tells_of_what_is_not_there_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Garden.planted

    def twice(garden: Garden, fault: Any) -> None:
        real(garden, fault)
        real(garden, fault.model_copy(update={"ref": garden.own().ref}))

    monkeypatch.setattr(Garden, "planted", twice)
    assert [one.code for one in _proved(HERE).problems] == ["misconfigured.world.not_found"]


def test_a_world_that_grows_otherwise_each_time_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, turn = FileList.grow, count()

    def unsteady(recipe: FileList, garden: Garden) -> None:
        real(recipe, garden)
        garden.fact(garden.own(), turn=next(turn))

    monkeypatch.setattr(FileList, "grow", unsteady)
    assert "proof.world_differs" in {one.code for one in _proved(HERE, "full").problems}


def test_a_check_that_says_two_things_of_one_archive_is_rejected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, turn = Chosen.look, count()

    def moody(check: Chosen, evidence: Evidence) -> Look:
        return real(check, evidence).model_copy(update={"expected": next(turn)})

    monkeypatch.setattr(Chosen, "look", moody)
    told = [one for one in _proved(HERE).problems if one.code == "proof.criterion_impure"]
    assert [one.facts["criterion"] for one in told] == ["right-documents"]


def test_the_command_says_no_with_1_and_cannot_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHOTAP_LANGUAGE", "vi")
    broken = next(one for one in IN_PLAY if one.code == "idle_earns")
    short = ["--seeds", "1", "--workers", "1"]
    assert main(["prove", str(written(tmp_path, broken.defect)), *short]) == 1
    assert "không làm gì vẫn được" in capsys.readouterr().out
    assert main(["prove", str(HERE), *short]) == 0
    assert main(["prove", "no-such-scenario", *short]) == 2
    (tmp_path / "one-matter" / "solution.yaml").write_text("steps: [", "utf-8")
    assert main(["prove", str(tmp_path / "one-matter"), *short]) == 2
    assert main(["prove", str(tmp_path / "nowhere"), *short]) == 2
    with pytest.raises(SystemExit) as left:
        main(["prove"])
    assert left.value.code == 2


def test_no_defect_is_told_twice() -> None:
    assert len({one.name for one in [*IN_PLAY, *ON_PAPER]}) == len(IN_PLAY) + len(ON_PAPER)
    assert len({one.code for one in [*IN_PLAY, *ON_PAPER]}) >= 18
