"""From pydantic's errors to sentences for authors: file, line, path, the nearest right word."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin  # annotations are of many kinds

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from base.errors import Misconfigured, nearest
from base.language import knows
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
        known = sorted(_words_at(model, detail["loc"][:-1]))
        return Misconfigured(
            "file.unknown_key", **facts, word=word, nearest=nearest(word, known) or "—"
        )
    if kind == "missing":
        return Misconfigured("file.missing_key", **facts, word=word)
    if kind in {"union_tag_invalid", "literal_error", "enum"}:
        return _wrong_word(detail, facts)
    return _wrong_value(detail, facts)


def _wrong_value(detail: ErrorDetails, facts: dict[str, Any]) -> Misconfigured:
    """Say in our own words why a value will not do, where we have them."""
    found = repr(detail.get("input"))[:60]
    code = f"wrong.{detail['type']}"
    if knows(f"misconfigured.{code}"):
        return Misconfigured(code, **{**detail.get("ctx", {}), **facts, "found": found})
    return Misconfigured("file.wrong_value", **facts, found=found, why=str(detail["msg"]))


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


def _words_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> set[str]:
    """Return the keys that may stand at a place of a file of this model."""
    here = [model]
    for step in loc:
        if isinstance(step, str):
            below = [
                inner
                for one in here
                for name, field in one.model_fields.items()
                if (field.alias or name) == step
                for inner in _models(field.annotation)
            ]
            here = below or [one for one in here if step in _tags(one)] or here
    return {field.alias or name for one in here for name, field in one.model_fields.items()}


def _tags(model: type[BaseModel]) -> set[str]:
    """Return the words by which a union tells this model from others: ``kind: set``."""
    return {
        str(word)
        for field in model.model_fields.values()
        if get_origin(field.annotation) is Literal
        for word in get_args(field.annotation)
    }


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
