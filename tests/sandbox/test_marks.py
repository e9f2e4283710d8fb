"""Annexes in files of their own, and the agency's signature as text on them."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from base.language import LANGUAGES, say
from sandbox import entities as e
from sandbox.authority import judge_document
from sandbox.paper import Sheet, check_pdfa, print_sheet, scan, text_of
from sandbox.paper.marks import signing_time
from sandbox.paper.shown import shown_signatures
from sandbox.paper.stamps import text_mark
from sandbox.papers import certificate_of
from sandbox.signing.order import Box
from sandbox.signing.pki import Pki
from sandbox.signing.report import Kind
from sandbox.signing.sign import mark_as_agency
from sandbox.verdicts import Verdict
from tests.sandbox.marking import Bench, Stall, planted

PIN = "246802"
TITLE = "Danh sách đơn vị"
SUBJECT = "phối hợp kiểm tra công tác lưu trữ"


@pytest.fixture(scope="module")
def stall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stall]:
    with planted(tmp_path_factory.mktemp("marks")) as made:
        yield made


@pytest.fixture
def bench(stall: Stall) -> Iterator[Bench]:
    with stall.opened() as made:
        yield made


def test_a_file_of_its_own_goes_with_the_draft_whose_text_names_it(bench: Bench):
    document = bench.case.attached(bench.archive)
    (part,) = bench.files(document)
    assert bench.get(document).attachments_listed == 1
    assert f"Tài liệu gửi kèm: 01 tệp ({TITLE})." in text_of(bench.main(document))
    said = text_of(bench.pdf(part))
    assert TITLE.upper() in said
    assert "1. Văn phòng" in said
    assert "Văn phòng" not in text_of(bench.main(document)).replace("VP", "")
    assert check_pdfa(bench.pdf(part)).verdict is Verdict.VALID


def test_revising_the_draft_keeps_its_files_and_names_them_again(bench: Bench):
    document = bench.case.attached(bench.archive)
    before = bench.pdf(bench.files(document)[0])
    told = {**bench.case.wording(), "body": ["Sở Nội vụ trả lời.", "Trân trọng."]}
    bench.go("officer", "revise-draft", document=document, **told)
    text = text_of(bench.main(document))
    assert "Sở Nội vụ trả lời." in text
    assert f"({TITLE})" in text
    assert bench.pdf(bench.files(document)[0]) == before


def test_two_files_are_numbered_and_one_can_be_taken_out_again(bench: Bench):
    document = bench.case.attached(bench.archive)
    told = {"attachment_title": "Biểu tổng hợp", "attachment": ["Tổng số: 02"]}
    bench.go("officer", "attach-file", document=document, **told)
    first, second = bench.files(document)
    assert "Phụ lục I\n" in text_of(bench.pdf(first))
    assert "Phụ lục II\n" in text_of(bench.pdf(second))
    bench.go("officer", "detach-file", document=document, part=first.ref)
    (left,) = bench.files(document)
    assert left.ref == second.ref
    assert "BIỂU TỔNG HỢP" in text_of(bench.pdf(left))
    assert bench.get(document).attachments_listed == 1
    assert TITLE not in text_of(bench.main(document))


def test_files_are_added_by_the_drafter_while_it_is_a_draft(bench: Bench):
    document, told = bench.case.drafted(bench.archive), {"attachment": ["1."]}
    asked = {"document": document, "attachment_title": "Danh sách", **told}
    assert bench.refused("clerk", "attach-file", **asked) == "draft.not_yours"
    bench.go("officer", "submit-draft", document=document, to=bench.case.post("director"))
    assert bench.refused("officer", "attach-file", **asked) == "state.wrong"
    other = bench.case.attached(bench.archive)
    wrong = {"document": other, "part": bench.archive.all(e.Component)[0].ref}
    assert bench.refused("officer", "detach-file", **wrong) == "attachment.not_of"


def test_the_mark_is_text_at_the_top_right_and_names_document_and_time(bench: Bench):
    document = bench.marked()
    (part,) = bench.files(document)
    (shown,) = shown_signatures(bench.pdf(part))
    assert shown.top_right
    assert not shown.square
    assert shown.says == f"01/SNV-VP {signing_time(bench.archive.now)}"
    report = bench.checked(bench.pdf(part))
    assert (report.verdict, [one.kind for one in report.signatures]) == ("valid", [Kind.AGENCY])
    assert check_pdfa(bench.pdf(part)).verdict is Verdict.VALID
    assert bench.panel(document) == (Verdict.VALID, [])
    assert bench.findings(document) == []


def test_the_same_deeds_make_the_same_bytes(bench: Bench):
    document = bench.sealed()
    (part,) = bench.files(document)
    before = bench.pdf(part)
    bench.go("clerk", "mark-files", document=document, display="text")
    first = bench.pdf(part)
    for row in bench.archive.all(e.Signature, component=part.ref):
        bench.archive.remove(row)
    bench.put(part, before)
    bench.go("clerk", "mark-files", document=document, display="text")
    assert bench.pdf(part) == first


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_pdfsig_agrees(bench: Bench, tmp_path: Path):
    document = bench.marked()
    for name, pdf in {
        "tep": bench.pdf(bench.files(document)[0]),
        "chinh": bench.main(document),
    }.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        told = subprocess.run(
            ["pdfsig", "-nocert", f"{name}.pdf"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = [one for one in told.stdout.splitlines() if "Signature Validation" in one]
        assert lines
        assert all(one.endswith("Signature is Valid.") for one in lines)
        assert "Total document signed" in told.stdout


def test_the_key_must_be_in_the_clerks_hands_and_its_pin_right(bench: Bench):
    document = bench.sealed()
    asked = {"document": document, "display": "text"}
    assert bench.refused("officer", "mark-files", **asked) == "role.lacks"
    bench.go("clerk", "lend-key", device=bench.case.device.ref, to=bench.case.post("officer"))
    assert bench.refused("clerk", "mark-files", **asked) == "key.elsewhere"
    bench.go("officer", "return-key", device=bench.case.device.ref)
    bench.archive.change(bench.archive.get(e.KeyDevice, bench.case.device.ref), pin=PIN)
    assert bench.refused("clerk", "mark-files", **asked) == "key.pin_needed"
    wrong = [bench.refused("clerk", "mark-files", **asked, pin="000000") for _ in range(3)]
    assert wrong == ["key.wrong_pin", "key.wrong_pin", "key.last_wrong_pin"]
    assert bench.refused("clerk", "mark-files", **asked, pin=PIN) == "key.locked"


def test_what_no_archive_system_signs_so_is_refused(bench: Bench):
    document = bench.sealed()
    (part,) = bench.files(document)
    asked = {"document": document, "display": "text"}
    main = bench.archive.all(e.Component, document=document)[0].ref
    assert bench.refused("clerk", "mark-files", **asked, part=main) == "mark.there_already"
    other = bench.archive.all(e.Component)[0].ref
    assert bench.refused("clerk", "mark-files", **asked, part=other) == "attachment.not_of"
    bench.go("clerk", "mark-files", **asked, part=part.ref)
    assert bench.refused("clerk", "mark-files", **asked) == "mark.there_already"
    bare = bench.case.signed(bench.archive)
    assert bench.refused("clerk", "mark-files", document=bare, display="text") == "mark.use_seal"
    bench.go("clerk", "issue-document", document=document)
    assert bench.refused("clerk", "mark-files", **asked) == "state.wrong"


def test_anothers_electronic_document_is_not_signed_but_its_scan_is(bench: Bench):
    received = bench.case.received.ref
    paper = print_sheet(
        Sheet(agency_name="Sở Tài chính", type_name="CV", subject=SUBJECT),
        number=16, issued=bench.archive.now.date(), at=bench.archive.now, ink=True,
    )  # fmt: skip
    ref = bench.archive.next_ref(e.Component)
    spots = {name: spot.model_dump() for name, spot in paper.places.items()}
    spots["signature"] = spots["seal"] = spots["mark"]
    facts = {"digest": bench.archive.blobs.put(paper.pdf), "size": 1, "number_of_page": 1}
    part = bench.archive.add(
        e.Component(ref=ref, document=received, file_name="16.pdf", places=spots, **facts)
    )
    asked = {"document": received, "display": "text"}
    assert bench.refused("clerk", "mark-files", **asked) == "mark.not_ours"
    scanned = scan(paper.pdf, at=bench.archive.now, title=SUBJECT)
    places = {name: spot.model_dump() for name, spot in scanned.places.items()}
    bench.archive.change(part, places=places, digest=bench.archive.blobs.put(scanned.pdf))
    bench.go("clerk", "mark-files", **asked)
    (shown,) = shown_signatures(bench.pdf(part))
    assert shown.top_right
    assert shown.says == f"Sở Nội vụ {signing_time(bench.archive.now)}"
    judged = judge_document(bench.archive, bench.get(received))
    assert (judged.verdict, judged.authority.remarks) == (Verdict.VALID, ())
    assert check_pdfa(bench.pdf(part)).verdict is Verdict.VALID


def test_a_seal_on_an_annex_is_possible_noted_and_found(bench: Bench):
    document = bench.marked("seal")
    (shown,) = shown_signatures(bench.pdf(bench.files(document)[0]))
    assert shown.square
    assert bench.panel(document) == (Verdict.VALID, ["authority.file_seal_image"])
    assert bench.findings(document) == ["attachment.red_seal"]


def test_issuing_without_the_mark_is_possible_and_found(bench: Bench):
    document = bench.sealed()
    bench.go("clerk", "issue-document", document=document)
    assert bench.panel(document) == (Verdict.UNDETERMINED, ["authority.file_unsigned"])
    assert bench.findings(document) == ["attachment.unmarked"]
    kept = bench.archive.all(e.StoredCopy, component=bench.files(document)[0].ref)
    assert len(kept) == 2


def test_a_mark_before_the_number_names_none(bench: Bench):
    document = bench.case.signed_with_file(bench.archive)
    bench.go("clerk", "mark-files", document=document, display="text")
    bench.go("clerk", "number-document", document=document)
    bench.go("clerk", "seal-document", document=document)
    assert bench.panel(document) == (Verdict.UNDETERMINED, ["authority.file_number"])
    assert bench.findings(document) == ["attachment.numberless"]


def test_a_mark_elsewhere_on_the_page_is_noted_and_found(bench: Bench):
    document = bench.sealed()
    (part,) = bench.files(document)
    director = bench.archive.get(e.Post, bench.case.post("director"))
    pdf = mark_as_agency(
        bench.pdf(part),
        pki=Pki(bench.archive.world_key),
        certificate=certificate_of(bench.archive, director.organisation, e.KeyKind.AGENCY),
        place=Box(0, 60, 80, 204, 37),
        image=text_mark(("01/SNV-VP", signing_time(bench.archive.now))),
        at=bench.archive.now,
        name="SNV",
    )
    bench.put(part, pdf)
    assert bench.panel(document) == (Verdict.VALID, ["authority.file_misplaced"])
    assert bench.findings(document) == ["attachment.misplaced"]


def test_a_changed_annex_and_one_of_another_document_are_told_apart(bench: Bench):
    first, second = bench.marked(), bench.marked()
    (own,), (other,) = bench.files(first), bench.files(second)
    good = bench.pdf(own)
    bench.put(own, bench.pdf(other))
    assert bench.panel(first) == (Verdict.UNDETERMINED, ["authority.file_number"])
    at = good.index(b"/Contents") + 2
    bench.put(own, good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
    verdict, codes = bench.panel(first)
    assert verdict is Verdict.INVALID
    assert codes[0] == "authority.file_unsound"
    assert bench.findings(first) == ["attachment.broken"]


def test_every_remark_on_files_has_a_sentence_in_both_languages():
    codes = ["seal_image", "misplaced", "file_unsigned", "file_unsound", "file_number",
             "file_seal_image", "file_misplaced"]  # fmt: skip
    facts = {"name": "phu-luc.pdf", "found": "02/SNV-VP", "expected": "01/SNV-VP"}
    for language in LANGUAGES:
        told = {say(f"signature.authority.{code}", language, **facts) for code in codes}
        assert len(told) == len(codes)
        assert not any("{" in one or "authority." in one for one in told)
