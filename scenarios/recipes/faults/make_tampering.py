"""Makers of signed files that somebody touched afterwards, and of files nobody signed at all."""

from collections.abc import Callable
from typing import Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.paper import print_sheet
from sandbox.signing import tamper
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import forget, unsigned
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_signatures import simple, waits
from scenarios.recipes.faults.originals import sheet_of, with_line
from scenarios.streams import Stream


def _rewritten(bed: Bed, document: e.Document, spoil: Callable[[bytes], bytes]) -> e.Document:
    """Do something to the signed file."""
    main = bed.main(document)
    bed.keep(main, spoil(bed.content(main)))
    return document


def byte_changed(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S01: one byte of what was signed is another."""
    seen = stream.chance(0.5)
    return _rewritten(bed, document, lambda pdf: tamper.flip_byte(pdf, visible=seen))


def annotated(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S02: after signing, something was covered by a white note: the number, or the date."""
    name = stream.choice(
        [one for one in ("number", "date", "signature") if one in bed.main(document).places]
    )
    place = bed.place(bed.main(document), name)
    return _rewritten(bed, document, lambda pdf: tamper.annotate(pdf, place=place))


def page_replaced(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S03: after signing, the first page was pointed at another content."""
    line = stream.choice(_ADDED)
    return _rewritten(
        bed,
        document,
        lambda pdf: tamper.replace_page(pdf, page=0, image=_other_page(bed, document, line)),
    )


def page_added(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S04: after signing, a page was put behind the last."""
    line = stream.choice(_ADDED)
    return _rewritten(
        bed, document, lambda pdf: tamper.append_page(pdf, image=_other_page(bed, document, line))
    )


_ADDED: Final = (
    "Các nội dung khác thực hiện theo thống nhất giữa hai cơ quan.",
    "Kinh phí thực hiện lấy từ nguồn chi thường xuyên của đơn vị.",
    "Thời hạn thực hiện được gia hạn thêm ba mươi ngày.",
    "Đơn vị được giao chủ động điều chỉnh danh sách kèm theo khi cần thiết.",
)


def _other_page(bed: Bed, document: e.Document, line: str) -> bytes:
    sheet = sheet_of(bed.garden, document)
    assert sheet is not None  # noqa: S101 - told by the registry
    assert document.signed_at is not None  # noqa: S101 - ``simple`` asked
    said = with_line(sheet, line)
    number, issued = document.code_number, document.issued_date
    return print_sheet(said, number=number, issued=issued, at=document.signed_at).pdf


def bytes_added(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S05: something stands behind the end of the file."""
    return _rewritten(bed, document, tamper.append_bytes)


def seal_cut_off(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S06: the file was cut back to before the agency sealed it."""
    if waits(document):
        forget(bed, bed.main(document), e.KeyKind.AGENCY)
    return _rewritten(bed, document, tamper.cut_last_revision)


def saved_again(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S23: another program opened and saved it."""
    return _rewritten(bed, document, tamper.resave)


def signatures_lost(
    bed: Bed, document: e.Document, _stream: Stream, _details: Details
) -> e.Document:
    """S24: its pages were taken over into a new file, the signatures were not."""
    if waits(document):
        forget(bed, bed.main(document))
    return _rewritten(bed, document, tamper.copy_pages)


def picture_only(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """S20: pictures of a signature and of a seal stand on the page; nobody signed."""
    forget(bed, bed.main(document))
    return _rewritten(bed, document, tamper.print_again)


def in_tray(survey: Survey, document: e.Document) -> bool:
    """A document of an agency that waits at the registry."""
    return waits(document) and document.organ is not None and simple(survey, document)


def empty_field(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """S21: there is a field for a signature, and nobody signed."""
    main = bed.main(document)
    place = bed.place(main, "signature")
    field = stream.choice(("ChuKy1", "Signature1", "KySo", "ChuKySo"))
    pdf = tamper.leave_empty_field(unsigned(bed.content(main)), field=field, place=place)
    if waits(document):
        forget(bed, main)
    bed.keep(main, pdf)
    return document
