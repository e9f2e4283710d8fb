"""What a scenario names must exist: the nearest right word for each that does not."""

from collections.abc import Iterable, Iterator
from typing import Any, Final  # expressions are JSON

from base.errors import Misconfigured, nearest
from grading.pick import problems_as_written
from scenarios.expressions import FORMS

_PICKS: Final = ("pick", "first")


def known(
    what: str, words: Iterable[str], choices: Iterable[str], path: str
) -> Iterator[Misconfigured]:
    """Say which words are none of the choices, each with the nearest right one."""
    right = sorted(choices)
    for word in words:
        if word not in right:
            yield Misconfigured(
                f"unknown.{what}",
                path=path,
                word=word,
                nearest=nearest(word, right) or "—",
                choices=", ".join(right[:16]) or "—",
            )


def problems_in(
    written: Any,  # noqa: ANN401 - JSON
    *,
    labels: set[str],
    tags: set[str],
    path: str,
) -> Iterator[Misconfigured]:
    """Say what the picks of an expression, however deep, name that the world does not have.

    Args:
        written: the fields of a step, or what an edit puts into them.
        labels: bound by the world or by steps before, without the dollar.
        tags: that recipes may put on records.
        path: where it stands.
    """
    if isinstance(written, list):
        for one in written:
            yield from problems_in(one, labels=labels, tags=tags, path=path)
        return
    if not isinstance(written, dict):
        return
    form = next((name for name in FORMS if name in written), None)
    if form == "tag":
        asked = {"tag": written["tag"]}
        yield from problems_as_written(asked, labels=labels, tags=tags, path=path)
    elif form in _PICKS:
        yield from problems_as_written(written[form], labels=labels, tags=tags, path=path)
    else:
        for one in written.values():
            yield from problems_in(one, labels=labels, tags=tags, path=path)
