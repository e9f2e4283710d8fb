"""Identification by bytes, and the three-valued look for harm."""

import io
import zipfile

import pytest

from base.language import LANGUAGES, say
from sandbox.packages import identify, looks_harmful
from sandbox.packages.harm import TRAINING_MARKER, eicar
from sandbox.packages.spoil import minimal_pdf

PDF = minimal_pdf("xin chao")


@pytest.mark.parametrize(
    ("name", "content", "verdict", "code", "puid"),
    [
        ("a.pdf", PDF, "valid", "known", "fmt/276"),
        ("a.docx", PDF, "invalid", "mismatch", "fmt/276"),
        ("khong-duoi", PDF, "valid", "known", "fmt/276"),
        ("a.pdf", b"", "undetermined", "empty", ""),
        ("a.pdf", b"chi la chu", "undetermined", "unknown", ""),
        ("a.pdf", PDF[:200], "undetermined", "truncated", ""),
        ("a.txt", "Văn bản".encode(), "valid", "known", "x-fmt/111"),
        ("a.csv", b"a,b\n1,2\n", "undetermined", "by_name", "x-fmt/18"),
        ("a.xml", b'<?xml version="1.0"?><a/>', "valid", "known", "fmt/101"),
    ],
)
def test_the_bytes_say_what_a_file_is(
    name: str, content: bytes, verdict: str, code: str, puid: str
):
    form = identify(name, content)
    assert (form.verdict, form.code, form.puid) == (verdict, code, puid)
    for language in LANGUAGES:
        assert "⟦" not in say(f"package_file.{form.code}", language, puid=puid, name=form.name)


def test_every_answer_names_its_tool_and_signatures():
    form = identify("a.pdf", PDF)
    assert form.tool.startswith("Siegfried ")
    assert "DROID_SignatureFile" in form.signature


def test_an_answer_is_remembered():
    identify("nho.pdf", PDF)
    from unittest.mock import patch

    with patch("sandbox.packages.formats._siegfried", side_effect=AssertionError):
        assert identify("nho.pdf", PDF).puid == "fmt/276"


def office(*names: str):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return made.getvalue()


SCRIPT = b"/OpenAction << /S /JavaScript /JS (1) >>"
HIDDEN = b"/OpenAction << /S /Java#53cript /JS (1) >>"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", eicar(), "harm.eicar"),
        ("a.txt", eicar() + b"\r\n", "harm.eicar"),
        ("a.pdf", PDF + TRAINING_MARKER, "harm.marker"),
        ("a.pdf", b"MZ" + b"\0" * 60, "harm.program"),
        ("a.pdf", b"\x7fELF" + b"\0" * 60, "harm.program"),
        ("a.txt", b"#!/bin/sh\n", "harm.program"),
        ("a.bat", b"echo", "harm.program_name"),
        ("a.docm", office("[Content_Types].xml", "word/vbaProject.bin"), "harm.macro"),
        ("a.pdf", minimal_pdf(action=SCRIPT), "harm.script"),
        ("a.pdf", minimal_pdf(action=HIDDEN), "harm.script"),
        ("a.pdf", minimal_pdf(action=b"/OpenAction << /S /Launch /F (x) >>"), "harm.launch"),
    ],
)
def test_harm_is_recognised(name: str, content: bytes, code: str):
    report = looks_harmful(content, name)
    assert report.verdict == "invalid"
    assert code in report.codes
    for remark in report.remarks:
        for language in LANGUAGES:
            text = say(f"package.{remark.code}", language, **remark.facts)
            assert "⟦" not in text
            assert "…" not in text


@pytest.mark.parametrize("content", [PDF, b"EICAR", b"", office("word/document.xml"), b"%PDF-/JS"])
def test_without_a_scanner_nothing_is_called_clean(content: bytes):
    report = looks_harmful(content, "a.pdf")
    assert report.verdict == "undetermined"
    assert "harm.no_scanner" in report.codes


def test_a_real_scanner_has_the_last_word():
    def failing(_content: bytes) -> str:
        raise OSError("không kết nối được")

    assert looks_harmful(PDF, "a.pdf", scanner=lambda _content: "").verdict == "valid"
    found = looks_harmful(PDF, "a.pdf", scanner=lambda _content: "Win.Test")
    assert found.codes == {"harm.scanner_found"}
    assert looks_harmful(PDF, "a.pdf", scanner=failing).verdict == "undetermined"


def test_the_test_string_stands_in_no_file_of_the_product():
    from pathlib import Path

    import sandbox.packages.harm as room

    folder = Path(room.__file__).parent
    assert not [path for path in folder.rglob("*.py") if eicar() in path.read_bytes()]
    assert len(eicar()) == 68
