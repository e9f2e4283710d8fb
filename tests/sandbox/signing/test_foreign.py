"""Files from anywhere: whatever is in them, the answer is a report with a reason."""

import threading
import zlib
from functools import cache
from io import BytesIO
from time import perf_counter

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.signing import limits, tamper
from sandbox.signing.report import SignatureReport
from sandbox.verdicts import Verdict
from tests.sandbox.signing.world import (
    LATER,
    bare,
    checked,
    codes,
    image,
    issued,
    long_lived,
    paper,
    signed,
)

MAGIC = b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (b"", "file.empty"),
        (b"MZ\x90\x00 not a document", "file.not_pdf"),
        (b"PK\x03\x04", "file.not_pdf"),
        ("một tệp văn bản".encode(), "file.not_pdf"),
        (MAGIC, "file.unreadable"),
        (MAGIC + b"\x00" * 5_000, "file.unreadable"),
        (MAGIC + b"startxref\n5\n%%EOF\n", "file.unreadable"),
        (MAGIC + b"startxref\n99999999\n%%EOF\n", "file.unreadable"),
        (MAGIC + b" obj" * (limits.MOST_OBJECTS + 1), "file.too_many_objects"),
        (MAGIC + b"startxref" * (limits.MOST_REVISIONS + 1), "file.too_many_revisions"),
    ],
)
def test_what_cannot_be_examined_is_undetermined_with_its_reason(pdf: bytes, code: str):
    report = checked(pdf)
    assert (report.verdict, report.codes, report.signatures) == (Verdict.UNDETERMINED, (code,), ())


def test_two_hundred_megabytes_are_refused_before_they_are_read():
    huge = bytearray(200_000_000)
    huge[:9] = MAGIC
    start = perf_counter()
    report = checked(bytes(huge))
    assert report.codes == ("file.too_large",)
    assert perf_counter() - start < 5


def test_a_paper_without_signatures_says_so():
    for pdf in (bare(), paper()):
        report = checked(pdf)
        assert (report.verdict, report.codes) == ("undetermined", ("signatures.none",))


def test_more_signatures_than_anyone_makes_are_not_examined(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sandbox.signing.examination.MOST_SIGNATURES", 1)
    assert checked(issued()).codes == ("file.too_many_signatures",)


def test_a_stream_that_unpacks_without_end_is_not_unpacked():
    bomb = zlib.compress(zlib.compress(b"\x00" * 60_000_000, 9), 9)
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = document.make_stream(bomb)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        document.Root.Metadata = stream
        output = BytesIO()
        document.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    raw = output.getvalue()
    report = checked(raw)
    assert report.verdict == "undetermined"


def test_a_circle_in_the_page_tree_ends():
    with pikepdf.open(BytesIO(signed())) as document:
        document.Root.Pages.Kids.append(document.Root.Pages)
        output = BytesIO()
        document.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert isinstance(checked(output.getvalue()), SignatureReport)


def test_bytes_after_the_end_are_counted_and_do_not_hide_the_signatures():
    for junk in (b"x" * 20_000, b"\nthem vao\n%%EOF\n", b"\x00\x01\x02"):
        report = checked(tamper.append_bytes(issued(), junk))
        assert (report.verdict, codes(report)) == ("undetermined", {"changes.trailing_bytes"})
        assert len(report.signatures) == 2


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"  \n", b"\x00\x00"])
def test_line_ends_and_zeros_after_the_end_are_nothing(end: bytes):
    assert checked(issued() + end).verdict == "valid"


def test_a_field_that_points_nowhere_is_a_remark_of_its_own():
    with pikepdf.open(BytesIO(signed())) as document:
        (field,) = (one for one in document.Root.AcroForm.Fields if one.FT == "/Sig")
        field.V = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig))
        output = BytesIO()
        document.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    report = checked(output.getvalue())
    assert (report.verdict, codes(report)) == ("invalid", {"integrity.container"})


@cache
def _holes() -> list[tuple[int, ...]]:
    return [check.byte_range[1:3] for check in checked(issued()).signatures]


@given(place=st.integers(0, 10**9), value=st.integers(0, 255))
@settings(max_examples=12, deadline=None)
def test_no_single_byte_changes_unseen(place: int, value: int):
    """A law: a file that differs in a signed byte never has all its signatures valid."""
    pdf = issued()
    at = place % len(pdf)
    changed = pdf[:at] + bytes([value]) + pdf[at + 1 :]
    report = checked(changed)
    assert isinstance(report, SignatureReport)
    if changed == pdf:
        assert report.verdict == "valid"
    elif not any(start <= at < end for start, end in _holes()):
        assert report.verdict != "valid"


@given(
    cuts=st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 4_000)), min_size=1, max_size=3),
    noise=st.binary(max_size=40),
)
@settings(max_examples=12, deadline=None)
def test_no_torn_file_raises(cuts: list[tuple[int, int]], noise: bytes):
    pdf = long_lived(issued(), LATER)
    for place, length in cuts:
        at = place % len(pdf)
        pdf = pdf[:at] + noise + pdf[at + length :]
    assert isinstance(checked(pdf), SignatureReport)


def test_threads_verify_the_same():
    found: list[SignatureReport] = []
    threads = [threading.Thread(target=lambda: found.append(checked(issued()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(report == found[0] for report in found)


def test_a_file_whose_last_update_is_torn_is_examined_up_to_there():
    whole = tamper.append_page(signed(), image=image())
    report = checked(whole[:-200])
    assert (report.verdict, codes(report)) == ("undetermined", {"file.unfinished"})
    assert report.signatures[0].verdict == "valid"
