"""What is written about the house is true of it: trees, commands, links, references, licences."""

import json
import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from pydantic import TypeAdapter

import benchmarks.run
import course.__main__
import sandbox.__main__
import scenarios.__main__
from base.language import LANGUAGES, catalogue
from base.settings import ROOT
from base.strict_yaml import load_yaml
from grading.checks import CHECKS, AnyCheck
from grading.checks.facts import AnyFact
from sandbox.operations import VERBS
from scenarios import handbook
from scenarios.exercise import folders
from scenarios.handbook.recipes import RECIPES
from scenarios.handbook.yardsticks import FACTS, examples
from scenarios.schema import FOLDER as SCHEMAS
from scenarios.skeleton import TEMPLATE

READMES = [ROOT / "README.md", ROOT / "README.vi.md"]
DOCS = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PARSERS = {
    "scenarios": scenarios.__main__,
    "course": course.__main__,
    "sandbox": sandbox.__main__,
    "bench": benchmarks.run,
}
HIDDEN = {".", "_"}


@cache
def _pages() -> dict[Path, str]:
    return handbook.pages()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# the generated references


@pytest.mark.parametrize(
    "name",
    ["rulebook.md", "operations.md", "checks.md", "recipes.md", *sorted(
        f"{one}.schema.json" for one in ("scenario", "solution", "decoys"))],
)  # fmt: skip
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    path = (SCHEMAS if name.endswith(".json") else ROOT / "docs") / name
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    fresh = written == _pages()[path]
    assert fresh, f"{name} is stale: run “python start.py scenarios docs”"


def test_every_generated_page_is_in_the_list_above() -> None:
    assert len(_pages()) == 7


def test_the_pages_leave_nothing_out_and_nothing_unsaid() -> None:
    listed = {"operations.md": VERBS, "checks.md": {**CHECKS, **FACTS}, "recipes.md": RECIPES}
    for name, kinds in listed.items():
        text = _pages()[ROOT / "docs" / name]
        missing = [kind for kind in kinds if not re.search(rf"^###? {kind}$", text, re.MULTILINE)]
        assert missing == []
        assert "⟦" not in text


@pytest.mark.parametrize("kind", CHECKS)
def test_every_check_has_an_example_that_parses(kind: str) -> None:
    example = examples()["checks"][kind]
    parsed: Any = TypeAdapter(AnyCheck).validate_python(example)
    assert parsed.kind == kind
    known = [problem for problem in parsed.problems(labels=set(), tags=set(), path="")
             if problem.code not in {"unknown.label", "unknown.tag"}]  # fmt: skip
    assert known == []


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_has_an_example_that_parses(fact: str) -> None:
    parsed: Any = TypeAdapter(AnyFact).validate_python(examples()["facts"][fact])
    assert parsed.fact == fact


def test_no_recipe_has_words_that_does_not_exist() -> None:
    for language in LANGUAGES:
        named = {
            key.split(".")[2] for key in catalogue(language) if key.startswith("handbook.recipe.")
        }
        assert named == set(RECIPES)


# the schemas for editors


@pytest.mark.parametrize("folder", [TEMPLATE, *folders()], ids=lambda folder: folder.name)
def test_every_scenario_satisfies_the_schemas_its_editor_uses(folder: Path) -> None:
    for path in sorted(folder.glob("*.yaml")):
        name = path.stem.partition("-")[0]
        schema = json.loads(_pages()[SCHEMAS / f"{name}.schema.json"])
        jsonschema.Draft202012Validator(schema).validate(load_yaml(path).data)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("scenario", "mode: practice", "mood: practice"),
        ("scenario", "kind: Filing\n", "kind: Filling\n"),
        ("scenario", "agency/qc.d22", "agency/qc.d222"),
        ("scenario", "fault/D04", "fault/D4"),
        ("scenario", "[close-file]", "[close-fil]"),
        ("solution", "op: open-file", "op: open-fil"),
        ("solution", "with: {planned:", "with: {planed:"),
        ("decoys", "drop: close", "droop: close"),
    ],
)
def test_an_editor_underlines_a_slip(name: str, right: str, wrong: str, tmp_path: Path) -> None:
    text = _text(TEMPLATE / f"{name}.yaml")
    assert right in text
    spoiled = tmp_path / "spoiled.yaml"
    spoiled.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    schema = json.loads(_pages()[SCHEMAS / f"{name}.schema.json"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(load_yaml(spoiled).data)


def test_an_editor_explains_fields_in_words() -> None:
    schema = json.loads(_pages()[SCHEMAS / "scenario.schema.json"])
    told = schema["$defs"]["Criterion"]["properties"]["requires"]["description"]
    assert "blocked" in told


# the READMEs


@pytest.mark.parametrize("path", READMES, ids=_name)
def test_the_first_lines_are_the_two_commands(path: Path) -> None:
    lines = [line.strip() for line in _text(path).splitlines()[:2]]
    assert lines == ["python start.py", "python start.py test"]


def _tree(path: Path) -> list[str]:
    """Return the paths of the tree a README draws, folders with their slash."""
    block = next(part for part in _text(path).split("```") if part.startswith("\napp.py"))
    found: list[str] = []
    parent = ""
    for line in block.strip().splitlines():
        name = line.split()[0]
        if line.startswith("  "):
            found.append(parent + name)
        else:
            parent = name
            found.append(name)
    return found


@pytest.mark.parametrize("path", READMES, ids=_name)
def test_the_tree_in_the_readme_is_the_tree_on_disk(path: Path) -> None:
    drawn = _tree(path)
    for name in drawn:
        place = ROOT / name
        assert place.is_dir() if name.endswith("/") else place.is_file(), name
    tops = {name for name in drawn if name.count("/") == name.endswith("/")}
    there = {
        one.name + "/"
        for one in ROOT.iterdir()
        if one.is_dir() and one.name[0] not in HIDDEN and any(one.iterdir())
    }
    there |= {one.name for one in ROOT.glob("*.py")}
    assert there - {"dist/", "node_modules/"} == tops


def test_both_readmes_draw_and_command_the_same() -> None:
    english, vietnamese = (_text(path) for path in READMES)
    assert _tree(READMES[0]) == _tree(READMES[1])
    own = [one for one in _commands(english) if "my-exercise" not in one]
    assert own == [one for one in _commands(vietnamese) if "bai-cua-toi" not in one]
    assert english.count("\n## ") == vietnamese.count("\n## ")
    pictures = [
        re.findall(r"pictures/([a-z-]+)-(?:en|vi)\.png", text) for text in (english, vietnamese)
    ]
    assert pictures[0] == pictures[1] != []


def _commands(text: str) -> list[str]:
    return re.findall(r"^(?: {4})?python start\.py.*$", text, re.MULTILINE)


@pytest.mark.parametrize("path", DOCS, ids=_name)
def test_every_command_in_the_documents_is_one_its_program_takes(path: Path) -> None:
    for command in _commands(_text(path)):
        words = shlex.split(command)[2:]
        if words and words[0] in PARSERS:
            PARSERS[words[0]].parser().parse_args(words[1:])  # SystemExit when it does not
        else:
            assert set(words) <= {"test", "--share", "--port"}, command


# links, places, spelling of the product


@pytest.mark.parametrize("path", DOCS, ids=_name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = _text(path)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        place = path.parent / file if file else path
        assert place.exists(), target
        if anchor and place.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", _text(place), re.MULTILINE)
            assert anchor in {one.lower().replace(" ", "-") for one in headings}, target


@pytest.mark.parametrize("path", DOCS, ids=_name)
def test_every_file_a_document_names_is_there(path: Path) -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[\w.-]*\w(?:\.py|\.md|\.yaml|/)?)`", _text(path))
    tops = {one.name for one in ROOT.iterdir()}
    for name in named:
        if name.split("/")[0] in tops:
            assert (ROOT / name).exists() or (ROOT / f"{name}.py").exists(), name


@pytest.mark.parametrize("path", DOCS, ids=_name)
def test_a_document_speaks_of_the_product_alone(path: Path) -> None:
    text = _text(path)
    for word in ("/home/", "/root/", "/Users/", "localhost", "TODO", "FIXME"):
        assert word not in text


def test_the_changelog_has_the_version_of_the_package() -> None:
    version = re.search(r'^version = "(.+)"$', _text(ROOT / "pyproject.toml"), re.MULTILINE)
    assert version
    assert f"## [{version[1]}]" in _text(ROOT / "CHANGELOG.md")


def test_the_changelog_names_every_exercise_there_is_and_no_other() -> None:
    line = re.search(r"- \*\*Exercises\*\*(.+?)\n- ", _text(ROOT / "CHANGELOG.md"), re.DOTALL)
    assert line
    assert set(re.findall(r"`([a-z0-9-]+)`", line[1])) == {folder.name for folder in folders()}


# licences


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = _text(ROOT / "LICENSE")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) > 190


def test_every_vendored_file_has_its_licence_beside_it_and_stands_in_the_notice() -> None:
    notice = _text(ROOT / "NOTICE")
    tops = [ROOT / name for name in ("base", "sandbox", "grading", "scenarios", "course", "ui")]
    fonts = [
        path for top in tops for end in ("ttf", "otf", "woff2") for path in top.rglob(f"*.{end}")
    ]
    assert len(fonts) == 19
    for path in fonts:
        assert "SIL OPEN FONT LICENSE" in _text(path.parent / "OFL.txt")
        assert f"{_name(path.parent)}/*{path.suffix}" in notice
    for path in (path for top in tops for path in top.rglob("*.xsd")):
        assert _name(path) in notice
        ET.parse(path)  # noqa: S314 - our own files


def test_the_metadata_schema_says_and_has_its_licence() -> None:
    folder = ROOT / "sandbox" / "packages" / "xsd"
    assert "CC0 1.0 Universal" in _text(folder / "METS.xsd")[:2_000]
    assert "CC0 1.0 Universal" in _text(folder / "CC0-1.0.txt")
