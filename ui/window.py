"""A long list seen through a window: sought, sorted and turned here, a page at a time.

A list of a hundred rows is sent whole, and the browser seeks in it. Of one with thousands only a
page is sent; what is sought, sorted and turned comes back as an event and is kept for the tab.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Generic, NamedTuple, TypeVar  # rows and events are of many kinds

from sandbox.rulebook.folding import fold
from ui import state

T = TypeVar("T")
FAR: Final = 500
"""From how many rows on a list is seen through a window."""
PAGE: Final = 60


class Lens(NamedTuple, Generic[T]):
    """How the rows of a list are looked at without drawing them."""

    words: Callable[[T], str]
    "what a row is sought by"
    orders: Mapping[str, Callable[[T], Any]]
    "column → what its rows are sorted by"
    facets: Mapping[str, tuple[Callable[[T], Any], Callable[[Any], str]]] = {}
    "column → what its rows are narrowed by, and how that is said: said once a value, not a row"


class Asked(NamedTuple):
    """What somebody asked of a list."""

    search: str = ""
    facets: Mapping[str, str] = {}
    sort: str = ""
    down: bool = False
    page: int = 0


class Seen(NamedTuple, Generic[T]):
    """What is in the window."""

    rows: list[T]
    far: dict[str, Any] | None
    "for the table: how many there are in all, which page, what was asked; None: all are here"


def through(name: str, every: Sequence[T], lens: Lens[T]) -> Seen[T]:
    """Return the rows of a list to draw: all of a short one, a page of a long one."""
    if len(every) < FAR:
        return Seen(list(every), None)
    asked = _asked(name)
    there = found(every, lens, asked)
    page, rows = paged(there, asked.page)
    facets = {
        column: sorted({told(value) for value in {*map(raw, every)}} - {""})
        for column, (raw, told) in lens.facets.items()
    }
    far = {
        "total": len(there),
        "pages": max(1, -(-len(there) // PAGE)),
        "facets": facets,
        "asked": {**asked._asdict(), "facets": dict(asked.facets), "page": page},
    }
    return Seen(rows, far)


def paged(rows: Sequence[T], page: int) -> tuple[int, list[T]]:
    """Return a page of some rows and its number; of one that is not there the nearest."""
    last = max(0, -(-len(rows) // PAGE) - 1)
    number = min(max(0, page), last)
    return number, list(rows[number * PAGE : (number + 1) * PAGE])


def found(every: Sequence[T], lens: Lens[T], asked: Asked) -> list[T]:
    """Return what somebody asked of a list, in the order asked for."""
    wanted = folded(asked.search).split()
    there = list(every)
    for name, value in asked.facets.items():
        if value and name in lens.facets:
            raw, told = lens.facets[name]
            meant = {one for one in {*map(raw, there)} if told(one) == value}
            there = [one for one in there if raw(one) in meant]
    if wanted:
        there = [one for one in there if _has(folded(lens.words(one)), wanted)]
    if asked.sort in lens.orders:
        there.sort(key=lens.orders[asked.sort], reverse=asked.down)
    return there


def _has(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


folded = lru_cache(maxsize=32_768)(fold)
"""Text as it is sought; of a register's lines the same is asked again with every letter."""


def _asked(name: str) -> Asked:
    kept = state.recall(_key(name))
    return kept if isinstance(kept, Asked) else Asked()


def seek(name: str, told: object, lens_columns: Sequence[str]) -> None:
    """Keep what the table asked of a list: of whatever came only what can be meant."""
    if not isinstance(told, Mapping):
        return
    facets = told.get("facets")
    known = facets if isinstance(facets, Mapping) else {}
    page = told.get("page")
    asked = Asked(
        search=str(told.get("search") or "")[:200],
        facets={str(key): str(value) for key, value in known.items() if key in lens_columns},
        sort=str(told.get("sort") or ""),
        down=told.get("down") is True,
        page=page if isinstance(page, int) else 0,
    )
    state.keep(_key(name), asked)


def _key(name: str) -> str:
    return f"window.{state.attempt()}.{name}"
