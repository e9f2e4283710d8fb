"""Where the other graders live: an environment of their own, with versions written down."""

import hashlib
import os
import subprocess
import venv
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
REQUIREMENTS: Final = HERE / "requirements.txt"
PLACE: Final = Path(os.environ.get("KHOTAP_BESIDE") or HERE.parent.parent / ".khotap" / "beside")
"""Never the project's own environment."""


def ready() -> bool:
    """Whether the others are installed as the requirements say."""
    mark = PLACE / "requirements.sha256"
    return mark.exists() and mark.read_text("ascii") == _digest()


def _digest() -> str:
    return hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()


def install() -> None:
    """Make their environment.

    Raises:
        RuntimeError: pip could not, most often for want of a network.
    """
    venv.create(PLACE, with_pip=True, clear=True)
    command = [python(), "-m", "pip", "install", "--no-input", "--quiet", "-r", str(REQUIREMENTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the other graders could not be installed: {done.stderr[-600:]}")
    (PLACE / "requirements.sha256").write_text(_digest(), "ascii")


def python() -> str:
    """Return the path of their Python."""
    return str(PLACE / ("Scripts" if os.name == "nt" else "bin") / "python")
