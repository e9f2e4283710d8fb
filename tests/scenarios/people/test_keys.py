"""An exercise with key devices: who holds which, what a wrong PIN costs, who may sign for whom."""

from collections.abc import Iterator
from functools import cache

import pytest

from sandbox import entities as e
from scenarios.edits import edited
from scenarios.exercise import Exercise, find
from scenarios.model import Edit, Solution, Step
from scenarios.proof.lab import Lab
from scenarios.proof.outcome import Outcome
from scenarios.recipes.keys import Keys
from scenarios.world import grow

GUESSES = ("0", "00", "000")
"""No practice PIN has fewer than six digits."""


@cache
def exercise() -> Exercise:
    return find("issue-a-decision")


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    made = Lab(exercise(), "keys")
    yield made
    made.close()


def guesses(count: int, step: str = "sign") -> Edit:
    asked = next(one for one in exercise().solutions[0].steps if one.id == step)
    return Edit(
        step=step,
        before=[
            Step.model_validate(
                {
                    "id": f"guess-{n}",
                    "op": asked.op,
                    "desk": asked.desk,
                    "with": {**asked.fields, "pin": GUESSES[n]},
                }
            )
            for n in range(count)
        ],
    )


def played(lab: Lab, *edits: Edit) -> Outcome:
    solution: Solution = edited(exercise().solutions[0], list(edits))
    return lab.run("decoy", "keys", solution)


def test_every_device_is_with_its_holder_and_the_registry_answers_for_all(lab: Lab) -> None:
    garden = grow(exercise(), "keys", blobs=lab.blobs)
    devices = garden.planter.all(e.KeyDevice)
    clerk = garden.labelled("clerk")
    assert {one.keeper for one in devices} == {clerk}
    for one in devices:
        holder = garden.planter.get(e.Post, one.held_by)
        own = holder.organisation if one.kind is e.KeyKind.AGENCY else holder.person
        assert one.holder == own
    assert [one.held_by for one in devices if one.kind is e.KeyKind.AGENCY] == [clerk]
    assert len({one.pin for one in devices}) == len(devices) == 4
    assert all(one.pin.isdecimal() and len(one.pin) == 6 for one in devices)


def test_no_truth_and_no_text_holds_a_pin(lab: Lab) -> None:
    garden = grow(exercise(), "keys", blobs=lab.blobs)
    told = garden.truth().model_dump_json()
    assert not [one.pin for one in garden.planter.all(e.KeyDevice) if one.pin in told]


@pytest.mark.parametrize("step", ["sign", "seal", "mark"])
def test_two_wrong_pins_cost_nothing(lab: Lab, step: str) -> None:
    done = played(lab, guesses(2, step))
    assert (done.score, done.lost) == (100, [])
    assert [one.sentence.code for one in done.stumbles] == ["refused.key.wrong_pin"] * 2


def test_a_locked_device_signs_again_once_the_registry_has_unlocked_it(lab: Lab) -> None:
    unlock = Step.model_validate(
        {
            "id": "unlock",
            "op": "unlock-key",
            "desk": "$clerk",
            "with": {"device": "$deputy2_key", "written_request": "Giấy đề nghị ngày 18/3/2026"},
        }
    )
    done = played(lab, guesses(3), Edit(step="sign", before=[unlock]))
    assert (done.score, done.lost) == (97, ["no-device-locked"])


def test_a_locked_device_that_nobody_unlocks_signs_nothing(lab: Lab) -> None:
    done = played(lab, guesses(3))
    assert "issued-unsigned" in done.gates
    assert "refused.key.locked" in {one.sentence.code for one in done.stumbles}


def test_the_holder_does_not_unlock_the_device(lab: Lab) -> None:
    own = Step.model_validate(
        {"id": "own", "op": "unlock-key", "desk": "$deputy2", "with": {"device": "$deputy2_key"}}
    )
    done = played(lab, guesses(3), Edit(step="sign", before=[own]))
    assert "refused.key.not_keeper" in {one.sentence.code for one in done.stumbles}


def test_a_device_that_is_elsewhere_does_not_seal(lab: Lab) -> None:
    lend = Step.model_validate(
        {
            "id": "lend",
            "op": "lend-key",
            "desk": "$clerk",
            "with": {"device": "$agency_key", "to": "$officer", "permission": "03/GP-SCT"},
        }
    )
    done = played(lab, Edit(step="seal", before=[lend]))
    assert "agency-key-kept" not in done.lost
    assert "issued-bare" in done.gates
    assert "refused.key.elsewhere" in {one.sentence.code for one in done.stumbles}


def test_what_another_signs_is_not_signed_by_whom_it_names(lab: Lab) -> None:
    decoy = next(one for one in exercise().decoys.decoys if one.id == "other-hand")
    solution = edited(exercise().solutions[0], decoy.edits)
    with lab.bench() as player:
        player.play(solution.steps)
        results = {one.id: one for one in lab.report(player, solution).results}
    said = results["both-signatures"].found[0].facts
    assert said["because"] == "@signature.authority.other_person"
    assert said["found"] != said["expected"]


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({"posts": ["$director", "$mayor"]}, ["keys.post"]),
        ({"keeper": "$nobody"}, ["keys.post"]),
        ({"posts": ["$deputy", "deputy"]}, ["keys.twice"]),
        ({}, []),
    ],
)
def test_devices_go_to_posts_of_the_agency_once_each(
    told: dict[str, object], codes: list[str]
) -> None:
    found = Keys.model_validate({"recipe": "keys", **told}).problems()
    assert [one.code.removeprefix("misconfigured.") for one in found] == codes
