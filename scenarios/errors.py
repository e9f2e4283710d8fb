"""From pydantic's errors to sentences for authors: file, line, path, the nearest right word."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args  # annotations are of many kinds

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from base.errors import Misconfigured, nearest
from base.strict_yaml import Loaded


class Problems(Exception):
    """Everything that is wrong with a scenario, each as a sentence."""

    def __init__(self, problems: list[Misconfigured]) -> None:
        """Keep the problems in reading order."""
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


def spoken(error: ValidationError, loaded: Loaded, file: str, model: type[BaseModel]) -> Problems:
    """Return every mistake of a file as one exception with many sentences."""
    return Problems([_one(detail, loaded, file, model) for detail in error.errors()])


def _one(detail: ErrorDetails, loaded: Loaded, file: str, model: type[BaseModel]) -> Misconfigured:
    path, line = _place(detail["loc"], loaded)
    facts: dict[str, Any] = {"file": file, "path": path or "—", "line": line}
    kind = detail["type"]
    word = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "extra_forbidden":
        known = sorted(_words(model))
        return Misconfigured(
            "file.unknown_key", **facts, word=word, nearest=nearest(word, known) or "—"
        )
    if kind == "missing":
        return Misconfigured("file.missing_key", **facts, word=word)
    if kind in {"union_tag_invalid", "literal_error", "enum"}:
        return _wrong_word(detail, facts)
    return Misconfigured("file.wrong_value", **facts, why=_why(detail), found=_shown(detail))


def _wrong_word(detail: ErrorDetails, facts: dict[str, Any]) -> Misconfigured:
    context = detail.get("ctx", {})
    told = str(context.get("expected_tags") or context.get("expected") or "")
    choices = [one.strip(" '\"") for one in told.replace(" or ", ", ").split(",")]
    word = str(context.get("tag") or detail.get("input"))
    return Misconfigured(
        "file.unknown_word",
        **facts,
        word=word[:60],
        nearest=nearest(word, choices) or "—",
        choices=", ".join(choices[:16]),
    )


def _why(detail: ErrorDetails) -> str:
    return str(detail["msg"])


def _shown(detail: ErrorDetails) -> str:
    return repr(detail.get("input"))[:60]


def _place(loc: tuple[int | str, ...], loaded: Loaded) -> tuple[str, int]:
    """Return the path as the file has it (without pydantic's union tags) and its line."""
    path = ""
    for step in loc:
        longer = f"{path}.{step}" if path else str(step)
        if longer in loaded.lines:
            path = longer
    last = str(loc[-1]) if loc else ""
    named = path if not last or path.endswith(last) else f"{path}.{last}"
    return named.strip("."), loaded.lines.get(path, 1)


@cache
def _words(model: type[BaseModel]) -> frozenset[str]:
    """Return every key that a file of this model may hold, at any depth."""
    found: set[str] = set()
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            found.add(field.alias or name)
            waiting += list(_models(field.annotation))
    return frozenset(found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
