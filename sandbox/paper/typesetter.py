"""Typst, fed with data only: a template, a JSON tree, a moment; out come bytes and places."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final  # JSON is Any by nature

from base.errors import Refused
from base.model import Value
from sandbox.paper.faces import FONTS
from sandbox.paper.letters import all_printable

if TYPE_CHECKING:
    import typst

TEMPLATES: Final = Path(__file__).parent / "typst"


_SPOTS: Final = """query(<spot>).map(spot => {
  let at = spot.location().position()
  (..spot.value, page: at.page, x: at.x / 1pt, y: at.y / 1pt)
})"""
"""Asked after typesetting: a place asked for inside the page would cost a second layout."""


class Spot(Value):
    """A named place as typst measured it: points from the top-left corner of its page."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


class Typeset(Value):
    """What typesetting gives."""

    pdf: bytes
    spots: tuple[Spot, ...]
    warnings: tuple[str, ...]
    "empty for every paper of ours; tests hold that"


def typeset(
    template: str, data: Mapping[str, Any], *, at: datetime, standard: str = "a-2b"
) -> Typeset:
    """Typeset ``template`` with ``data``.

    The data travel as one JSON text and are read by the template as strings, so nothing a person
    wrote is ever markup. Letters the fonts lack are printed as □ (``letters.printable``).

    Args:
        template: name of a file in ``typst/``.
        data: JSON tree.
        at: written into the file as its date; aware.
        standard: PDF standard of the export.

    Raises:
        Refused: ``paper.unprintable`` when typst cannot set it.
    """
    return _typeset(
        template, json.dumps(all_printable(data), ensure_ascii=False, sort_keys=True), at, standard
    )


@lru_cache(maxsize=128)
def _typeset(template: str, tree: str, at: datetime, standard: str) -> Typeset:
    """The same facts give the same bytes; a proof prints the same minutes for many solvers."""
    import typst

    with _compiler() as compiler:
        try:
            pdf, warnings = compiler.compile_with_warnings(
                input=TEMPLATES / template,
                format="pdf",
                sys_inputs={"data": tree},
                pdf_standards=[standard],  # type: ignore[list-item]  # a name of the standard
                timestamp=at,
                pdf_tags=False,
            )
            spots = json.loads(compiler.eval(_SPOTS, format="json"))
        except typst.TypstError as error:
            raise Refused("paper.unprintable", why=error.message) from error
    if not isinstance(pdf, bytes):  # a list when several files were asked for
        raise Refused("paper.unprintable", why="no pages")
    _note(pdf)
    return Typeset(
        pdf=pdf,
        spots=tuple(Spot.model_validate(spot) for spot in spots),
        warnings=tuple(warning.message for warning in warnings),
    )


def drawn(template: str, data: Mapping[str, Any]) -> str:
    """Return a one-page drawing of ours as SVG; its letters are outlines."""
    tree = json.dumps(data, ensure_ascii=False, sort_keys=True)
    with _compiler() as compiler:
        svg = compiler.compile(input=TEMPLATES / template, format="svg", sys_inputs={"data": tree})
    return svg.decode() if isinstance(svg, bytes) else ""


_LOCK: Final = Lock()
_EXPORTED: Final[dict[bytes, None]] = {}
_EXPORTED_MOST: Final = 20_000


def _note(pdf: bytes) -> None:
    with _LOCK:
        while len(_EXPORTED) >= _EXPORTED_MOST:
            _EXPORTED.pop(next(iter(_EXPORTED)))
        _EXPORTED[hashlib.sha256(pdf).digest()] = None


def exported(pdf: bytes) -> bool:
    """Whether typst exported just these bytes in this process.

    It exports nothing that breaks the standard, and our templates hold nothing active: whoever
    looks for such things may pass over them. A file that was changed by a byte is another file.
    """
    return hashlib.sha256(pdf).digest() in _EXPORTED


_IDLE: Final[list["typst.Compiler"]] = []
_IDLE_MOST: Final = 8


@contextmanager
def _compiler() -> Iterator["typst.Compiler"]:
    """Lend a compiler to one thread at a time: typst refuses a shared one."""
    with _LOCK:
        compiler = _IDLE.pop() if _IDLE else None
    compiler = compiler or _new_compiler()
    yield compiler
    with _LOCK:
        if len(_IDLE) < _IDLE_MOST:
            _IDLE.append(compiler)


def _new_compiler() -> "typst.Compiler":
    import typst

    return typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> "typst.Fonts":
    """Only the four vendored faces: no system font, none of typst's own."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
