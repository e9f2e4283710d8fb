"""The data files as they were read: strict YAML, kept compiled under the digest of the files."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar  # parsed YAML is Any until a model has read it

from pydantic import ValidationError

from base.canonical import canonical, digest
from base.errors import Misconfigured
from base.model import Value
from base.strict_yaml import read_yaml
from sandbox.derived import derive

FOLDER: Final = Path(__file__).parent / "data"
V = TypeVar("V", bound=Value)
_FORM: Final = 1
"""Raised when the compiled form changes its meaning."""


@cache
def volumes() -> Mapping[str, Any]:
    """Return every data file: its name under ``data/`` without suffix → what it says.

    Parsing YAML takes most of a second; the parsed tree is derived data (JSON), keyed by the
    bytes it comes from, and read back in milliseconds.

    Raises:
        Misconfigured: when a file is not valid YAML.
    """
    raw = {
        str(path.relative_to(FOLDER).with_suffix("")): path.read_bytes()
        for path in sorted(FOLDER.rglob("*.yaml"))
    }
    key = [_FORM, {name: digest(content) for name, content in raw.items()}]
    packed = derive("rulebook", key, lambda: _compile(raw))
    read: Mapping[str, Any] = json.loads(packed)
    return read


def _compile(raw: Mapping[str, bytes]) -> bytes:
    trees = {name: read_yaml(content, f"{name}.yaml").data for name, content in raw.items()}
    return canonical(trees).encode()


def volume(name: str) -> Mapping[str, Any]:
    """Return one data file, for example ``types`` or ``rules/create``."""
    one: Mapping[str, Any] = volumes()[name]
    return one


def shelf(prefix: str) -> list[Mapping[str, Any]]:
    """Return the data files of a folder, by name: ``rules/`` or ``terms/``."""
    return [tree for name, tree in sorted(volumes().items()) if name.startswith(prefix)]


def entry(model: type[V], written: Mapping[str, Any], file: str) -> V:
    """Read one entry as ``model``.

    Raises:
        Misconfigured: naming the file, the entry and the first field that is wrong.
    """
    try:
        return model.model_validate(written)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Misconfigured(
            "rulebook.entry",
            file=f"{file}.yaml",
            entry=written.get("id", written.get("code", "?")),
            field=where,
            why=first["msg"],
        ) from error
