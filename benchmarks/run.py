"""Measure the house: ``python benchmarks/run.py [--only GROUP …] [--json FILE] [--strict]``.

Each group runs in a process and a home of its own. Ends with 0, with --strict with 1 when a
budget is missed.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any, Final  # figures are JSON

ROOT: Final = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.figure import Measured, budgets, judged  # noqa: E402 - the path comes first
from benchmarks.others.installed import ready  # noqa: E402 - the path comes first

GROUPS: Final = (
    "attempts",
    "signatures",
    "marks",
    "regrading",
    "proof",
    "crowd",
    "clones",
    "growth",
    "scale",
    "classroom",
)
"""Every group, a module each, in the order of the table."""
ASKED: Final = ("beside", "cold")
"""Groups that need the network: --beside, --cold. ``beside`` needs it once, then runs always."""


def measured(group: str) -> list[Measured]:
    """Measure one group, here."""
    return list(import_module(f"benchmarks.{group}").measure())


def apart(group: str) -> list[Measured]:
    """Measure one group in a fresh process with a fresh home; the home is gone afterwards."""
    home = tempfile.mkdtemp(prefix="khotap-bench-")
    os.environ["KHOTAP_HOME"] = home
    os.environ.setdefault("XDG_RUNTIME_DIR", home)
    os.environ.pop("KHOTAP_DATABASE", None)
    os.environ.pop("KHOTAP_DURABLE", None)
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
            return pool.submit(measured, group).result()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def line(told: dict[str, Any]) -> str:
    """Return a figure as the terminal shows it."""
    mark = {True: "✓", False: "✗", None: " "}[told["met"]]
    value = f"{told['value']:>10g} {told['unit']}"
    return f"{mark} {told['name']:<28}{value:<20}{told['budget']:<10} n={told['n']}"


def parser() -> argparse.ArgumentParser:
    """Return the grammar of the command."""
    whole = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    whole.add_argument("--only", nargs="+", choices=[*GROUPS, *ASKED], default=[])
    whole.add_argument(
        "--beside", action="store_true", help="other graders too; installing them needs the network"
    )
    whole.add_argument("--cold", action="store_true", help="a clean clone too; needs the network")
    whole.add_argument("--json", type=Path, metavar="FILE")
    whole.add_argument("--strict", action="store_true", help="end with 1 when a budget is missed")
    return whole


def _chosen(asked: argparse.Namespace) -> list[str]:
    """Return the groups of a whole run; what is left out for want of the network is said."""
    beside = asked.beside or ready()
    if not beside:
        print("beside: not measured; nbgrader, otter-grader and inspect_ai are not installed, "
              "--beside installs them (needs the network)")  # fmt: skip
    return [*GROUPS, *(["beside"] if beside else []), *(["cold"] if asked.cold else [])]


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked, print it, write it."""
    asked = parser().parse_args(words)
    chosen = asked.only or _chosen(asked)
    known, told = budgets(), []
    if hasattr(os, "getloadavg"):
        how = "os.getloadavg() before the first measurement"
        told.append(judged(Measured("machine.load", os.getloadavg()[0], 1, how), known))
        print(line(told[-1]), flush=True)
    for group in chosen:
        for one in apart(group):
            told.append(judged(one, known))
            print(line(told[-1]), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    missed = [one["name"] for one in told if one["met"] is False]
    print(f"{len(told)} figures, {len(missed)} over budget: {', '.join(missed) or 'none'}")
    return 1 if missed and asked.strict else 0


if __name__ == "__main__":
    sys.exit(main())
