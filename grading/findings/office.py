"""The title that a workbook or a message bears, read without any office program."""

import re
import zipfile
import zlib
from email import message_from_bytes, policy
from html import unescape
from io import BytesIO
from typing import Final

from sandbox.packages.kinds import extension

_FIRST_TEXT: Final = re.compile(rb"<t[^>]*>([^<]{1,2000})</t>")
_SHEET: Final = "xl/worksheets/sheet1.xml"
_SHARED: Final = "xl/sharedStrings.xml"
_MOST: Final = 2_000_000
"""Bytes of a part that are read; a title stands at its beginning."""


def title_of(name: str, content: bytes) -> str:
    """Return the first text of a workbook, the subject of a message, else nothing."""
    match extension(name):
        case "xlsx":
            return _of_workbook(content)
        case "eml":
            return str(message_from_bytes(content, policy=policy.default).get("Subject", ""))
        case _:
            return ""


def _of_workbook(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            names = set(book.namelist())
            for part in (_SHEET, _SHARED):
                if part in names and (text := _FIRST_TEXT.search(_read(book, part))):
                    return unescape(text[1].decode("utf-8", errors="replace"))
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError):
        return ""
    return ""


def _read(book: zipfile.ZipFile, part: str) -> bytes:
    with book.open(part) as opened:
        return opened.read(_MOST)
