"""Detectors on a small archive: what each calls wrong, and what it leaves alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from grading.findings import DETECTORS, detect
from sandbox import entities as e
from tests.make import NOW, Small

OLD = date(2026, 2, 20)


def seen(small: Small) -> list[tuple[str, str]]:
    return [(one.finding, one.ref) for one in detect(small.planter)]


def entered(small: Small, document: e.Document, number: int, minute: int = 0) -> e.RegisterEntry:
    return small.planter.add(
        e.RegisterEntry(
            ref=small.planter.next_ref(e.RegisterEntry),
            book=e.Register.INCOMING,
            year=2026,
            number=number,
            document=document.ref,
            entered_at=NOW - timedelta(days=3, minutes=60 - minute),
        )
    )


def test_an_empty_archive_has_nothing_wrong():
    assert seen(Small()) == []


def test_every_detector_is_listed_once_and_says_what_it_looks_for():
    assert len(DETECTORS) == len(set(DETECTORS))
    assert all(detector.__doc__ for detector in DETECTORS)


def test_a_number_twice_and_a_number_left_out():
    small = Small()
    documents = [small.document(code_number=n, subject=f"việc {n}") for n in range(1, 5)]
    for document, number, minute in zip(documents, [1, 2, 2, 4], range(4), strict=True):
        entered(small, document, number, minute)
    assert seen(small) == [
        ("number.twice", documents[2].ref),
        ("number.gap", documents[3].ref),
    ]


def test_numbers_begin_anew_each_year_and_in_each_register():
    small = Small()
    for year, book in ((2025, "incoming"), (2026, "incoming"), (2026, "outgoing")):
        document = small.document(subject=f"{year} {book}")
        line = entered(small, document, 1)
        small.planter.change(line, year=year, book=book)
    assert seen(small) == []


@pytest.mark.parametrize(
    "title", ["Công văn năm 2023", "Tài liệu khác", "Hồ sơ năm 2019", "Văn bản đi", "Linh tinh"]
)
def test_vague_titles(title: str):
    small = Small()
    file = small.file(title=title)
    assert ("file.vague_title", file.ref) in seen(small)


@pytest.mark.parametrize(
    "title",
    [
        "Hồ sơ quyết toán quý I năm 2015 của Sở Nội vụ",
        "Công văn trao đổi về công tác thi đua năm 2020 với Sở Tài chính",
        "Kế hoạch, báo cáo công tác văn thư, lưu trữ năm 2019",
    ],
)
def test_titles_that_say_something(title: str):
    small = Small()
    small.file(title=title)
    assert seen(small) == []


@pytest.mark.parametrize(
    ("given", "row", "finding"),
    [
        ("10", "term/agency.r44", "term.below_table"),
        ("20", "term/agency.r44", None),
        ("30", "term/agency.r44", None),
        ("50", "term/agency.r43", "term.below_table"),
        ("VV", "term/agency.r43", None),
        ("10", "term/agency.r66", "term.event_as_number"),
        ("lifetime", "term/agency.r66", None),
        (None, "term/agency.r44", None),
        ("10", "", None),
    ],
)
def test_terms_against_the_table(given: str | None, row: str, finding: str | None):
    small = Small()
    file = small.file(maintenance=given, table_row=row)
    assert seen(small) == ([(finding, file.ref)] if finding else [])


def test_a_file_takes_the_longest_term_of_what_lies_in_it():
    small = Small()
    document = small.document(issued_date=date(2015, 2, 1))
    longer, shorter = small.file(maintenance="VV"), small.file(maintenance="10")
    small.filed(longer, document)
    small.filed(shorter, document)
    assert seen(small) == [("term.below_item", shorter.ref)]


def test_a_file_does_not_end_before_its_newest_document():
    small = Small()
    file = small.file()
    small.filed(file, small.document(issued_date=date(2015, 6, 1)))
    assert seen(small) == [("file.wrong_end", file.ref)]


def test_a_draft_belongs_in_no_file():
    small = Small()
    draft = small.document(copy_kind=e.CopyKind.DRAFT, status=e.DocumentStatus.DRAFT)
    small.filed(small.file(end_date=None, start_date=None), draft)
    assert seen(small) == [("document.draft", draft.ref)]


def test_an_answer_in_another_file_is_misfiled():
    small = Small()
    home, other = small.file(end_date=None), small.file(end_date=None)
    asked = small.document(subject="hỏi")
    more = small.document(subject="hỏi thêm", code_number=16, refers_to=[asked.ref])
    answer = small.document(subject="đáp", code_number=17, reply_to=asked.ref)
    for place, document in enumerate((asked, more), start=1):
        small.filed(home, document, place)
    small.filed(other, answer)
    assert seen(small) == [("filing.misfiled", answer.ref)]


def test_what_belongs_to_two_files_is_not_misfiled():
    small = Small()
    one, two = small.file(end_date=None), small.file(end_date=None)
    first = small.document(subject="một")
    second = small.document(subject="hai", code_number=16)
    both = small.document(subject="ba", code_number=17, refers_to=[first.ref, second.ref])
    small.filed(one, first)
    small.filed(two, second)
    small.filed(one, both, 2)
    assert seen(small) == []


def test_order_inside_a_file():
    small = Small()
    file = small.file(end_date=None)
    for place, month in enumerate((3, 1, 2), start=1):
        day = datetime(2025, month, 20, 2, tzinfo=UTC)
        document = small.document(
            arrival_date=day, issued_date=day.date(), code_number=place, subject=f"việc {place}"
        )
        small.filed(file, document, place)
    assert seen(small) == [("file.out_of_order", file.ref)]


def test_nobody_rests_on_what_comes_later():
    small = Small()
    later = small.document(issued_date=OLD + timedelta(days=9), subject="sau", code_number=20)
    early = small.document(issued_date=OLD, subject="trước", refers_to=[later.ref])
    assert seen(small) == [("citation.from_future", early.ref)]


def test_a_document_is_no_more_closed_than_its_file():
    small = Small()
    document = small.document(mode=e.Mode.CONDITIONAL)
    small.filed(small.file(end_date=None), document)
    small.filed(small.file(end_date=None, mode=e.Mode.CONDITIONAL), document)
    assert seen(small) == [("mode.above_file", document.ref)]


def _hold(small: Small, file: e.File, **facts: object) -> e.Hold:
    told = {
        "files": [file.ref],
        "mandate": "Công văn số 12/TA",
        "reason": "vụ án",
        "placed_at": NOW - timedelta(days=40),
        **facts,
    }
    return small.planter.add(e.Hold(ref=small.planter.next_ref(e.Hold), **told))


def test_a_hold_stands_in_the_way_of_an_expired_file_only():
    small = Small()
    expired, running = small.file(), small.file(maintenance="50")
    _hold(small, expired)
    _hold(small, running)
    assert seen(small) == [("hold.expired_held", expired.ref)]


@pytest.mark.parametrize(
    ("by", "mandate", "wrong"),
    [("archivist", "Công văn số 9", False), ("director", "Công văn số 9", False),
     ("officer", "Công văn số 9", True), ("archivist", "", True)],
)  # fmt: skip
def test_who_may_lift_a_hold(by: str, mandate: str, wrong: bool):
    small = Small()
    facts = {"lifted_at": NOW, "lifted_by": small.posts[by], "lift_mandate": mandate}
    hold = _hold(small, small.file(), **facts)
    assert seen(small) == ([("hold.lifted_wrongly", hold.ref)] if wrong else [])


def _case(small: Small, file: e.File, **changed: object) -> e.Disposal:
    begun = NOW - timedelta(days=90)
    council = sorted([small.posts["deputy"], small.posts["archivist"], small.posts["officer"]])
    told = {
        "status": e.DisposalStatus.DESTROYED,
        "files": [file.ref],
        "reasons": {file.ref: "expired"},
        "explanation": "đã hết thời hạn",
        "proposed_by": small.posts["archivist"],
        "proposed_at": begun,
        "council": council,
        "votes": {ref: {"vote": "approve", "reason": ""} for ref in council},
        "council_at": begun + timedelta(days=10),
        "opinion": "số 1",
        "opinion_at": begun + timedelta(days=20),
        "decided_by": small.posts["director"],
        "decided_at": begun + timedelta(days=30),
        "destroyed_by": small.posts["archivist"],
        "destroyed_at": begun + timedelta(days=40),
        "destroyed_files": [],
        **changed,
    }
    return small.planter.add(e.Disposal(ref=small.planter.next_ref(e.Disposal), **told))


def test_a_lawful_case_is_left_alone():
    small = Small()
    _case(small, small.file(maintenance="5"))
    assert seen(small) == []


@pytest.mark.parametrize(
    ("changed", "finding"),
    [
        ({"council_at": None}, "disposal.order"),
        ({"opinion_at": None}, "disposal.order"),
        ({"opinion_at": NOW - timedelta(days=55)}, "disposal.order"),
        ({"destroyed_at": NOW - timedelta(days=44)}, "disposal.late"),
        ({"votes": {}}, "disposal.quorum"),
        ({"status": e.DisposalStatus.COMPLETED}, "disposal.paper_missing"),
    ],
)
def test_what_goes_wrong_in_a_case(changed: dict[str, object], finding: str):
    small = Small()
    case = _case(small, small.file(maintenance="5"), **changed)
    assert seen(small) == [(finding, case.ref)]


def test_decider_and_executor_are_two_persons_whatever_their_posts():
    small = Small()
    director = small.planter.get(e.Post, small.posts["director"])
    second = small.planter.add(
        director.model_copy(update={"ref": small.planter.next_ref(e.Post), "head": False})
    )
    case = _case(small, small.file(maintenance="5"), destroyed_by=second.ref)
    assert seen(small) == [("disposal.same_person", case.ref)]


def test_not_before_the_first_of_january_after_the_last_year():
    small = Small()
    running = small.file(end_date=date(2016, 4, 20), start_date=date(2016, 1, 2))
    _case(small, running, status=e.DisposalStatus.PROPOSED, proposed_at=NOW, council_at=None,
          destroyed_at=None, decided_at=None)  # fmt: skip
    assert seen(small) == [("disposal.not_due", running.ref)]


def test_copies_on_one_medium_and_copies_that_rot():
    small = Small()
    good, beside, rotten = (small.document(subject=f"việc {n}", code_number=n) for n in (1, 2, 3))
    small.component(good, b"mot")
    part = small.component(beside, b"hai")
    for copy in small.planter.all(e.StoredCopy, component=part.ref):
        small.planter.change(copy, medium="online")
    other = small.component(rotten, b"ba")
    copy = small.planter.all(e.StoredCopy, component=other.ref, medium="backup")[0]
    small.planter.change(copy, digest=small.blobs.put(b"bA"))
    found = [one for one in seen(small) if one[0].startswith("copy.")]
    assert found == [("copy.rotten", rotten.ref), ("copy.same_medium", beside.ref)]


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("12-QD-SNV.pdf", None),
        ("scan0001.pdf", "name.by_machine"),
        ("IMG_2031.pdf", "name.by_machine"),
        ("Scanned-notes-of-2020.pdf", None),
        ("a:b.pdf", "name.forbidden"),
        ("Z99.64.2015.07.TCKT.001.pdf", None),
    ],
)
def test_names_of_files(name: str, finding: str | None):
    small = Small()
    document = small.document()
    part = small.component(document, b"x")
    small.planter.change(part, file_name=name)
    found = [one for one in seen(small) if one[0].startswith("name.")]
    assert found == ([(finding, document.ref)] if finding else [])


@pytest.mark.parametrize(
    ("content", "name", "finding"),
    [
        (b"", "a.pdf", "format.empty"),
        (b"MZ" + bytes(62), "a.pdf", "format.program"),
        (b"%PDF-1.7\nnot much", "a.pdf", "format.truncated"),
        (b"just text\n", "a.pdf", "format.mismatch"),
    ],
)
def test_files_that_are_not_what_they_say(content: bytes, name: str, finding: str):
    small = Small()
    document = small.document()
    small.planter.change(small.component(document, content), file_name=name)
    found = [one for one in seen(small) if one[0].startswith("format.")]
    assert [ref for _, ref in found] == [document.ref]
    if finding != "format.mismatch":
        assert found == [(finding, document.ref)]


def test_bytes_that_are_gone_are_no_finding_of_format():
    small = Small()
    document = small.document()
    part = small.component(document, b"these bytes will be gone")
    small.blobs.remove(part.digest)
    assert not [one for one in seen(small) if one[0].startswith("format.")]
