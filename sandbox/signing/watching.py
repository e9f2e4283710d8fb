"""How much memory a process of ours holds now, on every system: its parent can end it in time."""

import psutil  # type: ignore[import-untyped]  # ships no types


def resident(process: int) -> int:
    """Return the bytes that a process and all below it hold in memory; 0 once it has ended.

    On Windows the interpreter of a virtual environment is a small starter with the real one
    below it, so whatever a process has started is counted with it.

    Args:
        process: its number in the system.
    """
    try:
        first = psutil.Process(process)
        return sum(_held(one) for one in (first, *first.children(recursive=True)))
    except psutil.Error:  # it has just ended
        return 0


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
