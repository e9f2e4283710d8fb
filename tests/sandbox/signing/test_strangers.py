"""The command's function: files from disk, a child process that may be ended, exit codes."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from base.errors import Misconfigured
from base.language import LANGUAGES, say
from sandbox.signing import bounded, strangers, tamper
from sandbox.signing.names import House
from sandbox.signing.published import root_crl_at
from sandbox.signing.strangers import exit_code, lines_of, trust_in_pems, verify_files
from tests.sandbox.signing.world import LATER, PKI, SIGNING, bare, issued, signed


def _files(folder: Path, *contents: bytes) -> list[Path]:
    paths = [folder / f"tep-{number}.pdf" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def test_a_practice_file_is_verified_with_its_root_alone(tmp_path: Path):
    good, torn = signed(level="B-LT"), tamper.flip_byte(issued())
    paths = _files(tmp_path, good, torn, bare(), b"")
    results = verify_files(
        [*paths, tmp_path / "khong-co.pdf"], LATER, [PKI.root_pem(LATER).encode()]
    )
    assert [result["verdict"] for result in results] == [
        "valid", "invalid", "undetermined", "undetermined", "unreadable",
    ]  # fmt: skip
    notes = [result.get("practice_note") for result in results]
    assert notes == ["chữ ký thực hành", "chữ ký thực hành", "", "", None]
    assert [one["code"] for one in results[3]["findings"]] == ["file.empty"]
    assert "integrity.broken" in [one["code"] for one in results[1]["findings"] if one["field"]]
    assert exit_code(results[:1]) == 0
    assert exit_code(results[:4]) == 1
    assert exit_code(results) == 2
    assert json.loads(json.dumps(results)) == results
    for language, word in zip(LANGUAGES, ("chữ ký thực hành", "practice signature"), strict=True):
        told = ["\n".join(lines_of(result, language)) for result in results]
        assert word in told[0]
        assert word not in told[2]
        assert "⟦" not in "".join(told)
        assert "…" not in "".join(told)


def test_a_slow_file_ends_its_child_and_not_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The first child never answers; another is started for the rest."""
    paths = _files(tmp_path, bare(), bare())
    commands: list[Sequence[str]] = []
    real = bounded.subprocess.Popen

    def first_hangs(command: Sequence[str], **how: object) -> object:
        commands.append(command)
        hang = [command[0], "-c", "import time; print('ready', flush=True); time.sleep(60)"]
        return real(hang if len(commands) == 1 else command, **how)  # type: ignore[call-overload]

    monkeypatch.setattr(bounded.subprocess, "Popen", first_hangs)
    reports = list(bounded.answers(paths, trust_in_pems([]), LATER, seconds=2))
    assert [report.codes for report in reports] == [("file.too_slow",), ("signatures.none",)]
    assert len(commands) == 2


def test_a_child_that_dies_is_told_as_too_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = bounded.subprocess.Popen

    def dies(command: Sequence[str], **how: object) -> object:
        return real([command[0], "-c", "raise SystemExit(137)"], **how)  # type: ignore[call-overload]

    monkeypatch.setattr(bounded.subprocess, "Popen", dies)
    (report,) = bounded.answers(_files(tmp_path, bare()), trust_in_pems([]), LATER)
    assert (report.verdict, report.codes) == ("undetermined", ("file.too_heavy",))


def test_a_file_too_large_is_not_handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strangers, "MOST_BYTES", 10)
    (result,) = verify_files(_files(tmp_path, bare()), LATER)
    assert result["verdict"] == "undetermined"
    assert result["report"]["remarks"][0]["code"] == "file.too_large"


def test_pems_are_sorted_into_what_they_are(tmp_path: Path):
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    crl = x509.load_der_x509_crl(root_crl_at(PKI, "state", LATER)).public_bytes(Encoding.PEM)
    issuing = PKI.issuing(House.STATE, SIGNING).certificate.public_bytes(Encoding.PEM)
    (tmp_path / "goc.pem").write_text(PKI.root_pem(LATER))
    trust = trust_in_pems([tmp_path / "goc.pem", issuing + crl, crl])
    assert len(trust.other_roots) == 4
    assert trust.certificates == (PKI.issuing(House.STATE, SIGNING).der,)
    assert trust.lists == (root_crl_at(PKI, "state", LATER),)


@pytest.mark.parametrize(
    "pem", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_pem_that_holds_nothing_is_told(pem: bytes):
    with pytest.raises(Misconfigured) as told:
        trust_in_pems([PKI.root_pem(LATER).encode(), pem])
    assert told.value.code == "signing.trust_pem"
    assert told.value.facts == {"pem": "2", "why": "@signature.file.no_pem"}
    for language in LANGUAGES:
        sentence = say(told.value.sentence, language)
        assert "2" in sentence
        assert "PEM" in sentence
        assert "⟦" not in sentence


def test_a_pem_that_holds_nothing_is_told_after_a_list_as_well():
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    crl = x509.load_der_x509_crl(root_crl_at(PKI, "state", LATER)).public_bytes(Encoding.PEM)
    with pytest.raises(Misconfigured, match=r"signing\.trust_pem"):
        trust_in_pems([crl, b"hello"])


def test_the_root_that_a_desk_offers_reads_with_its_warning_on_top():
    warning = say("signature.practice_root", "vi")
    offered = f"# {warning}\n{PKI.root_pem(LATER)}".encode()
    assert trust_in_pems([offered]) == trust_in_pems([PKI.root_pem(LATER).encode()])
    assert b"PRIVATE KEY" not in offered


@pytest.mark.parametrize(
    ("name", "why", "words"),
    [
        ("khong-co", "missing", ("Không có tệp", "no file")),
        ("thu-muc", "folder", ("thư mục", "folder")),
        ("khong-mo-duoc", "closed", ("quyền đọc", "permission")),
    ],
)
def test_what_cannot_be_opened_is_told_with_the_reason(
    tmp_path: Path, name: str, why: str, words: tuple[str, str]
):
    """As a file to verify and as a file to trust; the file that is there is verified."""
    (tmp_path / "thu-muc").mkdir()
    if name == "khong-mo-duoc":
        os.mkfifo(tmp_path / name)
    (good,) = _files(tmp_path, signed())
    results = verify_files([tmp_path / name, good], SIGNING)
    assert [result["verdict"] for result in results] == ["unreadable", "undetermined"]
    assert [one["code"] for one in results[0]["findings"]] == [f"file.{why}"]
    assert exit_code(results) == 2
    for language, word in zip(LANGUAGES, words, strict=True):
        (line,) = lines_of(results[0], language)
        assert line.startswith(str(tmp_path / name))
        assert word in line
    with pytest.raises(Misconfigured, match=r"signing\.trust_pem") as told:
        trust_in_pems([tmp_path / name])
    for language, word in zip(LANGUAGES, words, strict=True):
        assert word in say(told.value.sentence, language)


def test_nothing_to_verify_is_no_success():
    assert exit_code([]) == 2
