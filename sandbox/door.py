"""The one door: every change to an archive goes through ``do()``.

A request is performed inside a savepoint; when it is accepted, its effect and its event are
written together; when it is refused, nothing changes but the log, which keeps the refusal.
Nothing here commits: ``course`` opens the one transaction of a use case.
"""

from datetime import datetime
from enum import StrEnum

from base.errors import Refused, Sentence
from base.model import Value
from sandbox.archive import Archive
from sandbox.blobs import MemoryBlobs
from sandbox.entities import Post
from sandbox.events import Event, EventDraft, Outcome, as_json
from sandbox.operations import AnyOperation, Effect
from sandbox.rules import may_act


class Reply(StrEnum):
    """How a request was answered."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    MALFORMED = "malformed"
    STALE = "stale"
    LIMITED = "limited"
    BROKEN = "broken"


class Receipt(Value):
    """The answer to a request: what it made, or why it was refused."""

    reply: Reply
    verb: str
    event: int = 0
    "number of the event in the archive's log"
    made: dict[str, str] = {}
    touched: list[str] = []
    sentence: Sentence | None = None
    "the reason, when it was not accepted"
    warning: Sentence | None = None
    "what is to be known though it was done"

    @property
    def accepted(self) -> bool:
        """Whether the archive changed."""
        return self.reply is Reply.ACCEPTED


def do(
    archive: Archive, request: AnyOperation, *, post: str | None = None, at: datetime | None = None
) -> Receipt:
    """Perform a request and log it.

    Args:
        archive: opened in a write session.
        request: the typed request.
        post: ref of the acting post; the trainee's desk unless told.
        at: the hour of the act when it is not the clock's: an errand, a replay.

    Returns:
        Accepted with what it made, or refused with the reason. Any other exception is a defect
        and rolls back the caller's transaction.
    """
    with archive.as_of(at or archive.now):  # the hour of the act, though the act may move the clock
        try:
            with archive.session.begin_nested():
                effect, acting = _perform(archive, request, post)
                event = _log(archive, request, effect=effect, acting=acting)
                archive.keep(changes=archive.state["changes"] + 1)
        except Refused as refusal:
            _reload(archive)
            return _refuse(archive, request, refusal, post)
    return Receipt(
        reply=Reply.ACCEPTED,
        verb=request.name(),
        event=event.seq,
        made=effect.made,
        touched=[*effect.sources, *effect.outcomes],
        warning=effect.warning,
    )


def rehearse(archive: Archive, request: AnyOperation, *, post: str | None = None) -> Receipt:
    """Say what ``do`` would answer, and leave no trace: no row, no event, no blob."""
    kept, archive.blobs = archive.blobs, MemoryBlobs(archive.blobs)
    savepoint = archive.session.begin_nested()
    try:
        return do(archive, request, post=post)
    finally:
        savepoint.rollback()
        archive.blobs = kept
        _reload(archive)


def _perform(
    archive: Archive, request: AnyOperation, post: str | None
) -> tuple[Effect, Post | None]:
    acting = archive.find(Post, post or archive.state["desk"])
    may_act(archive, request, acting)
    archive.actor = acting
    try:
        return request.perform(archive), acting
    finally:
        archive.actor = None


def _log(archive: Archive, request: AnyOperation, *, effect: Effect, acting: Post | None) -> Event:
    objects = [[ref, "source"] for ref in effect.sources]
    objects += [[ref, "outcome"] for ref in effect.outcomes]
    return archive.log(
        EventDraft(
            type=request.premis,
            verb=request.name(),
            outcome=effect.outcome,
            at=archive.now,
            actor=acting.ref if acting else "",
            role=acting.role if acting else "",
            request=as_json(request),
            objects=as_json(objects),
            detail=as_json({**effect.detail, "made": effect.made}),
        )
    )


def _refuse(archive: Archive, request: AnyOperation, refusal: Refused, post: str | None) -> Receipt:
    acting = archive.find(Post, post or archive.state["desk"])
    effect = Effect(
        outcome=Outcome.REFUSED, detail={"code": refusal.code, "facts": dict(refusal.facts)}
    )
    event = _log(archive, request, effect=effect, acting=acting)
    return Receipt(
        reply=Reply.REFUSED,
        verb=request.name(),
        event=event.seq,
        sentence=refusal.sentence,
    )


def _reload(archive: Archive) -> None:
    """Forget what a rolled-back savepoint had put in the sandbox's row."""
    fresh = Archive(archive.session, archive.sandbox, blobs=archive.blobs)
    archive.state = fresh.state
