"""Reading bytes: images, sizes and text of a paper, and a clear refusal of everything else."""

import io
from collections.abc import Callable
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from base.errors import Refused
from base.language import LANGUAGES, say
from sandbox.paper import page_image, page_sizes, text_of
from sandbox.paper.read import reader_version
from tests.sandbox.paper.printing import Printed

READERS = (text_of, page_sizes, lambda pdf: page_image(pdf, 1, 0.5))


def _encrypted(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        made = io.BytesIO()
        document.save(made, encryption=pikepdf.Encryption(user="khóa", owner="chủ"))
    return made.getvalue()


def _huge() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_000, 14_000))
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("paper.empty", lambda _: b""),
        ("paper.not_pdf", lambda _: b"PK\x03\x04" + b"\0" * 5_000),
        ("paper.not_pdf", lambda pdf: b"\n" * 2_000 + pdf),
        ("paper.encrypted", _encrypted),
        ("paper.unreadable", lambda pdf: pdf[:600]),
        ("paper.unreadable", lambda pdf: pdf[: len(pdf) // 2]),
        ("paper.unreadable", lambda _: b"%PDF-1.7\n%%EOF\n"),
    ],
)
def test_what_cannot_be_read_is_refused_in_both_languages(
    printed: Printed, read: Callable[[bytes], object], code: str, spoil: Callable[[bytes], bytes]
):
    with pytest.raises(Refused) as refusal:
        read(spoil(printed("decision").pdf))
    assert refusal.value.code == code
    assert all("⟦" not in say(refusal.value.sentence, language) for language in LANGUAGES)


def test_a_refusal_says_the_way_on():
    assert say("refused.paper.encrypted", "vi") == (
        "Tệp PDF bị đặt mật khẩu hoặc mã hóa nên không mở được."
        " Hãy yêu cầu nơi gửi cung cấp bản không mã hóa."
    )


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(printed: Printed, page: int):
    with pytest.raises(Refused, match="no_such_page"):
        page_image(printed("decision").pdf, page)


def test_an_image_that_would_not_fit_into_memory_is_refused():
    with pytest.raises(Refused, match="too_large"):
        page_image(_huge(), 1, 2.0)
    with pytest.raises(Refused, match="too_large"):
        page_image(_huge(), 1, -1.0)


def test_a_page_image_is_a_png_in_scale_and_always_the_same(printed: Printed):
    pdf = printed("decision").pdf
    image = Image.open(io.BytesIO(page_image(pdf, 1, 2)))
    assert image.format == "PNG"
    assert image.size == (1191, 1684)
    assert page_image(pdf, 1, 2) == page_image(pdf, 1, 2)


def test_pages_that_lie_are_wide(printed: Printed):
    assert page_sizes(printed("outgoing").pdf)[0].width > 800


@settings(max_examples=30, deadline=None)
@given(cut=st.integers(0, 60_000), at=st.integers(0, 60_000), byte=st.binary(max_size=40))
def test_damaged_bytes_are_read_or_refused_and_nothing_else(
    printed: Printed, cut: int, at: int, byte: bytes
):
    pdf = printed("decision").pdf
    for broken in (pdf[:cut], pdf[:at] + byte + pdf[at + len(byte) :]):
        for read in READERS:
            with suppress(Refused):
                read(broken)


def test_the_reader_says_its_version():
    assert reader_version()
