"""The strings under a class's fields, read when a schema or a page of docs is written.

Pydantic can read them at every import; that cost 0.4 s of each start, for words nobody saw.
"""

import ast
import inspect
from itertools import pairwise
from textwrap import dedent

from pydantic import BaseModel


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return field name → the string under it, the nearest class's first."""
    found: dict[str, str] = {}
    for kind in model.__mro__:
        if kind is BaseModel or not issubclass(kind, BaseModel):
            break
        for name, text in _own(kind).items():
            found.setdefault(name, text)
    return found


def _own(kind: type) -> dict[str, str]:
    tree = ast.parse(dedent(inspect.getsource(kind))).body[0]
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - the source of a class
    found = {}
    for field, below in pairwise(tree.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = _text(below)
            if text:
                found[field.target.id] = text
    return found


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return " ".join(str(node.value.value).split())
    return ""
