"""Letters without their marks, so that «tieu huy» finds «tiêu hủy»."""

import unicodedata
from typing import Final

_MARKS: Final = dict.fromkeys(range(0x300, 0x370))
_LETTERS: Final = str.maketrans("đĐ", "dD")


def fold(text: str) -> str:
    """Return ``text`` in lower case, without diacritics, đ as d, runs of blanks as one."""
    plain = unicodedata.normalize("NFD", text.translate(_LETTERS)).translate(_MARKS)
    return " ".join(plain.lower().split())
