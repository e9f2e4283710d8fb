"""Everybody who can play in the stories of one garden: organisations, posts, strangers."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sandbox.authority_register import posts_on
from sandbox.entities import Organisation, Person, Post, Standing
from scenarios.garden import Garden
from scenarios.recipes.authority import organisation_on
from scenarios.recipes.bodies import MERGED
from scenarios.recipes.file_keepers import Office, office_in
from scenarios.recipes.names import Gender
from scenarios.recipes.places import communes_of
from scenarios.recipes.population import Population
from scenarios.recipes.stories import Role as Part
from scenarios.recipes.stories_parties import Party, party_on, province_of_any
from scenarios.recipes.stories_slots import Stranger
from scenarios.streams import Stream

_TAGS: Final[Mapping[str, str]] = {"rival": "company"}
"""Parts whose players bear another tag."""


class Troupe:
    """Gathered once for a recipe; what it looks up it remembers, for nobody moves meanwhile."""

    def __init__(self, garden: Garden) -> None:
        """Gather the organisations of a garden."""
        self.garden = garden
        self.planter = garden.planter
        self.own = garden.own()
        self._province = province_of_any(self.own.organ_id)
        self._population = Population(garden.planter, self._province.peoples)
        self._parties: dict[tuple[str, date], Party] = {}
        self._posts: dict[tuple[str, date], list[Post]] = {}
        self._offices: dict[int, Office] = {}
        self._bodies: dict[tuple[str, date], Organisation] = {}

    def stranger(self, stream: Stream) -> Stranger:
        """Return somebody outside the agency, whose name nobody has."""
        gender = stream.choice((Gender.MALE, Gender.FEMALE))
        born = stream.integer(1962, 2001)
        human = self._population.somebody(stream.branch("name"), born=born, gender=gender)
        commune = stream.choice(communes_of(self._province)).written
        hamlet = f"{stream.choice(('thôn', 'tổ dân phố', 'xóm'))} {stream.integer(1, 12)}"
        home = f"{hamlet}, {commune}, tỉnh {self._province.name}"
        return Stranger(human.full_name, "ông" if gender is Gender.MALE else "bà", born, home)

    def citizen(self, stream: Stream) -> Stranger:
        """Return one of the citizens who write to the agency, or somebody new."""
        tagged = self.garden.tagged("citizen")
        drawn = self.stranger(stream)
        if not tagged or stream.chance(_NEW):
            return drawn
        person = self.planter.get(Person, stream.choice(tagged))
        return drawn._replace(name=person.full_name, honor="ông (bà)")

    def body(self, organisation: Organisation, day: date) -> Organisation:
        """Return an organisation, or whoever did its work on a day."""
        key = (organisation.ref, day)
        if key not in self._bodies:
            self._bodies[key] = organisation_on(self.planter, organisation, day)
        return self._bodies[key]

    def party(self, organisation: Organisation, day: date) -> Party:
        """Return the same as texts of the day name it."""
        then = self.body(organisation, day)
        key = (then.ref, day)
        if key not in self._parties:
            self._parties[key] = party_on(self.planter, then, day, self.posts(then.ref, day))
        return self._parties[key]

    def posts(self, organisation: str, day: date) -> list[Post]:
        """Return the posts held in an organisation on a day."""
        key = (organisation, day)
        if key not in self._posts:
            self._posts[key] = posts_on(self.planter, day, organisation=organisation)
        return self._posts[key]

    def office(self, year: int) -> Office:
        """Return the agency as it was when the file list of a year was approved.

        Raises:
            Misconfigured: ``file_list.nobody`` before anybody worked there.
        """
        if year not in self._offices:
            self._offices[year] = office_in(self.garden, self.own, year)
        return self._offices[year]

    def superior(self, day: date) -> Organisation:
        """Return the body above the agency on a day: a commune had a district until mid-2025."""
        then = self.body(self.own, day)
        if then.standing is Standing.COMMUNE and day < MERGED:
            for one in self.planter.all(Organisation):
                if one.organ_name.startswith("Ủy ban nhân dân huyện"):
                    return one
        return self.planter.get(Organisation, then.parent or self.own.parent or self.own.ref)

    def among(self, part: Part) -> list[Organisation]:
        """Return who may play a part, the agency itself left out."""
        if part == "archive":
            return [self.planter.get(Organisation, self.garden.labelled("archive"))]
        refs = self.garden.tagged(_TAGS.get(part, part))
        return [self.planter.get(Organisation, ref) for ref in refs if ref != self.own.ref]


_NEW: Final = 0.5
"""How often a citizen writes who never wrote before."""
