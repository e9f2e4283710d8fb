"""The 29 types of administrative document (NĐ 30/2020 Đ7), by their abbreviation (PL III)."""

from typing import Final, Literal, get_args

DocumentType = Literal[
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB",
    "TTr", "HĐ", "CV", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "TCg",
]  # fmt: skip
"""The abbreviation that stands in the notation. ``CV`` (công văn) and ``TCg`` (thư công) are our
codes: these two types have no abbreviation and none is printed. The order is that of Đ7."""

DOCUMENT_TYPES: Final[tuple[DocumentType, ...]] = get_args(DocumentType)

UNNAMED: Final[frozenset[str]] = frozenset({"CV", "TCg"})
"""Types whose name is not printed: a công văn says what it is about under its number."""

UNNUMBERED: Final[frozenset[str]] = frozenset({"TCg"})
"""Types that take no number: a thư công is a letter of courtesy."""
