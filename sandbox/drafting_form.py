"""What a draft still lacks in form: the parts its type asks for, read from the sheet it prints."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal  # a sheet is JSON in its column

from sandbox.entities import Document

Part = Literal["grounds", "articles", "addressees", "recipients", "annex"]
"""A part of a paper (NĐ 30/2020 Đ8; PL I Phần I, III)."""

_DECIDES: Final = frozenset({"QĐ", "NQ"})
_ADDRESSED: Final = frozenset({"CV", "TTr"})
_KEPT: Final = re.compile(r"^[-\s]*Lưu:.*\bVT\b")
_ENCLOSED: Final = re.compile(
    r"kèm theo (Quyết định|Nghị quyết|văn bản|công văn) này", re.IGNORECASE
)


def lacking(document: Document, asked: Sequence[Part] = ()) -> list[Part]:
    """Return the parts a draft lacks: those its type and its own text ask for, or those asked for.

    Args:
        document: a draft, or what became of it.
        asked: exactly these; none given: by the type, and an annex where the text names one.
    """
    parts = asked or [part for part, needed in _NEEDED.items() if needed(document)]
    return [part for part in parts if not _THERE[part](document)]


def _body(document: Document) -> Sequence[Mapping[str, Any]]:
    blocks: Sequence[Mapping[str, Any]] = document.content.get("body", [])
    return blocks


def _annexes(document: Document) -> Sequence[Mapping[str, Any]]:
    """Annexes in the same file and in files of their own."""
    return [*document.content.get("annexes", []), *document.content.get("enclosed", [])]


def _names_annex(document: Document) -> bool:
    return any(_ENCLOSED.search(str(block.get("text", ""))) for block in _body(document))


_NEEDED: Final[Mapping[Part, Callable[[Document], bool]]] = {
    "grounds": lambda document: document.type_name in _DECIDES,
    "articles": lambda document: document.type_name in _DECIDES,
    "addressees": lambda document: document.type_name in _ADDRESSED,
    "recipients": lambda _: True,
    "annex": _names_annex,
}
_THERE: Final[Mapping[Part, Callable[[Document], bool]]] = {
    "grounds": lambda document: bool(document.content.get("grounds")),
    "articles": lambda document: any(one.get("kind") == "article" for one in _body(document)),
    "addressees": lambda document: bool(document.content.get("addressees")),
    "recipients": lambda document: any(_KEPT.match(line) for line in document.recipients),
    "annex": lambda document: any(one.get("blocks") for one in _annexes(document)),
}
