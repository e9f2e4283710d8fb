"""Worlds with an agency and nothing else, for the tests of this folder."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from base.canonical import digest
from sandbox.blobs import MemoryBlobs
from sandbox.entities import Organisation, Post
from scenarios.garden import Garden
from scenarios.recipes.agency import Agency
from scenarios.recipes.recipe import Recipe
from scenarios.streams import world_stream

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
TODAY = date(2026, 11, 22)

Parameters = dict[str, object]
"""Of a recipe, as YAML gives them."""

KINDS: list[Parameters] = [
    {},
    {"field": "nong-nghiep-moi-truong", "merged_2025": True},
    {"standing": "commune"},
    {"standing": "commune", "merged_2025": True},
    {"standing": "unit_school", "merged_2025": True},
    {"standing": "unit_hospital", "staff": 22},
]
"""One of each shape an agency can have."""


def grown(*recipes: Recipe, seed: int = 1, now: datetime = NOW) -> Garden:
    """Return a world in which the recipes have grown, in order."""
    garden = Garden(now=now, stream=world_stream("people", seed), blobs=MemoryBlobs())
    for recipe in recipes:
        assert not recipe.problems()
        recipe.grow(garden)
    return garden


def agency(seed: int = 1, **parameters: object) -> Garden:
    """Return a world with one agency; it is shared between tests, which only read it."""
    return shared(Agency.model_validate(parameters), seed=seed)


def shared(*recipes: Recipe, seed: int = 1) -> Garden:
    """Return a world as ``grown`` does, shared between tests, which only read it."""
    return _shared(seed, tuple((type(one), one.model_dump_json()) for one in recipes))


@cache
def _shared(seed: int, recipes: tuple[tuple[type[Recipe], str], ...]) -> Garden:
    return grown(*(kind.model_validate_json(written) for kind, written in recipes), seed=seed)


def rows_digest(garden: Garden) -> str:
    """Return a digest of every row and of the truth."""
    rows = {kind.__name__: values for kind, values in garden.planter.rows().items()}
    return digest([rows, garden.truth()])


def labelled_posts(garden: Garden) -> dict[str, Post]:
    """Return the posts that labels stand for."""
    labels = garden.truth().labels
    return {
        label: post
        for label, ref in labels.items()
        if (post := garden.planter.find(Post, ref)) is not None
    }


def turning_days(garden: Garden, organisations: list[Organisation]) -> list[date]:
    """Return the days on which anything about these organisations' posts may change."""
    refs = {one.ref for one in organisations}
    posts = [post for post in garden.planter.all(Post) if post.organisation in refs]
    days = {post.valid_from for post in posts}
    days |= {post.valid_to + timedelta(days=1) for post in posts if post.valid_to}
    return [*sorted(day for day in days if date(2005, 1, 1) <= day <= TODAY), TODAY]


def own_line(garden: Garden) -> list[Organisation]:
    """Return the agency and what it was before, youngest first."""
    line = [garden.own()]
    while before := garden.planter.all(Organisation, successor=line[-1].ref):
        line.append(before[0])
    return line
