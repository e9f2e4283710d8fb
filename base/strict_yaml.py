"""YAML 1.2 read strictly: no aliases, no tags, no duplicate keys, bounded size and depth."""

import re
from pathlib import Path
from typing import Any, Final  # parsed YAML is Any until a model has read it

import yaml

from base.errors import Misconfigured
from base.model import Value

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 24
_INT: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
_FLOAT: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}([eE][-+]?[0-9]{1,2})?\Z")
"""Numbers a machine word or a float holds; longer ones stay text."""
_WORDS: Final[dict[str, object]] = {
    "true": True, "false": False, "null": None, "~": None, "": None,
}  # fmt: skip


class Loaded(Value):
    """What a file says, and on which line it says it."""

    data: Any  # a tree of dict, list and scalars
    lines: dict[str, int]
    """Path in the file (``criteria.2.check``) → line number, from 1."""


def load_yaml(path: Path) -> Loaded:
    """Read one YAML file.

    Raises:
        Misconfigured: unreadable, too large, too deep, with aliases, tags or a key twice.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Misconfigured("yaml.unreadable", file=path.name, why=error.strerror) from error
    return read_yaml(raw, path.name)


def read_yaml(raw: bytes, name: str) -> Loaded:
    """Read YAML from bytes; ``name`` is what errors call it."""
    if len(raw) > MAX_BYTES:
        raise Misconfigured("yaml.too_large", file=name, size=len(raw), limit=MAX_BYTES)
    text = _decoded(raw, name)
    _refuse_graphs(text, name)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _syntax(error, name) from error
    lines: dict[str, int] = {}
    data = None if node is None else _build(node, "", name, lines, 0)
    return Loaded(data=data, lines=lines)


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where the wheel has it


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Misconfigured("yaml.not_utf8", file=name) from error


def _syntax(error: yaml.YAMLError, name: str) -> Misconfigured:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    why = getattr(error, "problem", "") or getattr(error, "reason", "") or "?"
    return Misconfigured("yaml.syntax", file=name, line=line, why=why)


def _refuse_graphs(text: str, name: str) -> None:
    """Refuse what makes a file more than a tree of plain words: aliases, tags, great depth."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise Misconfigured("yaml.alias", file=name, line=_line(event))
            if tag := getattr(event, "tag", None):
                raise Misconfigured("yaml.tag", file=name, line=_line(event), tag=tag)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                raise Misconfigured("yaml.too_deep", file=name, line=_line(event), limit=MAX_DEPTH)
    except yaml.YAMLError as error:
        raise _syntax(error, name) from error


def _line(place: yaml.Event | yaml.Node) -> int:
    return place.start_mark.line + 1 if place.start_mark else 1


def _build(node: yaml.Node, path: str, name: str, lines: dict[str, int], depth: int) -> Any:  # noqa: ANN401
    lines[path] = _line(node)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, name, lines, depth)
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(child, _under(path, str(place)), name, lines, depth + 1)
            for place, child in enumerate(node.value)
        ]
    return _scalar(node)


def _mapping(
    node: yaml.MappingNode, path: str, name: str, lines: dict[str, int], depth: int
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, child in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise Misconfigured("yaml.key", file=name, line=line)
        key = str(key_node.value)
        if key in made:
            raise Misconfigured("yaml.twice", file=name, line=line, key=key)
        made[key] = _build(child, _under(path, key), name, lines, depth + 1)
        lines[_under(path, key)] = line  # where the key stands; a block begins below it
    return made


def _under(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


def _scalar(node: yaml.Node) -> Any:  # noqa: ANN401
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style:  # quoted or block text stays text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text
