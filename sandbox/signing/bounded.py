"""Verification in a process of its own, bounded in time and memory: for files from strangers.

``python -m sandbox.signing.bounded`` reads one question a line and writes one answer a line; the
parent ends it when an answer is late or it holds too much memory, and starts another for the rest.
Where the system can limit a process by itself (``RLIMIT_AS``), it does so as well.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final, NamedTuple, TextIO

from base.settings import ROOT
from sandbox.signing.report import SignatureReport, unclear
from sandbox.signing.trust import Trust
from sandbox.verdicts import Verdict

SECONDS: Final = 30.0
"""How long one file may take."""
STARTING: Final = 120.0
"""How long the process may take to load its libraries, on a machine that has much else to do."""
_READY: Final = "ready"
MOST_MEMORY: Final = 2_000_000_000
"""Bytes that the process may hold: seen by its parent on every system, and its address space
where the system can limit it."""
_GLANCE: Final = 0.25
"""Seconds between two looks at the memory of a process that has not answered yet."""


def answers(
    paths: Sequence[Path],
    trust: Trust,
    at: datetime,
    *,
    seconds: float = SECONDS,
    memory: int = MOST_MEMORY,
) -> Iterator[SignatureReport]:
    """Verify files in a child process; one report each, in order.

    Args:
        paths: readable files.
        trust: what to trust.
        at: the moment of checking, aware.
        seconds: how long one file may take.
        memory: bytes that the process may hold over one file.
    """
    waiting = list(paths)
    while waiting:
        for report in _run(waiting, trust, at, Bounds(seconds, memory)):
            waiting.pop(0)
            yield report


class Bounds(NamedTuple):
    """What one file may cost."""

    seconds: float
    memory: int
    "bytes"


def _run(
    paths: list[Path], trust: Trust, at: datetime, bounds: Bounds
) -> Iterator[SignatureReport]:
    """Answer until the first late or lost answer, which is told as such."""
    child = subprocess.Popen(
        [sys.executable, "-m", "sandbox.signing.bounded"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
    )
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=_relay, args=(child.stdout, lines), daemon=True).start()
    try:
        yield from _asked(child, lines, [_question(path, trust, at) for path in paths], bounds)
    finally:
        child.kill()
        child.communicate()


def _asked(
    child: subprocess.Popen[str], lines: SimpleQueue[str], questions: list[str], bounds: Bounds
) -> Iterator[SignatureReport]:
    if _next(child, lines, bounds._replace(seconds=STARTING)) != _READY:
        yield _undetermined("file.too_heavy", STARTING)
        return
    for question in questions:
        line = _answer(child, lines, question, bounds)
        if not line:
            code = "file.too_slow" if line is None else "file.too_heavy"
            yield _undetermined(code, bounds.seconds)
            return
        yield SignatureReport.model_validate_json(line)


def _answer(
    child: subprocess.Popen[str], lines: SimpleQueue[str], question: str, bounds: Bounds
) -> str | None:
    """Return the answer; nothing when the child ended over it, None when it is late."""
    try:
        assert child.stdin is not None  # noqa: S101 - opened as a pipe above
        child.stdin.write(question + "\n")
        child.stdin.flush()
    except OSError:
        return ""
    return _next(child, lines, bounds)


def _next(child: subprocess.Popen[str], lines: SimpleQueue[str], bounds: Bounds) -> str | None:
    """Wait for a line, with an eye on the child's memory; one that holds too much is ended."""
    from sandbox.signing.watching import resident

    for _ in range(max(1, ceil(bounds.seconds / _GLANCE))):
        try:
            return lines.get(timeout=min(_GLANCE, bounds.seconds))
        except Empty:
            if resident(child.pid) > bounds.memory:
                child.kill()
                return ""
    return None


def _relay(stream: TextIO, lines: SimpleQueue[str]) -> None:
    for line in stream:
        lines.put(line.strip())
    lines.put("")


def _undetermined(code: str, seconds: float) -> SignatureReport:
    remark = unclear(code, seconds=round(seconds))
    return SignatureReport(verdict=Verdict.UNDETERMINED, remarks=(remark,))


def _question(path: Path, trust: Trust, at: datetime) -> str:
    said = {
        name: [item.hex() for item in getattr(trust, name)] for name in type(trust).model_fields
    }
    return json.dumps({"path": str(path.resolve()), "at": at.isoformat(), "trust": said})


def serve(questions: TextIO, replies: TextIO) -> None:
    """Answer questions until they end: the child's work."""
    from sandbox.signing import examination  # noqa: F401 - loads what is slow to load, now
    from sandbox.signing.verify import verify_afresh

    _limit_memory()
    replies.write(_READY + "\n")
    replies.flush()
    for line in questions:
        asked = json.loads(line)
        trust = Trust(
            **{name: tuple(map(bytes.fromhex, items)) for name, items in asked["trust"].items()}
        )
        at = datetime.fromisoformat(asked["at"])
        report = verify_afresh(Path(asked["path"]).read_bytes(), trust=trust, at=at)
        replies.write(report.model_dump_json() + "\n")
        replies.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system that cannot limit it
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
