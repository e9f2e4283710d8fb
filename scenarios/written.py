"""What expressions in solutions and decoys name: tags and picks that must exist."""

from collections.abc import Iterator
from typing import Any, Final  # expressions are JSON

from base.errors import Misconfigured
from grading.pick import problems_as_written
from scenarios.expressions import FORMS

_PICKS: Final = ("pick", "first")


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
