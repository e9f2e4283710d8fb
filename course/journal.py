"""An attempt's journal: steps, hints, answers, and requests that never reached the archive."""

from datetime import datetime
from enum import StrEnum
from typing import Any  # contents are JSON

from sqlmodel import Session, select

from base.canonical import canonical, digest
from base.model import Value
from course.tables import AttemptRow, JournalRow


class Kind(StrEnum):
    """What an entry is about."""

    STARTED = "started"
    ACTED = "acted"
    REFUSED = "refused"
    MALFORMED = "malformed"
    STALE = "stale"
    FOREIGN = "foreign"
    LIMITED = "limited"
    BROKEN = "broken"
    CHECKED = "checked"
    HINTED = "hinted"
    ANSWERED = "answered"
    RESET = "reset"
    RESUMED = "resumed"
    SUBMITTED = "submitted"
    GIVEN_BACK = "given-back"
    LATE = "late"
    "asked after the deadline: refused"
    ABANDONED = "abandoned"
    REVEALED = "revealed"
    "the solution was opened: credit for this variant is closed"


class Entry(Value):
    """One entry."""

    seq: int
    kind: Kind
    at: datetime
    account: int | None
    content: str
    previous: str
    hash: str


def note(
    session: Session,
    attempt: AttemptRow,
    kind: Kind,
    *,
    at: datetime,
    account: int | None = None,
    content: Any = None,  # noqa: ANN401 - JSON
) -> int:
    """Append an entry, chained to the one before; return its number."""
    assert attempt.id is not None  # noqa: S101 - flushed
    seq = attempt.entries + 1
    text = canonical(content if content is not None else {})
    link = _link(seq, kind, at, account, text, attempt.head)
    session.add(
        JournalRow(
            attempt=attempt.id,
            seq=seq,
            kind=kind,
            at=at,
            account=account,
            content=text,
            previous=attempt.head,
            hash=link,
        )
    )
    attempt.entries, attempt.head = seq, link
    session.add(attempt)
    session.flush()
    return seq


def _link(
    seq: int, kind: str, at: datetime, account: int | None, content: str, previous: str
) -> str:
    moment = at.timestamp()
    return digest([seq, str(kind), round(moment * 1_000_000), account, content, previous])


def entries(session: Session, attempt: int) -> list[Entry]:
    """Return an attempt's journal in order."""
    rows = session.exec(select(JournalRow).where(JournalRow.attempt == attempt).order_by("seq"))
    return [Entry(**row.model_dump(exclude={"attempt"})) for row in rows]


def broken_at(chain: list[Entry], head: str) -> int | None:
    """Return the number of the first entry that does not follow, or None when the chain holds."""
    previous = ""
    for entry in chain:
        link = _link(entry.seq, entry.kind, entry.at, entry.account, entry.content, entry.previous)
        if entry.previous != previous or entry.hash != link:
            return entry.seq
        previous = entry.hash
    return None if previous == head else len(chain) + 1
