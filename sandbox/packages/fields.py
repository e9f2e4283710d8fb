"""TT 05/2025's descriptive fields as data: name, type, length, code list, whether one is required.

One table serves the writing of ``EAD*.xml``, its schema and its check. Types and lengths follow
PL I–V; "required" here means that the field must not be empty (what the annex calls "nếu có" may).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Form(StrEnum):
    """How a field's text must look."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    "DD/MM/YYYY"
    FLAG = "flag"
    "0 or 1"


class Field(NamedTuple):
    """One element of ``<simpledc>``."""

    name: str
    form: Form = Form.TEXT
    length: int = 100
    required: bool = False
    codes: str = ""
    many: bool = False
    "whether several codes may stand, parted by commas or semicolons"


def _text(name: str, length: int, *, required: bool = False) -> Field:
    return Field(name, Form.TEXT, length, required)


def _code(name: str, codes: str, length: int, *, required: bool = False) -> Field:
    return Field(name, Form.TEXT, length, required, codes, codes == "language")


def _number(name: str, length: int, *, required: bool = False) -> Field:
    return Field(name, Form.NUMBER, length, required)


def _date(name: str, *, required: bool = False) -> Field:
    return Field(name, Form.DATE, 10, required)


_MAINTENANCE: Final = _code("maintenance", "maintenance", 100, required=True)
_RECOVERY: Final = (
    Field("riskRecovery", Form.FLAG, 1, False, "flag"),
    _code("riskRecoveryStatus", "recovery", 2),
)
_FILE_REST: Final = (
    _text("title", 1000, required=True),
    _MAINTENANCE,
    _code("mode", "mode", 30, required=True),
    _code("language", "language", 100, required=True),
    _date("startDate", required=True),
    _date("endDate", required=True),
    _text("keyword", 100),
    _number("totalDoc", 10, required=True),
    _number("numberOfPaper", 10),
    _number("numberOfPage", 10, required=True),
    _code("format", "format", 50),
    _text("inforSign", 30),
    _code("confidenceLevel", "confidence", 40),
    _text("paperFileCode", 100),
    *_RECOVERY,
    _text("description", 2000),
)
_DOC: Final = (
    _text("docId", 25, required=True),
    _text("docCode", 100, required=True),
    _MAINTENANCE,
    _code("typeName", "type", 10, required=True),
    _text("codeNumber", 11),
    _text("codeNotation", 30),
    _date("issuedDate", required=True),
    _text("organName", 200, required=True),
    _text("subject", 500, required=True),
    _code("language", "language", 100, required=True),
    _number("numberOfPage", 4, required=True),
    _text("inforSign", 30),
    _text("keyword", 100),
    _code("mode", "mode", 20, required=True),
    _code("confidenceLevel", "confidence", 30),
    _text("autograph", 2000),
    _code("format", "format", 50),
    *_RECOVERY,
    Field("process", Form.FLAG, 1, False, "flag"),
    _text("description", 500),
)
_AIP_DOC: Final = (
    "mode", "language", "keyword", "numberOfPage", "format", "inforSign", "confidenceLevel",
    "description", "docCode", "docOrdinal", "typeName", "codeNumber", "codeNotation", "issuedDate",
    "organName", "subject", "autograph", "process",
)  # fmt: skip
_BY_NAME: Final[Mapping[str, Field]] = {
    **{field.name: field for field in _DOC},
    "docOrdinal": _number("docOrdinal", 7, required=True),
    "arcDocCode": _text("arcDocCode", 100, required=True),
}


def _seen(kind: str, head: tuple[Field, ...], titles: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields that pictures and recordings share, in the annex's order of sense."""
    return (
        _text("docCode", 100, required=True),
        _MAINTENANCE,
        _code(kind, "two", 2, required=True),
        _text("archivesNumber", 50),
        _text("inforSign", 30),
        _text("eventName", 500),
        *(_text(title, 500 if title.endswith("Title") else 300) for title in titles),
        *head,
        Field("docAttached", Form.FLAG, 1, False, "flag"),
        _code("mode", "mode", 20, required=True),
        _code("format", "format", 50),
        *_RECOVERY,
        _text("description", 500),
    )


FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "sip-file": (_text("fileCode", 100, required=True), *_FILE_REST),
    "aip-file": (_text("arcFileCode", 100, required=True), *_FILE_REST),
    "sip-batch": (
        _text("fileCode", 100, required=True),
        _text("title", 1000, required=True),
        Field("source", Form.FLAG, 1, True, "flag"),
        _number("totalDoc", 10, required=True),
        _text("description", 2000),
    ),
    "aip-batch": (
        _text("arcFileCode", 100, required=True),
        _text("title", 1000, required=True),
        Field("source", Form.FLAG, 100, True, "flag"),
        _text("description", 2000),
    ),
    "request": (
        _text("requestID", 100, required=True),
        _date("requestDate", required=True),
        _code("purpose", "purpose", 100, required=True),
        _text("purposeContent", 500, required=True),
        _code("feeObjectType", "fee", 100, required=True),
        _text("researchTopic", 250),
        _text("description", 2000),
    ),
    "sip-doc": _DOC,
    "aip-doc": (
        _text("arcFileCode", 100, required=True),
        *(_BY_NAME[name] for name in _AIP_DOC),
    ),
    "dip-doc": tuple(
        _BY_NAME["arcDocCode"] if field.name == "docCode" else field
        for field in _DOC
        if field.name != "organName"
    ),
    "picture": _seen(
        "typePic",
        (_date("photoTime"), _code("colour", "two", 2), _text("filmSize", 30)),
        ("imageTitle", "photographer", "photoPlace"),
    ),
    "recording": _seen(
        "typeMedia",
        (
            _date("recordDate"),
            _code("language", "language", 100),
            _text("playTime", 8),
            _text("quality", 50),
        ),
        ("movieTitle", "recorder", "recordPlace"),
    ),
}
"""Shape → its fields: 18 of the file, 5 and 4 of a batch, 7 of a request, 21/19/20 of a document.

Pictures and recordings are checked when met; our own packages hold text documents only.
"""


def shape_of(names: frozenset[str]) -> str:
    """Return which package-level shape an ``EAD.xml`` with these elements has, or ``""``.

    ``source`` occurs in batches of loose documents alone; the first code tells SIP from AIP.
    """
    if "requestID" in names:
        return "request"
    for prefix, code in (("sip", "fileCode"), ("aip", "arcFileCode")):
        if code in names:
            return f"{prefix}-batch" if "source" in names else f"{prefix}-file"
    return ""


def document_shape_of(names: frozenset[str]) -> str:
    """Return which document-level shape an ``EAD_*.xml`` with these elements has, or ``""``."""
    for mark, shape in (
        ("typePic", "picture"),
        ("typeMedia", "recording"),
        ("docOrdinal", "aip-doc"),
        ("arcDocCode", "dip-doc"),
        ("docCode", "sip-doc"),
    ):
        if mark in names:
            return shape
    return ""
