"""Letters: what the fonts have is printed, the rest is shown as a box, nothing is ever markup."""

import struct
import unicodedata
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.paper import (
    Clause,
    Clauses,
    Paragraph,
    Sheet,
    missing,
    print_sheet,
    printable,
    text_of,
)
from sandbox.paper.faces import BOLD, FACES, FONTS, REGULAR, face, width
from sandbox.paper.letters import REPLACEMENT, covered
from sandbox.paper.lines import centred, whole

VIETNAMESE = "".join(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐ"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)


def test_the_faces_are_liberation_serif_2_1_5_with_their_licence():
    for name in FACES:
        raw = (FONTS / name).read_bytes()
        assert "Version 2.1.5".encode("utf-16-be") in raw
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()


def test_every_vietnamese_letter_has_a_glyph_in_every_face():
    composed = {letter for letter in VIETNAMESE if unicodedata.combining(letter) == 0}
    assert len(composed) >= 134
    assert all(ord(letter) in face(name).glyphs for name in FACES for letter in composed)
    assert REPLACEMENT in covered()


def test_widths_are_those_of_the_face():
    raw = (FONTS / REGULAR).read_bytes()
    assert struct.unpack_from(">H", raw, 4)[0] > 10
    assert width("0", 1000) == 500
    assert width("Số: 05", 13) < width("Số: 05", 13, BOLD)


@given(st.text(max_size=200))
def test_printable_text_has_only_letters_with_glyphs_and_says_what_it_left_out(text: str):
    shown = printable(text)
    assert frozenset(shown) <= covered() | {"\n"}
    assert printable(shown) == shown
    assert (REPLACEMENT in shown) == bool(missing(text) or REPLACEMENT in text)


def test_letters_beyond_the_fonts_are_shown_as_boxes():
    assert printable("漢 A\u0303 ☑ \ud800\x00") == "□ Ã □ □□"
    assert missing("Số ☑, ký ☑ 漢") == "☑漢"
    assert printable("a\r\nb\tc\ufeff") == "a\nb c"


_MARKUP = (
    "#panic(1) $x^2$ *đậm* _nghiêng_ `mã` = đề mục - gạch + số / <nhãn> @trích [x] {y} \\ \\u{41} "
    '// ghi chú /* khối */ https://a.example ~ --- ... #import "x": *'
)


@pytest.mark.parametrize("field", ["subject", "agency_name", "circulation", "drafter_mark"])
def test_markup_in_a_field_is_printed_as_it_is_written(papers: ModuleType, field: str):
    sheet = papers.letter().model_copy(update={field: "#lower[X] *A*"})
    text = text_of(print_sheet(sheet, number=1, issued=papers.DAY, at=papers.AT).pdf)
    assert "#lower[x] *a*" in text.lower()


def test_markup_in_the_body_is_printed_as_it_is_written(papers: ModuleType):
    sheet = Sheet(
        agency_name="Sở Nội vụ", heading="Thử", body=(Paragraph(text=_MARKUP, align="left"),)
    )
    text = text_of(print_sheet(sheet, number=None, issued=None, at=papers.AT).pdf)
    assert _MARKUP in " ".join(text.replace("\n", " ").split())


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=120), many=st.text(max_size=40))
def test_no_text_can_break_a_paper(papers: ModuleType, text: str, many: str):
    sheet = papers.decision().model_copy(
        update={
            "subject": text,
            "parent_name": many,
            "grounds": (text, many),
            "recipients": (many, text),
            "addressees": (text,),
            "body": (Clauses(clauses=(Clause(text=text, title=many, points=(text,)),)),),
        }
    )
    paper = print_sheet(sheet, number=None, issued=None, at=papers.AT, ink=True)
    assert paper.pages >= 1


def test_titles_break_in_lines_of_like_length_and_keep_words_together():
    title = centred("ỦY BAN NHÂN DÂN TỈNH THANH BÌNH", 12, REGULAR, 191)
    assert title["lines"] == ["ỦY BAN NHÂN DÂN", "TỈNH THANH BÌNH"]
    subject = "Về việc ban hành Danh mục hồ sơ năm 2026 của Sở Nội vụ tỉnh Thanh Bình"
    lines = centred(subject, 14, BOLD, 390)["lines"]
    assert not any(line.endswith("năm") for line in lines)
    assert " ".join(lines) == subject


@given(st.text(alphabet="abc /.-_0QĐ", max_size=80))
def test_cutting_a_text_for_its_line_breaks_loses_nothing(text: str):
    cut = whole(text)
    pieces = [cut] if isinstance(cut, str) else cut
    joined = "".join(
        piece if isinstance(piece, str) else piece.get("keep") or "".join(piece["loose"])
        for piece in pieces
    )
    assert joined == text


def test_notations_are_kept_whole_and_long_codes_may_part():
    assert whole("theo 05/QĐ-SNV nay") == ["theo ", {"keep": "05/QĐ-SNV"}, " nay"]
    assert whole("Z99.64.33.2010.01.TH")[1]["loose"][:2] == ["Z99.", "64."]
