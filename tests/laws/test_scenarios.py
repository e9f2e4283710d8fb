"""Laws that hold of every scenario in the library; a released one has more to answer for."""

from functools import cache

import pytest

from base.language import LANGUAGES, Words, say
from base.strict_yaml import load_yaml
from grading.rubric import TAKES_ONLY
from scenarios.exercise import LIBRARY, Exercise, find, folders
from scenarios.model import Mode, Status
from scenarios.proof import Proof, prove
from scenarios.proof.store import current, stored
from scenarios.references import check

IDS = [folder.name for folder in folders()]
RELEASED = [name for name in IDS if find(name).scenario.status is Status.RELEASED]
FULL_SEEDS = 25
TEXTS = ("brief", "debrief")


@cache
def _second_seed(name: str) -> str:
    """A seed from the scenario's own digest, 3…25: over time others are tried than the first."""
    return str(int(find(name).digest[:8], 16) % (FULL_SEEDS - 2) + 3)


@cache
def _quick(name: str) -> Proof:
    return prove(find(name), seeds=["1", _second_seed(name)], level="quick")


def test_the_library_is_not_empty_and_every_folder_is_a_scenario() -> None:
    assert RELEASED
    strays = {path.name for path in LIBRARY.iterdir() if path.is_dir()} - set(IDS)
    assert strays - {"__pycache__"} == set()


@pytest.mark.parametrize("name", IDS)
def test_it_names_nothing_that_does_not_exist(name: str) -> None:
    assert [say(one.sentence, "en") for one in check(find(name))] == []


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_scenario_proves_on_two_seeds(name: str) -> None:
    proof = _quick(name)
    assert [say(one, "en") for one in proof.problems] == []
    assert proof.proven


@pytest.mark.parametrize("name", RELEASED)
def test_two_seeds_are_two_variants(name: str) -> None:
    assert _quick(name).variants == 2


@pytest.mark.parametrize("name", RELEASED)
def test_its_committed_proof_is_full_current_and_of_25_seeds(name: str) -> None:
    exercise = find(name)
    proof = stored(exercise)
    assert proof is not None, "no proof.json"
    assert current(exercise), "proof.json is of other content, rules or semantics"
    assert (proof.scenario, proof.version) == (name, exercise.scenario.version)
    assert (proof.level, proof.proven, proof.problems) == ("full", True, [])
    assert len(set(proof.seeds)) >= FULL_SEEDS
    assert {line.kind for line in proof.matrix} >= {
        "solution", "idle", "decoy", "fall", "mutant", "shuffle", "walk",
    }  # fmt: skip
    assert set(proof.kills) >= {one.id for one in exercise.scenario.criteria}


@pytest.mark.parametrize("name", RELEASED)
def test_it_has_a_gate_with_a_consequence_and_three_planted_faults_unless_guided(
    name: str,
) -> None:
    scenario = find(name).scenario
    gates = [one for one in scenario.criteria if one.gate]
    assert gates
    assert all(one.consequence for one in gates)
    planted = [label for recipe in scenario.world.recipes for label in recipe.faults()]
    assert len(planted) >= (1 if scenario.mode is Mode.GUIDED else 3)


@pytest.mark.parametrize("name", RELEASED)
def test_what_a_trainee_must_be_told_is_told(name: str) -> None:
    """Everybody in the way: objectives, minutes, steps with help, hints where points are."""
    scenario = find(name).scenario
    assert scenario.objectives
    assert scenario.competencies
    assert all(step.help.vi and step.help.en for step in scenario.steps)
    assert {done for step in scenario.steps for done in step.done} <= {
        one.id for one in scenario.criteria
    }
    assert scenario.hints or not scenario.policies.hints


@pytest.mark.parametrize("name", RELEASED)
def test_every_criterion_rests_on_a_rule_and_only_doing_earns(name: str) -> None:
    for one in find(name).scenario.criteria:
        assert one.rules
        assert not (one.points and one.check.kind in TAKES_ONLY)


def _texts(exercise: Exercise) -> list[tuple[str, Words]]:
    found = [(name, getattr(exercise, name)) for name in TEXTS]
    data = exercise.scenario.model_dump()
    files = [data, *(one.model_dump() for one in exercise.solutions), exercise.decoys.model_dump()]
    return found + [pair for data in files for pair in _words_in(data, "")]


def _words_in(value: object, path: str) -> list[tuple[str, Words]]:
    if isinstance(value, dict):
        if set(value) == {"vi", "en"}:
            return [(path, Words.model_validate(value))]
        return [pair for key, one in value.items() for pair in _words_in(one, f"{path}.{key}")]
    if isinstance(value, list):
        return [pair for n, one in enumerate(value) for pair in _words_in(one, f"{path}.{n}")]
    return []


@pytest.mark.parametrize("name", IDS)
def test_every_text_is_there_in_both_languages_and_not_the_same_twice(name: str) -> None:
    texts = _texts(find(name))
    assert len(texts) > 10
    for path, words in texts:
        told = {words.read(language).strip() for language in LANGUAGES}
        assert all(told), path
        assert len(told) == 2, path


@pytest.mark.parametrize("name", IDS)
def test_brief_and_debrief_are_texts_and_not_stubs(name: str) -> None:
    exercise = find(name)
    for text in (exercise.brief, exercise.debrief):
        for language in LANGUAGES:
            assert len(text.read(language).split()) >= 30


@pytest.mark.parametrize("name", IDS)
def test_no_text_names_a_planted_fault_or_a_tag(name: str) -> None:
    """Neither brief, steps nor hints tell what was planted; only hints are read with labels."""
    scenario = find(name).scenario
    told = [find(name).brief, *(step.help for step in scenario.steps)]
    hints = [level for hint in scenario.hints for level in hint.levels]
    for language in LANGUAGES:
        assert not any("$" in words.read(language) for words in told)
        assert not any("fault/" in words.read(language) for words in [*told, *hints])


@pytest.mark.parametrize("name", IDS)
def test_its_yaml_has_the_schemas_line_and_names_the_folder(name: str) -> None:
    folder = LIBRARY / name
    for path in folder.glob("*.yaml"):
        kind = path.stem.split("-")[0]
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert f"/{kind}.schema.json" in first
    assert load_yaml(folder / "scenario.yaml").data["id"] == name
