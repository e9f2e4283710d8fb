"""Where lines break: centred texts in lines of like length, notations never at their hyphens."""

import re
from functools import lru_cache
from typing import Any, Final  # the data of a template are JSON

from sandbox.paper.faces import BOLD, ITALIC, REGULAR, width
from sandbox.paper.letters import printable

_NOTATION: Final = re.compile(r"(\d*/[^\W\d_]\w*(?:-\w+)+)")
_TIED: Final = re.compile(r"\b(ngày|tháng|năm|số|điều|khoản) (?=\d)", re.IGNORECASE)
_TIE: Final = "\N{NO-BREAK SPACE}"


def whole(text: str) -> str | list[str]:
    """Return a text cut at its notations (``/QĐ-SNV``), which the template keeps on one line.

    A list has plain texts at its even places and notations at the odd ones.
    """
    pieces = _NOTATION.split(text)
    return pieces if len(pieces) > 1 else text


@lru_cache(maxsize=4_000)
def centred(text: str, size: float, face: str, most: float) -> dict[str, Any]:
    """Return the lines of a centred text no wider than ``most`` points, and the widest.

    A line feed in the text is kept; other lines are made as equal as words allow, without parting
    a word like “năm” from its number. The result is shared: do not change it.
    """
    lines = [
        line for part in printable(text).split("\n") for line in _balanced(part, size, face, most)
    ]
    widest = max((width(line, size, face) for line in lines), default=0.0)
    return {"lines": lines, "width": round(min(widest, most), 2)}


def _balanced(text: str, size: float, face: str, most: float) -> list[str]:
    words = _TIED.sub(rf"\1{_TIE}", text).split(" ")
    fewest = len(_filled(words, size, face, most))
    low, high = most * 0.3, most
    if fewest > 1:
        for _ in range(9):
            middle = (low + high) / 2
            if len(_filled(words, size, face, middle)) > fewest:
                low = middle
            else:
                high = middle
    return [line.replace(_TIE, " ") for line in _filled(words, size, face, high)]


def _filled(words: list[str], size: float, face: str, most: float) -> list[str]:
    """Fill lines with words, each as long as it fits."""
    lines, line = [], words[0]
    for word in words[1:]:
        if width(f"{line} {word}", size, face) <= most:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    return [*lines, line]


__all__ = ["BOLD", "ITALIC", "REGULAR", "centred", "whole"]
