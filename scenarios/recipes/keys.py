"""The recipe ``keys``: key devices with practice PINs, in the hands of those who sign with them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from base.errors import Misconfigured
from sandbox.authority_keys import equip
from sandbox.entities import KeyKind, Post
from scenarios.garden import Garden
from scenarios.recipes.planting import DESKS
from scenarios.recipes.recipe import Recipe

Desk = Annotated[str, StringConstraints(pattern=r"^\$?[a-z][a-z0-9_]*$")]


class Keys(Recipe):
    """A key device for the holder of each of some posts, and one for the agency at the registry.

    From then on these keys sign only from the hands they are in, with their PIN at the trainee's
    desks. ``$agency_key`` is the agency's device, ``$deputy_key`` that of the post ``$deputy``. A
    PIN follows from the world's key; it stands at its holder's desk, in no text and no truth.
    """

    recipe: Literal["keys"] = "keys"
    posts: list[Desk] = Field(default=["$director", "$deputy", "$deputy2"], max_length=12)
    "labels of the agency's own posts whose holders have a personal device"
    keeper: Desk = "$clerk"
    "who holds the agency's device, answers for all of them and unlocks them (NĐ 30/2020 Đ32)"

    def labels(self) -> set[str]:
        """Return the labels of the devices."""
        return {"agency_key", *(f"{post.removeprefix('$')}_key" for post in self.posts)}

    def tags(self) -> set[str]:
        """Return the tag of the personal devices."""
        return {"own-key"}

    def problems(self) -> list[Misconfigured]:
        """Refuse what is no post of the agency, and a post named twice."""
        named = [one.removeprefix("$") for one in (*self.posts, self.keeper)]
        found = [
            Misconfigured("keys.post", post=f"${one}", choices=", ".join(sorted(DESKS)))
            for one in dict.fromkeys(named)
            if one not in DESKS
        ]
        twice = {one for one in named[:-1] if named[:-1].count(one) > 1}
        return found + [Misconfigured("keys.twice", post=f"${one}") for one in sorted(twice)]

    def grow(self, garden: Garden) -> None:
        """Hand them out."""
        keeper = garden.labelled(self.keeper)
        agency = garden.own().ref
        made = equip(
            garden.planter, agency, KeyKind.AGENCY, keeper=keeper, held_by=keeper, pin=None
        )
        garden.label("agency_key", made)
        for label in self.posts:
            post = garden.planter.get(Post, garden.labelled(label))
            own = equip(
                garden.planter,
                post.person,
                KeyKind.PERSON,
                keeper=keeper,
                held_by=post.ref,
                pin=None,
            )
            garden.label(f"{label.removeprefix('$')}_key", own)
            garden.tag(own, "own-key")
