"""Stamps: a hand for every name, a practice seal, lines of text; transparent, in their sizes."""

import io
from itertools import combinations
from types import ModuleType

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sandbox.paper import (
    Copying,
    annex_mark,
    check_pdfa,
    copy_mark,
    digitised_mark,
    page_sizes,
    seal_image,
    signature_image,
    text_mark,
    text_of,
)
from sandbox.paper.strokes import pen_strokes
from sandbox.verdicts import Verdict

NAMES = ("Lò Văn Hải", "Lò Văn Hai", "Trần Quốc Bảo", "Vàng A Páo", "H'Ngọc Niê", "Y Blô Êban", "")
AGENCIES = ("Sở Nội vụ", "Ủy ban nhân dân xã Tân Minh", "Trung tâm Lưu trữ lịch sử tỉnh Thanh Bình")


def _pixels(pdf: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(pdf)[0]
    return (
        page.render(scale=2, fill_color=(0, 0, 0, 0), rev_byteorder=True).to_pil().convert("RGBA")
    )


@pytest.mark.parametrize("stamp", [signature_image("Lò Văn Hải"), seal_image("Sở Nội vụ"),
                                   text_mark(("Sao y; Sở Nội vụ",))])  # fmt: skip
def test_a_stamp_is_pdfa_has_no_transparency_group_and_an_empty_ground(stamp: bytes):
    assert check_pdfa(stamp).verdict is Verdict.VALID
    with pikepdf.open(io.BytesIO(stamp)) as document:
        assert len(document.pages) == 1
        states = document.pages[0].obj.get("/Resources", {}).get("/ExtGState", {})
        assert all(float(state.get("/ca", 1)) == 1 for state in states.values())
    image = _pixels(stamp)
    assert image.getpixel((0, image.height - 1))[3] == 0
    assert image.getextrema()[3] == (0, 255)


def test_a_name_has_always_the_same_hand_and_no_two_names_share_one():
    hands = [pen_strokes(name) for name in NAMES]
    assert hands == [pen_strokes(name) for name in NAMES]
    assert all(one != other for one, other in combinations(hands, 2))


@given(st.text(max_size=40))
def test_every_name_has_a_hand_that_stays_near_its_box(name: str):
    for outline in pen_strokes(name):
        assert len(outline) > 4
        assert all(-0.25 < x < 1.25 and -0.25 < y < 1.25 for x, y in outline)


def test_ink_is_blue_and_seals_are_red():
    for stamp, strongest in ((signature_image("Lò Văn Hải"), 2), (seal_image("Sở Nội vụ"), 0)):
        image = _pixels(stamp)
        raw = image.tobytes()
        pixels = [raw[at : at + 4] for at in range(0, len(raw), 4)]
        solid = [pixel[:3] for pixel in pixels if pixel[3] > 250]
        assert len(solid) > 100
        assert all(max(pixel) == pixel[strongest] for pixel in solid)


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_seal_says_that_it_is_for_training_and_whose_it_is(agency: str):
    seal = seal_image(agency)
    letters = "".join(text_of(seal).split())
    assert all(letter in letters for letter in set("ĐÀOTẠOKHÔNGCÓGIÁTRỊPHÁPLÝ"))
    assert set("".join(agency.upper().split())) <= set(letters)
    size = page_sizes(seal)[0]
    assert size.width == size.height == pytest.approx(34 * 72 / 25.4, abs=0.1)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=120))
def test_no_name_breaks_a_seal(agency: str):
    assert seal_image(agency).startswith(b"%PDF-")


def test_the_marks_say_who_and_when_in_vietnams_time(papers: ModuleType):
    copying = Copying(form="SY", agency_name="Sở Nội vụ", number=7, notation="SY-SNV")
    lines = copy_mark(copying, papers.AT)
    assert lines == ("Sao y; Sở Nội vụ", "2026-11-22T09:15:30+07:00")
    assert text_of(text_mark(lines)).split("\n") == list(lines)
    assert annex_mark(5, "QĐ-SNV", papers.AT)[0] == "05/QĐ-SNV"
    assert digitised_mark("Sở Nội vụ", papers.AT)[0] == "Sở Nội vụ"


def test_a_text_mark_is_ten_points_and_just_large_enough():
    short, long = (page_sizes(text_mark((line,)))[0] for line in ("A", "A" * 30))
    assert short.width < long.width
    assert short.height == pytest.approx(11.5)
