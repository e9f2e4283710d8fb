"""The shape of an attempt: what was done and refused, in order, without codes; who shares it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from base.model import Value
from sandbox.events import Event
from sandbox.shelf import kind_of
from scenarios.exercise import Exercise

SHORTEST: Final = 6
"""Deeds below which two ways are the same by chance."""
COMMON: Final = 0.2
"""Share of attempts from which a way is simply the way people take."""
LONG_TEXT: Final = 40
"""Characters of a text that two people do not write alike."""


class Deeds(Value):
    """What somebody did, as the archive's log tells it."""

    done: list[str]
    "verbs that were accepted, in order"
    way: list[str]
    "verbs with their outcome and the fields that were filled, in order; moving about left out"
    texts: list[str]
    "long texts that were written, as they were"


class Pair(Value):
    """Attempts of different people that share an uncommon way."""

    attempts: list[str]
    steps: int
    way: list[str]
    texts: list[str]
    "long texts that are word for word the same"


def deeds_of(events: list[Event]) -> Deeds:
    """Read a trainee's events; moving from desk to desk is no part of the way."""
    return Deeds(
        done=[event.verb for event in events if event.happened],
        way=[_step(event) for event in events if event.verb != "switch-desk"],
        texts=sorted({text for event in events for text in _texts(event.asked)}),
    )


def _step(event: Event) -> str:
    filled = sorted(name for name, value in event.asked.items() if value and name != "op")
    return json.dumps([event.verb, str(event.outcome), event.role, filled], ensure_ascii=False)


def _texts(asked: object) -> Iterator[str]:
    if isinstance(asked, str):
        if len(asked) >= LONG_TEXT and kind_of(asked) is None:
            yield asked
    elif isinstance(asked, Mapping):
        for one in asked.values():
            yield from _texts(one)
    elif isinstance(asked, list):
        for one in asked:
            yield from _texts(one)


def same_shapes(exercise: Exercise, seen: Mapping[str, tuple[str, Deeds]]) -> list[Pair]:
    """Return groups of attempts, each of different people, that share an uncommon way.

    A way counts as uncommon when it has a detour (something refused, or a verb no solution uses)
    and few take it; or when long texts of one's own are word for word the same.

    Args:
        exercise: its solutions say which verbs are no detour, its texts which words are common.
        seen: handle → login and deeds.
    """
    usual = {step.op for solution in exercise.solutions for step in solution.steps}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for handle, (_, deeds) in seen.items():
        groups[tuple(deeds.way)].append(handle)
    found = [
        _pair(handles, way, seen)
        for way, handles in groups.items()
        if len({seen[handle][0] for handle in handles}) > 1
        and _uncommon(way, usual, len(handles), len(seen))
    ]
    told = {frozenset(pair) for one in found for pair in combinations(one.attempts, 2)}
    return found + list(_copied(seen, told))


def _uncommon(way: tuple[str, ...], usual: set[str], takers: int, everybody: int) -> bool:
    steps = [json.loads(step) for step in way]
    detour = any(outcome == "refused" or verb not in usual for verb, outcome, _, _ in steps)
    return len(steps) >= SHORTEST and detour and takers <= max(2, COMMON * everybody)


def _copied(seen: Mapping[str, tuple[str, Deeds]], told: set[frozenset[str]]) -> Iterator[Pair]:
    """Yield pairs that wrote the same long texts, when hardly anybody else did."""
    writers: dict[str, list[str]] = defaultdict(list)
    for handle, (_, deeds) in seen.items():
        for text in deeds.texts:
            writers[text].append(handle)
    pairs = {
        frozenset(pair)
        for handles in writers.values()
        if len({seen[handle][0] for handle in handles}) > 1
        and len(handles) <= max(2, COMMON * len(seen))
        for pair in combinations(handles, 2)
        if seen[pair[0]][0] != seen[pair[1]][0]
    }
    for pair in sorted(pairs - told, key=sorted):
        yield _pair(sorted(pair), (), seen)


def _pair(handles: list[str], way: tuple[str, ...], seen: Mapping[str, tuple[str, Deeds]]) -> Pair:
    shared = set.intersection(*(set(seen[handle][1].texts) for handle in handles))
    return Pair(attempts=handles, steps=len(way), way=list(way), texts=sorted(shared))
