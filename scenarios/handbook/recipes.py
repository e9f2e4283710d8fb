"""docs/recipes.md: what grows a world, and the catalogue of faults and red herrings."""

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from scenarios.handbook.fields import opening, pair, parts_of, prose, table
from scenarios.recipes import AnyRecipe
from scenarios.recipes.faults import FAULTS, HERRINGS
from scenarios.recipes.faults.kinds import FaultKind, HerringKind
from scenarios.recipes.recipe import Recipe

RECIPES: Final[dict[str, type[Recipe]]] = {
    kind.kind(): kind for kind in get_args(get_args(AnyRecipe)[0])
}
"""Name of a recipe → its class."""


def printed() -> str:
    """Return the page."""
    return "\n".join(
        [
            *opening("recipes", recipes=len(RECIPES), faults=len(FAULTS), herrings=len(HERRINGS)),
            *(line for name, kind in RECIPES.items() for line in _recipe(name, kind)),
            *_parts(),
            *_catalogue("faults", FAULTS),
            *_catalogue("herrings", HERRINGS),
        ]
    )


def _recipe(name: str, kind: type[Recipe]) -> Iterator[str]:
    yield from (f"## {name}", "", f"**{pair(f'handbook.recipe.{name}')}**", "", prose(kind), "")
    yield from table(kind, without="recipe")


def _parts() -> Iterator[str]:
    for part in parts_of(list(RECIPES.values()), without=frozenset()):
        yield from (f"## {part.__name__}", "", prose(part), "")
        yield from table(part)


def _catalogue(name: str, kinds: Mapping[str, FaultKind | HerringKind]) -> Iterator[str]:
    yield from (f"## {pair(f'handbook.{name}')}", "")
    heads = ["id", "name", "layer", "difficulty", "takes_record", "finding", "tag", "rule"]
    yield f"| {' | '.join(pair(f'handbook.column.{head}') for head in heads)} |"
    yield "|---" * len(heads) + "|"
    for one in kinds.values():
        yield _planted(one)
    yield ""


def _planted(kind: FaultKind | HerringKind) -> str:
    cells = [
        f"`{kind.name}`",
        pair(f"{kind.name.replace('/', '.')}.name"),
        pair(f"fault_layer.{kind.layer}") if isinstance(kind, FaultKind) else "–",
        str(kind.difficulty) if isinstance(kind, FaultKind) else "–",
        kind.takes.__name__,
        f"`{kind.finding}`",
        f"`{kind.tag}`",
        ", ".join(f"`{rule}`" for rule in kind.rules) or "–",
    ]
    return f"| {' | '.join(cells)} |"
