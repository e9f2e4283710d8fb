"""The long run: every fault and red herring on many seeds and agencies (``--seeds 25``)."""

import argparse
import sys
import time
from collections import defaultdict

from base.errors import Misconfigured
from scenarios.recipes.faults import FAULTS, HERRINGS
from tests.grading.findings.orchard import fork, orchard, planted, seen, told

LEAST_ROOM = 0.5
"""Share of seeds on which a kind must find a record that can bear it."""


def main() -> int:
    """Print what disagrees; end with the number of disagreements."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("names", nargs="*", help="kinds; all unless told")
    asked = parser.parse_args()
    names = asked.names or [*FAULTS, *HERRINGS]
    wrong, room, seconds = [], defaultdict(int), 0.0
    for seed in range(asked.first, asked.first + asked.seeds):
        begun = time.monotonic()
        if stray := seen(fork(orchard(seed))):
            wrong.append(f"{seed}: nothing was planted, and seen is {sorted(stray)}")
        problems = {name: disagreement(name, seed, room) for name in names}
        wrong += [f"{seed} {name}: {problem}" for name, problem in problems.items() if problem]
        orchard.cache_clear()
        planted.cache_clear()
        seconds = time.monotonic() - begun
        print(f"seed {seed}: {seconds:.0f} s, {len(wrong)} disagreements", flush=True)
    wrong += [
        f"{name}: room on {room[name]} of {asked.seeds} seeds"
        for name in names
        if room[name] < LEAST_ROOM * asked.seeds
    ]
    print("\n".join(wrong) or "every fault was found where it was planted, and nothing else")
    return len(wrong)


def disagreement(name: str, seed: int, room: dict[str, int]) -> str:
    """Plant one kind on a seed; say what detectors see otherwise."""
    try:
        garden = planted(name, seed)
    except Misconfigured as error:
        return "" if error.code == "fault.no_room" else str(error)
    room[name] += 1
    found, expected = seen(garden), told(garden)
    if found == expected:
        return ""
    return f"not seen {sorted(expected - found)}, seen beside {sorted(found - expected)}"


if __name__ == "__main__":
    sys.exit(min(main(), 99))
