"""Files of told chains: their rows in the yearly list, what lies in them, what is right of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from base.clock import vietnam
from sandbox.entities import (
    Decision,
    Document,
    File,
    FileStatus,
    Filing,
    Mode,
    Organisation,
    PlannedFile,
    Post,
)
from sandbox.rulebook.retention import PERMANENT, due_from, is_due, longest
from sandbox.rulebook.schedules import row
from sandbox.verdicts import Verdict
from scenarios.garden import Garden
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.matter_chains import Chain
from scenarios.recipes.paperwork import Registry
from scenarios.recipes.stories_cast import row_id
from scenarios.recipes.stories_drafts import Draft
from scenarios.streams import Stream

State = Literal["in-work", "closed", "handed-over", "current"]
"""How far a file has come: still open, closed by its maker, on its way to the current archive, or
kept there."""

_STATUS: Final[Mapping[State, FileStatus]] = {
    "in-work": FileStatus.OPEN,
    "closed": FileStatus.CLOSED,
    "handed-over": FileStatus.HANDED_OVER,
    "current": FileStatus.CURRENT,
}
_TAGS: Final[Mapping[Decision, str]] = {
    Decision.DESTROY: "due",
    Decision.KEEP: "running",
    Decision.WAIT: "undecided",
}


class Shelved(NamedTuple):
    """A chain with its file."""

    chain: Chain
    file: File | None
    planned: PlannedFile | None


class Cabinet:
    """Opens files for chains, takes planned ones where the list has them."""

    def __init__(self, garden: Garden, stream: Stream) -> None:
        """Look at what the lists plan and what is opened already."""
        self._garden = garden
        self._planter = garden.planter
        self._stream = stream
        self._taken = {file.planned for file in garden.planter.all(File)}

    def reserve(self, chain: Chain, post: str | None) -> PlannedFile | None:
        """Return the planned file of a chain and take it; None when the list has none left."""
        year = chain.first_day.year
        rows = self._planter.all(PlannedFile, year=year, table_row=row_id(chain.story.rows[0]))
        free = [planned for planned in rows if planned.ref not in self._taken]
        if not free:
            return None
        unit = self._unit(post or self._worker(chain))
        near = [planned for planned in free if self._unit(planned.creator) == unit]
        chosen = (near or free)[0]
        self._taken.add(chosen.ref)
        return chosen

    def _worker(self, chain: Chain) -> str:
        return chain.told.cast.desk(chain.first_day).post.ref

    def _unit(self, post: str) -> str | None:
        return self._planter.get(Post, post).unit

    def notation(self, year: int, heading: str) -> str:
        """Return the next free notation of a heading: files come after those planned."""
        taken = [one.file_notation for one in self._planter.all(PlannedFile, heading=heading)
                 if one.year == year]  # fmt: skip
        taken += [one.file_notation for one in self._planter.all(File, heading=heading)
                  if one.file_catalog == year]  # fmt: skip
        numbers = [int(notation.partition(".")[0]) for notation in taken]
        return f"{max(numbers, default=0) + 1:02d}.{heading}"

    def open(
        self, chain: Chain, planned: PlannedFile | None, *, state: State, post: str | None
    ) -> File:
        """Open a file for a chain, empty yet."""
        rows = [row(row_id(key)) for key in chain.story.rows]
        year, heading = chain.first_day.year, rows[0].heading
        own = chain.told.cast.troupe.body(self._garden.own(), chain.first_day)
        return self._planter.add(
            File(
                ref=self._planter.next_ref(File),
                file_catalog=year,
                file_notation=planned.file_notation if planned else self.notation(year, heading),
                organ_id=own.organ_id,
                title=chain.title,
                status=_STATUS[state],
                maintenance=term_of(chain),
                table_row=rows[0].id,
                creator=post or (planned.creator if planned else self._worker(chain)),
                planned=planned.ref if planned else None,
                heading=heading,
                mode=Mode(chain.story.mode),
                opened_at=chain.drafts[0].at_hand + timedelta(minutes=35),
            )
        )

    def fill(self, file: File, documents: Sequence[Document], state: State) -> File:
        """Put documents into a file, in their order, and bring its counts in line."""
        stream = self._stream.branch("filing", file.ref)
        moments = self._moments(documents, state, stream)
        for place, document in enumerate(documents, start=1):
            self._planter.add(
                Filing(
                    ref=self._planter.next_ref(Filing),
                    file=file.ref,
                    document=document.ref,
                    ordinal=place,
                    filed_at=_at_hand(document) + timedelta(hours=2, minutes=place),
                )
            )
        days = sorted(day for document in documents if (day := document.issued_date))
        return self._planter.change(
            file,
            total_doc=len(documents),
            number_of_page=sum(document.number_of_page for document in documents),
            start_date=days[0] if days else None,
            end_date=days[-1] if days else None,
            **moments,
        )

    def _moments(
        self, documents: Sequence[Document], state: State, stream: Stream
    ) -> dict[str, datetime]:
        """Return when it was closed and accepted: within sixty days, before the exercise begins."""
        if state == "in-work" or not documents:
            return {}
        last = max(_at_hand(document) for document in documents)
        closed = calendar.office_hour(
            calendar.after(vietnam(last).date(), stream.integer(1, 6)), stream
        )
        closed = min(closed, self._garden.now - timedelta(days=2))
        moments = {"closed_at": max(closed, last + timedelta(hours=3))}
        if state == "current":
            day = calendar.after(vietnam(moments["closed_at"]).date(), stream.integer(4, 28))
            accepted = calendar.office_hour(day, stream)
            moments["accepted_at"] = min(accepted, self._garden.now - timedelta(hours=20))
        return moments


def _at_hand(document: Document) -> datetime:
    moment = document.arrival_date or document.issued_at or document.signed_at
    assert moment is not None  # noqa: S101 - every told document has one
    return moment


def term_of(chain: Chain) -> str:
    """Return the term of a chain's file: the longest of its rows (Luật 33/2024 Đ15K4)."""
    term = longest(row(row_id(key)).term for key in chain.story.rows)
    assert term is not None  # noqa: S101 - the stories' test holds that no event is mixed in
    return term


class Judged(NamedTuple):
    """What is right of a file."""

    due: date | None
    decision: Decision
    reasons: list[str]


def judged(file: File, own: Organisation, today: date) -> Judged:
    """Return what appraisal should decide of a file on a day, by the agency's table.

    Held and linked files are told by the recipes that make them so.
    """
    assert file.maintenance is not None  # noqa: S101 - files of chains have a term
    if file.maintenance == PERMANENT:
        decision = Decision.TRANSFER if own.must_submit else Decision.KEEP
        return Judged(None, decision, ["permanent"])
    awaits = row(file.table_row).starts is not None
    if awaits or file.end_date is None:
        return Judged(None, Decision.WAIT, ["undecided"])
    match is_due(file.end_date, file.maintenance, on=today):
        case Verdict.VALID:
            reasons, decision = ["expired"], Decision.DESTROY
        case Verdict.INVALID:
            reasons, decision = ["running"], Decision.KEEP
        case _:
            reasons, decision = ["undecided"], Decision.WAIT
    return Judged(due_from(file.end_date, file.maintenance), decision, reasons)


def set_aside(garden: Garden, shelved: Shelved, state: State) -> None:
    """Set aside what is true of a file: its term, its row, when it is due, what to decide."""
    file, chain = shelved.file, shelved.chain
    if file is None:
        return
    garden.fact(file, term=file.maintenance, row=file.table_row, matter=chain.told.key.rstrip("/"))
    if len(chain.story.rows) > 1:
        garden.tag(file, "mixed")
    if file.maintenance == PERMANENT:
        garden.tag(file, "permanent")
    if state != "in-work":
        _appraised(garden, file, state)


def _appraised(garden: Garden, file: File, state: State) -> None:
    """Set aside what appraisal should say of a file whose work is done."""
    own = garden.own()
    told = judged(file, own, vietnam(garden.now).date())
    garden.fact(
        file,
        due=told.due.isoformat() if told.due else None,
        decision=told.decision.value,
        reasons=told.reasons,
    )
    if state != "current":
        return
    if file.maintenance != PERMANENT:
        garden.tag(file, _TAGS[told.decision])
    elif own.must_submit:
        garden.tag(file, "transferable")


def document_facts(registry: Registry, shelved: Shelved, draft: Draft) -> dict[str, Any]:
    """Return what is right of a document: its matter, its file, its signatures, its way."""
    day = vietnam(draft.at_hand).date()
    desk = shelved.chain.told.cast.desk(day)
    facts: dict[str, Any] = {
        "matter": draft.chain.rstrip("/"),
        "file": shelved.file.ref if shelved.file else None,
        "return_reason": [],
        "route": (desk.head or desk.post).ref,
    }
    if registry.soundly_signed(draft.key):
        facts |= {"verdict": Verdict.VALID.value, "reasons": ["sound"]}
    return facts
