"""Authors: a new scenario proves as it comes; every mistake is one sentence with its place."""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from base.errors import Misconfigured
from base.settings import ROOT, settings
from base.strict_yaml import MAX_BYTES
from scenarios.__main__ import main
from scenarios.exercise import folders, load
from scenarios.schema import FOLDER as SCHEMAS
from scenarios.skeleton import TEMPLATE, new_scenario

NAME = "my-first-one"


class Slip(NamedTuple):
    """A mistake in one file: what is written in the place of what, and what the author is told."""

    file: str
    right: str
    wrong: str
    where: str
    "line and path, or what stands for them"
    told: str


SLIPS = {
    "a key that is missing": Slip("scenario", "desks:", "desk:", "(desks)", "“desks” is missing"),
    "a typo in a key": Slip(
        "scenario", "    points: 70", "    point: 70", "line 83 (criteria.0.point)", "“points”"),
    "a typo at the top": Slip("scenario", "desks:", "desk:", "line 57 (desk)", "“desks”"),
    "an unknown verb": Slip(
        "solution", "op: open-file", "op: open-fil", "line 9: steps.0.op", "“open-file”"),
    "an unknown verb in a step": Slip(
        "scenario", "[close-file]", "[close-fil]", "steps.1.verbs", "“close-file”"),
    "an unknown field": Slip(
        "solution", "planned: $planned", "planed: $planned", "steps.0.with", "“planned”"),
    "a field that takes something else": Slip(
        "solution", "{planned: $planned}", "{planned: [[x]]}", "steps.0.planned", "must be text"),
    "an unknown recipe": Slip(
        "scenario", "recipe: agency", "recipe: agnecy", "line 30 (world.recipes.0)", "“agency”"),
    "an unknown check": Slip(
        "scenario", "kind: set", "kind: sett", "line 76 (criteria.0.check)", "“set”"),
    "an unknown fact": Slip(
        "scenario", "fact: field,", "fact: feild,", "(criteria.1.check.facts.0)", "“field”"),
    "an unknown kind of record": Slip(
        "scenario", "kind: Filing, where: {document", "kind: Filling, where: {document",
        "criteria.2.check.records", "“Filing”"),
    "an unknown field of a record": Slip(
        "scenario", "{document: $twin}", "{documen: $twin}", "criteria.2.check", "“document”"),
    "an unknown label": Slip("scenario", "[$officer]", "[$oficer]", "desks", "“$officer”"),
    "an unknown label in a check": Slip(
        "scenario", "{planned: $planned}}\n      facts", "{planned: $planed}}\n      facts",
        "criteria.1.check.records.where.planned", "“$planned”"),
    "an unknown label in the solution": Slip(
        "solution", "file: $file,", "file: $fille,", "line 13: steps.1", "“$file”"),
    "an unknown tag in the solution": Slip(
        "solution", "tag: matter-case", "tag: matter-cas", "steps.1", "“matter-case”"),
    "an unknown rule": Slip(
        "scenario", "agency/qc.d22", "agency/qc.d222", "criteria.0.rules", "“agency/qc.d22”"),
    "an unknown fault": Slip(
        "scenario", "fault/D04", "fault/D4", "world.recipes.6", "“fault/D"),
    "an unknown criterion": Slip(
        "decoys", "loses: [closed]", "loses: [close]", "decoys.0.loses", "“closed”"),
    "an unknown step": Slip("decoys", "drop: close", "drop: cloze", "decoys.0", "“close”"),
    "no way to fall for a fault": Slip("decoys", "  twin:", "  twinn:", "falls", "“twin”"),
    "a month that does not exist": Slip(
        "scenario", "2026-03-02T08", "2026-13-02T08", "line 28 (world.now)", "no moment"),
    "a day that does not exist": Slip(
        "scenario", "2026-01-12\n      label", "2026-02-30\n      label",
        "(world.recipes.4.from)", "no day"),
    "a moment without a zone": Slip(
        "scenario", "T08:15:00+07:00", "T08:15:00", "line 28: world.now", "zone"),
    "text for a number": Slip(
        "scenario", "points: 70", "points: seventy", "(criteria.0.points)", "whole number"),
    "points that are not 100": Slip(
        "scenario", "points: 30", "points: 31", "line 73: criteria", "101"),
    "criteria that wait for each other": Slip(
        "scenario", "    points: 30\n", "    points: 30\n    requires: [closed]\n",
        "line 73: criteria.requires", "closed → closed"),
    "hints dearer than what they help": Slip(
        "scenario", "prices: [2, 4]", "prices: [50, 40]", "hints.0", "90"),
    "a key that stands twice": Slip(
        "scenario", "version: 1", "version: 1\nversion: 2", "line 10", "“version” stands twice"),
    "a tag of YAML": Slip(
        "scenario", "minutes: 15", "minutes: !!python/name:os.system 15", "line 19", "tag"),
    "no YAML at all": Slip("scenario", "minutes: 15", "minutes: [15", "line 20", "not valid"),
    "an alias bomb": Slip(
        "scenario", "minutes: 15",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\nminutes: 15",
        "line 19", "aliases"),
    "ten megabytes": Slip(
        "scenario", "minutes: 15", "minutes: 15\n" + "# and so on\n" * 850_000,
        "scenario.yaml", str(MAX_BYTES)),
    "an unknown unit": Slip(
        "scenario", "standing: department", "standing: departement",
        "line 30 (world.recipes.0.standing)", "“department”"),
    "an unknown kind of correspondent": Slip(
        "scenario", "count: 10}", "count: 10, kinds: [companny]}",
        "(world.recipes.1.kinds.0)", "“company”"),
    "an unknown row of the table": Slip(
        "scenario", "planned: term/agency.r15", "planned: term/agency.r199",
        "(world.recipes.2)", "term/agency.r19"),
    "an unknown story": Slip("scenario", "[voters]", "[votters]", "world.recipes.4", "“voters”"),
    "dates reversed": Slip(
        "scenario", "label: case\n", "to: 2026-01-01\n      label: case\n",
        "(world.recipes.4)", "reversed"),
    "fewer people than desks": Slip(
        "scenario", "staff: 16", "staff: 12", "line 30 (world.recipes.0)", "at least"),
    "a list of a year to come": Slip(
        "scenario", "years: [2026]", "years: [2030]", "(world.recipes.2)", "2030"),
    "more faults than records": Slip(
        "scenario", "fault: fault/D04\n      label: twin",
        "fault: fault/D07\n      label: twin\n      count: 40", "(world.recipes.6)", "fault/D07"),
}  # fmt: skip


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
    """Name and digest of whatever a command could have written."""
    for place in (settings().home, own.parent):
        for path in sorted(place.rglob("*")):
            if path.is_file():
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


def test_a_file_that_is_missing_is_named(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "brief.vi.md").unlink()
    assert main(["check", str(own)]) == 2
    assert "brief.vi.md" in capsys.readouterr().err


def test_a_scenario_that_is_not_there_gets_the_nearest_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "first-fil"]) == 2
    assert "“first-file”" in capsys.readouterr().err
