"""Where signatures show on the pages of a paper, whatever they are worth."""

import json
from functools import partial
from typing import Any, Final  # components take JSON

from base.errors import Refused
from base.language import Language, say
from sandbox.blobs import blobs
from sandbox.derived import derive
from sandbox.entities import Component
from sandbox.paper.pdfium import opened
from sandbox.paper.read import PageSize, reader_version
from sandbox.paper.shown import signature_boxes

SMALLEST: Final = 4.0
"""Points: an invisible signature has no rectangle worth a button."""


def on_pages(
    part: Component, sizes: tuple[PageSize, ...], language: Language
) -> list[dict[str, Any]]:
    """Return the rectangles of signatures, as shares of their page from its top left."""
    found = json.loads(
        derive("marks", [part.digest, reader_version()], partial(_read, part.digest))
    )
    shown = []
    for place, (page, left, bottom, right, top) in enumerate(found, start=1):
        width, height = sizes[page].width, sizes[page].height
        shown.append(
            {
                "id": str(place),
                "page": page,
                "x": round(left / width, 4),
                "y": round(1 - top / height, 4),
                "width": round((right - left) / width, 4),
                "height": round((top - bottom) / height, 4),
                "label": say("viewer.mark", language, n=place),
            }
        )
    return shown


def _read(digest: str) -> bytes:
    try:
        content = blobs().get(digest)
        with opened(content) as document:
            found = [one for index in range(len(document)) for one in _on_page(document, index)]
    except (Refused, KeyError):
        return b"[]"
    return json.dumps(found).encode()


def _on_page(document: Any, index: int) -> list[tuple[int, float, float, float, float]]:  # noqa: ANN401 - PDFium
    return [
        (index, left, bottom, right, top)
        for left, bottom, right, top in signature_boxes(document, index)
        if min(right - left, top - bottom) > SMALLEST
    ]
