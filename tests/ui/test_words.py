"""The words of the screens: all there in both languages, all used, none in the code."""

import ast
import re
from pathlib import Path

from base.language import catalogue, placeholders

UI = Path(__file__).parents[2] / "ui"
LETTERS = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)
ALLOWED = {"Kho Tập", "Điều ", ". ", "Điều"}
"""The product's name, and the word by which a decision's articles are written."""


def asked() -> set[str]:
    found: set[str] = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                found |= patterns(node.args[0])
    return found


def patterns(node: ast.expr) -> set[str]:
    """A key as a pattern: what is filled in at run time matches anything."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {re.escape(node.value)}
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(p.value) if isinstance(p, ast.Constant) else ".+" for p in node.values]
        return {"".join(parts)}
    if isinstance(node, ast.IfExp):
        return patterns(node.body) | patterns(node.orelse)
    return set()


def test_every_key_that_is_said_is_in_both_catalogues() -> None:
    for language in ("vi", "en"):
        keys = list(catalogue(language))
        lost = [one for one in asked() if not any(re.fullmatch(one, key) for key in keys)]
        assert not lost


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    vi, en = catalogue("vi"), catalogue("en")
    assert set(vi) == set(en)
    assert not [key for key in vi if placeholders(vi[key]) != placeholders(en[key])]


def test_no_vietnamese_sentence_stands_in_the_code_of_the_screens() -> None:
    for path in UI.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docs
            ):
                told = not LETTERS.search(node.value) or any(one in node.value for one in ALLOWED)
                assert told, f"{path.name}: {node.value!r}"


def test_only_the_state_module_touches_the_session_state() -> None:
    for path in UI.rglob("*.py"):
        if path.name != "state.py":
            assert "session_state" not in path.read_text("utf-8").replace("``session_state``", "")


def test_only_prose_makes_html() -> None:
    for path in UI.rglob("*.py"):
        assert "unsafe_allow_html" not in path.read_text("utf-8")
        if path.name != "prose.py":
            assert not re.search(r"[\"']\s*<(div|p|ul|ol|li|span|table)\b", path.read_text("utf-8"))
