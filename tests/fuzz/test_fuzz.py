"""A small run: every sample is answered, none hangs, no changed byte passes for signed."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from sandbox.verdicts import Verdict
from scenarios.streams import Stream
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.run import Sample, Tally, Told, bases, samples, tally, unseen, verified
from tests.sandbox.signing.world import LATER, checked

COUNT = 60


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    return tally(verified(samples(COUNT, seed=7), tmp_path_factory.mktemp("fuzz")))


def test_every_sample_is_answered_and_none_hangs_or_dies(found: Tally):
    assert sum(found.verdicts.values()) == COUNT
    assert found.failures == []
    assert set(found.verdicts) <= set(Verdict)


def test_no_change_of_signed_bytes_goes_unseen(found: Tally):
    assert found.unseen == []


def test_the_samples_of_a_seed_are_the_same_and_spoilt_in_every_way():
    assert list(samples(8, 3)) == list(islice(samples(20, 3), 8))
    assert list(samples(3, 3)) != list(samples(3, 4))
    ways = {name for one in samples(150, 1) for name in one.how.split("+")}
    assert ways == set(MUTATIONS)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_changes_something_and_bears_an_empty_file(name: str):
    stream = Stream(b"mutation").branch(name)
    assert any(MUTATIONS[name](bases()["issued"], stream) != bases()["issued"] for _ in range(5))
    assert isinstance(MUTATIONS[name](b"", stream), bytes)


def test_what_counts_as_unseen_would_be_found():
    """The yardstick itself: a valid report over changed bytes is one, over added ones is none."""
    pdf = bases()["issued"]
    report = checked(pdf, at=LATER)
    changed = pdf[:500] + b"X" + pdf[501:]
    assert unseen(Told(Sample(0, "issued", "", changed), report, 0.0))
    assert not unseen(Told(Sample(0, "issued", "", pdf + b"\n"), report, 0.0))


def test_a_hang_and_a_death_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from sandbox.signing import bounded

    real = bounded.subprocess.Popen

    def instead(command: list[str], **how: object) -> object:
        return real([command[0], "-c", "raise SystemExit(1)"], **how)  # type: ignore[call-overload]

    monkeypatch.setattr(bounded.subprocess, "Popen", instead)
    (told,) = verified(_one(), tmp_path)
    assert told.failure == "death"


def _one() -> Iterator[Sample]:
    yield next(samples(1, 1))
