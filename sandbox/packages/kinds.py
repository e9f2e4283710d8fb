"""What kind of package, by which profile, from whom to whom: the words every file here shares."""

import re
from enum import StrEnum
from typing import Final

from base.model import Value


class Kind(StrEnum):
    """Gói tin: which of the three packages of TT 05/2025 Đ3."""

    SIP = "SIP"
    "gói hồ sơ, tài liệu nộp"
    AIP = "AIP"
    "gói hồ sơ, tài liệu lưu trữ"
    DIP = "DIP"
    "gói tài liệu lưu trữ sử dụng"


class Profile(StrEnum):
    """Which reading of the rules a package is built or judged by.

    TT 05/2025's annexes contradict themselves and the one known sample package contradicts the
    annexes, so "by the letter" and "as the sample does" are two profiles, and plain E-ARK is a
    third.
    """

    STRICT = "tt05-strict"
    LENIENT = "tt05-lenient"
    CSIP = "csip-2.0.4"


class RecordStatus(StrEnum):
    """``metsHdr/@RECORDSTATUS`` (TT 05/2025 PL I–V)."""

    NEW = "NEW"
    SUPPLEMENT = "SUPPLEMENT"
    REPLACEMENT = "REPLACEMENT"
    TEST = "TEST"
    OTHER = "OTHER"


class Party(Value):
    """An organisation as a package names it."""

    organ_id: str
    "mã định danh"
    organ_name: str


CODES: Final = {
    "maintenance": {f"{n:02}" for n in range(1, 8)},
    "mode": {"01", "02", "03"},
    "language": {f"{n:02}" for n in range(1, 12)},
    "format": {"01", "02", "03"},
    "confidence": {"01", "02", "03"},
    "type": {f"{n:02}" for n in range(1, 33)},
    "flag": {"0", "1"},
    "recovery": {"01", "02"},
    "purpose": {"01", "02", "03"},
    "fee": {f"{n:02}" for n in range(1, 11)},
    "two": {"01", "02"},
}
"""Code lists of TT 05/2025 PL I–V."""

_MAINTENANCE: Final = {"VV": "01", "70": "02", "50": "03", "30": "04", "20": "05", "10": "06"}

_TYPES: Final = (
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "TTr",
    "GUQ", "PG", "PC", "PB", "BB", "HĐ", "CV", "CĐ", "BGN", "BTT", "GM", "GGT", "GNP",
)  # fmt: skip
"""NĐ 30/2020 PL III's abbreviations in the order of TT 05/2025's codes 01–28."""

MEDIA_TYPES: Final = {
    "txt": "text/plain",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "htm": "text/html",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "png": "image/png",
    "mpg": "video/mpeg",
    "mpeg": "video/mpeg",
    "mp4": "video/mp4",
    "avi": "video/x-msvideo",
    "wmv": "video/x-ms-wmv",
    "mov": "video/quicktime",
    "qt": "video/quicktime",
    "mp3": "audio/mpeg",
    "wma": "audio/x-ms-wma",
    "aac": "audio/aac",
}
"""The formats TT 05/2025's annexes accept, by extension."""


def maintenance_code(term: str) -> str:
    """Return TT 05/2025's code for a retention period: 01 permanent … 06 ten years, 07 other."""
    return _MAINTENANCE.get(term, "07")


def type_code(abbreviation: str) -> str:
    """Return TT 05/2025's ``typeName`` (01–32) for NĐ 30/2020's abbreviation; 32 is "other"."""
    if abbreviation in _TYPES:
        return f"{_TYPES.index(abbreviation) + 1:02}"
    return "29" if abbreviation in {"Thư công", "TC-thư công"} else "32"


def media_type(file_name: str, *, otherwise: str = "application/octet-stream") -> str:
    """Return the media type a file name promises."""
    return MEDIA_TYPES.get(extension(file_name), otherwise)


def extension(file_name: str) -> str:
    """Return a file name's last extension, lower case, without the dot."""
    match = re.search(r"\.([A-Za-z0-9]{1,8})\Z", file_name)
    return match.group(1).lower() if match else ""
