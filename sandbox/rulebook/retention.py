"""The arithmetic of retention periods: compare, take the longest, say when a file is due."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from base.language import Language, Words, say
from sandbox.entities.base import Term
from sandbox.verdicts import Verdict

PERMANENT: Final = "VV"
EVENTS: Final = frozenset({"until-expiry", "lifetime"})
_CODES: Final = {PERMANENT: "01", "70": "02", "50": "03", "30": "04", "20": "05", "10": "06"}
_OTHER: Final = "07"


def years(term: Term) -> int | None:
    """Return the years of a term; none for permanent and for terms that end with an event."""
    return None if term == PERMANENT or term in EVENTS else int(term)


def term_at_least(given: Term, asked: Term) -> bool:
    """Whether ``given`` is surely not lower than ``asked`` (Luật 33/2024 Đ14).

    What cannot be told counts as not at least; ``not_below`` tells the two apart.
    """
    return not_below(given, asked) is Verdict.VALID


def not_below(given: Term, asked: Term) -> Verdict:
    """Judge ``given`` against the term that is asked for.

    Permanent is at least anything, and nothing else is at least permanent. A term that ends
    with an event can be compared with itself only: the rest is undetermined.
    """
    if PERMANENT in {given, asked}:
        return Verdict.VALID if given == PERMANENT else Verdict.INVALID
    if EVENTS & {given, asked}:
        return Verdict.VALID if given == asked else Verdict.UNDETERMINED
    return Verdict.VALID if int(given) >= int(asked) else Verdict.INVALID


def longest(terms: Iterable[Term]) -> Term | None:
    """Return the longest term, which a mixed file takes (Luật 33/2024 Đ15K4).

    None when there is no term, or when an event stands among others so that nobody can tell.
    """
    given = set(terms)
    if PERMANENT in given:
        return PERMANENT
    if len(given) <= 1:
        return next(iter(given), None)
    return None if EVENTS & given else max(given, key=int)


def due_from(end_of_work: date, term: Term) -> date | None:
    """Return the first day on which a file may be proposed for disposal.

    Work ended in year Y, term N: the term runs 01/01/(Y+1) to 31/12/(Y+N), so 01/01/(Y+N+1).
    None for permanent files (never) and for events (nobody can tell yet); ``is_due`` tells
    the two apart.
    """
    count = years(term)
    return None if count is None else date(end_of_work.year + count + 1, 1, 1)


def is_due(end_of_work: date | None, term: Term | None, *, on: date) -> Verdict:
    """Whether the term has run on day ``on``.

    Undetermined when the term or the end of the work is unknown, or an event is awaited.
    """
    if term == PERMANENT:
        return Verdict.INVALID
    if term is None or end_of_work is None or term in EVENTS:
        return Verdict.UNDETERMINED
    first = due_from(end_of_work, term)
    return Verdict.VALID if first is not None and first <= on else Verdict.INVALID


def maintenance_code(term: Term) -> str:
    """Return the code of TT 05/2025's list: 01 permanent … 06 ten years, 07 any other."""
    return _CODES.get(term, _OTHER)


def term_in_words(term: Term, language: Language, starts: Words | None = None) -> str:
    """Say a term: «Vĩnh viễn», «20 năm», «đến khi văn bản hết hiệu lực»."""
    count = years(term)
    if count is None:
        return say(f"rulebook.term.{term}", language)
    said = say("rulebook.term.years", language, years=f"{count:02d}")
    return f"{said} {starts.read(language)}" if starts else said
