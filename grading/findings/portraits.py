"""What the bytes of one file show: its format, its pages, its text, how it was scanned.

A portrait depends on nothing but the bytes, the file's extension and the versions of what looks;
it is derived once and kept.
"""

import re
import unicodedata
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from base.errors import Refused
from base.model import Value
from grading.findings.office import title_of
from grading.findings.pages import PageLook, look_at
from sandbox.derived import derive
from sandbox.entities import Component
from sandbox.packages.kinds import extension
from sandbox.paper.pdfa import VERSION as PDFA_VERSION
from sandbox.shelf import Shelf
from sandbox.verdicts import Verdict

if TYPE_CHECKING:
    import pypdfium2

_READING: Final = 4
"""Raised when a portrait is drawn otherwise."""
_MOST_TEXT: Final = 60_000
_HEAD: Final = 14_000
_NUMBER: Final = re.compile(r"(?<![\d/-])(?<!\d[.,])\d{12}(?![\d/-]|[.,]\d)")
_CLAIM: Final = b"pdfaid"
_TAIL: Final = 1_024
_MARKS: Final = frozenset({"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "LƯU HÀNH NỘI BỘ"})
_STAND_IN: Final = "trang thay thế: thế giới thực hành này không in văn bản"


class Portrait(Value):
    """What one file shows. A file whose bytes are gone shows nothing."""

    format: str = "known"
    "code of ``sandbox.packages.formats``: known, mismatch, empty, unknown, encrypted, truncated …"
    harm: tuple[str, ...] = ()
    "codes of signs of harm"
    opens: bool = False
    "whether it opens as a PDF"
    pages: int = 0
    claims_pdfa: bool = False
    breaks_pdfa: tuple[str, ...] = ()
    "PDF/A rules that it breaks although it claims to keep them"
    title: str = ""
    "of a workbook (its first cell) or a message (its subject), as ``head`` has text"
    head: str = ""
    "the beginning of its text, in small letters, composed, one space between words"
    marks: tuple[str, ...] = ()
    "stamps of urgency and circulation that stand on a line of their own, as printed"
    long_numbers: tuple[str, ...] = ()
    "numbers of twelve digits standing alone, as citizen numbers do"
    looks: tuple[PageLook, ...] = ()
    "how each page looks"

    @property
    def stand_in(self) -> bool:
        """Whether it is the page that stands for a paper in worlds without papers."""
        return _STAND_IN in self.head

    @property
    def scanned(self) -> bool:
        """Whether every page is one picture of a sheet."""
        return bool(self.looks) and all(look.scanned for look in self.looks)


def portrait_of(shelf: Shelf, component: Component) -> Portrait:
    """Return the portrait of a component's bytes."""
    ending = extension(component.file_name)
    key = [component.digest, ending, _READING, PDFA_VERSION, *_versions()]
    try:
        made = derive("portrait", key, lambda: _bytes(shelf, component).encode())
    except KeyError:
        return Portrait(format="gone")
    return Portrait.model_validate_json(made)


def plain(text: str) -> str:
    """Return text as portraits hold it: composed, in small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def _versions() -> list[str]:
    return [version(name) for name in ("pypdfium2", "pygfried")]


def _bytes(shelf: Shelf, component: Component) -> str:
    content = shelf.blob(component.digest)
    return _drawn(component.file_name, content).model_dump_json()


def _drawn(name: str, content: bytes) -> Portrait:
    from sandbox.packages.harm import looks_harmful
    from sandbox.paper.typesetter import exported

    if exported(content) and extension(name) == "pdf":
        return _opened(Portrait(), content, sound=True)
    seen = looks_harmful(content, name, scanner=_nobody)
    base = Portrait(
        title=plain(title_of(name, content)),
        format=_format(name, content),
        harm=tuple(sorted(remark.code for remark in seen.remarks if _wrong(remark.verdict))),
    )
    if not content.startswith(b"%PDF-") or base.format == "encrypted":
        return base
    return _opened(base, content)


def _nobody(_content: bytes) -> str:
    """Stand for the antivirus that a practice world does not have."""
    return ""


def _wrong(verdict: Verdict) -> bool:
    return verdict is Verdict.INVALID


def _format(name: str, content: bytes) -> str:
    """Identify by PRONOM, except what is plainly a whole PDF under the name of one."""
    from sandbox.packages.formats import identify

    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-_TAIL:]
    if whole and extension(name) == "pdf" and b"/Encrypt" not in content:
        return "known"
    return identify(name, content).code


def _opened(base: Portrait, content: bytes, *, sound: bool = False) -> Portrait:
    """Read a PDF; ``sound`` when it came from our press just so, and keeps to PDF/A."""
    from sandbox.paper.pdfium import opened

    try:
        with opened(content) as document:
            looks, text = _read(document)
    except Refused:
        return base
    lines = [line.strip() for line in text.splitlines()]
    return base.model_copy(
        update={
            "opens": True,
            "pages": len(looks),
            "claims_pdfa": _CLAIM in content,
            "breaks_pdfa": _broken(content) if _CLAIM in content and not sound else (),
            "head": plain(text[: 2 * _HEAD])[:_HEAD],
            "marks": tuple(line for line in lines if line in _MARKS),
            "long_numbers": tuple(dict.fromkeys(_NUMBER.findall(text))),
            "looks": tuple(looks),
        }
    )


def _read(document: "pypdfium2.PdfDocument") -> tuple[list[PageLook], str]:
    looks, texts = [], []
    for index in range(len(document)):
        page = document[index]
        layer = page.get_textpage()
        text = layer.get_text_range()[:_MOST_TEXT]
        texts.append(text)
        looks.append(look_at(page, layer, text))
    return looks, "\n".join(texts)[:_MOST_TEXT]


def _broken(content: bytes) -> tuple[str, ...]:
    from sandbox.paper.pdfa import check_pdfa

    remarks = check_pdfa(content).remarks
    return tuple(sorted({remark.code for remark in remarks if _wrong(remark.verdict)}))
