"""Every check, fast to slow: format, lint, types, contracts, words, tests, proofs, browser.

Run by ``python start.py test``; more arguments go to pytest. Ends with the first failure's code.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS = [
    ("format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["-m", "ruff", "check", "--quiet", "."]),
    ("types", ["-m", "mypy", "base", "sandbox", "grading", "scenarios", "course", "ui", "app.py"]),
    ("contracts", ["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
    (
        "spelling",
        ["-m", "codespell_lib", "--quiet-level=3", *["README.md", "docs", "CHANGELOG.md"]],
    ),
]


def main(arguments: list[str]) -> int:
    """Run everything, or only pytest when arguments choose tests."""
    os.chdir(ROOT)
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""  # a run's processes share bytecode
    chosen = [one for one in arguments if not one.startswith("-")]
    for name, command in [] if chosen else CHECKS:
        begun = time.monotonic()
        code = subprocess.call([sys.executable, *command])
        print(f"{'✓' if code == 0 else '✗'} {name} ({time.monotonic() - begun:.0f} s)", flush=True)
        if code:
            return code
    spread = [] if chosen else ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *spread, *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
