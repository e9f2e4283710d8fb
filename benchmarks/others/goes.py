"""What the other graders' scripts share: what they are asked, and how they tell what they took."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.others import task


def parser() -> argparse.ArgumentParser:
    """Return the grammar: a folder of one's own, rows, goes, or how many to grade anew."""
    whole = argparse.ArgumentParser()
    whole.add_argument("folder", type=Path)
    whole.add_argument("--rows", type=int, required=True)
    whole.add_argument("--goes", type=int, default=5)
    whole.add_argument("--regrade", type=int, default=0)
    whole.add_argument("--once", action="store_true", help="one go on what is prepared already")
    return whole


def total(points: dict[str, int]) -> float:
    """Return what the finished work must earn: everything but the last criterion."""
    return float(sum(points.values()) - points["kept"])


def go(asked: argparse.Namespace, work: Callable[[], float]) -> None:
    """Go as often as is asked, or once for whoever times the whole process."""
    if asked.once:
        tell(work, 1, total(task.POINTS), warm=0)
    else:
        tell(work, asked.goes, total(task.POINTS))


def tell(work: Callable[[], float], count: int, expected: float, *, warm: int = 1) -> None:
    """Go, see that the score is right each time, print the milliseconds of every go."""
    told = []
    for place in range(warm + count):
        begun = perf_counter()
        score = work()
        ms = (perf_counter() - begun) * 1000
        if round(score, 2) != expected:
            raise SystemExit(f"scored {score}, not {expected}")
        if place >= warm:
            told.append(ms)
    print(json.dumps({"ms": told, "criteria": len(task.CRITERIA)}))
