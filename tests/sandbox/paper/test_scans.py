"""Scans: images with a true text layer, in the quality and with the faults that are asked for."""

import io
from types import ModuleType

import pikepdf
import pytest
from PIL import Image

from base.errors import Refused
from sandbox.paper import Paper, ScannedPage, check_pdfa, page_image, page_sizes, scan, text_of
from sandbox.verdicts import Verdict
from tests.sandbox.paper.printing import Printed

LOW = {"source": 1, "dpi": 60}


def _images(pdf: bytes) -> list[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            {key: page.obj.Resources.XObject.Im0.get(key) for key in _KEYS}
            for page in document.pages
        ]


_KEYS = ("/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Filter")


@pytest.fixture(scope="module")
def original(printed: Printed) -> None:
    return printed("decision", ink=True).pdf


@pytest.fixture(scope="module")
def good(original: bytes, papers: ModuleType) -> None:
    return scan(original, at=papers.AT, title="Quyết định")


def test_a_good_scan_is_what_the_circular_asks(good: Paper):
    (image,) = _images(good.pdf)
    assert check_pdfa(good.pdf).remarks == ()
    assert (int(image["/Width"]), int(image["/Height"])) == (1654, 2339)
    assert (str(image["/ColorSpace"]), int(image["/BitsPerComponent"])) == ("/DeviceRGB", 8)
    assert good.places["mark"].page == 1


def test_the_text_layer_is_the_pages_own_text_and_cannot_be_seen(good: Paper, original: bytes):
    assert text_of(good.pdf).split() == text_of(original).split()
    with pikepdf.open(io.BytesIO(good.pdf)) as document:
        layers = [part.read_bytes() for part in document.pages[0].obj.Contents]
    assert b"3 Tr" in layers[1]
    assert b" Tr" not in layers[1].replace(b"3 Tr", b"", 1)


def test_a_scan_without_text_layer_has_no_text(original: bytes, papers: ModuleType):
    paper = scan(original, [ScannedPage(text_layer=False, **LOW)], at=papers.AT)
    assert text_of(paper.pdf).strip() == ""


def test_the_same_scan_has_the_same_bytes(original: bytes, papers: ModuleType):
    pages = [ScannedPage(skew=1.5, tone="aged", **LOW), ScannedPage(rotate=90, **LOW)]
    once, twice = (scan(original, pages, at=papers.AT).pdf for _ in range(2))
    assert once == twice


@pytest.mark.parametrize(
    ("depth", "space", "bits"),
    [("colour", "/DeviceRGB", 8), ("grey", "/DeviceGray", 8), ("bitonal", "/DeviceGray", 1)],
)
def test_depth_and_resolution_are_as_asked(
    original: bytes, papers: ModuleType, depth: str, space: str, bits: int
):
    paper = scan(original, [ScannedPage(source=1, dpi=96, depth=depth)], at=papers.AT)
    (image,) = _images(paper.pdf)
    assert (str(image["/ColorSpace"]), int(image["/BitsPerComponent"])) == (space, bits)
    assert int(image["/Width"]) == pytest.approx(595.28 / 72 * 96, abs=1)
    assert check_pdfa(paper.pdf).verdict is Verdict.VALID


def _ink(pdf: bytes, page: int = 1, below: int = 250) -> float:
    """The part of a page that is not paper."""
    grey = Image.open(io.BytesIO(page_image(pdf, page, 1))).convert("L")
    dark = sum(count for level, count in enumerate(grey.histogram()) if level < below)
    return dark / (grey.width * grey.height)


def test_the_watermark_is_on_every_scanned_page_blank_and_bitonal_ones_too(
    original: bytes, papers: ModuleType
):
    pages = [
        ScannedPage(dpi=120),
        ScannedPage(dpi=120, depth="bitonal"),
        ScannedPage(dpi=120, depth="grey", tone="aged"),
    ]
    paper = scan(original, pages, at=papers.AT)
    for page in (1, 2, 3):
        assert 0.004 < _ink(paper.pdf, page, below=252) <= 1


def test_a_blank_page_has_no_text_and_little_ink(original: bytes, papers: ModuleType):
    paper = scan(original, [ScannedPage(source=1, dpi=60), ScannedPage(dpi=60)], at=papers.AT)
    assert paper.pages == 2
    assert text_of(paper.pdf).split("\f")[1].strip() == ""
    assert _ink(paper.pdf, 2, below=128) == 0


def test_a_page_that_lay_sideways_is_wider_than_high(original: bytes, papers: ModuleType):
    paper = scan(original, [ScannedPage(rotate=90, **LOW)], at=papers.AT)
    (size,) = page_sizes(paper.pdf)
    assert (size.width, size.height) == (
        pytest.approx(841.89, abs=0.1),
        pytest.approx(595.28, abs=0.1),
    )
    assert "QUYẾT ĐỊNH" in text_of(paper.pdf)


def test_a_skewed_page_differs_from_a_straight_one_and_keeps_its_text(
    original: bytes, papers: ModuleType
):
    straight, skewed = (
        scan(original, [ScannedPage(skew=skew, **LOW)], at=papers.AT).pdf for skew in (0, 2)
    )
    assert straight != skewed
    assert "Điều 1." in text_of(skewed)


def test_pages_may_be_missing_doubled_or_misplaced(printed: Printed, papers: ModuleType):
    report = printed("report").pdf
    order = (3, 1, 1)
    pages = [ScannedPage(source=number, dpi=40) for number in order]
    scanned = text_of(scan(report, pages, at=papers.AT).pdf).split("\f")
    whole = text_of(report).split("\f")
    assert [page.split() for page in scanned] == [whole[number - 1].split() for number in order]


def test_no_pages_and_pages_that_are_not_there_are_refused(original: bytes, papers: ModuleType):
    with pytest.raises(Refused, match="no_pages"):
        scan(original, [], at=papers.AT)
    with pytest.raises(Refused, match="no_such_page"):
        scan(original, [ScannedPage(source=9)], at=papers.AT)
