"""Electronic copies: sao y, sao lục, trích sao, and the mark that says which they are."""

from collections.abc import Iterator

import pytest

from sandbox import entities as e
from sandbox.authority import judge_document
from sandbox.paper import Sheet, check_pdfa, print_sheet, scan, text_of
from sandbox.paper.marks import signing_time
from sandbox.paper.shown import shown_signatures
from sandbox.verdicts import Verdict
from tests.sandbox.marking import Bench, Stall, planted

SUBJECT = "phối hợp kiểm tra công tác lưu trữ"


@pytest.fixture(scope="module")
def stall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stall]:
    with planted(tmp_path_factory.mktemp("marks")) as made:
        yield made


@pytest.fixture
def bench(stall: Stall) -> Iterator[Bench]:
    with stall.opened() as made:
        yield made


def _scanned_in(bench: Bench) -> e.Component:
    """Digitise the letter that has arrived, and register it."""
    paper = print_sheet(
        Sheet(agency_name="Sở Tài chính", type_name="CV", subject=SUBJECT),
        number=16, issued=bench.archive.now.date(), at=bench.archive.now, ink=True,
    )  # fmt: skip
    scanned = scan(paper.pdf, at=bench.archive.now, title=SUBJECT)
    part = bench.archive.add(
        e.Component(
            ref=bench.archive.next_ref(e.Component),
            document=bench.case.received.ref,
            file_name="16.pdf",
            digest=bench.archive.blobs.put(scanned.pdf),
            size=len(scanned.pdf),
            number_of_page=1,
            places={name: spot.model_dump() for name, spot in scanned.places.items()},
        )
    )
    received = {"document": bench.case.received.ref}
    bench.go("clerk", "mark-files", **received, display="text")
    bench.go("clerk", "register-incoming", **received, to=bench.case.post("officer"))
    return part


COPIES = {"SY": ("Sao y", {}), "SL": ("Sao lục", {}), "TrS": ("Trích sao", {"extract": ["Mục 2."]})}


@pytest.mark.parametrize("form", COPIES)
def test_an_electronic_copy_says_its_form_the_agency_and_the_time(form: str, bench: Bench):
    _scanned_in(bench)
    name, told = COPIES[form]
    source = bench.case.received.ref
    asked = {"document": source, "form": form, "leave": "Giám đốc", **told}
    receipt = bench.ask("clerk", "copy-document", **asked)
    assert receipt.accepted
    copy = receipt.made["document"]
    bench.go("clerk", "mark-files", document=copy, display="text")
    pdf = bench.main(copy)
    (shown,) = shown_signatures(pdf)
    assert shown.top_right
    assert shown.says == f"{name}; Sở Nội vụ {signing_time(bench.archive.now)}"
    judged = judge_document(bench.archive, bench.get(copy))
    assert (judged.verdict, judged.authority.remarks) == (Verdict.VALID, ())
    assert check_pdfa(pdf).verdict is Verdict.VALID
    bench.go("clerk", "issue-document", document=copy)
    from_an_original = ["copy.wrong_kind"] if form == "SL" else []
    assert bench.findings(copy) == from_an_original


def test_a_seal_on_a_copy_and_a_copy_nobody_signed_are_told_in_the_fourth_panel(bench: Bench):
    _scanned_in(bench)
    source = bench.case.received.ref
    bench.go("clerk", "copy-document", document=source, form="SY")
    copy = bench.case.made["document"]
    assert judge_document(bench.archive, bench.get(copy)).verdict is not Verdict.VALID
    bench.go("clerk", "mark-files", document=copy, display="seal")
    judged = judge_document(bench.archive, bench.get(copy))
    assert [one.code for one in judged.authority.remarks] == ["authority.seal_image"]
    bench.go("clerk", "issue-document", document=copy)
    assert bench.findings(copy) == ["scan.red_seal"]


def test_copies_of_all_kinds_share_one_series(bench: Bench):
    _scanned_in(bench)
    source = bench.case.received.ref
    for form in ("SY", "TrS", "SL"):
        asked = {"document": source, "form": form, **COPIES[form][1]}
        bench.go("clerk", "copy-document", **asked)
    copies = [one for one in bench.archive.all(e.Document) if one.refers_to == [source]]
    assert [f"{one.code_number}/{one.code_notation}" for one in copies] == [
        "1/SY-SNV", "2/TrS-SNV", "3/SL-SNV",
    ]  # fmt: skip


def test_a_copy_needs_leave_and_no_copy_leads_from_electronic_to_electronic(bench: Bench):
    document = bench.case.issued(bench.archive)
    told = {"leave": "Giám đốc"}
    for asked, outcome in (
        ({"form": "SY", **told}, "warning"),
        ({"form": "TrS", "extract": ["Sở Nội vụ đồng ý."]}, "warning"),
        ({"form": "TrS", "extract": ["Sở Nội vụ đồng ý."], **told}, "success"),
    ):
        bench.go("clerk", "copy-document", document=document, **asked)
        assert bench.archive.events()[-1].outcome == outcome
    extract = text_of(bench.main(bench.case.made["document"]))
    assert "Sở Nội vụ đồng ý." in extract
    assert "01/SNV-VP" in extract
    bare = {"document": document, "form": "TrS"}
    assert bench.refused("clerk", "copy-document", **bare) == "copy.extract"
    draft = bench.case.drafted(bench.archive)
    assert bench.refused("clerk", "copy-document", document=draft, form="SY") == "state.wrong"
