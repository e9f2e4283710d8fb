"""The two books of the own agency's registry: what came in, what went out, a line for each."""

from datetime import date, datetime, timedelta
from typing import Final

from base.clock import vietnam
from sandbox.authority_register import posts_on
from sandbox.entities import Direction, Register, RegisterEntry, Role
from scenarios.garden import Garden
from scenarios.recipes.stories_drafts import Draft

_ENTERED_AFTER: Final = timedelta(minutes=4)


class Books:
    """The lines written so far; a line keeps its ref when its number moves."""

    def __init__(self, garden: Garden) -> None:
        """Open empty books."""
        self._garden = garden
        self._planter = garden.planter
        self._lines: dict[str, tuple[str, int]] = {}
        self._clerks: dict[date, str | None] = {}

    def write(self, draft: Draft, ref: str, *, number: int | None, arrival: int | None) -> None:
        """Write the line of a document, if it has a number in a book.

        Args:
            draft: the document.
            ref: of its row.
            number: its own.
            arrival: its number in the book of incoming documents.
        """
        book, place = _line(draft, number, arrival)
        if place is None:
            return
        known = self._lines.get(draft.key)
        if known is None:
            self._lines[draft.key] = (self._enter(draft, ref, book, place), place)
        elif known[1] != place:
            entry = self._planter.get(RegisterEntry, known[0])
            self._lines[draft.key] = (self._planter.change(entry, number=place).ref, place)

    def _enter(self, draft: Draft, document: str, book: Register, number: int) -> str:
        at = draft.arrives or draft.made + _ENTERED_AFTER
        ref = self._planter.next_ref(RegisterEntry)
        self._planter.add(
            RegisterEntry(
                ref=ref,
                book=book,
                year=vietnam(at).year,
                number=number,
                document=document,
                entered_at=at,
                entered_by=self._clerk(at),
            )
        )
        return ref

    def _clerk(self, at: datetime) -> str | None:
        day = vietnam(at).date()
        if day not in self._clerks:
            posts = posts_on(self._planter, day, organisation=self._garden.own().ref)
            clerks = [post.ref for post in posts if post.role is Role.CLERK]
            self._clerks[day] = clerks[0] if clerks else None
        return self._clerks[day]


def _line(draft: Draft, number: int | None, arrival: int | None) -> tuple[Register, int | None]:
    if draft.direction is Direction.INCOMING:
        return Register.INCOMING, arrival
    ours = draft.direction is Direction.OUTGOING and not draft.step.copy_of
    return Register.OUTGOING, number if ours else None
