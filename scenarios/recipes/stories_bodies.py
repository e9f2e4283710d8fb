"""Bodies of a story's documents: items an author writes, told as blocks of a paper."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal  # any part of an item

from pydantic import TypeAdapter

from base.model import Value
from base.strict_yaml import load_yaml

PHRASES: Final = Path(__file__).parent / "data" / "phrases.yaml"
Span = tuple[int, int]


class Heading(Value):
    """A Roman heading: “I. KẾT QUẢ”."""

    roman: str


class SubHeading(Value):
    """An Arabic heading below a Roman one: “1. Công tác …”."""

    arabic: str


class Centred(Value):
    """A centred bold line: “QUYẾT NGHỊ”, the name of a party."""

    center: str


class Point(Value):
    """A clause with its points, lettered as in a decree."""

    text: str
    points: list[str] = []
    pick: Span | None = None
    title: str = ""


class Numbered(Value):
    """Articles (điều): text, clauses, or both; the last one usually says who carries it out."""

    article: str | list[str]
    title: str = ""
    clauses: list[str | Point] = []


class Pointed(Value):
    """Numbered clauses outside an article."""

    clauses: list[str | Point]
    pick: Span | None = None


class Dashed(Value):
    """Lines with a dash; some of them, in their order, when ``pick`` says how many."""

    bullets: list[str]
    pick: Span | None = None


class Labelled(Value):
    """Label and value, as on a form."""

    pairs: list[tuple[str, str]]


Align = Literal["left", "center", "right"]


class Tabled(Value):
    """A table over a list slot (or over rows written out); columns: title, width, align, cell."""

    table: str | list[list[str]]
    columns: list[tuple[str, float, Align, str]]
    total: list[str] = []
    size: float = 12


class Each(Value):
    """A line for every member of a list slot."""

    each: str
    text: str
    form: Literal["bullet", "paragraph", "clause"] = "bullet"


class When(Value):
    """Items that stand only when a step of the chain happens (or has not: ``otherwise``)."""

    when: str
    then: "list[Item]" = []
    otherwise: "list[Item]" = []


class Maybe(Value):
    """Items that stand with a chance."""

    maybe: float
    then: "list[Item]"


class Either(Value):
    """One of several ways to go on."""

    either: list["list[Item]"]


class Some(Value):
    """Some of several paragraphs, in their order."""

    some: list[str]
    pick: Span


class Sides(Value):
    """Signatures side by side: title, name, agency whose seal lies on it (may be empty)."""

    sides: list[tuple[str, str, str]]


class Use(Value):
    """A phrase shared by stories (``data/phrases.yaml``)."""

    use: str


Item = (
    str | list[str] | Heading | SubHeading | Centred | Numbered | Pointed | Dashed | Labelled
    | Tabled | Each | When | Maybe | Either | Some | Sides | Use
)  # fmt: skip
"""A text is a paragraph; a list of texts is one of them, as a paragraph."""

Items = list[Item]

for _kind in (When, Maybe, Either):
    _kind.model_rebuild()


@cache
def phrases() -> dict[str, Items]:
    """Return the shared phrases."""
    return TypeAdapter(dict[str, Items]).validate_python(load_yaml(PHRASES).data)


def texts_of(items: Sequence[Any]) -> list[str]:
    """Return every text of items, however deep: for checking slots and steps they name."""
    found: list[str] = []
    for item in items:
        found += _texts_in(item)
    return found


def _texts_in(thing: Any) -> list[str]:  # noqa: ANN401 - any part of an item
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, Use):
        return texts_of(phrases()[thing.use])
    if isinstance(thing, Value):
        return [t for name in type(thing).model_fields for t in _texts_in(getattr(thing, name))]
    if isinstance(thing, list | tuple):
        return [text for part in thing for text in _texts_in(part)]
    return []
