"""A class at its desks: forty tabs over websockets, each opening its desk and acting on it.

The app runs as ``start.py`` runs it, in a process of its own; the visitors share the machine
with it, so what is measured is a little worse than what a class on a network would see.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Final

from benchmarks import school
from benchmarks.figure import Measured
from benchmarks.stopwatch import median, percentile
from benchmarks.trainee import Desk, Told
from benchmarks.visitor import Mishap, sign_in

TABS: Final = 40
LASTS: Final = 30.0
"""Seconds."""
THINKS: Final = 5.0
"""Mean seconds between what a trainee does; exponential."""
ROOT: Final = Path(__file__).resolve().parent.parent


def measure() -> Iterator[Measured]:
    """Fill a class, open the app, let everybody work, read the app's memory."""
    class_ = _seated()
    with served() as (port, pid):
        cookies = [sign_in(port, login, school.PASSWORD) for login, _, _ in class_]
        desks = [
            Desk(port, cookie, handle, scenario, number)
            for number, (cookie, (_, handle, scenario)) in enumerate(
                zip(cookies, class_, strict=True)
            )
        ]
        before = processor(pid)
        told = asyncio.run(_together(desks))
        spent = processor(pid) - before
        now, peak = resident(pid), resident(pid, "VmHWM")
    runs = [ms for one in told for ms in one.runs]
    acts = [ms for one in told for ms in one.acts]
    errors = sum(one.errors for one in told)
    for mishap in sorted({mishap for one in told for mishap in one.mishaps}):
        print(f"  {mishap}", file=sys.stderr)
    how = (
        f"{TABS} tabs for {LASTS:g} s, thinking {THINKS:g} s on average; "
        "from the message sent to script_finished received"
    )
    yield Measured("sessions.p50", median(runs), len(runs), how)
    yield Measured("sessions.p95", percentile(runs, 0.95), len(runs), how)
    yield Measured("sessions.max", max(runs), len(runs), how)
    yield Measured("sessions.acts.p95", percentile(acts, 0.95), len(acts), "of these, the acts")
    pages = len(runs) + len(told)
    how = "the app's processor time by pages drawn, first pages too; other load is not in it"
    yield Measured("sessions.processor", spent * 1000 / pages, pages, how)
    first = [one.opened for one in told]
    yield Measured(
        "sessions.open.p95", percentile(first, 0.95), len(first), "connecting and the first page"
    )
    yield Measured("sessions.errors", errors, len(runs), "exceptions, refusals, no answer in 30 s")
    how = f"highest resident memory of the app's process; {now:.0f} MB at the end"
    yield Measured("app.memory", peak, 1, how)


def _seated() -> list[tuple[str, str, str]]:
    """Enrol a class, start everybody's attempt; return login, handle and scenario of each."""
    school.bake(school.SMALL)
    school.bake(school.LARGE)
    seats = []
    for number, someone in enumerate(school.people(TABS)):
        scenario = (school.SMALL, school.LARGE)[number % 2]
        attempt = school.started(someone, scenario)
        if scenario == school.SMALL:  # as far as the open file, so that there is one to fill
            acts = school.Player(someone, attempt).acts()
            list(takewhile(lambda done: done.op != "open-file", acts))
        seats.append((someone.login, attempt.handle, scenario))
    return seats


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Serve the app as ``start.py`` does; give its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--app-dir", str(ROOT)]
    options = ["--host", "127.0.0.1", "--port", str(port), "--ws", "websockets-sansio"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        [*command, *options, "--no-access-log", "--log-level", "warning"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health", server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise Mishap(f"the app ended with {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise Mishap("the app does not answer")


def processor(pid: int) -> float:
    """Return the processor time a process has used, in seconds, as the kernel counts it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int, what: str = "VmRSS") -> float:
    """Return a process's memory in MB, as the kernel counts it."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(what))
    return int(line.split()[1]) / 1024


async def _together(desks: list[Desk]) -> list[Told]:
    return list(await asyncio.gather(*(desk.work(LASTS, THINKS) for desk in desks)))
