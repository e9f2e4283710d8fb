"""Our Vietnamese people and addresses as a Faker provider, drawing from our keyed stream alone.

Faker's own methods change between versions and so would the worlds; these take nothing from it
but the place where providers are plugged in.
"""

from collections.abc import Mapping
from typing import Final, Protocol, cast

from faker.generator import Generator
from faker.providers import BaseProvider

from scenarios.recipes import names, places
from scenarios.recipes.names import Gender, Human
from scenarios.streams import Stream

_NOBODY: Final = "000"
"""No area, no network and no province has this number."""


class VietnamProvider(BaseProvider):
    """People named in the right order, real position titles, addresses nobody lives at."""

    def human(
        self, *, born: int, peoples: Mapping[str, float], gender: Gender | None = None
    ) -> Human:
        """Return somebody born in the year ``born``."""
        return names.human(self._draw, born=born, peoples=peoples, gender=gender)

    def position_title(self) -> str:
        """Return a real position title."""
        return names.one_of(self._draw, names.name_book().positions)

    def street_address(self, commune: str, province: str) -> str:
        """Return a house number and street in an invented commune (written with its kind)."""
        street = names.one_of(self._draw, places.gazetteer().streets)
        road = street[0].lower() + street[1:] if street.startswith("Đường") else f"đường {street}"
        return f"số {1 + self._below(380)} {road}, {commune}, tỉnh {province}"

    def phone_number(self) -> str:
        """Return ten digits that begin with 000."""
        return f"{_NOBODY} {self._digits(3)} {self._digits(4)}"

    def citizen_number(self) -> str:
        """Return twelve digits that begin with 000, a province code nobody has."""
        return f"{_NOBODY}{self._digits(9)}"

    def email(self, full_name: str, host: str) -> str:
        """Return an address made of a name (``lannt@…``) on a host that cannot exist."""
        *before, given = names.plain(full_name).split()
        return f"{given}{''.join(part[0] for part in before)}@{host}.example"

    def _draw(self) -> float:
        return cast("float", self.generator.random.random())  # Faker leaves it untyped

    def _below(self, limit: int) -> int:
        return int(self._draw() * limit)

    def _digits(self, count: int) -> str:
        return "".join(str(self._below(10)) for _ in range(count))


class VietnamFaker(Protocol):
    """What a generator with our provider offers."""

    def human(
        self, *, born: int, peoples: Mapping[str, float], gender: Gender | None = None
    ) -> Human:
        """As in ``VietnamProvider``, and so the others."""

    def position_title(self) -> str:
        """A real position title."""

    def street_address(self, commune: str, province: str) -> str:
        """A house number and street."""

    def phone_number(self) -> str:
        """Ten digits that begin with 000."""

    def citizen_number(self) -> str:
        """Twelve digits that begin with 000."""

    def email(self, full_name: str, host: str) -> str:
        """An address at ``.example``."""


def vietnam_faker(stream: Stream) -> VietnamFaker:
    """Return a Faker generator that knows our provider only and draws from ``stream``."""
    generator = Generator()
    generator.add_provider(VietnamProvider)
    faker = cast("VietnamFaker", generator)  # providers add their methods when plugged in
    draw_from(faker, stream)
    return faker


def draw_from(faker: VietnamFaker, stream: Stream) -> None:
    """Let the next draws come from ``stream``: each person has one of their own."""
    cast("Generator", faker).random = stream.as_random()  # what vietnam_faker made
