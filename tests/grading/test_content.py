"""text and artefact: what a title says, and what the bytes are worth, judged for real."""

import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from grading.checks.text import plain
from grading.evidence import Truth
from grading.mark import Look, Mark
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.papers import main_component
from sandbox.signing.tamper import flip_byte
from tests.grading.worlds import Row, check, look, nothing, shows, theatre
from tests.make import NOW
from tests.sandbox.stories import Stage, Story

TRUTH = Truth(
    labels={"file": "HS0001", "letter": "VB0008", "bare": "VB0001", "package": "GT0001",
            "gone": "VB0404", "no_package": "GT0404"},
    tags={"both": ["HS0001", "HS0002"], "none": []},
    facts={"HS0001": {"year": 2015, "matter": "Quyết toán"}, "HS0002": {"year": 2016}},
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


def _titled(title: str, ref: str = "HS0001") -> Any:
    def done(_: Story, archive: Archive) -> None:
        archive.change(archive.get(e.File, ref), title=title)

    return done


def _text(*parts: str, **more: Any) -> dict[str, Any]:
    return {"kind": "text", "records": {"label": "file"}, "field": "title",
            "parts": list(parts), **more}  # fmt: skip


HAS, LACKS, MUST_NOT = "text.has", "text.lacks", "text.must_not"
TITLE = "Hồ sơ quyết toán quý I năm 2015 của Sở Nội vụ"

TEXTS = [
    Row("a part", _text("quyết toán"), nothing, 1, [HAS]),
    Row("in other letters", _text("QUYẾT  toán"), nothing, 1, [HAS]),
    Row("composed otherwise", _text(unicodedata.normalize("NFD", "quyết toán")), nothing, 1, [HAS]),
    Row("without its diacritics", _text("quyet toan"), nothing, 0, [LACKS]),
    Row("two parts, one there", _text("quyết toán", "quý II"), nothing, 0.5, [HAS, LACKS]),
    Row("what the truth says", _text("năm {year}", "{matter}"), nothing, 1, [HAS, HAS]),
    Row("a fact the truth lacks", _text("{place}"), nothing, 0, [LACKS]),
    Row("each record by its own facts", _text("năm {year}", records={"tag": "both"}), nothing,
        0.5, [HAS, LACKS]),
    Row("a forbidden word", _text("quyết toán", without=["sở nội vụ"]), nothing, 0, [MUST_NOT]),
    Row("a forbidden word that is not there", _text("quyết toán", without=["sao y"]), nothing, 1,
        [HAS]),
    Row("a forbidden word spoils every part", _text("quyết toán", "quý I", without=["Sở"]),
        nothing, 0, [MUST_NOT, MUST_NOT]),
    Row("an empty title", _text("quyết toán"), _titled(" "), 0, [LACKS]),
    Row("nothing picked", _text("x", records={"tag": "none"}), nothing, 0, ["nothing"]),
    Row("a record that is gone", _text("x", records={"label": "gone"}), nothing, 0, [LACKS]),
]  # fmt: skip


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row.name)
def test_the_table_of_texts(row: Row, stage: Stage) -> None:
    found = look(stage, row, TRUTH)
    assert shows(found, row), found


def test_a_text_without_parts_is_no_check() -> None:
    with pytest.raises(ValidationError):
        check(**_text())


@given(st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_text_is_compared_composed_folded_and_with_single_spaces(text: str) -> None:
    once = plain(text)
    assert plain(f"  {text}\n ") == once
    assert plain(unicodedata.normalize("NFD", text)) == plain(unicodedata.normalize("NFC", text))
    assert "  " not in once


def _signed(*steps: str) -> Any:
    desks = {"sign": "director", "number": "clerk", "seal": "clerk"}

    def done(story: Story, archive: Archive) -> None:
        document = story.submitted(archive)
        for step in steps:
            story.go(archive, desks[step], f"{step}-document", document=document)

    return done


def _tampered(story: Story, archive: Archive) -> None:
    _signed("sign", "number", "seal")(story, archive)
    part = main_component(archive, archive.get(e.Document, "VB0008"))
    digest = archive.blobs.put(flip_byte(archive.blob(part.digest)))
    archive.change(part, digest=digest)


def _swapped(content: bytes | None) -> Any:
    def done(story: Story, archive: Archive) -> None:
        _signed("sign")(story, archive)
        part = main_component(archive, archive.get(e.Document, "VB0008"))
        archive.change(part, digest=archive.blobs.put(content) if content else "0" * 64)

    return done


def _packed(story: Story, archive: Archive) -> None:
    """Pack a real paper: the stories' own papers are short of being PDF."""
    story.drafted(archive)
    paper = main_component(archive, archive.get(e.Document, "VB0008"))
    filing = archive.all(e.Filing, file=story.permanent.ref)[0]
    kept = archive.all(e.Component, document=filing.document)[0]
    archive.change(kept, digest=paper.digest, size=paper.size)
    story.packed(archive)


def _pack_scraps(story: Story, archive: Archive) -> None:
    story.packed(archive)


def _pack_spoilt(story: Story, archive: Archive) -> None:
    story.packed(archive)
    archive.change(archive.get(e.Package, "GT0001"), digest=archive.blobs.put(b"no package"))


def _pack_of_nobody(story: Story, archive: Archive) -> None:
    story.packed(archive)
    archive.change(archive.get(e.Package, "GT0001"), transfer=None)


def _artefact(what: str, label: str = "letter", **more: Any) -> dict[str, Any]:
    return {"kind": "artefact", "what": what, "records": {"label": label}, **more}


BOTH, ONE, PDFA = _artefact("signature"), _artefact("person-signature"), _artefact("pdfa")
PACKAGE = _artefact("package", "package")
VALID, INVALID, UNKNOWN = "artefact.valid", "artefact.invalid", "artefact.undetermined"

ARTEFACTS = [
    Row("both signatures", BOTH, _signed("sign", "number", "seal"), 1, [VALID]),
    Row("the person's alone, both asked for", BOTH, _signed("sign"), 0, [INVALID]),
    Row("the person's alone", ONE, _signed("sign"), 1, [VALID]),
    Row("the seal first", BOTH, _signed("seal", "sign"), 0, [INVALID]),
    Row("nobody's", ONE, _signed(), 0, [UNKNOWN]),
    Row("a changed byte", BOTH, _tampered, 0, [INVALID]),
    Row("a document without paper", _artefact("signature", "bare"), nothing, 0, [UNKNOWN]),
    Row("a document that is gone", _artefact("signature", "gone"), nothing, 0, [UNKNOWN]),
    Row("one of two is enough",
        {**ONE, "records": {"kind": "Document", "where": {"ref": ["VB0001", "VB0008"]}},
         "quantifier": "one"}, _signed("sign"), 1, [VALID]),
    Row("one of two is not all",
        {**ONE, "records": {"kind": "Document", "where": {"ref": ["VB0001", "VB0008"]}}},
        _signed("sign"), 0, [UNKNOWN, VALID]),
    Row("nothing picked", {**BOTH, "records": {"tag": "none"}}, nothing, 0, ["nothing"]),
    Row("a paper of ours", PDFA, _signed("sign", "number", "seal"), 1, [VALID]),
    Row("bytes that are no paper", PDFA, _swapped(b"no PDF"), 0, [INVALID]),
    Row("bytes that are gone", PDFA, _swapped(None), 0, [INVALID]),
    Row("no paper at all", _artefact("pdfa", "bare"), nothing, 0, [UNKNOWN]),
    Row("a sound package", PACKAGE, _packed, 1, [VALID]),
    Row("a package of papers cut short", PACKAGE, _pack_scraps, 0, [INVALID]),
    Row("a spoilt package", PACKAGE, _pack_spoilt, 0, [INVALID]),
    Row("a package of no transfer", PACKAGE, _pack_of_nobody, 0, [UNKNOWN]),
    Row("a package nobody built", _artefact("package", "no_package"), nothing, 0, [UNKNOWN]),
]  # fmt: skip


@pytest.mark.parametrize("row", ARTEFACTS, ids=lambda row: row.name)
def test_the_table_of_artefacts(row: Row, stage: Stage) -> None:
    found = look(stage, row, TRUTH)
    assert shows(found, row), found


def test_every_artefact_is_seen_valid_and_not() -> None:
    seen = {(row.asked["what"], bool(row.credit)) for row in ARTEFACTS}
    kinds = ("signature", "person-signature", "pdfa", "package")
    assert seen == {(what, good) for what in kinds for good in (True, False)}
    partly = [row for row in TEXTS if Look(credit=row.credit).mark is Mark.PARTLY]
    assert partly


@pytest.mark.parametrize(("hours", "code"), [(-1, INVALID), (1, VALID)])
def test_a_signature_is_judged_by_what_the_archive_knows_now(
    hours: int, code: str, stage: Stage
) -> None:
    """Its certificate was revoked an hour before it was made, or will be an hour later."""

    def revoked(story: Story, archive: Archive) -> None:
        signer = archive.get(e.Post, story.post("director")).person
        certificate = archive.all(e.Certificate, holder=signer)[0]
        archive.change(certificate, revoked_at=NOW + timedelta(hours=hours))
        _signed("sign", "number", "seal")(story, archive)

    assert [one.code for one in look(stage, Row("", BOTH, revoked, 0, []), TRUTH).found] == [code]
