"""``python -m tests.fuzz [--count N] [--seed S] [--keep FOLDER]``: a run, and its numbers."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.run import Tally, samples, tally, verified


def main() -> int:
    """Run; 0 when every file was answered in time and no change went unseen."""
    grammar = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    grammar.add_argument("--count", type=int, default=2_000)
    grammar.add_argument("--seed", type=int, default=1)
    grammar.add_argument("--keep", type=Path, help="where to leave the files that failed")
    asked = grammar.parse_args()
    with tempfile.TemporaryDirectory(prefix="khotap-fuzz-") as folder:
        found = tally(verified(samples(asked.count, asked.seed), Path(folder)))
    _say(found)
    wrong = [*found.failures, *found.unseen]
    for told in wrong:
        one = told.sample
        print(f"  #{one.number} {one.base} {one.how}: {told.failure or 'unseen'}")
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{one.number:06d}.pdf").write_bytes(one.pdf)
    return 1 if wrong else 0


def _say(found: Tally) -> None:
    number = sum(found.verdicts.values())
    print(f"{number} files, {found.total:.0f} s, slowest {found.slowest:.0f} ms")
    hangs = sum(told.failure == "hang" for told in found.failures)
    print(f"hangs {hangs}, tracebacks {len(found.failures) - hangs}, unseen {len(found.unseen)}")
    for title, counted in (
        ("verdicts", found.verdicts),
        ("mutations", found.mutations),
        ("findings", found.codes),
    ):
        print(f"{title}: " + ", ".join(f"{name} {n}" for name, n in counted.most_common()))


if __name__ == "__main__":
    sys.exit(main())
