"""Chains: which story is told when, how far it has come, and what its documents are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from base.clock import vietnam
from base.errors import Misconfigured, nearest
from sandbox.entities import Organisation
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.stories import Story, stories
from scenarios.recipes.stories_cast import Cast, cast_of, playable
from scenarios.recipes.stories_drafts import Draft, Telling
from scenarios.recipes.stories_schedule import ELECTRONIC, Dated, Gap, dates, first_days, gaps
from scenarios.recipes.stories_telling import tell, telling, title_of
from scenarios.recipes.stories_troupe import Troupe
from scenarios.streams import Stream

_FRESH: Final = 15
"""Working days: work that is going on has a document not older than this."""


class Window(NamedTuple):
    """Between which days a chain lies, both included."""

    first: date
    last: date
    going_on: bool = False
    "whether its last document is a recent one"
    begun_by: date = date.max
    "the last day for its first document"


class Wish(NamedTuple):
    """How a chain is to be told."""

    key: str
    "begins the keys of its documents"
    window: Window
    left_out: frozenset[str] = frozenset()
    every_step: bool = False
    "steps that happen only now and then happen"
    stop_early: bool = False
    "break off before the last steps: the work goes on"
    post: str | None = None
    also: Mapping[str, Any] = {}
    "further values that the texts name"
    suits: Callable[[Sequence[Dated]], bool] | None = None
    "asked of the days of its documents before a word is told: telling costs most"


class Chain(NamedTuple):
    """A story told."""

    told: Telling
    title: str
    drafts: tuple[Draft, ...]

    @property
    def story(self) -> Story:
        """The story."""
        return self.told.story

    @property
    def first_day(self) -> date:
        """The date of its first document."""
        return self.drafts[0].day


def fitting(troupe: Troupe, names: Sequence[str]) -> list[Story]:
    """Return the stories that can be told in a garden: those named, or all.

    Raises:
        Misconfigured: ``unknown.story``; ``matters.unplayable`` for a named one that nobody plays.
    """
    chosen = [story_called(name) for name in names] or list(stories().values())
    found = [story for story in chosen if playable(troupe, story)]
    if names and not found:
        raise Misconfigured("matters.unplayable", story=", ".join(names))
    return found


def story_called(name: str) -> Story:
    """Return a story by its id.

    Raises:
        Misconfigured: ``unknown.story``, naming the nearest.
    """
    if name not in stories():
        known = list(stories())
        raise Misconfigured(
            "unknown.story",
            path="world",
            word=name,
            nearest=nearest(name, known) or "—",
            choices=", ".join(known[:12]),
        )
    return stories()[name]


def chain_of(troupe: Troupe, story: Story, wish: Wish, stream: Stream) -> Chain | None:
    """Tell a story within a window; None when it does not fit there."""
    if wish.every_step:
        story = story.model_copy(
            update={"chain": [step.model_copy(update={"chance": 1}) for step in story.chain]}
        )
    electronic = wish.window.first >= ELECTRONIC
    planned = gaps(story, stream, electronic=electronic, left_out=wish.left_out)
    if wish.stop_early and len(planned) > 1:
        planned = planned[: stream.branch("stop").integer(1, len(planned) - 1)]
    starts = _starts(story, planned, wish.window)
    if not starts:
        return None
    moments = dates(planned, stream.branch("start").choice(starts), stream)
    if wish.suits is not None and not wish.suits(moments):
        return None
    cast = cast_of(troupe, story, stream.branch("cast"), post=wish.post)
    if not _all_stand(cast, moments):
        return None
    told = telling(cast, wish.key, moments, stream.branch("telling"), wish.also)
    return Chain(told, title_of(told), tuple(tell(told)))


def _all_stand(cast: Cast, moments: Sequence[Dated]) -> bool:
    """Whether everybody who writes or is written to stands on the day."""
    return all(
        _stands(cast.troupe.body(cast.organisation(part, dated.day), dated.day), dated.day)
        for dated in moments
        for part in (dated.step.author, *dated.step.to)
        if part != "citizen"
    )


def _stands(body: Organisation, day: date) -> bool:
    return (body.valid_from or date.min) <= day <= (body.valid_to or date.max)


def _starts(story: Story, planned: Sequence[Gap], window: Window) -> list[date]:
    """Return the days on which the first document may be made."""
    if not planned:
        return []
    length = planned[-1].done + len(planned) // 2 + 1  # some are moved to the next day
    latest = min(calendar.after(window.last, -length), window.begun_by)
    if not window.going_on:
        return first_days(story, window.first, latest)
    earliest = calendar.after(latest, -_FRESH)
    return first_days(story, max(window.first, earliest), latest)


def chains(
    troupe: Troupe, among: Sequence[Story], wishes: Sequence[Wish], stream: Stream
) -> list[Chain]:
    """Tell one chain for every wish; stories take turns in random order.

    Raises:
        Misconfigured: ``matters.no_time`` when no story fits a wish's window.
    """
    order = stream.branch("stories").shuffled(list(among))
    made: list[Chain] = []
    for place, wish in enumerate(wishes):
        found = _first_fitting(troupe, order, wish, stream.branch("chain", place))
        if found is None:
            window = wish.window
            raise Misconfigured(
                "matters.no_time",
                first=window.first.isoformat(),
                last=window.last.isoformat(),
                stories=", ".join(story.id for story in among[:8]),
            )
        order.remove(stories()[found.story.id])
        order.append(stories()[found.story.id])
        made.append(found)
    return made


def _first_fitting(
    troupe: Troupe, order: Sequence[Story], wish: Wish, stream: Stream
) -> Chain | None:
    for story in order:
        found = chain_of(troupe, story, wish, stream.branch(story.id))
        if found is not None:
            return found
    return None


def yesterday(troupe: Troupe) -> date:
    """Return the last working day before the exercise begins."""
    return calendar.after(vietnam(troupe.garden.now).date(), -1)
