"""Where signatures show on the pages of a file and what they say there, whatever they prove."""

from typing import TYPE_CHECKING, Final

from base.model import Value
from sandbox.paper.pdfium import opened

if TYPE_CHECKING:
    import pypdfium2

_SQUARE: Final = 1.5
"""Width over height below which a signature's place is that of a seal, not of lines of text."""
_RIGHT: Final = 0.6
_TOP: Final = 0.82
"""Shares of the page beyond which a mark ends at its right, and its middle lies at its top."""


class Shown(Value):
    """One signature as a page shows it; points from the page's bottom left."""

    page: int
    "from 1"
    left: float
    bottom: float
    right: float
    top: float
    page_width: float
    page_height: float
    says: str = ""
    "the text in its place, one space between words; a seal's image says nothing"

    @property
    def square(self) -> bool:
        """Whether it shows as an image of a seal would, not as lines of text."""
        return self.right - self.left < _SQUARE * (self.top - self.bottom)

    @property
    def top_right(self) -> bool:
        """Whether it stands at the top right of the first page (NĐ 30/2020 PL I II.8b)."""
        middle = (self.bottom + self.top) / 2
        there = self.right >= _RIGHT * self.page_width and self.left >= self.page_width / 3
        return self.page == 1 and there and middle >= _TOP * self.page_height


def shown_signatures(pdf: bytes) -> tuple[Shown, ...]:
    """Return the signatures that show, in the order of pages; an empty field among them.

    Raises:
        Refused: as ``pdfium.opened``.
    """
    with opened(pdf) as document:
        return tuple(one for index in range(len(document)) for one in _on_page(document, index))


def _on_page(document: "pypdfium2.PdfDocument", index: int) -> list[Shown]:
    boxes = signature_boxes(document, index)
    if not boxes:
        return []
    width, height = document.get_page_size(index)
    text = _flattened(document, index)
    return [
        Shown(
            page=index + 1,
            left=left,
            bottom=bottom,
            right=right,
            top=top,
            page_width=width,
            page_height=height,
            says=" ".join(text.get_text_bounded(left, bottom, right, top).split()),
        )
        for left, bottom, right, top in boxes
    ]


def _flattened(document: "pypdfium2.PdfDocument", index: int) -> "pypdfium2.PdfTextPage":
    """Return the text of a page with what its fields and signatures show drawn into it."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(document[index], pdfium.FLAT_NORMALDISPLAY)
    return document[index].get_textpage()


def signature_boxes(
    document: "pypdfium2.PdfDocument", index: int
) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right, top of every signature field on a page, from 0."""
    import pypdfium2.raw as pdfium

    page, found = document[index], []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        try:
            box = pdfium.FS_RECTF()
            if _signs(document, annotation) and pdfium.FPDFAnnot_GetRect(annotation, box):
                found.append((box.left, box.bottom, box.right, box.top))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return [one for one in found if one[0] != one[2] and one[1] != one[3]]


def _signs(document: "pypdfium2.PdfDocument", annotation: object) -> bool:
    import pypdfium2.raw as pdfium

    if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
        return False
    form = document.formenv
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation) if form else -1
    return bool(kind == pdfium.FPDF_FORMFIELD_SIGNATURE)
