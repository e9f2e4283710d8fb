"""``python -m sandbox verify`` on whatever a stranger may hand over: an answer, and in time."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import pikepdf
import pytest

from base.settings import ROOT
from sandbox.__main__ import main
from sandbox.signing import tamper, tamper_signing
from sandbox.signing.limits import MOST_BYTES
from tests.sandbox.signing.world import (
    LATER,
    PKI,
    image,
    issued,
    order,
    paper,
    sealed,
    signed,
)


def _encrypted(pdf: bytes, password: str) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="chu", user=password))
    return output.getvalue()


def _files() -> dict[str, tuple[bytes, str, str]]:
    """Name → content, verdict, one finding that must be there."""
    return {
        "good": (issued(), "valid", "changes.signed_again"),
        "encrypted": (_encrypted(paper(), "mat-khau"), "undetermined", "file.encrypted"),
        "open-encrypted": (_encrypted(issued(), ""), "undetermined", "file.encrypted"),
        "truncated": (issued()[:-2_000], "undetermined", "file.unfinished"),
        "half": (issued()[: len(issued()) // 3], "undetermined", "file.unreadable"),
        "shadow": (
            tamper.replace_page(issued(), page=0, image=image("Khác", "black", "595pt, 842pt")),
            "invalid",
            "changes.page_content",
        ),
        "certified": (
            tamper_signing.certify_unchangeable(paper(), order()),
            "valid",
            "",
        ),
        "certified-then-sealed": (
            sealed(tamper_signing.certify_unchangeable(paper(), order())),
            "invalid",
            "changes.forbidden",
        ),
        "signed-twice": (signed(signed()), "valid", "changes.signed_again"),
        "no-pdf": (b"PK\x03\x04 not a document", "undetermined", "file.not_pdf"),
        "empty": (b"", "undetermined", "file.empty"),
        "unsigned": (paper(), "undetermined", "signatures.none"),
    }


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "sandbox", "verify", *words],
        cwd=ROOT,
        env={**os.environ, "KHOTAP_HOME": str(folder / "home"), "KHOTAP_LANGUAGE": "vi"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("strangers")
    for name, (content, _, _) in _files().items():
        (made / f"{name}.pdf").write_bytes(content)
    with (made / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(200_000_000)
    (made / "root.pem").write_text(PKI.root_pem(LATER))
    issuing = PKI.issuing("state", LATER).certificate  # type: ignore[arg-type]  # a house's name
    from cryptography.hazmat.primitives.serialization import Encoding

    from sandbox.signing.published import crl_at, root_crl_at

    lists = (crl_at(PKI, "state", LATER, []), root_crl_at(PKI, "state", LATER))
    told = issuing.public_bytes(Encoding.PEM) + b"".join(map(_pem_list, lists))
    (made / "known.pem").write_bytes(told)
    return made


def _pem_list(der: bytes) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return x509.load_der_x509_crl(der).public_bytes(Encoding.PEM)


def _asked(folder: Path, names: list[str], *more: str) -> "subprocess.CompletedProcess[str]":
    told = ["--at", LATER.isoformat(), "--trust", str(folder / "root.pem")]
    told += ["--trust", str(folder / "known.pem"), *more]
    return _run(folder, *(str(folder / f"{name}.pdf") for name in names), *told)


def _objects(text: str) -> list[dict[str, Any]]:
    """Read one JSON object after another."""
    decoder, found, place = json.JSONDecoder(), [], 0
    while place < len(text.rstrip()):
        one, place = decoder.raw_decode(text, place)
        found.append(one)
        place += len(text[place:]) - len(text[place:].lstrip())
    return found


def test_every_file_gets_its_verdict_and_its_reason(folder: Path):
    files = _files()
    begun = perf_counter()
    done = _asked(folder, [*files, "huge"], "--json")
    took = perf_counter() - begun
    assert (done.stderr, done.returncode) == ("", 1)
    rows = _objects(done.stdout)
    expected = {
        str(folder / f"{name}.pdf"): (verdict, code) for name, (_, verdict, code) in files.items()
    }
    expected[str(folder / "huge.pdf")] = ("undetermined", "file.too_large")
    assert {row["file"]: row["verdict"] for row in rows} == {
        name: verdict for name, (verdict, _) in expected.items()
    }
    for row in rows:
        codes = {one["code"] for one in row["findings"]}
        wanted = expected[row["file"]][1]
        assert not wanted or wanted in codes
    assert took < 40
    assert (folder / "huge.pdf").stat().st_size > MOST_BYTES


def test_what_people_read_says_that_it_is_practice(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KHOTAP_LANGUAGE", "vi")
    trust = [
        word for name in ("root", "known") for word in ("--trust", str(folder / f"{name}.pem"))
    ]
    assert main(["verify", str(folder / "good.pdf"), "--at", LATER.isoformat(), *trust]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{folder / 'good.pdf'}: hợp lệ\n")
    assert "chữ ký thực hành" in told
    assert "⟦" not in told


@pytest.mark.parametrize(
    "words",
    [
        ["khong-co.pdf"],
        ["/dev/zero"],
        ["."],
        ["khong-co.pdf", "--at", "hom-nay"],
        ["khong-co.pdf", "--trust", "khong-co.pem"],
        [],
    ],
)
def test_what_cannot_be_read_or_meant_ends_with_two_and_one_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
):
    try:
        code = main(["verify", *words])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    said = capsys.readouterr()
    assert code == 2
    assert "⟦" not in said.out + said.err
    assert (said.out + said.err).strip()
