"""A stranger's first minute: a clean copy, nothing installed, nothing cached, ``start.py``."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Measured

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300
LEFT_OUT = (".git", ".venv", ".khotap", "__pycache__", ".*_cache", "*.pyc")


def measure() -> Iterator[Measured]:
    """Copy the tree, start it, wait for the sign-in page. Needs the network."""
    folder = Path(tempfile.mkdtemp(prefix="khotap-cold-"))
    try:
        copy = shutil.copytree(ROOT, folder / "kho-tap", ignore=shutil.ignore_patterns(*LEFT_OUT))
        seconds = _started(copy, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    yield Measured("cold", seconds, 1, "start.py to the sign-in page, empty pip and uv caches")


def _started(copy: Path, folder: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    caches = {"UV_CACHE_DIR": str(folder / "uv"), "PIP_NO_CACHE_DIR": "1", "BROWSER": "true"}
    environment = {**kept, **caches, "KHOTAP_HOME": str(folder / "home")}
    python = getattr(sys, "_base_executable", sys.executable)
    begun = time.monotonic()
    started = subprocess.Popen(
        [python, "start.py", "--port", str(port)],
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.monotonic() - begun < PATIENCE:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=2).close()
            except (urllib.error.URLError, OSError):
                if started.poll() is not None:
                    raise RuntimeError(f"start.py ended with {started.returncode}") from None
                time.sleep(0.1)
            else:
                return time.monotonic() - begun
        raise RuntimeError("start.py did not open the house")
    finally:
        os.killpg(started.pid, 15)
        started.wait(30)
