"""The command line's answers: rows for people and programs, and the exit code."""

import json
from pathlib import Path

from sandbox.packages import build_package, identify_files, validate_files
from sandbox.packages.spoil import PACKAGE_FAULTS, minimal_pdf
from tests.sandbox.packages.ordering import order


def saved(folder: Path, name: str, content: bytes):
    path = folder / name
    path.write_bytes(content)
    return path


def test_validate_exits_0_1_or_2(tmp_path: Path):
    good = build_package(order()).content
    bad = PACKAGE_FAULTS[0].spoil(good)
    fine, broken = saved(tmp_path, "tot.zip", good), saved(tmp_path, "hong.zip", bad)
    assert validate_files([fine]).exit_code == 0
    answer = validate_files([fine, broken, tmp_path / "khong-co.zip"], language="vi")
    assert answer.exit_code == 1
    assert [row["verdict"] for row in answer.rows] == ["valid", "invalid", "invalid"]
    assert "mã băm" in answer.rows[1]["remarks"][0]["sentence"]
    assert any("vi-rút" in line for line in answer.rows[0]["not_performed"])
    json.dumps(answer.rows)
    assert validate_files([]).exit_code == 2


def test_identify_exits_0_1_or_2(tmp_path: Path):
    pdf = saved(tmp_path, "a.pdf", minimal_pdf())
    lie = saved(tmp_path, "a.docx", minimal_pdf())
    empty = saved(tmp_path, "b.pdf", b"")
    assert identify_files([pdf]).exit_code == 0
    assert identify_files([pdf, empty, tmp_path / "khong-co"]).exit_code == 2
    answer = identify_files([pdf, lie, empty], language="en")
    assert answer.exit_code == 1
    assert "fmt/276" in answer.rows[1]["sentence"]
    json.dumps(answer.rows)


def test_a_harmful_file_is_never_reported_as_fine(tmp_path: Path):
    program = saved(tmp_path, "a.exe", b"MZ" + b"\0" * 100)
    answer = identify_files([program])
    assert answer.exit_code == 1
    assert answer.rows[0]["verdict"] == "invalid"
