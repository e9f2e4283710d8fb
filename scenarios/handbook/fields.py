"""The table of a model's fields: name, what it takes, unless told, what it is."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final  # JSON Schema is JSON

from pydantic import BaseModel

from base.docstrings import field_docs
from base.language import LANGUAGES, Words, knows, say
from scenarios.schema import Documented

Part = dict[str, Any]
_PLAIN: Final = {
    "string": "text",
    "boolean": "yes_no",
    "object": "mapping",
    "array": "list",
    "integer": "integer",
    "number": "number",
}
_MOST_WORDS: Final = 24
"""So many choices are listed; more are counted."""


def both(key: str, **facts: object) -> Words:
    """Return a sentence of the catalogues in both languages."""
    return Words(vi=say(key, "vi", **facts), en=say(key, "en", **facts))


def pair(key: str, **facts: object) -> str:
    """Return a sentence in both languages, side by side; once where they are the same."""
    words = both(key, **facts)
    return words.vi if words.vi == words.en else f"{words.vi} · {words.en}"


def opening(name: str, **facts: object) -> Iterator[str]:
    """Begin a page: its title and what it is, in both languages, and that it is generated."""
    yield from (f"# {pair(f'handbook.{name}.title')}", "")
    for language in LANGUAGES:
        told = say(f"handbook.{name}.about", language, **facts)
        yield from (f"> {told} {say('handbook.generated', language)}", "")


def table(model: type[BaseModel], *, without: str = "", labelled: bool = False) -> Iterator[str]:
    """Print the fields of a model.

    Args:
        model: whose.
        without: name of the field that tells the kind, which the heading has said.
        labelled: whether the catalogues have a label for each field (``field.…``).
    """
    schema = model.model_json_schema(by_alias=True, schema_generator=Documented)
    if "$ref" in schema:  # a model that takes others of its own kind
        schema = {**schema, **schema["$defs"][model.__name__]}
    told = field_docs(model)
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    rows = [
        _row(alias, schema, told.get(name, ""), labelled=labelled)
        for alias, name in names.items()
        if alias != without
    ]
    if not rows:
        yield from (pair("handbook.no_fields"), "")
        return
    heads = ["field", "takes", "unless_told", "is"]
    yield f"| {' | '.join(pair(f'handbook.column.{head}') for head in heads)} |"
    yield "|---|---|---|---|"
    yield from rows
    yield ""


def _row(name: str, schema: Part, told: str, *, labelled: bool) -> str:
    part = schema["properties"][name]
    label = f"{pair(f'field.{name}')}. " if labelled and knows(f"field.{name}") else ""
    unless = "**!**" if name in schema.get("required", []) else _default(part)
    told = told.replace("``", "`")
    cells = [f"`{name}`", shape(part, schema.get("$defs", {})), unless, f"{label}{told}".strip()]
    return f"| {' | '.join(cell.replace('|', '/') or '–' for cell in cells)} |"


def _default(part: Part) -> str:
    value = part.get("default")
    if value in (None, "", [], {}) or isinstance(value, dict):
        return "–"
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def shape(part: Part, defs: Part) -> str:
    """Return what a field takes, from its JSON Schema."""
    ways: dict[str, Callable[[Part, Part], str]] = {
        "$ref": _named,
        "refers": _code,
        "anyOf": _either,
        "oneOf": _either,
        "enum": _words,
        "const": _words,
        "items": _list,
        "choices": _choice,
        "format": _formatted,
    }
    way = next((ways[key] for key in ways if key in part), _plain)
    return way(part, defs)


def _named(part: Part, defs: Part) -> str:
    name = part["$ref"].rsplit("/", 1)[1]
    if name == Words.__name__:
        return "`{vi: …, en: …}`"
    known = defs.get(name, {})
    return _words(known, defs) if "enum" in known else f"[{name}](#{name.lower()})"


def _code(part: Part, _: Part) -> str:
    return pair("handbook.takes.code", kind=part["refers"])


def _either(part: Part, defs: Part) -> str:
    if "discriminator" in part:
        return " / ".join(f"[`{tag}`](#{tag})" for tag in part["discriminator"]["mapping"])
    parts = part.get("anyOf") or part["oneOf"]
    return " / ".join(dict.fromkeys(shape(one, defs) for one in parts if one.get("type") != "null"))


def _words(part: Part, _: Part) -> str:
    words = part.get("enum") or [part["const"]]
    listed = " / ".join(f"`{word}`" for word in words[:_MOST_WORDS])
    return f"{listed} …" if len(words) > _MOST_WORDS else listed


def _choice(part: Part, _: Part) -> str:
    return pair("handbook.takes.choice", family=part["choices"])


def _list(part: Part, defs: Part) -> str:
    inner = _choice(part, defs) if "choices" in part else shape(part["items"], defs)
    return f"{pair('handbook.takes.list')}: {inner}"


def _formatted(part: Part, _: Part) -> str:
    return pair(f"handbook.takes.{part['format']}")


def _plain(part: Part, _: Part) -> str:
    kind = part.get("type", "")
    low, high = part.get("minimum"), part.get("maximum")
    span = "".join([f" ≥ {low}" if low is not None else "", f" ≤ {high}" if high else ""])
    return pair(f"handbook.takes.{_PLAIN.get(kind, 'anything')}") + span


def prose(model: type[BaseModel]) -> str:
    """Return the docstring of a model, its own words only, with Markdown's single ticks."""
    return inspect.cleandoc(model.__doc__ or "").replace("``", "`")


def parts_of(models: list[type[BaseModel]], *, without: frozenset[str]) -> list[type[BaseModel]]:
    """Return the models that fields of these take, at any depth, by name, but for ``without``."""
    found: dict[str, type[BaseModel]] = {}
    waiting = list(models)
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for field in model.model_fields.values():
            waiting += _models(field.annotation)
        if model not in models and model.__name__ not in without:
            found[model.__name__] = model
    return [found[name] for name in sorted(found)]


def _models(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for part in getattr(annotation, "__args__", ()) for one in _models(part)]
