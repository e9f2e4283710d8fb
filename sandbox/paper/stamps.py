"""Stamps to be laid on a page by a signature: a hand, a practice seal, lines of text."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final  # the data of a template are JSON

SIGNATURE_WIDTH: Final = 110.0
SIGNATURE_HEIGHT: Final = 60.0
"""Points; as large as ``Paper.places["signature"]``."""
SEAL_SIDE: Final = 96.38
"""34 mm in points, the real size; as large as ``Paper.places["seal"]``."""
MARK_SIZE: Final = 10.0
_MARK_LINE: Final = 11.5
_MARK_MOST: Final = 8

_EPOCH: Final = datetime(2020, 3, 5, tzinfo=UTC)
"""A stamp has no date of its own; this one is the decree's."""


@lru_cache(maxsize=500)
def signature_image(name: str) -> bytes:
    """Return a person's hand as a one-page PDF: blue pen strokes on a transparent ground.

    The strokes follow from the name alone; two people never share a hand. NĐ 30/2020 PL I II.7d
    asks for blue and transparent. As a background of a pyHanko ``StaticStampStyle`` set
    ``background_opacity=1`` and no border or margins: then no transparency enters the file.
    """
    from sandbox.paper.strokes import pen_strokes

    return _stamp("pen", name, SIGNATURE_WIDTH, SIGNATURE_HEIGHT, strokes=pen_strokes(name))


@lru_cache(maxsize=500)
def seal_image(agency_name: str) -> bytes:
    """Return the seal of a practice agency as a one-page PDF: red, round, 34 mm, transparent.

    Its rim says “ĐÀO TẠO – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ”, then the agency's name, an open book in the
    middle. It is never a state emblem, a flag or a star.
    """
    from sandbox.paper.seals import seal_data

    return _stamp("seal", agency_name, SEAL_SIDE, SEAL_SIDE, seal=seal_data(agency_name))


@lru_cache(maxsize=500)
def text_mark(lines: Sequence[str]) -> bytes:
    """Return lines of text as a one-page PDF just large enough: 10 pt, upright, black, transparent.

    For e-copies and annexes in files of their own (PL I III.1d; Part II.I), where no seal image is
    shown. ``copy_mark`` and ``annex_mark`` give the lines.

    Args:
        lines: a tuple; at most eight.
    """
    from sandbox.paper.faces import width
    from sandbox.paper.letters import printable

    shown = [printable(line) for line in lines][:_MARK_MOST]
    wide = max((width(line, MARK_SIZE) for line in shown), default=0.0) + 1
    high = _MARK_LINE * max(len(shown), 1)
    return _stamp("mark", " ".join(shown), round(wide, 2), high, lines=shown)


def _stamp(kind: str, title: str, wide: float, high: float, **drawn: Any) -> bytes:  # noqa: ANN401
    from sandbox.paper.typesetter import typeset

    data = {"kind": kind, "title": title, "width": wide, "height": high, **drawn}
    return typeset("stamp.typ", data, at=_EPOCH).pdf
