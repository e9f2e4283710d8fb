"""Who plays which part in one story: its organisations, its people, the desk that does the work."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from base.errors import Misconfigured
from sandbox.authority_register import posts_on
from sandbox.entities import Organisation, Person, Post, Role, Unit
from sandbox.rulebook.schedules import Row, row
from scenarios.garden import Garden
from scenarios.recipes.authority import organisation_on
from scenarios.recipes.bodies import MERGED
from scenarios.recipes.file_keepers import keeper_of, office_in
from scenarios.recipes.names import Gender
from scenarios.recipes.places import communes_of
from scenarios.recipes.population import Population
from scenarios.recipes.stories import Role as Part
from scenarios.recipes.stories import Story
from scenarios.recipes.stories_parties import Party, party_on, province_of_any
from scenarios.recipes.stories_slots import Stranger
from scenarios.streams import Stream

_PARTS: Mapping[Part, str] = {"commune": "commune", "unit": "unit", "company": "company"}


class Desk(NamedTuple):
    """Who does the work of a story on a day."""

    post: Post
    name: str
    title: str
    unit: Unit | None
    keeper: str
    "the unit, or the desk where there are no units"
    keeper_title: str
    "title of the unit's head"
    head: Post | None


class Troupe:
    """Everybody who can play in a garden: made once for a recipe."""

    def __init__(self, garden: Garden, stream: Stream) -> None:
        """Gather the organisations; strangers are drawn from ``stream``."""
        self.garden = garden
        self.planter = garden.planter
        self.own = garden.own()
        self.province = province_of_any(self.own.organ_id)
        self._population = Population(garden.planter, self.province.peoples)
        self._stream = stream
        self._parties: dict[tuple[str, date], Party] = {}

    def stranger(self, stream: Stream) -> Stranger:
        """Return somebody outside the agency, whose name nobody has."""
        gender = stream.choice((Gender.MALE, Gender.FEMALE))
        born = stream.integer(1962, 2001)
        human = self._population.somebody(stream.branch("name"), born=born, gender=gender)
        home = stream.choice(communes_of(self.province)).written
        honor = "ông" if gender is Gender.MALE else "bà"
        hamlet = f"{stream.choice(('thôn', 'tổ dân phố', 'xóm'))} {stream.integer(1, 12)}"
        home = f"{hamlet}, {home}, tỉnh {self.province.name}"
        return Stranger(human.full_name, honor, born, home)

    def citizen(self, stream: Stream) -> Stranger:
        """Return one of the citizens who write to the agency, anybody when there are none."""
        tagged = self.garden.tagged("citizen")
        drawn = self.stranger(stream)
        if not tagged or stream.chance(0.5):
            return drawn
        person = self.planter.get(Person, stream.choice(tagged))
        return drawn._replace(name=person.full_name, honor="ông (bà)")

    def party(self, organisation: Organisation, day: date) -> Party:
        """Return an organisation, or whoever it was on a day, as texts name it."""
        then = organisation_on(self.planter, organisation, day)
        key = (then.ref, day)
        if key not in self._parties:
            self._parties[key] = party_on(self.planter, then, day)
        return self._parties[key]

    def superior(self, day: date) -> Organisation:
        """Return the body above the agency on a day: a commune had a district until mid-2025."""
        then = organisation_on(self.planter, self.own, day)
        if then.abbreviation == "UBND" and day < MERGED:
            for one in self.planter.all(Organisation):
                if one.organ_name.startswith("Ủy ban nhân dân huyện"):
                    return one
        return self.planter.get(Organisation, then.parent or self.own.parent or self.own.ref)

    def among(self, part: Part) -> list[Organisation]:
        """Return who may play a part, the agency itself left out."""
        tag = "company" if part == "rival" else part
        refs = [ref for ref in self.garden.tagged(tag) if ref != self.own.ref]
        return [self.planter.get(Organisation, ref) for ref in refs]


class Cast(NamedTuple):
    """The parts of one story."""

    troupe: Troupe
    story: Story
    players: Mapping[str, Organisation]
    citizen: Stranger
    keeper: Row
    post: str | None
    "ref of the post that does the work, when it is told"
    stream: Stream

    def organisation(self, part: Part, day: date) -> Organisation:
        """Return who plays a part on a day."""
        if part in {"own", "staff"}:
            return self.troupe.own
        if part == "superior":
            return self.troupe.superior(day)
        return self.players.get(part) or self.troupe.superior(day)

    def party(self, part: Part, day: date) -> Party:
        """Return the party that plays a part on a day."""
        return self.troupe.party(self.organisation(part, day), day)

    def desk(self, day: date) -> Desk:
        """Return who does the work on a day.

        Raises:
            Misconfigured: ``file_list.nobody`` when nobody works there yet.
        """
        planter = self.troupe.planter
        post = self._post(day)
        unit = planter.find(Unit, post.unit)
        posts = posts_on(planter, day, organisation=post.organisation)
        head = next(
            (one for one in posts if one.role is Role.LEADER and unit and one.unit == unit.ref),
            None,
        )
        return Desk(
            post=post,
            name=planter.get(Person, post.person).full_name,
            title=post.title,
            unit=unit,
            keeper=unit.unit_name if unit else f"Bộ phận {_field(post.title)}",
            keeper_title=head.title if head else post.title,
            head=head,
        )

    def _post(self, day: date) -> Post:
        planter = self.troupe.planter
        if self.post:
            told = planter.get(Post, self.post)
            if told.valid_from <= day and (told.valid_to is None or day <= told.valid_to):
                return told
        office = office_in(self.troupe.garden, self.troupe.own, day.year)
        there = {one.ref for one in posts_on(planter, day, organisation=office.organisation.ref)}
        office = office._replace(
            posts=[one for one in office.posts if one.ref in there]
            or posts_on(planter, day, organisation=office.organisation.ref)
        )
        return keeper_of(office, self.keeper, None, self.stream.branch("keeper"))

    def people(self, day: date) -> dict[str, Any]:
        """Return the desks that texts name: accountant, archivist, head, head of the office."""
        planter = self.troupe.planter
        own = self.troupe.party(self.troupe.own, day)
        posts = posts_on(planter, day, organisation=own.ref)
        desk = self.desk(day)
        return {
            "boss": _Named(own.boss, own.head_title),
            "drafter": _Named(desk.name, desk.title),
            "accountant": self._first(posts, lambda post: "ế toán" in post.title, desk),
            "archivist": self._first(posts, lambda post: post.role is Role.ARCHIVIST, desk),
            "chief": self._first(posts, lambda post: post.title == own.chief_title, desk).name,
            "keeper": desk.keeper,
            "keeper_title": desk.keeper_title,
        }

    def _first(self, posts: list[Post], fits: Any, desk: Desk) -> "_Named":  # noqa: ANN401
        post = next((one for one in posts if fits(one)), None)
        if post is None:
            return _Named(desk.name, desk.title)
        return _Named(self.troupe.planter.get(Person, post.person).full_name, post.title)


class _Named(NamedTuple):
    name: str
    title: str


def _field(title: str) -> str:
    return title.removeprefix("Công chức ") if title.startswith("Công chức") else "chuyên môn"


def cast_of(troupe: Troupe, story: Story, stream: Stream, *, post: str | None = None) -> Cast:
    """Draw who plays in a story.

    Args:
        troupe: everybody.
        story: whose parts are given.
        stream: of this telling alone.
        post: ref of the post that does the work; drawn by the row of the story unless told.

    Raises:
        Misconfigured: ``matters.nobody`` when a part of the story has no player.
    """
    players: dict[str, Organisation] = {}
    for part in parts_of(story):
        among = _candidates(troupe, story, part, players)
        if among:
            players[part] = stream.branch("part", part).choice(among)
        elif part != "department":
            raise Misconfigured("matters.nobody", story=story.id, part=part)
    return Cast(
        troupe, story, players, troupe.citizen(stream.branch("citizen")),
        row(f"term/agency.{story.rows[0]}"), post, stream,
    )  # fmt: skip


def parts_of(story: Story) -> list[Part]:
    """Return the parts that must be given to somebody."""
    named = [part for step in story.chain for part in (step.author, *step.to)]
    fixed = {"own", "staff", "superior", "citizen"}
    written = " ".join(text for text in story.texts())
    asked = [part for part in ("department", "commune", "unit", "company", "rival", "archive")
             if f"{{{part}." in written]  # fmt: skip
    return list(dict.fromkeys(part for part in (*named, *asked) if part not in fixed))


def playable(troupe: Troupe, story: Story) -> bool:
    """Whether every part of a story has a player in this garden."""
    kind = {"department": "department", "commune": "commune"}.get(troupe.own.standing, "unit")
    players: dict[str, Organisation] = {}
    return kind in story.kinds and all(
        part == "department" or _candidates(troupe, story, part, players)
        for part in parts_of(story)
    )


def _candidates(
    troupe: Troupe, story: Story, part: Part, players: Mapping[str, Organisation]
) -> list[Organisation]:
    if part == "archive":
        return [troupe.planter.get(Organisation, troupe.garden.labelled("archive"))]
    among = [one for one in troupe.among(part) if one not in players.values()]
    if part == "department":
        return [
            one
            for one in among
            if story.counterpart in {"", one.abbreviation} and one.ref != troupe.own.parent
        ]
    return among
