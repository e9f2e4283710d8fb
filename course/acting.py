"""Acting in an attempt: one request, one transaction, one answer, whatever was asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final  # requests are JSON

from pydantic import ValidationError
from sqlmodel import Session

from base.db import reading, writing
from base.errors import Refused, Sentence
from base.model import Value
from course import journal
from course.closing import close_over
from course.journal import Kind
from course.limits import too_fast
from course.people import Person
from course.pinned import Footing, Pinned, footing, open_archive, pinned, steps_done
from sandbox.archive import Archive
from sandbox.colleagues import act as act_in
from sandbox.door import Receipt, Reply
from sandbox.operations import AnyOperation, parse
from sandbox.operations.desk import SwitchDesk


class Answered(Value):
    """The answer to one request: the trainee's receipt, what colleagues did, what is current."""

    reply: Reply
    sentence: Sentence | None = None
    receipts: list[Receipt] = []
    changes: int = 0
    "what ``expected_seq`` must be next time"
    steps_done: list[str] = []


class AnsweredAll(Value):
    """The answer to several requests asked at once: one answer each, in their order."""

    reply: Reply
    "accepted when anything was done, else why nothing was"
    sentence: Sentence | None = None
    "why nothing was even tried: stale, over, another's, too many"
    answers: list[Answered] = []
    changes: int = 0
    steps_done: list[str] = []

    @property
    def done(self) -> int:
        """How many of them were accepted."""
        return sum(one.reply is Reply.ACCEPTED for one in self.answers)


MOST_AT_ONCE: Final = 250
"""Requests in one go: more than any tray holds."""


def act(
    someone: Person,
    handle: str,
    request: Any,  # noqa: ANN401 - JSON
    *,
    expected_seq: int,
    at: datetime,
) -> Answered:
    """Do one thing in one's own attempt.

    Args:
        someone: who asks; the attempt must be theirs and open.
        handle: of the attempt.
        request: JSON of a request; malformed ones are answered and kept in the journal.
        expected_seq: ``changes`` as the asking page last saw it: a double click or a second tab
            asks with an old number and is told so.
        at: wall time.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        refused = _turned_away(session, kept, someone, at, request)
        if refused is not None:
            return refused
        archive = open_archive(session, kept, locked=True)
        if archive.state["changes"] != expected_seq:
            return _told(session, kept, someone, at, Reply.STALE, archive, request)
        typed = _parsed(request)
        if typed is None:
            return _told(session, kept, someone, at, Reply.MALFORMED, archive, request)
        return _done(session, kept, someone, at, archive, typed)


def act_all(
    someone: Person,
    handle: str,
    requests: Sequence[Any],  # JSON
    *,
    expected_seq: int,
    at: datetime,
    watching: Callable[[int], None] | None = None,
) -> AnsweredAll:
    """Do several things in one's own attempt, in one transaction: sign a whole tray.

    Each is judged as if it were asked alone, after those before it; one that is refused leaves
    the others standing, as in an archive's own system: the one bad document is pointed out by
    name and the rest of the tray is done. To undo the rest would do the trainee's looking for
    them. The page is asked about once (``expected_seq``), the journal keeps one entry, and a
    defect in any of them undoes all.

    Args:
        someone: who asks; the attempt must be theirs and open.
        handle: of the attempt.
        requests: JSON of each request, at most ``MOST_AT_ONCE``.
        expected_seq: as for ``act``.
        at: wall time.
        watching: told after each how many were tried; what it raises undoes all.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        refused = _turned_away(session, kept, someone, at, list(requests))
        if refused is None and len(requests) > MOST_AT_ONCE:
            refused = _no("attempt.too_many", most=MOST_AT_ONCE)
        if refused is not None:
            return AnsweredAll(reply=refused.reply, sentence=refused.sentence)
        archive = open_archive(session, kept, locked=True)
        if archive.state["changes"] != expected_seq:
            told = _told(session, kept, someone, at, Reply.STALE, archive, list(requests))
            return AnsweredAll(
                reply=told.reply,
                sentence=told.sentence,
                changes=told.changes,
                steps_done=told.steps_done,
            )
        answers = []
        for place, request in enumerate(requests, start=1):
            answers.append(_tried(archive, request))
            if watching:
                watching(place)
        return _summed(session, kept, someone, at, archive, answers)


def _tried(archive: Archive, request: Any) -> Answered:  # noqa: ANN401 - JSON
    typed = _parsed(request)
    if typed is None:
        told = _no("request.malformed", reply=Reply.MALFORMED)
        return told.model_copy(update={"changes": archive.state["changes"]})
    receipts = act_in(archive, typed)
    mine = receipts[0]
    return Answered(
        reply=mine.reply,
        sentence=mine.sentence,
        receipts=receipts,
        changes=archive.state["changes"],
    )


def _summed(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    archive: Archive,
    answers: list[Answered],
) -> AnsweredAll:
    """Write the one entry of the journal and look at the steps, once for all."""
    accepted = [one for one in answers if one.reply is Reply.ACCEPTED]
    first = (accepted or answers or [_no("request.malformed", reply=Reply.MALFORMED)])[0]
    mine = first.receipts[0] if first.receipts else None
    content = {
        "verb": mine.verb if mine else "",
        "event": mine.event if mine else 0,
        "changes": archive.state["changes"],
        "all": [[one.reply, one.receipts[0].event if one.receipts else 0] for one in answers],
    }
    kind = Kind.ACTED if accepted else Kind.REFUSED
    journal.note(session, kept.row, kind, at=at, account=someone.id, content=content)
    if accepted:
        kept.row.steps_done = steps_done(session, kept, archive)
        session.add(kept.row)
    return AnsweredAll(
        reply=first.reply,
        answers=answers,
        changes=archive.state["changes"],
        steps_done=list(kept.row.steps_done),
    )


def _turned_away(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    request: Any,  # noqa: ANN401 - JSON
) -> Answered | None:
    """Refuse what is not theirs, no longer open, or asked too fast."""
    if kept.row.account != someone.id:
        journal.note(
            session, kept.row, Kind.FOREIGN, at=at, account=someone.id, content=_short(request)
        )
        return _no("attempt.foreign")
    if close_over(session, kept, at=at):
        content = _short(request)
        journal.note(session, kept.row, Kind.LATE, at=at, account=someone.id, content=content)
        return _no("attempt.over")
    if kept.row.status != "open":
        journal.note(session, kept.row, Kind.REFUSED, at=at, account=someone.id)
        return _no("attempt.over" if kept.row.automatic else "attempt.not_open")
    if footing(session, kept) is Footing.ENGINE_MOVED:
        return Answered(
            reply=Reply.REFUSED,
            sentence=Refused("attempt.outdated", scenario=kept.row.scenario).sentence,
        )
    if too_fast(session, kept.row, at):
        journal.note(session, kept.row, Kind.LIMITED, at=at, account=someone.id)
        return _no("attempt.too_fast", reply=Reply.LIMITED)
    return None


def _no(code: str, *, reply: Reply = Reply.REFUSED, **facts: object) -> Answered:
    return Answered(reply=reply, sentence=Refused(code, **facts).sentence)


def _short(request: Any) -> Any:  # noqa: ANN401 - JSON
    return {"request": str(request)[:2000]}


def _parsed(request: Any) -> AnyOperation | None:  # noqa: ANN401 - JSON
    try:
        return parse(request)
    except (ValidationError, RecursionError):
        return None


def _told(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    reply: Reply,
    archive: Archive,
    request: Any,  # noqa: ANN401 - JSON
) -> Answered:
    kind = Kind.STALE if reply is Reply.STALE else Kind.MALFORMED
    journal.note(session, kept.row, kind, at=at, account=someone.id, content=_short(request))
    return Answered(
        reply=reply,
        sentence=Refused(f"request.{reply}").sentence,
        changes=archive.state["changes"],
        steps_done=list(kept.row.steps_done),
    )


def _done(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    archive: Archive,
    request: AnyOperation,
) -> Answered:
    receipts = act_in(archive, request)
    mine = receipts[0]
    kind = Kind.ACTED if mine.accepted else Kind.REFUSED
    journal.note(
        session,
        kept.row,
        kind,
        at=at,
        account=someone.id,
        content={"verb": mine.verb, "event": mine.event, "changes": archive.state["changes"]},
    )
    if mine.accepted:
        kept.row.steps_done = steps_done(session, kept, archive)
        session.add(kept.row)
    return Answered(
        reply=mine.reply,
        sentence=mine.sentence,
        receipts=receipts,
        changes=archive.state["changes"],
        steps_done=list(kept.row.steps_done),
    )


def move_to(someone: Person, handle: str, post: str, *, at: datetime) -> Answered:
    """Sit at another desk; whichever page asks, it is not stale."""
    with reading() as session:
        kept = pinned(session, handle)
        changes = open_archive(session, kept).state["changes"]
    request = SwitchDesk(post=post).model_dump(mode="json")
    return act(someone, handle, request, expected_seq=changes, at=at)
