"""The backlog: closed files of the current archive over many years, of mixed stories and fates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal

from pydantic import Field

from base.clock import vietnam
from base.errors import Misconfigured
from sandbox.entities import Decision, File
from sandbox.rulebook.retention import EVENTS, PERMANENT, due_from, longest, years
from sandbox.rulebook.schedules import row
from scenarios.garden import Garden
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.matter_chains import Chain, Window, Wish, chain_of, fitting, yesterday
from scenarios.recipes.matter_files import Shelved
from scenarios.recipes.matter_keeping import Keeping
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.stories import Story
from scenarios.recipes.stories_cast import row_id
from scenarios.recipes.stories_drafts import Draft
from scenarios.recipes.stories_schedule import Dated
from scenarios.recipes.stories_troupe import Troupe
from scenarios.streams import Stream

Fate = Literal["due", "running", "permanent", "undecided", "linked"]
FATES: Final[tuple[Fate, ...]] = ("due", "running", "permanent", "undecided", "linked")
_Unnumbered = tuple[object, ...]
"""What a paper without a number is known by."""
_ACCEPTED_BY: Final = 42
"""Working days between the last document and the exercise, at least."""


class Backlog(Recipe):
    """Files of the current archive: due, running, permanent, undecided, linked.

    A due file's term has run out; a linked one's too, but a permanent or longer file rests on it.
    Held files are made of due ones by the recipe ``hold``. Tags and facts say which is which.
    """

    recipe: Literal["backlog"] = "backlog"
    count: int = Field(default=12, ge=1, le=10_000)
    first: int = Field(alias="from", ge=1990, le=2100)
    "year in which the oldest work began"
    last: int | None = Field(default=None, alias="to", ge=1990, le=2100)
    "year in which the latest work began; the year before the exercise unless told"
    shares: dict[Fate, int] = {"due": 4, "running": 4, "permanent": 3, "undecided": 1}
    "weights of the fates; there is at least one file of each that has a weight"
    stories: list[str] = []
    documents_per_file: tuple[int, int] = (2, 8)
    bytes: Bytes = "light"
    digitised: float = Field(default=1, ge=0, le=1)
    """share of the paper originals that were scanned; the others lie on paper in the repository,
    and registers, files and lists know them"""
    named: dict[str, Fate] = {}
    "label → the first file of a fate, in order of their codes"

    def labels(self) -> set[str]:
        """Return the labels given by name."""
        return {label.removeprefix("$") for label in self.named}

    def tags(self) -> set[str]:
        """Return the tags of files and of their documents."""
        return {*FATES, "transferable", "mixed", "incoming", "outgoing"}

    def problems(self) -> list[Misconfigured]:
        """Refuse reversed years, no weights, fewer files than fates, unplanted fates named."""
        found = []
        if self.last is not None and self.last < self.first:
            found.append(Misconfigured("matters.reversed", first=self.first, last=self.last))
        asked = [fate for fate, share in self.shares.items() if share > 0]
        if not asked or len(asked) > self.count:
            found.append(Misconfigured("backlog.shares", fates=len(asked), count=self.count))
        if "linked" in asked and not {"permanent", "running"} & set(asked):
            found.append(Misconfigured("backlog.linked"))
        return found + [
            Misconfigured("backlog.named", label=label, fate=fate, choices=", ".join(asked))
            for label, fate in self.named.items()
            if fate not in asked
        ]

    def grow(self, garden: Garden) -> None:
        """Tell the files' work, year by year, and set their fates aside.

        Raises:
            Misconfigured: ``backlog.no_time`` when no story and year give a fate.
        """
        stream = garden.stream(self.stream_name())
        troupe = Troupe(garden)
        fates = stream.branch("fates").shuffled(self._fates())
        among = fitting(troupe, self.stories)
        bare: set[_Unnumbered] = set()
        told = [
            self._chain(troupe, among, fate, place, stream.branch("file", place), bare)
            for place, fate in enumerate(fates)
        ]
        keeping = Keeping(
            garden, "current", "all", None, stream, self.bytes,
            opened=True, digitised=self.digitised,
        )  # fmt: skip
        kept = keeping.keep(told)
        by_chain = {one.chain.told.key: one for one in kept}
        shelved = [by_chain[chain.told.key] for chain in told]
        self._link(garden, shelved, fates, stream.branch("links"))
        for label, wanted in self.named.items():
            refs = sorted(
                one.file.ref
                for one, fate in zip(shelved, fates, strict=True)
                if one.file and fate == wanted
            )
            garden.label(label, refs[0])

    def _fates(self) -> list[Fate]:
        """Return a fate for each file: one of each asked for, the rest by weight."""
        asked = {fate: share for fate, share in self.shares.items() if share > 0}
        rest = self.count - len(asked)
        exact = {fate: rest * share / sum(asked.values()) for fate, share in asked.items()}
        given = {fate: int(part) for fate, part in exact.items()}
        order = sorted(asked, key=lambda fate: (given[fate] - exact[fate], FATES.index(fate)))
        for fate in order[: rest - sum(given.values())]:
            given[fate] += 1
        return [fate for fate in asked for _ in range(given[fate] + 1)]

    def _chain(
        self,
        troupe: Troupe,
        among: Sequence[Story],
        fate: Fate,
        place: int,
        stream: Stream,
        told: set[_Unnumbered],
    ) -> Chain:
        """Tell a file's work; ``told`` are the unnumbered papers so far: none is told twice."""
        today = vietnam(troupe.garden.now).date()
        order = stream.branch("stories").shuffled(
            [story for story in among if self._suits(story, fate)]
        )
        for story in order:
            for year in self._years(story, fate, today, stream.branch("years", story.id)):
                wish = self._wish(troupe, story, year, place, stream)
                wish = wish._replace(suits=self._fated(story, fate, today))
                found = chain_of(troupe, story, wish, stream.branch("chain", story.id, year))
                bare = _unnumbered(found.drafts) if found else set()
                if found and not bare & told:
                    told |= bare
                    return found
        raise Misconfigured("backlog.no_time", fate=fate, first=self.first, last=self.last or "")

    def _suits(self, story: Story, fate: Fate) -> bool:
        term, awaits = _term(story), row(row_id(story.rows[0])).starts is not None
        match fate:
            case "permanent":
                return term == PERMANENT
            case "undecided":
                return term in EVENTS or awaits
            case _:
                return years(term) is not None and not awaits

    def _years(self, story: Story, fate: Fate, today: date, stream: Stream) -> list[int]:
        """Return the years in which the work may begin, in random order."""
        last = self.last or today.year - 1
        count = years(_term(story))
        span = range(self.first, last + 1)
        if fate in {"due", "linked"} and count is not None:
            span = range(self.first, min(last, today.year - count - 1) + 1)
        elif fate == "running" and count is not None:
            span = range(max(self.first, today.year - count), last + 1)
        return stream.shuffled(list(span))

    def _wish(self, troupe: Troupe, story: Story, year: int, place: int, stream: Stream) -> Wish:
        latest = calendar.after(yesterday(troupe), -_ACCEPTED_BY)
        window = Window(
            date(year, 1, 1), min(date(year + 1, 10, 31), latest), begun_by=date(year, 12, 31)
        )
        least, most = self.documents_per_file
        optional = [step.step for step in story.chain if step.chance < 1]
        surplus = max(0, len(story.chain) - most)
        left_out = frozenset(stream.branch("left out").sample(optional, surplus))
        return Wish(
            key=f"{self.stream_name()}/{place}/",
            window=window,
            left_out=left_out,
            every_step=len(story.chain) - len(left_out) <= least,
        )

    def _fated(self, story: Story, fate: Fate, today: date) -> Callable[[Sequence[Dated]], bool]:
        """Return whether days give a file its fate, and as many documents as asked."""
        least, most = self.documents_per_file

        def fated(moments: Sequence[Dated]) -> bool:
            if not least <= len(moments) <= most:
                return False
            if fate in {"permanent", "undecided"}:
                return True
            first = due_from(max(one.day for one in moments), _term(story))
            run_out = first is not None and first <= today
            return run_out == (fate in {"due", "linked"})

        return fated

    def _link(
        self, garden: Garden, shelved: Sequence[Shelved], fates: Sequence[Fate], stream: Stream
    ) -> None:
        """Let longer files rest on those whose fate is linked."""
        files = [one.file for one in shelved if one.file is not None]
        longer = [
            file
            for file, fate in zip(files, fates, strict=True)
            if fate == "permanent" or (fate == "running" and file.maintenance != "2")
        ]
        for place, (file, fate) in enumerate(zip(files, fates, strict=True)):
            if fate == "linked" and longer:
                _rest_on(garden, file, stream.branch(place).choice(longer))


def _rest_on(garden: Garden, file: File, other: File) -> None:
    changed = garden.planter.change(garden.planter.get(File, file.ref), links=[other.ref])
    garden.untag(changed, "due")
    garden.tag(changed, "linked")
    garden.fact(changed, decision=Decision.KEEP.value, reasons=["linked"])


def _unnumbered(drafts: Sequence[Draft]) -> set[_Unnumbered]:
    """Return what the unnumbered papers of a chain are known by.

    Of thousands of files some begin alike: the same officer proposes the same on the same day.
    Nobody could tell such papers from a document that was filed twice.
    """
    return {
        (one.organ_name, one.day, one.sheet.subject or one.sheet.heading, one.hand.name)
        for one in drafts
        if not one.numbered
    }


def _term(story: Story) -> str:
    term = longest(row(row_id(key)).term for key in story.rows)
    assert term is not None  # noqa: S101 - the stories' test holds that no event is mixed in
    return term
