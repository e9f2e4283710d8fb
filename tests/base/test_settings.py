"""What an installation may choose, and what it gets when it chooses nothing."""

from pathlib import Path
from typing import Any

import pytest

from base.settings import ROOT, Settings, settings

NAMES = ("KHOTAP_HOME", "KHOTAP_DATABASE", "KHOTAP_DURABLE", "KHOTAP_SHARED")


def _chosen(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(f"KHOTAP_{name}", value)
    return settings.__wrapped__()


def test_unless_told_everything_lies_in_the_projects_own_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = _chosen(monkeypatch)
    home = ROOT / ".khotap"
    assert chosen == Settings(
        home=home, database=f"sqlite:///{home / 'khotap.db'}", durable=True, shared=False
    )
    assert (chosen.blobs, chosen.derived) == (home / "blobs", home / "derived")


def test_a_home_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = _chosen(monkeypatch, HOME=str(tmp_path / "a" / ".." / "b"))
    assert chosen.home == tmp_path / "b"
    assert chosen.database == f"sqlite:///{tmp_path / 'b' / 'khotap.db'}"
    assert chosen.blobs.parent == chosen.derived.parent == tmp_path / "b"


@pytest.mark.parametrize(
    ("variable", "value", "field", "found"),
    [
        ("DATABASE", "postgresql://db.example/khotap", "database", "postgresql://db.example/khotap"),
        ("DURABLE", "no", "durable", False),
        ("DURABLE", "yes", "durable", True),
        ("DURABLE", "", "durable", True),
        ("SHARED", "yes", "shared", True),
        ("SHARED", "", "shared", False),
    ],
)  # fmt: skip
def test_each_choice_is_read(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, field: str, found: Any
) -> None:
    assert getattr(_chosen(monkeypatch, **{variable: value}), field) == found


def test_a_run_of_tests_has_a_home_of_its_own(home: Path) -> None:
    assert settings().home == home.resolve()
    assert not settings().durable
