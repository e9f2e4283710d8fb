"""What expressions in solutions and decoys name: tags and picks that must exist."""

from collections.abc import Iterator
from typing import Any, Final  # expressions are JSON

from pydantic import ValidationError

from base.errors import Misconfigured, nearest
from grading.pick import Pick, problems_of
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
        yield from problems_of(Pick(tag=written["tag"]), labels=labels, tags=tags, path=path)
    elif form in _PICKS:
        yield from _of_pick(written[form], labels, tags, path)
    else:
        for one in written.values():
            yield from problems_in(one, labels=labels, tags=tags, path=path)


def _of_pick(written: Any, labels: set[str], tags: set[str], path: str) -> Iterator[Misconfigured]:  # noqa: ANN401
    try:
        pick = Pick.model_validate(written)
    except ValidationError as error:
        known = sorted(Pick.model_fields)
        for detail in error.errors():
            word = str(detail["loc"][-1]) if detail["loc"] else str(written)[:60]
            yield Misconfigured(
                "unknown.field",
                path=path,
                word=word,
                nearest=nearest(word, known) or "—",
                choices=", ".join(known),
            )
        return
    yield from problems_of(pick, labels=labels, tags=tags, path=path)
