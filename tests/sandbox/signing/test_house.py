"""The room keeps its own rules: loads late, stays small, and asks no clock."""

import subprocess
import sys
from pathlib import Path

import pytest

from base.settings import ROOT

ROOM = sorted(Path(ROOT / "sandbox" / "signing").glob("*.py"))
PUBLIC = (
    "authority", "bounded", "evidence", "keys", "long_term", "names", "order", "outlook", "pki",
    "published",
    "report", "sign", "strangers", "tamper", "tamper_signing", "trust", "verify", "wishes",
)  # fmt: skip


def test_nothing_public_loads_pyhanko():
    """It takes a second to load: a page that only names a verdict must not wait for it."""
    wanted = ", ".join(f"sandbox.signing.{name}" for name in PUBLIC)
    script = (
        "import sys, sandbox.signing; few = len(sys.modules);"
        f"import {wanted};"
        "heavy = [m for m in sys.modules if m.split('.')[0] in"
        " {'pyhanko', 'pyhanko_certvalidator', 'asn1crypto', 'pikepdf'}];"
        "print(few < 120, heavy)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "True []"


def test_no_page_loads_pyhanko_before_it_verifies_something():
    """The desk with all its panes, the verbs and the keys: none needs it to be drawn."""
    wanted = "ui.screens.desk, ui.screens.home, course.keyring, sandbox.operations"
    script = f"import sys, {wanted}; print([m for m in sys.modules if m.startswith('pyhanko')])"
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("path", ROOM, ids=lambda path: path.stem)
def test_every_file_is_small_and_says_its_idea_first(path: Path):
    lines = path.read_text("utf-8").splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) <= 300


@pytest.mark.parametrize(
    "word", ["datetime.now", "import random", "uuid4", "urandom", "time.time("]
)
def test_no_file_asks_a_clock_or_a_die(word: str):
    assert [path.name for path in ROOM if word in path.read_text("utf-8")] == []
