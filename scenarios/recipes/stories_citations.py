"""How documents, laws and standing decisions are cited: type, number, date, issuer, subject."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import Field

from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.entities import Organisation
from sandbox.paper.kinds import DocumentType
from sandbox.paper.wording import day_in_words, number_in_digits, printed
from scenarios.recipes.stories_calendar import working_day
from scenarios.recipes.stories_language import MARK, lowered
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"
_BUSINESS: Final = frozenset({"CV", "QĐ", "TTr", "NQ", "KH", "HĐ", "CĐ", "CT", "PC", "PB", "BB"})
"""Types whose subject says what is done: cited “về việc …”; the others “về …”."""


class Holding(Value):
    """An act from its first to its last day."""

    first: date = Field(alias="from")
    last: date = Field(alias="to", default=date.max)
    cite: str


@cache
def laws() -> Mapping[str, list[Holding]]:
    """Return the acts that grounds may cite."""
    written: dict[str, list[dict[str, Any]]] = load_yaml(DATA / "laws.yaml").data["laws"]
    return {key: [Holding.model_validate(one) for one in held] for key, held in written.items()}


def law_on(key: str, day: date) -> str:
    """Return how an act is cited on a day, “” when it did not hold; KeyError for an unknown one."""
    return next((one.cite for one in laws()[key] if one.first <= day <= one.last), "")


class Cited(NamedTuple):
    """What a citation says of a document."""

    type_name: DocumentType | None
    number: int | None
    notation: str
    day: date
    issuer: str
    subject: str
    "with marks of its own, perhaps"
    called: str = ""
    "in place of type, number and date, for a document that has no number"

    @property
    def code(self) -> str:
        """“15/QĐ-SNV”."""
        return f"{number_in_digits(self.number)}/{self.notation}" if self.number else ""


def cited(document: Cited, style: str) -> str:
    """Return a citation.

    Args:
        document: what is cited.
        style: ``full`` with the subject, ``cite`` without it, ``brief`` type and number only,
            ``code``, ``day``.
    """
    if style == "day":
        return day_in_words(document.day)
    if document.called and not document.number:
        return document.called
    if style == "code":
        return document.code
    brief = f"{type_called(document.type_name)} số {document.code}"
    if style == "brief":
        return brief
    cite = f"{brief} {day_in_words(document.day)} của {document.issuer}"
    about = _about(document)
    return f"{cite} {about}" if style == "full" and about else cite


@cache
def type_called(type_name: DocumentType | None) -> str:
    """Return the name of a type as a sentence has it: “Quyết định”, “Công văn”."""
    return printed(f"type.{type_name}")


def _about(document: Cited) -> str:
    subject = document.subject
    if not subject:
        return ""
    for begins in ("Về việc ", "Về ", "về việc ", "về "):
        if subject.startswith(begins):
            return f"{begins.lower()}{subject.removeprefix(begins)}"
    event = subject.startswith(("Hội nghị", "Cuộc họp"))
    how = "về việc" if document.type_name in _BUSINESS and not event else "về"
    return f"{how} {lowered(subject)}"


def resolve(tree: Any, find: Callable[[str], Cited]) -> Any:  # noqa: ANN401 - a JSON tree
    """Put citations in the place of marks, in reading order.

    The first citation of a document in a paper is full, later ones type and number only
    (NĐ 30/2020 PL I II.6b), unless the text asks for a style.
    """
    return _resolved(tree, find, set())


def _resolved(tree: Any, find: Callable[[str], Cited], seen: set[str]) -> Any:  # noqa: ANN401
    if isinstance(tree, str):
        return MARK.sub(lambda mark: _put(mark[1], mark[2], find, seen), tree) if tree else tree
    if isinstance(tree, list):
        return [_resolved(one, find, seen) for one in tree]
    if isinstance(tree, dict):
        return {key: _resolved(one, find, seen) for key, one in tree.items()}
    return tree


def _put(key: str, style: str, find: Callable[[str], Cited], seen: set[str]) -> str:
    if style == "auto":
        style = "brief" if key in seen else "full"
    seen.add(key)
    return cited(find(key), style)


def marks_in(tree: Any) -> set[str]:  # noqa: ANN401 - a JSON tree
    """Return the keys of the documents that a paper cites."""
    if isinstance(tree, str):
        return {mark[1] for mark in MARK.finditer(tree)}
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return {key for branch in branches for key in marks_in(branch)}


def others_number(organisation: Organisation, day: date, minute: int) -> int:
    """Return the number that another agency's yearly series has reached; it grows with time.

    Args:
        organisation: whose series.
        day: the date of the document.
        minute: of that day, from midnight.
    """
    rate = _RATES.get(str(organisation.standing), 0.7)
    days = (day - date(day.year, 1, 1)).days
    return 1 + int(rate * (days + max(0, minute - 420) / 600))


_RATES: Final = {
    "province": 11.3,
    "department": 6.1,
    "commune": 2.7,
    "unit": 1.7,
    "archive": 1.3,
    "other": 0.8,
}
"""Documents a day; illustrative."""


def founding_of(organisation: Organisation, above: Organisation, since: date) -> str:
    """Return the standing decision that says what an agency is to do; invented, never planted."""
    draw = Stream(f"founding {organisation.organ_id}".encode().ljust(32, b"."))
    first = organisation.valid_from or since
    day = working_day(first - timedelta(days=draw.integer(6, 30)), -1)
    number = others_number(above, day, draw.integer(480, 960))
    return (
        f"Quyết định số {number_in_digits(number)}/QĐ-{above.abbreviation} {day_in_words(day)} của "
        f"{above.organ_name} quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của "
        f"{organisation.organ_name}"
    )
