"""A page of PDF becomes the picture that a signature or a field shows."""

from io import BytesIO
from typing import NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter


class _Fit(NamedTuple):
    scale: float
    x: float
    y: float


def drawn(
    writer: BasePdfFileWriter, image: bytes, size: tuple[float, float], *, middle: bool = True
) -> generic.IndirectObject:
    """Return a form XObject of ``size`` points that shows the first page of ``image``.

    Args:
        writer: where the objects go.
        image: a PDF; its fonts come along, as PDF/A asks.
        size: width and height of the place.
        middle: centre it; else it begins at the left. It is made smaller to fit, never larger.
    """
    page = writer.import_page_as_xobject(PdfFileReader(BytesIO(image), strict=False))
    left, bottom, right, top = (float(edge) for edge in page.get_object()["/BBox"])
    fit = _fit((right - left, top - bottom), size, middle=middle)
    content = b"q %.4f 0 0 %.4f %.4f %.4f cm /Anh Do Q" % (
        fit.scale,
        fit.scale,
        fit.x - left * fit.scale,
        fit.y - bottom * fit.scale,
    )
    edges = [generic.FloatObject(edge) for edge in (0, 0, *size)]
    pictures = generic.DictionaryObject({pdf_name("/Anh"): page})
    form = {
        pdf_name("/Type"): pdf_name("/XObject"),
        pdf_name("/Subtype"): pdf_name("/Form"),
        pdf_name("/BBox"): generic.ArrayObject(edges),
        pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/XObject"): pictures}),
    }
    return writer.add_object(generic.StreamObject(form, stream_data=content))


def shown(annotation: generic.DictionaryObject, image: generic.IndirectObject) -> None:
    """Make ``image`` what the annotation shows."""
    annotation[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): image})


def painted(writer: BasePdfFileWriter, image: bytes) -> generic.DictionaryObject:
    """Return content and resources that make a page show the first page of ``image`` alone."""
    page = writer.import_page_as_xobject(PdfFileReader(BytesIO(image), strict=False))
    content = writer.add_object(generic.StreamObject(stream_data=b"q 1 0 0 1 0 0 cm /Anh Do Q"))
    pictures = generic.DictionaryObject({pdf_name("/Anh"): page})
    resources = generic.DictionaryObject({pdf_name("/XObject"): pictures})
    return generic.DictionaryObject(
        {pdf_name("/Contents"): content, pdf_name("/Resources"): resources}
    )


def _fit(page: tuple[float, float], place: tuple[float, float], *, middle: bool) -> _Fit:
    scale = min(1.0, place[0] / page[0], place[1] / page[1])
    left = (place[0] - page[0] * scale) / 2 if middle else 0.0
    return _Fit(scale, left, (place[1] - page[1] * scale) / 2)
