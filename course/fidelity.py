"""Replay fidelity: logs of submitted attempts, played again on today's engine, give the same."""

from enum import StrEnum

from sqlmodel import Session

from base.db import reading, writing
from base.model import Value
from course.pinned import Pinned, open_archive, pinned
from course.regrading import submitted
from sandbox.archive import Archive
from sandbox.blobs import blobs
from sandbox.colleagues import replay
from scenarios.world import start


class Fidelity(StrEnum):
    """What playing a log again showed."""

    SAME = "same"
    REFUSED = "refused"
    "today's engine refuses what was accepted then"
    DIFFERS = "differs"
    "everything is accepted, and the archive is another"


class Replayed(Value):
    """One attempt, played again."""

    attempt: str
    fidelity: Fidelity
    events: int
    "accepted ones that were played"
    first: int | None = None
    "number of the first event that was refused"


def replayed(scenario: str) -> list[Replayed]:
    """Play every submitted attempt of a scenario again, on scratch copies that are undone."""
    with reading() as session:
        handles = [row.handle for row, _ in submitted(session, scenario)]
    return [_one(handle) for handle in handles]


def _one(handle: str) -> Replayed:
    with writing() as session:
        told = _played(session, pinned(session, handle), handle)
        session.rollback()
        return told


def _played(session: Session, kept: Pinned, handle: str) -> Replayed:
    left = open_archive(session, kept)
    fresh = start(session, kept.template, kind="scratch", blobs=blobs())
    since = fresh.state["events"]
    events = left.events(after=since)
    receipts = replay(fresh, events)
    accepted = [event for event in events if event.happened]
    first = next((e.seq for e, r in zip(accepted, receipts, strict=True) if not r.accepted), None)
    if first is not None:
        fidelity = Fidelity.REFUSED
    else:
        fidelity = Fidelity.SAME if _alike(fresh, left) else Fidelity.DIFFERS
    return Replayed(attempt=handle, fidelity=fidelity, events=len(accepted), first=first)


def _alike(fresh: Archive, left: Archive) -> bool:
    """Whether two archives hold the same; which desk one sat at last, or when, is no matter."""
    fresh.keep(desk=left.state["desk"], now=left.state["now"])
    return fresh.fingerprint() == left.fingerprint()
