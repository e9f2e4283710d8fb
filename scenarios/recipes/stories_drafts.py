"""What telling a story gives: drafts, complete but for the numbers that the registers give."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from base.clock import vietnam
from sandbox.entities import Direction, Organisation
from sandbox.paper import Block, Sheet
from scenarios.recipes.stories import Step, Story
from scenarios.recipes.stories_cast import Cast
from scenarios.recipes.stories_schedule import Dated
from scenarios.recipes.stories_signers import Hand
from scenarios.streams import Stream


class Enclosure(NamedTuple):
    """Something that goes with a document as a file of its own."""

    form: str
    title: str
    blocks: tuple[Block, ...]


class Draft(NamedTuple):
    """A document that waits for its number and its paper."""

    key: str
    chain: str
    step: Step
    direction: Direction
    organisation: Organisation | None
    "None: a citizen, or a member of staff who writes in their own name"
    organ_name: str
    hand: Hand
    made: datetime
    arrives: datetime | None
    notation: str
    sheet: Sheet
    "its citations are marks"
    separate: tuple[Enclosure, ...]
    recipients: tuple[str, ...]
    drafter: str | None
    called: str
    "how others cite it when it has no number"
    paper: bool
    "whether its original is paper"
    received: bool = False
    "whether it still waits at the registry"

    @property
    def day(self) -> date:
        """The date it bears."""
        return vietnam(self.made).date()

    @property
    def at_hand(self) -> datetime:
        """When the agency has it."""
        return self.arrives or self.made

    @property
    def numbered(self) -> bool:
        """Whether it bears a number."""
        return bool(self.notation)


class Telling(NamedTuple):
    """What a chain is told with."""

    cast: Cast
    story: Story
    key: str
    "begins the keys of its documents: ``matters/4/``"
    stream: Stream
    moments: Mapping[str, Dated]
    values: Mapping[str, Any]
    "slots, parties and people, as texts name them"
