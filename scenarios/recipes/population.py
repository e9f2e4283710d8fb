"""Everybody who lives in a world; nobody is named twice."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sandbox.entities import Person
from sandbox.planter import Planter
from scenarios.recipes.names import Gender, Human
from scenarios.streams import Stream

if TYPE_CHECKING:
    from scenarios.recipes.provider import VietnamFaker


class Population:
    """Enrols people, each drawn from a stream of their own."""

    def __init__(self, planter: Planter, peoples: Mapping[str, float]) -> None:
        """Begin with those who live in the world already.

        Args:
            planter: the world.
            peoples: id of a people → share among the names drawn.
        """
        self._planter = planter
        self._peoples = peoples
        self._names = {person.full_name for person in planter.all(Person)}
        self._faker: VietnamFaker | None = None

    def enrol(self, stream: Stream, *, born: int) -> Person:
        """Plant somebody born in the year ``born``, whose name nobody has."""
        name = self.somebody(stream, born=born).full_name
        return self._planter.add(Person(ref=self._planter.next_ref(Person), full_name=name))

    def somebody(self, stream: Stream, *, born: int, gender: Gender | None = None) -> Human:
        """Return somebody whose name nobody has, without making a record of them."""
        faker = self._drawing_from(stream)
        drawn = faker.human(born=born, peoples=self._peoples, gender=gender)
        while drawn.full_name in self._names:
            drawn = faker.human(born=born, peoples=self._peoples, gender=gender)
        self._names.add(drawn.full_name)
        return drawn

    def _drawing_from(self, stream: Stream) -> "VietnamFaker":
        from scenarios.recipes.provider import draw_from, vietnam_faker  # Faker is slow to load

        if self._faker is None:
            self._faker = vietnam_faker(stream)
        draw_from(self._faker, stream)
        return self._faker
