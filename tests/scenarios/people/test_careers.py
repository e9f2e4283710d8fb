from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.recipes.careers import Careers, Chair, careers, overlapping
from scenarios.recipes.charts import Rank
from scenarios.streams import world_stream

UNTIL = date(2026, 11, 22)
START = date(2005, 1, 1)
CHAIRS = [
    Chair("head", Rank.HEAD, START),
    Chair("deputy", Rank.DEPUTY, START),
    Chair("deputy2", Rank.DEPUTY, START),
    Chair("unit", Rank.UNIT_HEAD, START),
    Chair("late", Rank.UNIT_HEAD, date(2025, 7, 1)),
    Chair("desk", Rank.OFFICER, START),
    Chair("archivist", Rank.OFFICER, START, rises=False),
]
SEEDS = st.integers(0, 10**6)


def course(seed: int, chairs: Sequence[Chair] = CHAIRS, until: date = UNTIL) -> Careers:
    return careers(chairs, until=until, stream=world_stream("careers", seed))


@given(seed=SEEDS)
def test_nobody_and_no_chair_is_in_two_places(seed: int):
    assert overlapping(course(seed).stints) == []


def test_an_overlap_would_be_seen():
    stints = course(1).stints
    twice = stints[0]._replace(last=None)
    assert overlapping([*stints, twice])


@given(seed=SEEDS)
def test_every_chair_is_held_on_every_day_from_its_first(seed: int):
    held = defaultdict(list)
    for stint in course(seed).stints:
        held[stint.chair].append(stint)
    for chair in CHAIRS:
        terms = sorted(held[chair.key], key=lambda stint: stint.first)
        assert terms[0].first == chair.first
        assert terms[-1].last is None
        for one, other in pairwise(terms):
            assert other.first == one.last + timedelta(days=1)
            assert one.first < one.last


@given(seed=SEEDS)
def test_whoever_sits_there_now_has_sat_there_for_months(seed: int):
    for stint in course(seed).stints:
        if stint.last is None and stint.chair != "late":
            assert stint.first <= UNTIL - timedelta(days=100)


@given(seed=SEEDS)
def test_one_head_acted_for_some_months_and_was_then_appointed(seed: int):
    heads = sorted(
        (stint for stint in course(seed).stints if stint.chair == "head"),
        key=lambda stint: stint.first,
    )
    acting = [place for place, stint in enumerate(heads) if stint.acting]
    for place in acting:
        assert heads[place + 1].person == heads[place].person
        assert 25 <= (heads[place].last - heads[place].first).days <= 220
    assert len(acting) <= 1


@settings(max_examples=30)
@given(seed=SEEDS)
def test_people_rise_and_never_fall(seed: int):
    ranks = {chair.key: chair.rank for chair in CHAIRS}
    ways = defaultdict(list)
    for stint in sorted(course(seed).stints, key=lambda stint: stint.first):
        ways[stint.person].append(stint)
    for way in ways.values():
        climbed = [ranks[stint.chair] for stint in way]
        assert climbed == sorted(climbed, reverse=True)
        assert all(other.first == one.last + timedelta(days=1) for one, other in pairwise(way))
        chairs = {stint.chair for stint in way}
        assert chairs == {"archivist"} or "archivist" not in chairs


@given(seed=SEEDS)
def test_nobody_works_as_a_child_or_long_after_retirement(seed: int):
    drawn = course(seed)
    for stint in drawn.stints:
        born = drawn.lives[stint.person].born
        assert stint.first.year - born >= 18
        assert (stint.last or UNTIL).year - born <= 66


def test_most_worlds_have_seen_a_rise_and_an_acting_head():
    drawn = [course(seed) for seed in range(40)]
    assert sum(any(stint.acting for stint in one.stints) for one in drawn) >= 36
    assert all(len({stint.person for stint in one.stints}) < len(one.stints) for one in drawn)


def test_a_further_chair_changes_no_leader():
    more = [*CHAIRS, Chair("desk2", Rank.OFFICER, START)]
    for seed in range(20):
        before, after = (
            [stint for stint in course(seed, chairs).stints if stint.chair in {"head", "deputy"}]
            for chairs in (CHAIRS, more)
        )
        assert before == after
