"""What the recipe says of signed documents is what verification says; some are saved, some lost."""

from collections import Counter
from functools import cache

import pytest

from base.errors import Misconfigured
from sandbox import entities as e
from sandbox.authority import Judgement, judge_document
from sandbox.blobs import MemoryBlobs
from scenarios.exercise import find
from scenarios.garden import Garden
from scenarios.recipes.renewals import Renewals
from scenarios.world import grow

LAST_OF_ITS_UNIT = 4
"""Years after which the certificate of a time-stamping unit has ended."""


@cache
def world() -> Garden:
    return grow(find("still-valid-in-2046"), "renewals", blobs=MemoryBlobs())


@cache
def judged(ref: str) -> Judgement:
    planter = world().planter
    return judge_document(planter, planter.get(e.Document, ref))


def _signed() -> list[str]:
    return [*world().tagged("lasting"), *world().tagged("passing")]


def _stamps(ref: str) -> int:
    return sum(one.kind == "timestamp" for one in judged(ref).report.signatures)


def test_tags_and_facts_say_what_verification_says() -> None:
    for ref in _signed():
        verdict = judged(ref).verdict
        assert world().facts_of(ref)["verdict"] == verdict, ref
        assert (ref in world().tagged("provable")) == (verdict == "valid"), ref
        assert (ref in world().tagged("unprovable")) == (verdict != "valid"), ref


def test_what_is_lasting_and_provable_is_to_be_renewed_and_nothing_else() -> None:
    lasting, provable = set(world().tagged("lasting")), set(world().tagged("provable"))
    assert set(world().tagged("to-renew")) == lasting & provable
    assert set(world().tagged("bare")) < lasting & provable
    assert not lasting & set(world().tagged("passing"))
    assert lasting - provable


def test_the_terms_of_their_files_tell_lasting_from_passing() -> None:
    planter = world().planter
    for ref in _signed():
        (filing,) = planter.all(e.Filing, document=ref)
        permanent = planter.get(e.File, filing.file).maintenance == "VV"
        assert (ref in world().tagged("lasting")) == permanent


def test_proof_stands_at_every_level() -> None:
    sound = [ref for ref in world().tagged("to-renew") if judged(ref).report.signatures]
    levels = Counter(judged(ref).report.signatures[0].level for ref in sound)
    assert set(levels) == {"B-T", "B-LT", "B-LTA"}
    bare = world().tagged("bare")
    assert {judged(ref).report.signatures[0].level for ref in bare} == {"B-T"}


def test_one_of_the_oldest_was_saved_by_stamps_that_follow_each_other() -> None:
    planter, year = world().planter, world().now.year
    old = [
        ref
        for ref in world().tagged("to-renew")
        if year - planter.get(e.Document, ref).signed_at.year > LAST_OF_ITS_UNIT  # type: ignore[union-attr]  # it was signed
    ]
    assert [_stamps(ref) >= 2 for ref in old] == [True]


def test_more_renewals_than_documents_are_refused() -> None:
    garden = world()
    with pytest.raises(Misconfigured) as told:
        Renewals(name="again", rescued=40).grow(garden)
    assert told.value.code == "renewals.too_few"
