"""Where lines break: centred texts in lines of like length, notations never at their hyphens."""

import re
from functools import lru_cache
from typing import Any, Final  # the data of a template are JSON

from sandbox.paper.faces import BOLD, ITALIC, REGULAR, width
from sandbox.paper.letters import printable

_SPECIAL: Final = re.compile(r"(\d*/[^\W\d_]\w*(?:-\w+)+)|(\S{18,})")
_JOINT: Final = re.compile(r"(?<=[./_:@-])|(?<=\w{24})")
_TIE: Final = "\N{NO-BREAK SPACE}"
_NUMBERED: Final = re.compile(r"\b(ngày|tháng|năm|số|điều|khoản|quý) (?=\d)", re.IGNORECASE)
_PLACES: Final = re.compile(r"\b(tỉnh|xã|phường|thành phố) (\w+) (\w+)", re.IGNORECASE)
_COMPOUNDS: Final = re.compile(
    r"\b(ủy|nhân|tài|hồ|văn|lưu|lịch|nội|nông|môi|trung|giai|danh|kế|báo|công|tổ|cán|viên|thực|ban"
    r"|quy|nhiệm|hội|phương|thời|trùng|thông|truyền|giáo|đào|xây|tư|khoa|thể|du|bảo|giao|bàn|về"
    r"|quyết|biên|kết|tăng|giải|số|hết|hiện) "
    r"(ban|dân|liệu|sơ|bản|trữ|sử|vụ|nghiệp|trường|tâm|đoạn|mục|hoạch|cáo|tác|chức|bộ|hiện|hành|chế"
    r"|định|phòng|đồng|hướng|hạn|lặp|tin|dục|tạo|dựng|pháp|học|nghệ|hóa|thao|lịch|vệ|nhận|việc|quả"
    r"|cường|thư)\b",
    re.IGNORECASE,
)
"""Two syllables of one word, as they meet in names and subjects of this trade."""


def whole(text: str) -> str | list[str | dict[str, Any]]:
    """Return a text with its notations (``/QĐ-SNV``) kept on one line and long codes let part.

    A plain text stays a text; else a list of texts, ``{"keep": …}`` and ``{"loose": […]}``.
    """
    pieces: list[str | dict[str, Any]] = []
    at = 0
    for found in _SPECIAL.finditer(text):
        pieces.append(text[at : found.start()])
        notation, code = found.groups()
        pieces.append({"keep": notation} if notation else {"loose": _JOINT.split(code)})
        at = found.end()
    return [*pieces, text[at:]] if pieces else text


@lru_cache(maxsize=4_000)
def centred(text: str, size: float, face: str, most: float) -> dict[str, Any]:
    """Return the lines of a centred text no wider than ``most`` points, and the widest.

    A line feed in the text is kept; other lines are made as equal as words allow, without parting
    “năm” from its number, a place from its name, or the syllables of a word of this trade.
    The result is shared: do not change it.
    """
    lines = [
        line for part in printable(text).split("\n") for line in _balanced(part, size, face, most)
    ]
    widest = max((width(line, size, face) for line in lines), default=0.0)
    return {"lines": lines, "width": round(min(widest, most), 2)}


def _balanced(text: str, size: float, face: str, most: float) -> list[str]:
    words = _tied(text).split(" ")
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


def _tied(text: str) -> str:
    """Put a no-break space where a line should not end."""
    tied = _NUMBERED.sub(rf"\1{_TIE}", text)
    tied = _PLACES.sub(rf"\1{_TIE}\2{_TIE}\3", tied)
    return _COMPOUNDS.sub(rf"\1{_TIE}\2", tied)


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
