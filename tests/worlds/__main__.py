"""The long run over the library's worlds: ``python -m tests.worlds [ID …] --seeds 25``.

Every world is grown, held against the detectors, grown again and compared; in the end the shares
of different answer keys are told. Ends with the number of disagreements.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator

os.environ.setdefault("KHOTAP_HOME", tempfile.mkdtemp(prefix="khotap-worlds-"))

from base.errors import Misconfigured
from scenarios.errors import Problems
from tests.worlds.growing import DISTINCT, grown, library


def _tried(name: str, seed: str, keys: set[str]) -> Iterator[str]:
    try:
        _, first = grown(name, seed)
        _, again = grown(name, seed)
    except (Misconfigured, Problems) as problem:
        yield f"{name}, seed {seed}: {problem}"
        return
    keys.add(first.answer_key)
    if first != again:
        yield f"{name}, seed {seed}: grown twice, it differs: {first} and {again}"


def main() -> int:
    """Print what disagrees."""
    parser = argparse.ArgumentParser(prog="python -m tests.worlds")
    parser.add_argument("names", nargs="*", help="scenarios; the whole library unless told")
    parser.add_argument("--seeds", type=int, default=25)
    asked = parser.parse_args()
    wrong: list[str] = []
    for name in asked.names or [one.id for one in library()]:
        keys: set[str] = set()
        begun = time.monotonic()
        for seed in range(1, asked.seeds + 1):
            wrong += _tried(name, str(seed), keys)
        share = len(keys) / asked.seeds
        print(f"{name}: {share:.0%} distinct, {time.monotonic() - begun:.0f} s", flush=True)
        if share < DISTINCT:
            wrong.append(f"{name}: only {len(keys)} variants of {asked.seeds}")
    print("\n".join(wrong) or "every world grows the same twice, and agrees with the detectors")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(), 99))
