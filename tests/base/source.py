"""The product's own source, parsed once: what laws about the code walk over."""

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from base.settings import ROOT

FLOORS = ("base", "sandbox", "grading", "scenarios", "course", "ui")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, walked once."""
    return tuple(ast.walk(tree(path)))


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
    return tuple(node for node in nodes(path) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: ``commit`` of ``session.commit()``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def offenders(paths: Iterable[Path], look: Callable[[Path], Any]) -> dict[str, Any]:
    """What a law finds wrong, by file; empty when it holds of all of them."""
    return {name(path): found for path in paths if (found := look(path))}


@cache
def docstrings(path: Path) -> frozenset[int]:
    """The strings of a file that stand as statements: docstrings, strings under fields."""
    bodies = (getattr(node, "body", None) for node in nodes(path))
    return frozenset(
        id(line.value)
        for body in bodies
        if isinstance(body, list)
        for line in body
        if isinstance(line, ast.Expr)
    )


@cache
def literals(path: Path) -> tuple[str, ...]:
    """Every string in a file's code that is no docstring."""
    said = docstrings(path)
    return tuple(
        node.value
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )
