"""Who plays which part in one story: its organisations, and the desk that does the work."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from base.errors import Misconfigured
from base.model import Value
from base.strict_yaml import load_yaml
from sandbox.authority_register import in_office
from sandbox.entities import Organisation, Person, Post, Role, Standing, Unit
from sandbox.rulebook.schedules import Row, row
from scenarios.recipes.stories import Role as Part
from scenarios.recipes.stories import Story
from scenarios.recipes.stories_parties import Party
from scenarios.recipes.stories_slots import Stranger
from scenarios.recipes.stories_troupe import Troupe
from scenarios.streams import Stream

DATA: Final = Path(__file__).parent / "data"
_OFFICERS: Final = [Role.OFFICER]


class Desks(Value):
    """Which unit does the work of each heading of the file list, and who in it."""

    units: dict[str, list[str]]
    titles: dict[str, str]
    roles: dict[str, list[Role]]


@cache
def desks() -> Desks:
    """Return the data file, read once."""
    return Desks.model_validate(load_yaml(DATA / "desks.yaml").data)


_FIXED: Final = frozenset({"own", "staff", "superior", "citizen"})
_NAMED_PARTS: Final[tuple[Part, ...]] = (
    "department", "commune", "unit", "company", "rival", "archive",
)  # fmt: skip


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


class Named(NamedTuple):
    """Somebody as texts name them: ``{drafter.name}``, ``{drafter.title}``."""

    name: str
    title: str


class Cast:
    """The parts of one story."""

    def __init__(
        self,
        troupe: Troupe,
        story: Story,
        players: Mapping[str, Organisation],
        stream: Stream,
        post: str | None,
    ) -> None:
        """Give out the parts; ``post`` does the work when it is told and in office."""
        self.troupe = troupe
        self.story = story
        self.players = players
        self.citizen: Stranger = troupe.citizen(stream.branch("citizen"))
        self._row: Row = row(row_id(story.rows[0]))
        self._stream = stream
        self._post = post
        self._desks: dict[date, Desk] = {}

    @property
    def parts(self) -> list[Part]:
        """The parts that were given out."""
        return [part for part in _NAMED_PARTS if part in self.players]

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
        if day not in self._desks:
            self._desks[day] = self._desk(day)
        return self._desks[day]

    def _desk(self, day: date) -> Desk:
        planter = self.troupe.planter
        post = self._worker(day)
        unit = planter.find(Unit, post.unit)
        posts = self.troupe.posts(post.organisation, day)
        heads = [one for one in posts if one.role is Role.LEADER and unit and one.unit == unit.ref]
        head = heads[0] if heads else None
        return Desk(
            post=post,
            name=self.name_of(post),
            title=post.title,
            unit=unit,
            keeper=unit.unit_name if unit else f"Bộ phận {_field(post.title)}",
            keeper_title=head.title if head else post.title,
            head=head,
        )

    def _worker(self, day: date) -> Post:
        """Return who does it: the post told, else somebody of the unit, else the unit's head."""
        told = self.troupe.planter.find(Post, self._post)
        if told is not None and in_office(told, day):
            return told
        posts = self.troupe.posts(self.troupe.body(self.troupe.own, day).ref, day)
        unit = self._unit(day)
        there = [post for post in posts if unit is None or post.unit == unit.ref] or posts
        staff = [post for post in there if post.role is not Role.LEADER]
        heading = self._row.heading
        titled = [post for post in staff if desks().titles.get(heading, "∅") in post.title]
        fitting = [post for post in staff if post.role in desks().roles.get(heading, _OFFICERS)]
        among = titled or fitting or staff or there
        if not among:
            raise Misconfigured("file_list.nobody", day=day.isoformat(), agency=self.troupe.own.ref)
        return self._stream.branch("worker").choice(among)

    def _unit(self, day: date) -> Unit | None:
        """Return the unit that does the work of the story's heading, None where there are none."""
        office = self.troupe.office(day.year)
        units = {unit.abbreviation: unit for unit in office.units.values()}
        if not units or not any(post.unit for post in office.posts):
            return None
        for wanted in desks().units[self._row.heading]:
            if wanted == "field" and (business := office.business()):
                return self._stream.branch("unit").choice(business)
            if wanted in units:
                return units[wanted]
        return next(iter(units.values()))

    def name_of(self, post: Post) -> str:
        """Return the name of who holds a post."""
        return self.troupe.planter.get(Person, post.person).full_name

    def people(self, day: date) -> dict[str, Any]:
        """Return the desks that texts name: accountant, archivist, head, head of the office."""
        own = self.troupe.party(self.troupe.own, day)
        posts = self.troupe.posts(own.ref, day)
        desk = self.desk(day)
        return {
            "boss": Named(own.boss, own.head_title),
            "drafter": Named(desk.name, desk.title),
            "accountant": self._first(posts, lambda post: "ế toán" in post.title, desk),
            "archivist": self._first(posts, lambda post: post.role is Role.ARCHIVIST, desk),
            "chief": self._first(posts, lambda post: post.title == own.chief_title, desk).name,
            "keeper": desk.keeper,
            "keeper_title": desk.keeper_title,
        }

    def _first(self, posts: list[Post], fits: Callable[[Post], bool], desk: Desk) -> Named:
        post = next((one for one in posts if fits(one)), desk.post)
        return Named(self.name_of(post), post.title)


def _field(title: str) -> str:
    return title.removeprefix("Công chức ") if title.startswith("Công chức") else "chuyên môn"


def row_id(key: str) -> str:
    """Return the id of a row of the agency's retention table: ``r02`` → ``term/agency.r02``."""
    return f"term/agency.{key}"


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
    return Cast(troupe, story, players, stream, post)


def parts_of(story: Story) -> list[Part]:
    """Return the parts that must be given to somebody."""
    named: list[Part] = [part for step in story.chain for part in (step.author, *step.to)]
    asked = [part for part in _NAMED_PARTS if f"{{{part}." in story.whole]
    return list(dict.fromkeys(part for part in (*named, *asked) if part not in _FIXED))


_KINDS: Final[Mapping[Standing, str]] = {
    Standing.DEPARTMENT: "department",
    Standing.COMMUNE: "commune",
}


def playable(troupe: Troupe, story: Story) -> bool:
    """Whether a story suits the agency, and each of its parts has a player in this garden."""
    if _KINDS.get(troupe.own.standing, "unit") not in story.kinds:
        return False
    counts = [
        len(_candidates(troupe, story, part, {})) > (part == "rival")
        for part in parts_of(story)
        if part != "department"
    ]
    return all(counts)


def _candidates(
    troupe: Troupe, story: Story, part: Part, players: Mapping[str, Organisation]
) -> list[Organisation]:
    taken = {one.ref for one in players.values()}
    among = [one for one in troupe.among(part) if one.ref not in taken]
    if part == "company" and story.trade:
        fit = [one for one in among if any(word in one.organ_name for word in story.trade)]
        return fit or among
    if part != "department":
        return among
    return [
        one
        for one in among
        if story.counterpart in {"", one.abbreviation} and one.ref != troupe.own.parent
    ]
