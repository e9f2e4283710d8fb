"""The references that are written from the code: one command writes them, a test holds them."""

from pathlib import Path
from typing import Final

from base.settings import ROOT
from sandbox.rulebook import as_markdown
from scenarios.handbook import recipes, verbs, yardsticks
from scenarios.schema import FOLDER, schemas

DOCS: Final = ROOT / "docs"


def pages() -> dict[Path, str]:
    """Return path → text of every generated file: references of docs/, schemas for editors."""
    return {
        DOCS / "rulebook.md": as_markdown(),
        DOCS / "operations.md": verbs.printed(),
        DOCS / "checks.md": yardsticks.printed(),
        DOCS / "recipes.md": recipes.printed(),
        **{FOLDER / name: text for name, text in schemas().items()},
    }


def stale() -> list[Path]:
    """Return the generated files that are not what the code says today."""
    return [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def write() -> list[Path]:
    """Write every page that is stale and return their paths."""
    written = []
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


__all__ = ["pages", "stale", "write"]
