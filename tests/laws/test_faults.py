"""Laws over every fault and red herring: there where planted, nowhere else, and untold."""

import json
from collections import Counter
from functools import cache

import pytest

from base.canonical import canonical, digest
from base.errors import Misconfigured
from base.language import LANGUAGES, knows, say
from grading.findings import DETECTORS
from grading.pick import Pick
from sandbox import entities as e
from sandbox.choices import CHOICES
from sandbox.rulebook import rulebook
from scenarios.garden import Garden
from scenarios.recipes.faults import FAULTS, HERRINGS, Fault, Herring, mingle
from scenarios.recipes.faults.kinds import Layer
from scenarios.streams import world_stream
from scenarios.world import confirm
from tests.grading.findings.orchard import fork, orchard, planted, seen, told

SEED = 1
OTHER = 2
SPINE = {
    "fault/D01": "stray", "fault/D02": "lacking", "fault/D04": "twin", "fault/F01": "astray",
    "fault/F05": "low", "fault/S01": "changed", "fault/S07": "strange", "fault/H01": "held",
    "herring/lifted-hold": "lifted", "herring/expired-since": "aged",
    "herring/second-signature": "initialled", "herring/nfd-name": "apart",
    "herring/old-word": "word", "herring/sounds-permanent": "grand",
}  # fmt: skip


def _recipe(name: str, label: str, **more: object) -> Fault | Herring:
    if name in FAULTS:
        return Fault.model_validate({"fault": name, "label": label, **more})
    return Herring.model_validate({"herring": name, "label": label, **more})


@cache
def _spine(seed: int) -> Garden:
    garden = fork(orchard(seed))
    for name, label in SPINE.items():
        _recipe(name, label).grow(garden)
    return garden


@pytest.mark.parametrize("seed", [SEED, OTHER])
def test_in_an_untouched_world_nothing_is_wrong(seed: int):
    assert seen(orchard(seed)) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_seen_where_it_was_planted_and_nothing_else(name: str):
    garden = planted(name, SEED)
    assert len(told(garden)) == 1
    assert seen(garden) == told(garden)


@pytest.mark.parametrize("name", HERRINGS)
def test_a_red_herring_is_not_seen(name: str):
    garden = planted(name, SEED)
    assert [one.red_herring for one in garden.faults()] == [True]
    assert seen(garden) == set()


@pytest.mark.parametrize("seed", [SEED, OTHER])
def test_many_faults_and_herrings_stand_side_by_side(seed: int):
    garden = _spine(seed)
    confirm(garden)
    refs = [one.ref for one in garden.faults()]
    assert len(refs) == len(set(refs)) == len(SPINE)
    labels = garden.truth().labels
    assert {labels[label] for label in SPINE.values()} == set(refs)


def test_the_same_seed_plants_the_same_and_another_something_else():
    again = fork(orchard(SEED))
    for name, label in SPINE.items():
        _recipe(name, label).grow(again)
    assert _digest(again) == _digest(_spine(SEED))
    chosen = {one.fault: one.ref for one in _spine(SEED).faults()}
    others = {one.fault: one.ref for one in _spine(OTHER).faults()}
    assert sum(chosen[name] != others[name] for name in SPINE) > len(SPINE) // 2


def _digest(garden: Garden) -> str:
    rows = {kind.__name__: values for kind, values in garden.planter.rows().items()}
    return digest([rows, garden.truth()])


def test_a_fault_more_shifts_nobody_elses_draws():
    garden = fork(orchard(SEED))
    _recipe("fault/D12", "before").grow(garden)
    _recipe("fault/S01", "changed").grow(garden)
    alone = fork(orchard(SEED))
    _recipe("fault/S01", "changed").grow(alone)
    labels = garden.truth().labels
    if labels["before"] != alone.truth().labels["changed"]:
        assert labels["changed"] == alone.truth().labels["changed"]


@pytest.mark.parametrize("name", [*FAULTS, *HERRINGS])
def test_rows_and_names_do_not_tell(name: str):
    garden = planted(name, SEED)
    kind = FAULTS.get(name) or HERRINGS[name]
    key = f"fault.{kind.id}" if name in FAULTS else f"herring.{kind.id}"
    base = {value for rows in orchard(SEED).planter.rows().values() for value in map(_json, rows)}
    new = [
        text
        for rows in garden.planter.rows().values()
        for text in map(_json, rows)
        if text not in base
    ]
    secrets = [name, kind.finding, "zz_one", *(say(f"{key}.name", one) for one in LANGUAGES)]
    for secret in secrets:
        assert not [text for text in new if secret.casefold() in text.casefold()]


def _json(row: object) -> str:
    return canonical(row)


@pytest.mark.parametrize("seed", [SEED])
def test_bytes_do_not_tell(seed: int):
    garden = _spine(seed)
    for part in garden.planter.all(e.Component):
        content = garden.planter.blob(part.digest)
        for name, label in SPINE.items():
            assert name.encode() not in content
            assert f"${label}".encode() not in content


def test_mingled_codes_still_mean_the_same():
    garden = fork(orchard(SEED))
    for name, label in SPINE.items():
        _recipe(name, label).grow(garden)
    before = {one.label: one.ref for one in garden.faults()}
    counts = {kind: len(rows) for kind, rows in garden.planter.rows().items()}
    mingle(garden, world_stream("mingle", SEED))
    assert {kind: len(rows) for kind, rows in garden.planter.rows().items()} == counts
    confirm(garden)
    after = {one.label: one.ref for one in garden.faults()}
    assert sum(before[label] != after[label] for label in before) > len(before) // 2
    assert garden.truth().labels["twin"] == after["twin"]
    assert garden.facts_of(after["twin"])["file"] is None


def test_mingling_hides_what_came_last():
    lasts = []
    for draw in range(12):
        garden = fork(planted("fault/D04", SEED))
        mingle(garden, world_stream("mingle", draw))
        refs = [document.ref for document in garden.planter.all(e.Document)]
        lasts.append(garden.labelled("zz_one") == max(refs))
    assert not all(lasts)
    assert sum(lasts) <= 2


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_whole_in_the_catalogue(name: str):
    kind = FAULTS[name]
    known = set(rulebook().ids())
    assert kind.rules
    assert not set(kind.rules) - known
    assert kind.layer in Layer
    assert 1 <= kind.difficulty <= 3
    assert knows(f"fault.{kind.id}.name")
    assert knows(f"fault.{kind.id}.consequence")
    assert knows(f"finding.{kind.finding}")
    assert set(kind.reasons) <= set(CHOICES["signature_reason"]) - {"other"}
    assert set(kind.returns) <= set(CHOICES["return_incoming"]) - {"other"}
    assert kind.make.__doc__


@pytest.mark.parametrize("name", HERRINGS)
def test_a_herring_is_whole_in_the_catalogue(name: str):
    kind = HERRINGS[name]
    assert set(kind.rules) <= set(rulebook().ids())
    assert knows(f"herring.{kind.id}.name")
    assert knows(f"herring.{kind.id}.why")
    assert knows(f"finding.{kind.finding}")


def test_the_catalogue_mixes_layers_and_difficulties():
    layers = Counter(kind.layer for kind in FAULTS.values())
    assert min(layers[one] for one in (Layer.CRYPTO, Layer.STRUCTURE, Layer.BUSINESS)) >= 15
    assert len({kind.difficulty for kind in FAULTS.values()}) == 3
    assert len(FAULTS) >= 60
    assert len(HERRINGS) >= 15
    assert len(DETECTORS) == len(set(DETECTORS))


def test_findings_have_one_sentence_each_with_every_fact():
    garden = _spine(SEED)
    from grading.findings import detect

    for one in detect(garden.planter):
        for language in LANGUAGES:
            sentence = say(f"finding.{one.finding}", language, **one.facts)
            assert "⟦" not in sentence
            assert "…" not in sentence
            assert one.ref in sentence


@pytest.mark.parametrize(
    ("told_so", "code"),
    [
        ({"fault": "fault/D44"}, "fault.unknown"),
        ({"fault": "fault/D04", "at": {"kind": "File"}}, "fault.kind"),
        ({"fault": "fault/D04", "details": {"days": 3}}, "fault.details"),
        ({"fault": "fault/H07", "details": {"days": "many"}}, "fault.details"),
    ],
)
def test_impossible_parameters_are_refused_at_load(told_so: dict[str, object], code: str):
    (problem,) = Fault.model_validate({"label": "one", **told_so}).problems()
    assert problem.code == code
    for language in LANGUAGES:
        assert "…" not in say(problem.sentence, language, path="world.recipes.3")


def test_an_unknown_fault_is_told_the_nearest():
    (problem,) = Fault(fault="fault/D4", label="one").problems()
    assert problem.facts["nearest"] in FAULTS
    (other,) = Herring(herring="herring/lifted", label="one").problems()
    assert other.facts["nearest"] == "herring/lifted-hold"


def test_more_faults_than_records_are_refused():
    garden = fork(orchard(SEED))
    with pytest.raises(Misconfigured, match=r"fault\.no_room"):
        _recipe("fault/S01", "many", at={"tag": "tray"}, count=30).grow(garden)


def test_faults_befall_only_what_was_picked():
    garden = fork(orchard(SEED))
    Fault(fault="fault/S01", label="bad", at=Pick(tag="tray"), count=3).grow(garden)
    refs = {garden.labelled(label) for label in ("bad", "bad2", "bad3")}
    assert len(refs) == 3
    assert refs <= set(garden.tagged("tray"))
    assert {one.label for one in garden.faults()} == {"bad"}
    for ref in refs:
        facts = garden.facts_of(ref)
        assert (facts["verdict"], facts["return_reason"]) == ("invalid", ["integrity"])
    confirm(garden)


def test_recipes_say_what_they_bind_before_they_grow():
    fault = Fault(fault="fault/D04", label="$twin", count=2)
    assert fault.labels() == {"twin", "twin2"}
    assert fault.tags() == {"faulty", "duplicate"}
    assert fault.faults() == {"twin"}
    assert fault.stream_name() != Fault(fault="fault/D04", label="other").stream_name()
    assert json.loads(fault.model_dump_json())["recipe"] == "fault"


def test_truth_follows_what_was_done_to_files():
    garden = _spine(SEED)
    low = garden.planter.get(e.File, garden.labelled("low"))
    facts = garden.facts_of(low.ref)
    assert facts["term"] != low.maintenance
    assert "term_below" in facts["reasons"]
    held = garden.labelled("held")
    assert held not in garden.tagged("due")
    assert garden.facts_of(held)["reasons"] == ["held"]
    astray = garden.labelled("astray")
    lies_in = {one.file for one in garden.planter.all(e.Filing, document=astray)}
    assert garden.facts_of(astray)["file"] not in lies_in
