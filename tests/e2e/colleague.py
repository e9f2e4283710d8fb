"""A worker beside the served house: begins exercises and makes exams, one JSON line each.

Reads ``["begin", "hocvien", "first-file"]`` from standard input, answers with a line. One process
for all, because what begins an exercise takes two seconds to import.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]


class Asks(Protocol):
    """Have something done beside the house: its name, then what it takes."""

    def __call__(self, *asked: str) -> str: ...


def beside(home: Path) -> dict[str, str]:
    """The environment of whatever works on the installation in ``home``."""
    told = {"KHOTAP_HOME": str(home), "KHOTAP_DURABLE": "no", "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **told, "PYTHONUTF8": "1"}


@contextmanager
def colleague(home: Path) -> Iterator[Asks]:
    """Have one at work on the installation in ``home``."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.e2e.colleague"],
        env=beside(home), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as worker:  # fmt: skip

        def ask(*asked: str) -> str:
            print(json.dumps(asked), file=worker.stdin, flush=True)
            told = worker.stdout.readline() if worker.stdout else ""
            assert told, "the colleague fell over; its reason stands above"
            return str(json.loads(told))

        yield ask


def main() -> None:
    """Do what is asked until nobody asks any more."""
    from tests.e2e import begin, examine, judged, prompter

    does = {
        "begin": begin.main,
        "put-away": begin.put_away,
        "examine": examine.main,
        "judged": judged.main,
        "prompt": prompter.main,
        "steps": prompter.steps,
        "done": prompter.done,
    }
    for line in sys.stdin:
        name, *asked = json.loads(line)
        sys.stdout.write(json.dumps(does[name](*asked)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
