"""The product's own source, parsed once: what laws about the code walk over."""

import ast
from functools import cache
from pathlib import Path

from base.settings import ROOT

FLOORS = ("base", "sandbox", "grading", "scenarios", "course", "ui")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def modules(*floors: str) -> tuple[Path, ...]:
    """Every Python file of the given floors, of all unless told."""
    chosen = floors or FLOORS
    return tuple(sorted(path for floor in chosen for path in (ROOT / floor).rglob("*.py")))


def name(path: Path) -> str:
    """The file as people write it: ``sandbox/archive.py``."""
    return path.relative_to(ROOT).as_posix()


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    """Every call in a file."""
    return tuple(node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: ``commit`` of ``session.commit()``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
