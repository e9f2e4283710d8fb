"""Signing, filling, sealing: what poppler, OpenSSL and pyHanko's own validator say of it."""

import asyncio
import hashlib
import logging
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from base.errors import Refused
from base.language import LANGUAGES, say
from sandbox.signing import tape
from sandbox.signing.long_term import add_archive_timestamp, add_validation_data
from sandbox.signing.names import House
from sandbox.signing.order import Box
from sandbox.signing.published import crl_at, root_crl_at
from sandbox.signing.sign import Level, fill_number_and_date, mark_as_agency
from sandbox.signing.tamper import append_page
from tests.sandbox.signing.world import (
    AGENCY_CERTIFICATE,
    EVERYONE,
    LATER,
    OTHER_PKI,
    PKI,
    SIGNING,
    bare,
    certificate,
    checked,
    codes,
    day,
    filled,
    image,
    issued,
    paper,
    sealed,
    signed,
)


def _pdfsig(pdf: bytes, folder: Path) -> list[str]:
    (folder / "tep.pdf").write_bytes(pdf)
    told = subprocess.run(
        ["pdfsig", "-nocert", "tep.pdf"], cwd=folder, capture_output=True, text=True, check=False
    )
    return re.findall(r"Signature Validation: (.*)", told.stdout)


def _pyhanko(pdf: bytes) -> list[tuple[bool, ModificationLevel]]:
    """pyHanko's own strict validation, revocation required."""
    roots = [PKI.root(House.STATE, SIGNING)]
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(root.der) for root in roots],
        other_certs=[asn1.Certificate.load(PKI.issuing(House.STATE, SIGNING).der)],
        crls=[crl_at(PKI, "state", LATER, EVERYONE), root_crl_at(PKI, "state", LATER)],
        moment=LATER,
        revocation_mode="require",
        retroactive_revinfo=True,
    )
    found: list[EmbeddedPdfSignature] = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    statuses = [validate_pdf_signature(one, context) for one in found]
    return [(status.bottom_line, status.modification_level) for status in statuses]


def test_poppler_finds_person_and_seal_valid_after_the_number_is_filled(tmp_path: Path):
    assert _pdfsig(signed(), tmp_path) == ["Signature is Valid."]
    assert _pdfsig(filled(signed()), tmp_path) == ["Signature is Valid."]
    assert _pdfsig(issued(), tmp_path) == ["Signature is Valid."] * 2


@pytest.mark.parametrize("level", Level)
def test_poppler_finds_every_level_valid(level: Level, tmp_path: Path):
    verdicts = _pdfsig(signed(level=level), tmp_path)
    assert verdicts[0] == "Signature is Valid."


def test_pyhanko_itself_trusts_both_signatures():
    assert _pyhanko(issued()) == [
        (True, ModificationLevel.FORM_FILLING),
        (True, ModificationLevel.NONE),
    ]


def test_others_agree_when_the_worlds_sign_with_sha_512(tmp_path: Path):
    """From 2035 on, years before the practice worlds take SHA-256 for weak."""
    at = day("2036-03-01")
    young = certificate(valid_from=day("2036-01-01"), valid_to=day("2039-01-01"))
    pdf = signed(certificate=young, at=at, level="B-LTA")
    assert _pdfsig(pdf, tmp_path)[0] == "Signature is Valid."
    check, stamp = checked(pdf, at=at + timedelta(days=1), everyone=[young]).signatures
    assert (check.algorithm, check.verdict) == ("sha512 / sha512_ecdsa", "valid")
    assert (stamp.algorithm, stamp.verdict) == ("sha512 / sha512_ecdsa", "valid")
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(PKI.root(House.STATE, at).der)],
        other_certs=[asn1.Certificate.load(PKI.issuing(House.STATE, at).der)],
        crls=[crl_at(PKI, "state", at, [young]), root_crl_at(PKI, "state", at)],
        moment=at,
        revocation_mode="require",
        retroactive_revinfo=True,
    )
    (one,) = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    assert validate_pdf_signature(one, context).bottom_line


def test_openssl_verifies_the_container(tmp_path: Path):
    pdf = signed()
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    start, end = found.byte_range[1], found.byte_range[2]
    (tmp_path / "content").write_bytes(pdf[:start] + pdf[end:])
    (tmp_path / "cms").write_bytes(found.pkcs7_content)
    (tmp_path / "root").write_text(PKI.root_pem(SIGNING))
    told = "openssl cms -verify -binary -inform DER -in cms -content content -CAfile root"
    options = ["-purpose", "any", "-attime", str(int(SIGNING.timestamp())), "-out", "copy"]
    done = subprocess.run([*told.split(), *options], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "make",
    [
        signed,
        lambda: signed(level="B-LT"),
        lambda: signed(level="B-LTA"),
        lambda: filled(signed()),
        lambda: sealed(filled(signed())),
    ],
)
def test_signing_twice_gives_the_same_bytes(make: Callable[[], bytes]):
    first = make()
    tape.forget()
    second = make()
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert first is not second


def test_each_step_only_adds_to_the_file_before():
    steps = [paper(), signed(), filled(signed()), issued()]
    steps.append(add_archive_timestamp(issued(), pki=PKI, at=LATER))
    for before, after in pairwise(steps):
        assert after.startswith(before)
        assert len(after) > len(before)


def test_the_tape_plays_back_what_was_signed():
    tape.forget()
    first = signed()
    assert signed() is first
    assert signed(at=LATER) != first
    assert signed(pki=OTHER_PKI) != first
    assert signed(image=image("Khác")) != first


def test_the_tape_forgets_the_oldest_when_it_is_full(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tape, "MOST_BYTES", 100)
    tape.forget()
    made = [tape.remembered(str(n), lambda n=n: bytes([n]) * 40) for n in range(5)]  # type: ignore[misc]  # a default argument
    assert tape.remembered("4", lambda: b"again") is made[4]
    assert tape.remembered("0", lambda: b"again") == b"again"
    tape.forget()


def test_threads_sign_the_same():
    tape.forget()
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda n: signed(at=SIGNING + timedelta(seconds=n % 2)), range(8)))
    assert len(made) == 2


def test_signing_and_verifying_work_inside_a_running_loop():
    async def inside() -> str:
        tape.forget()
        return str(checked(signed()).verdict)

    assert asyncio.run(inside()) == "valid"


def test_pyhanko_says_nothing_to_the_users_log(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        report = checked(append_page(issued(), image=image()))
    assert codes(report) == {"changes.page_count"}
    assert [r for r in caplog.records if r.name.startswith("pyhanko")] == []


def test_fields_are_named_for_what_they_are_and_never_twice():
    twice = sealed(sealed(signed(signed(), certificate=AGENCY_CERTIFICATE)))
    names = [check.field for check in checked(twice).signatures]
    assert names == [
        "ChuKyCaNhanLoThiAnh",
        "ChuKyCaNhanLoThiAnh2",
        "ChuKyCoQuanSNV",
        "ChuKyCoQuanSNV2",
    ]


def test_a_mark_is_a_signature_with_lines_of_text():
    pdf = mark_as_agency(
        bare(),
        pki=PKI,
        certificate=AGENCY_CERTIFICATE,
        place=Box(0, 380, 780, 180, 40),
        image=image("SAO Y; 2024-03-05T09:00:00+07:00", "black", "180pt, 40pt"),
        at=SIGNING,
        name="SNV",
    )
    (check,) = checked(pdf).signatures
    assert (check.kind, check.field, check.verdict) == ("agency", "ChuKyCoQuanSNV", "valid")
    assert check.rectangle is not None
    assert (check.rectangle.page, check.rectangle.width) == (0, 180)


def test_a_field_shows_its_text_with_its_own_font_and_asks_no_viewer_to_draw_it():
    with pikepdf.open(BytesIO(filled(paper()))) as document:
        form = document.Root.AcroForm
        assert "/NeedAppearances" not in form
        values = {str(field.T): str(field.V) for field in form.Fields}
        assert values == {"so": "12", "ngay": "ngày 05 tháng 3 năm 2024"}
        for field in form.Fields:
            page = field.AP.N.Resources.XObject.Anh
            fonts = [font.DescendantFonts[0] for font in page.Resources.Font.values()]
            assert fonts
            assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (b"", "signing.unreadable"),
        (b"%PDF-1.7 nothing", "signing.unreadable"),
        (b"no pdf at all", "signing.unreadable"),
    ],
)
def test_what_is_no_pdf_cannot_be_signed(pdf: bytes, code: str):
    with pytest.raises(Refused) as told:
        signed(pdf + b" ")
    assert told.value.code == code
    for language in LANGUAGES:
        assert "⟦" not in say(told.value.sentence, language)


def test_a_page_that_is_not_there_cannot_be_signed():
    with pytest.raises(Refused, match=r"signing\.unreadable"):
        signed(place=Box(9, 0, 0, 10, 10))


def test_an_encrypted_file_cannot_be_signed():
    output = BytesIO()
    with pikepdf.open(BytesIO(paper())) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Refused, match=r"signing\.unreadable"):
        signed(output.getvalue())


def test_a_paper_without_fields_cannot_be_numbered():
    with pytest.raises(Refused, match=r"signing\.no_such_field") as told:
        fill_number_and_date(
            bare(), number_text="1", date_text="2", number_image=image(), date_image=image()
        )
    assert told.value.facts["fields"] == "ngay, so"


def test_strangers_signatures_get_no_validation_data():
    foreign = signed(pki=OTHER_PKI)
    with pytest.raises(Refused, match=r"signing\.no_signer_of_ours"):
        add_validation_data(foreign, pki=PKI, certificates=EVERYONE, at=LATER)


def test_adding_the_same_validation_data_twice_adds_nothing():
    once = add_validation_data(issued(), pki=PKI, certificates=EVERYONE, at=LATER)
    assert add_validation_data(once, pki=PKI, certificates=EVERYONE, at=LATER) == once
    assert len(once) > len(issued())


@pytest.mark.parametrize("level", Level)
def test_the_level_asked_for_is_the_level_found(level: Level):
    person = checked(signed(level=level)).signatures[0]
    assert (person.level, person.verdict) == (level, "valid")


def test_upgrading_climbs_the_levels():
    lt = add_validation_data(issued(), pki=PKI, certificates=EVERYONE, at=LATER)
    lta = add_archive_timestamp(lt, pki=PKI, at=LATER)
    levels = [
        [check.level for check in checked(pdf).signatures if check.kind != "timestamp"]
        for pdf in (issued(), lt, lta)
    ]
    assert levels == [["B-T"] * 2, ["B-LT"] * 2, ["B-LTA"] * 2]
    assert codes(checked(lta)) == set()


def test_the_claimed_time_is_the_simulated_one():
    (check,) = checked(signed(), at=datetime(2025, 1, 1, tzinfo=SIGNING.tzinfo)).signatures
    assert (check.claimed, check.stamped, check.proven) == (SIGNING, SIGNING, SIGNING)
