"""Laws of the house: small files, short functions, first sentences, fences no type holds."""

import ast
import re
from pathlib import Path

from base.settings import ROOT
from grading.checks import CHECKS
from sandbox.operations import VERBS
from sandbox.operations.operation import Operation
from tests.base import source

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
DOORS = tuple(path for path in (ROOT / "app.py", ROOT / "start.py") if path.exists())
PRODUCT = (*source.modules(), *DOORS)

FORBIDDEN = {
    "now": ("datetime", "date"), "utcnow": ("datetime",), "today": ("date", "datetime"),
    "uuid4": ("uuid",), "uuid1": ("uuid",), "urandom": ("os",), "urlopen": ("request",),
}  # fmt: skip
"""What is called on what: time, chance and identity are passed in; nothing calls the network."""

THEIR_PLACE = {
    "now": {"base/clock.py"},
    "urandom": {"base/secrets.py"},
}
"""Where the house keeps them."""

MAY_COMMIT = {"base/db.py"}
MAY_MARKUP = ("ui/prose.py", "ui/server/", "sandbox/paper/", "scenarios/recipes/")
"""Who may: the one file of the screens, the pages before sign-in, drawings of the papers."""


def _too_long(path: Path) -> int:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    return lines if lines > LONGEST_FILE else 0


def test_a_file_has_at_most_300_lines() -> None:
    assert source.offenders(PRODUCT, _too_long) == {}
    assert len(PRODUCT) > 300


def _long_functions(path: Path) -> dict[str, int]:
    return {
        node.name: lines
        for node in source.nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := _length(node)) > LONGEST_FUNCTION
    }


def test_a_function_has_at_most_fifty_lines_beside_its_docstring() -> None:
    assert source.offenders(PRODUCT, _long_functions) == {}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return whole
    return whole - (first.end_lineno - first.lineno + 1)


def _says_no_idea(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if not text.strip() and path.name == "__init__.py":
        return ""
    first = next((one for one in text.splitlines() if not one.startswith("#!")), "")
    told = first.removesuffix('"""').rstrip()
    whole = told.startswith(('"""', 'r"""')) and told.endswith((".", "?", "!", ":"))
    return "" if whole and len(told.split()) >= 4 else first or "nothing"


def test_the_first_line_says_the_idea_in_one_sentence() -> None:
    assert source.offenders(PRODUCT, _says_no_idea) == {}


def _below(kind: type[Operation]) -> set[type[Operation]]:
    """Every class of the house below one that has a verb's name of its own."""
    under = {deeper for one in kind.__subclasses__() for deeper in {one, *_below(one)}}
    return {
        one for one in under if "op" in one.model_fields and not one.__module__.startswith("tests.")
    }


def test_a_verb_is_listed_has_its_place_and_its_name_is_its_class() -> None:
    assert _below(Operation) == set(VERBS.values())
    for name, verb in VERBS.items():
        assert re.sub(r"(?<!^)(?=[A-Z])", "-", verb.__name__).lower() == name
        assert verb.__module__.startswith("sandbox.operations.")


def test_a_check_is_defined_in_its_own_place() -> None:
    assert {check.__module__.rsplit(".", 1)[0] for check in CHECKS.values()} == {"grading.checks"}


MARKUP = re.compile(r"</?(div|span|p|a|table|tr|td|ul|li|h[1-6]|style|script|svg|img|br)\b[^<]*>")


def _markup(path: Path) -> list[str]:
    asked = {word.arg for call in source.calls(path) for word in call.keywords}
    return [text for text in source.literals(path) if MARKUP.search(text)] + [
        word for word in ("unsafe_allow_html",) if word in asked
    ]


def test_html_is_written_in_one_file_only() -> None:
    asked = [path for path in PRODUCT if not source.name(path).startswith(MAY_MARKUP)]
    assert source.offenders(asked, _markup) == {}
    assert _markup(ROOT / "ui" / "prose.py")


def _owner(call: ast.Call) -> str:
    if not isinstance(call.func, ast.Attribute):
        return ""
    on = call.func.value
    return on.attr if isinstance(on, ast.Attribute) else on.id if isinstance(on, ast.Name) else ""


def _asked_for(path: Path) -> list[str]:
    return [
        f"{_owner(call)}.{source.called(call)}"
        for call in source.calls(path)
        if _owner(call) in FORBIDDEN.get(source.called(call), ())
        and source.name(path) not in THEIR_PLACE.get(source.called(call), set())
    ]


def test_time_chance_and_identity_are_passed_in() -> None:
    assert source.offenders(source.modules(), _asked_for) == {}


def test_nobody_commits_but_the_write_door() -> None:
    found = source.offenders(
        source.modules(), lambda path: "commit" in {source.called(c) for c in source.calls(path)}
    )
    assert set(found) <= MAY_COMMIT


def _environment(path: Path) -> list[str]:
    return [
        node.attr
        for node in source.nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]


def test_nothing_below_the_course_reads_the_environment() -> None:
    below = source.modules("base", "sandbox", "grading", "scenarios")
    assert set(source.offenders(below, _environment)) <= {"base/settings.py", "base/command.py"}


def _unsafe(path: Path) -> set[str]:
    whole = source.nodes(path)
    names = {node.id for node in whole if isinstance(node, ast.Name)}
    names |= {a.name for node in whole if isinstance(node, ast.Import) for a in node.names}
    return names & {"eval", "exec", "pickle", "marshal", "shelve", "dill"}


def test_nothing_is_pickled_or_evaluated() -> None:
    assert source.offenders(PRODUCT, _unsafe) == {}


GENERAL = {"utils", "helpers", "helper", "manager", "common", "misc", "service", "services"}


def _general(path: Path) -> list[str]:
    classes = [n.name for n in source.nodes(path) if isinstance(n, ast.ClassDef)]
    found = [name for name in classes if name.endswith(("Manager", "Helper", "Service"))]
    return [*found, *([path.stem] if path.stem in GENERAL else [])]


def test_a_name_is_from_the_archive_and_not_from_the_computer() -> None:
    assert source.offenders(PRODUCT, _general) == {}


def test_no_folder_of_pages_lies_beside_the_shell() -> None:
    """Streamlit would serve its files without the shell, so without its login check."""
    assert not (ROOT / "ui" / "pages").exists()
    assert not (ROOT / "pages").exists()


def test_product_texts_name_no_machine_and_no_workplace() -> None:
    told = [
        *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "course").rglob("*.md"),
        *source.modules(),
    ]  # fmt: skip
    found = [
        path.relative_to(ROOT).as_posix()
        for path in told
        if re.search(r"/(home|root|Users|mnt|srv|work)/\w", path.read_text("utf-8"))
    ]
    assert found == []
