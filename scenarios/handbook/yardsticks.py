"""docs/checks.md: every kind of criterion and every fact, with its parameters and an example."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args  # examples are YAML

import yaml
from pydantic import BaseModel

from base.strict_yaml import load_yaml
from grading.check import Check
from grading.checks import CHECKS
from grading.checks.fact import Fact
from grading.checks.facts import AnyFact
from grading.rubric import Criterion
from scenarios.handbook.fields import both, opening, pair, parts_of, prose, table

_EXAMPLES: Final = Path(__file__).parent / "examples.yaml"


def _facts() -> dict[str, type[Fact]]:
    kinds = get_args(get_args(AnyFact)[0])
    return {str(get_args(kind.model_fields["fact"].annotation)[0]): kind for kind in kinds}


FACTS: Final = _facts()
"""Name of a fact → its class."""


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Return ``checks`` and ``facts``: name → an example as a scenario writes it."""
    return dict(load_yaml(_EXAMPLES).data)


def printed() -> str:
    """Return the page."""
    models: list[type[BaseModel]] = [Criterion, *CHECKS.values(), *FACTS.values()]
    parts = parts_of(models, without=frozenset({"Words"}))
    return "\n".join(
        [
            *opening("checks", checks=len(CHECKS), facts=len(FACTS)),
            *_criterion(),
            f"## {pair('handbook.checks.heading')}",
            "",
            *(line for name, kind in CHECKS.items() for line in _check(name, kind)),
            f"## {pair('handbook.facts.heading')}",
            "",
            *(line for name, kind in FACTS.items() for line in _fact(name, kind)),
            f"## {pair('handbook.parts')}",
            "",
            *(line for part in parts for line in _part(part)),
        ]
    )


def _criterion() -> Iterator[str]:
    yield from (f"## {pair('handbook.criterion')}", "", prose(Criterion), "")
    yield from table(Criterion)


def _check(name: str, kind: type[Check]) -> Iterator[str]:
    yield from (f"### {name}", "", f"**{pair(f'check.{name}.title')}**", "")
    told = both(f"check.{name}.help")
    yield from (told.vi, "", told.en, "", prose(kind), "")
    yield from table(kind, without="kind")
    yield from _example(examples()["checks"].get(name))


def _fact(name: str, kind: type[Fact]) -> Iterator[str]:
    yield from (f"### {name}", "", f"**{pair(f'fact.{name}')}**", "", prose(kind), "")
    yield from table(kind, without="fact")
    yield from _example(examples()["facts"].get(name))


def _example(example: dict[str, Any] | None) -> Iterator[str]:
    if example is not None:
        text = yaml.safe_dump(example, allow_unicode=True, sort_keys=False, width=96)
        yield from ("```yaml", text.strip(), "```", "")


def _part(model: type[BaseModel]) -> Iterator[str]:
    yield from (f"### {model.__name__}", "", prose(model), "")
    yield from table(model)
