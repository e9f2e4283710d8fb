"""Which verb leads from which state to which: what any archive system would refuse otherwise.

A verb that is not listed for a status is refused (``state.wrong``). Numbers, seals, holds,
secrecy are facts or overlays and not states: an archive must allow the mistakes that grading
looks for, such as a seal before the signature.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    Disposal,
    DisposalStatus,
    Document,
    DocumentStatus,
    Entity,
    File,
    FileStatus,
    Transfer,
    TransferStatus,
)

S = TypeVar("S", Document, File, Transfer, Disposal)
D, F, T, X = DocumentStatus, FileStatus, TransferStatus, DisposalStatus

_UNISSUED: Final = (D.DRAFT, D.SUBMITTED, D.RETURNED, D.SIGNED)
_IN_WORK: Final = (F.OPEN, F.RETURNED)


def _stay(*statuses: StrEnum) -> dict[StrEnum, StrEnum]:
    return {status: status for status in statuses}


def _to(status: StrEnum, *before: StrEnum) -> dict[StrEnum, StrEnum]:
    return dict.fromkeys(before, status)


LIFECYCLE: Final[Mapping[type[Entity], Mapping[str, Mapping[StrEnum, StrEnum]]]] = {
    Document: {
        "revise-draft": _to(D.DRAFT, D.DRAFT, D.RETURNED),
        "attach-file": _stay(D.DRAFT, D.RETURNED),
        "detach-file": _stay(D.DRAFT, D.RETURNED),
        "submit-draft": _to(D.SUBMITTED, D.DRAFT, D.RETURNED, D.SUBMITTED),
        "return-draft": _to(D.RETURNED, D.SUBMITTED),
        "sign-document": _to(D.SIGNED, D.DRAFT, D.SUBMITTED, D.RETURNED),
        "number-document": _stay(*_UNISSUED),
        "seal-document": _stay(*_UNISSUED),
        "mark-files": _stay(*_UNISSUED, D.RECEIVED, D.REGISTERED),
        "copy-document": _stay(D.ISSUED, D.REGISTERED),
        "issue-document": _to(D.ISSUED, *_UNISSUED),
        "register-incoming": _to(D.REGISTERED, D.RECEIVED),
        "return-incoming": _to(D.SENT_BACK, D.RECEIVED),
        "file-documents": _stay(*(s for s in D if s not in {D.DESTROYED, D.SENT_BACK})),
    },
    File: {
        "file-documents": _stay(*_IN_WORK, F.CURRENT),
        "move-document": _stay(*_IN_WORK, F.CURRENT),
        "remove-document": _stay(*_IN_WORK, F.CURRENT),
        "set-retention": _stay(*_IN_WORK, F.CLOSED, F.CURRENT),
        "close-file": _to(F.CLOSED, *_IN_WORK),
        "reopen-file": _to(F.OPEN, F.CLOSED),
        "hand-over-files": _to(F.HANDED_OVER, F.CLOSED),
        "accept-files": _to(F.CURRENT, F.HANDED_OVER),
        "return-files": _to(F.RETURNED, F.HANDED_OVER),
        "appraise-file": _stay(F.CURRENT),
        "propose-transfer": _stay(F.CURRENT),
        "send-package": _to(F.SENT, F.CURRENT),
        "propose-disposal": _to(F.REVIEW, F.CURRENT),
        "withdraw-from-disposal": _to(F.CURRENT, F.REVIEW),
        "destroy-records": _to(F.DESTROYED, F.REVIEW),
    },
    Transfer: {
        "amend-transfer": _to(T.PROPOSED, T.PROPOSED, T.PACKED),
        "build-package": _to(T.PACKED, T.PROPOSED, T.PACKED),
        "send-package": _to(T.SENT, T.PACKED),
        "decide-transfer": _to(T.ACCEPTED, T.SENT),
        "sign-minutes": _stay(T.ACCEPTED, T.PARTLY),
    },
    Disposal: {
        "withdraw-from-disposal": _stay(X.PROPOSED, X.REVIEWED, X.DECIDED),
        "convene-council": _stay(X.PROPOSED),
        "cast-vote": _stay(X.PROPOSED),
        "conclude-council": _to(X.REVIEWED, X.PROPOSED),
        "request-opinion": _stay(X.PROPOSED, X.REVIEWED),
        "give-opinion": _stay(X.PROPOSED, X.REVIEWED),
        "decide-disposal": _to(X.DECIDED, X.PROPOSED, X.REVIEWED),
        "destroy-records": _to(X.DESTROYED, X.PROPOSED, X.REVIEWED, X.DECIDED),
        "make-disposal-minutes": _to(X.COMPLETED, X.DESTROYED),
    },
}


def after(subject: Document | File | Transfer | Disposal, verb: str) -> StrEnum:
    """Return the state that ``verb`` leads to from where ``subject`` stands.

    Raises:
        Refused: ``state.wrong``, naming the state and the states from which it would do.
    """
    steps = LIFECYCLE[type(subject)][verb]
    if subject.status not in steps:
        kind = type(subject).__name__.lower()
        raise Refused(
            "state.wrong",
            ref=subject.ref,
            verb=f"@verb.{verb}.title",
            state=f"@status.{kind}.{subject.status}",
            states=",".join(f"@status.{kind}.{status}" for status in steps),
        )
    return steps[subject.status]


def move(archive: Archive, subject: S, verb: str, /, **facts: object) -> S:
    """Take ``subject`` one step along its life and change ``facts`` with it."""
    return archive.change(subject, status=after(subject, verb), **facts)


def may_follow(subject: Entity, verb: str) -> bool:
    """Whether the state of ``subject`` allows ``verb``: what a desk offers."""
    steps = LIFECYCLE.get(type(subject), {}).get(verb)
    return steps is None or getattr(subject, "status", None) in steps
