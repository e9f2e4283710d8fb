"""Authors: a new scenario proves as it comes; every mistake is one sentence with its place."""

import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from base.errors import Misconfigured
from base.language import LANGUAGES, say
from base.settings import ROOT, settings
from scenarios import whereabouts
from scenarios.__main__ import main
from scenarios.errors import Problems
from scenarios.exercise import folders, load
from scenarios.references import check
from scenarios.schema import FOLDER as SCHEMAS
from scenarios.skeleton import TEMPLATE, new_scenario
from scenarios.texts import NAMED
from tests.laws.slips import SLIPS, Slip

NAME = "my-first-one"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHOTAP_LANGUAGE", "en")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return new_scenario(NAME, tmp_path)


def _spoil(own: Path, slip: Slip) -> None:
    path = own / f"{slip.file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(slip.right) >= 1
    path.write_text(text.replace(slip.right, slip.wrong, 1), encoding="utf-8")


def _everything(own: Path) -> Iterator[tuple[str, str]]:
    """Name and digest of whatever a command could have written; what is derived is a cache."""
    for place in (settings().home, own.parent):
        for path in sorted(place.rglob("*")):
            if path.is_file() and "derived" not in path.parts:
                yield str(path), sha256(path.read_bytes()).hexdigest()


def test_a_new_scenario_checks_and_proves_as_it_comes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", NAME, "--into", str(tmp_path)]) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert folder == tmp_path / NAME
    assert main(["check", str(folder)]) == 0
    assert main(["prove", str(folder), "--seeds", "2", "--workers", "1"]) == 0
    assert f"✓ {NAME} v1: quick, 2 seeds" in capsys.readouterr().out


def test_a_new_scenario_points_editors_to_its_schemas(own: Path) -> None:
    for path in own.glob("*.yaml"):
        modeline = path.read_text(encoding="utf-8").splitlines()[0]
        schema = modeline.removeprefix("# yaml-language-server: $schema=")
        assert (own / schema).resolve() == SCHEMAS / f"{path.stem}.schema.json"
        assert (own / schema).exists()


def test_the_skeleton_is_a_draft_in_both_languages_and_shows_every_part() -> None:
    exercise = load(TEMPLATE)
    scenario = exercise.scenario
    assert scenario.status == "draft"
    assert scenario.hints
    assert scenario.overdo
    assert any(one.gate for one in scenario.criteria)
    assert exercise.decoys.falls
    assert exercise.brief.vi != exercise.brief.en
    assert TEMPLATE not in folders()


@pytest.mark.parametrize("name", ["", "Upper", "hồ-sơ", "two--hyphens", "../above", "a" * 61, "-a"])
def test_a_name_that_is_no_id_makes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"skeleton\.id"):
        new_scenario(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_is_never_overwritten(own: Path) -> None:
    before = (own / "scenario.yaml").read_bytes()
    with pytest.raises(Misconfigured, match=r"skeleton\.exists"):
        new_scenario(NAME, own.parent)
    assert (own / "scenario.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [("debrief.en", "“$planned”"), ("debrief.vi", "“$planned”"), ("brief.vi", "“$planed”")],
)
def test_a_misspelt_label_in_a_text_is_told_with_its_line_and_the_right_word(
    text: str, told: str, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own / f"{text}.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nXem $planed.\n", encoding="utf-8")
    line = len(path.read_text(encoding="utf-8").splitlines())
    assert main(["check", str(own)]) == 2
    assert any(
        one.startswith(f"{NAME}/{text}.md") and f" {line}:" in one and told in one
        for one in capsys.readouterr().err.splitlines()
    )


def test_every_label_in_the_librarys_hints_becomes_a_name(own: Path) -> None:
    """Three exercises at least name the very record of a variant, in both languages alike."""
    naming = set()
    for exercise in (load(own), *map(load, folders())):
        labels = {one for recipe in exercise.scenario.world.recipes for one in recipe.labels()}
        for hint in exercise.scenario.hints:
            for level in hint.levels:
                found = [set(NAMED.findall(level.read(language))) for language in LANGUAGES]
                assert found[0] == found[1] <= labels
                naming |= {exercise.id} if found[0] else set()
    assert len(naming - {NAME}) >= 3


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_file_place_and_the_right_word(
    name: str, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = SLIPS[name]
    _spoil(own, slip)
    before = list(_everything(own))
    assert main(["check", str(own)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    mine = [line for line in lines if slip.where in line and slip.told in line]
    assert mine, told.err
    assert all(line.startswith(f"{NAME}/{slip.file}.yaml") for line in mine)
    assert list(_everything(own)) == before


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_in_vietnamese_as_well(
    name: str, own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHOTAP_LANGUAGE", "vi")
    _spoil(own, SLIPS[name])
    assert main(["check", str(own)]) == 2
    told = capsys.readouterr().err
    assert any(letter in told for letter in "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ")
    assert "⟦" not in told
    assert "Input should" not in told


@pytest.mark.parametrize("name", ["an unknown verb", "dates reversed", "more faults than records"])
def test_the_prover_does_not_begin_with_what_cannot_be_played(
    name: str, own: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    slip = SLIPS[name]
    _spoil(own, slip)
    before = list(_everything(own))
    asked = ["prove", str(own), "--seeds", "1", "--save", "--json", str(tmp_path / "proof.json")]
    assert main(asked) == 2
    told = capsys.readouterr()
    assert slip.told in told.err + told.out
    assert f"{NAME}/{slip.file}.yaml, line" in told.err + told.out
    assert list(_everything(own)) == before
    assert not (tmp_path / "proof.json").exists()
    assert not (own / "proof.json").exists()


def test_the_command_itself_ends_with_two_and_one_line(own: Path) -> None:
    _spoil(own, SLIPS["a typo in a key"])
    asked = [sys.executable, "-m", "scenarios", "check", str(own)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


WORDS = ["x", "[x]", "{a: b}", "-1", "null", "'$nobody'", "{tag: due}", "[[x]]",
         "{pick: {kind: File, where: {planned: [1]}}}"]  # fmt: skip
TRIED = 120
"""So many garbled files of each are tried, spread evenly; all were when this was written."""


def _garbled(text: str) -> Iterator[str]:
    """Leave out and double each line, and put wrong values in the place of each value."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        others = [[], [line, line]]
        for match in re.finditer(r": ([^{}\[\],#]+)(?=[,}\]]|$)|\[([^\[\]{}]+)\]", line):
            start, end = match.span(1) if match.group(1) else match.span()
            others += [[line[:start] + word + line[end:]] for word in WORDS]
        for other in others:
            yield "\n".join([*lines[:place], *other, *lines[place + 1 :]])


@pytest.mark.parametrize("name", ["scenario", "solution", "decoys"])
def test_whatever_is_written_is_answered_with_sentences(name: str, own: Path) -> None:
    path = own / f"{name}.yaml"
    told: list[str] = []
    garbled = list(_garbled(path.read_text(encoding="utf-8")))
    for text in garbled[:: max(1, len(garbled) // TRIED)]:
        path.write_text(text, encoding="utf-8")
        try:
            exercise = load(own)
            told += [whereabouts.told(one.sentence, exercise, "vi") for one in check(exercise)]
        except Problems as problems:
            told += [say(one.sentence, "vi") for one in problems.problems]
    assert len(told) > 20
    assert [one for one in told if "⟦" in one or re.search(r"\{[a-z_]+\}", one)] == []


def test_a_file_that_is_missing_is_named(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "brief.vi.md").unlink()
    assert main(["check", str(own)]) == 2
    assert "brief.vi.md" in capsys.readouterr().err


def test_a_scenario_that_is_not_there_gets_the_nearest_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "first-fil"]) == 2
    assert "“first-file”" in capsys.readouterr().err
