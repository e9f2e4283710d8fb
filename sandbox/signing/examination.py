"""The examination of one file: open it, find its signatures, ask each the three questions."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import Final, NamedTuple, Protocol, TypeVar

from sandbox.signing.cases import Case, Seen
from sandbox.signing.changes import SHADOW
from sandbox.signing.containers import Found, Unreadable, found_in, is_stamp
from sandbox.signing.foreign import BROKEN, hush
from sandbox.signing.grounds import PICTURE
from sandbox.signing.limits import MOST_SIGNATURES
from sandbox.signing.opening import Document, opened
from sandbox.signing.proof import horizon_of, horizons
from sandbox.signing.questions import check, seen, unread
from sandbox.signing.report import (
    Kind,
    SignatureCheck,
    SignatureReport,
    fine,
    unclear,
    whole,
)
from sandbox.signing.store import Store, store_of
from sandbox.signing.trust import Trust
from sandbox.verdicts import Remark, Verdict


class _Half(NamedTuple):
    """What the file alone answers: the first two questions of every signature."""

    document: Document
    found: Found
    store: Store
    asked: tuple[Seen, ...]
    lost: tuple[Unreadable, ...]


def examined(pdf: bytes, trust: Trust, at: datetime) -> SignatureReport:
    """Examine ``pdf``; whatever is wrong with the file becomes a remark.

    Reading a file and comparing its revisions is most of the work and does not depend on trust or
    moment: an outlook asks of the same bytes at many moments. The last few halves are kept.
    """
    hush()
    name = hashlib.sha256(pdf).digest()
    with _LOCK:
        kept = _HALVES.pop(name, None)  # lent to one asker at a time
    half = kept or _half(pdf, trust, at)
    if isinstance(half, Remark):
        return unexamined(half)
    report = _report(half, trust, at)
    if len(pdf) <= _SMALL:
        with _LOCK:
            _HALVES[name] = half
            while len(_HALVES) > _HALVES_MOST:
                _HALVES.pop(next(iter(_HALVES)))
    return report


_LOCK: Final = Lock()
_HALVES: Final[dict[bytes, _Half]] = {}
_HALVES_MOST: Final = 8
_SMALL: Final = 1_000_000
"""Bytes: larger files are read each time."""


def _half(pdf: bytes, trust: Trust, at: datetime) -> _Half | Remark:
    document = opened(pdf)
    if not isinstance(document, Document):
        return document
    try:
        found, store = found_in(document.reader), store_of(document.reader)
    except BROKEN as error:
        return unclear("file.unreadable", why=type(error).__name__)
    number = len(found.signatures)
    if number > MOST_SIGNATURES:
        return unclear("file.too_many_signatures", number=number, limit=MOST_SIGNATURES)
    case, lost = Case(document, found, store, trust, at), list(found.unreadable)
    asked = _each(found.signatures, lambda one: seen(one, case), lost)
    return _Half(document, found, store, tuple(asked), tuple(lost))


def unexamined(remark: Remark) -> SignatureReport:
    """Return the report on a file that could not be examined, for that reason."""
    return SignatureReport(verdict=Verdict.UNDETERMINED, remarks=(remark,))


def _report(half: _Half, trust: Trust, at: datetime) -> SignatureReport:
    case = Case(half.document, half.found, half.store, trust, at)
    asked, lost = half.asked, list(half.lost)
    stamps = [one.signature for one in asked if is_stamp(one.signature) and one.sound]
    proofs = horizons(stamps, case.stamping(case.source()))
    told = _each(asked, lambda one: check(one, case, horizon_of(one.revision, proofs, at)), lost)
    checks = (*told, *(unread(entry) for entry in lost))
    remarks = (*case.document.remarks, *_about_fields(case.found, checks))
    return SignatureReport(
        verdict=whole(checks, remarks),
        signatures=checks,
        remarks=remarks,
        limits=(SHADOW,) if any(one.changes.filled for one in asked) else (),
    )


class _Named(Protocol):
    @property
    def field_name(self) -> str: ...


_Asked = TypeVar("_Asked", bound=_Named)
_Answer = TypeVar("_Answer")


def _each(
    asked: Sequence[_Asked], question: Callable[[_Asked], _Answer], lost: list[Unreadable]
) -> list[_Answer]:
    """Ask each; a signature that cannot bear the question is lost with the reason, not the file."""
    answers = []
    for one in asked:
        try:
            answers.append(question(one))
        except BROKEN as error:
            remark = unclear("integrity.parties", why=type(error).__name__)
            lost.append(Unreadable(one.field_name, remark))
    return answers


def _about_fields(found: Found, checks: tuple[SignatureCheck, ...]) -> list[Remark]:
    signed = any(entry.kind is not Kind.TIMESTAMP for entry in checks)
    say = fine if signed else unclear
    remarks = []
    if found.empty:
        remarks.append(say("signatures.empty_field", PICTURE, fields=", ".join(found.empty)))
    if found.stray:
        remarks.append(unclear("signatures.stray", number=found.stray))
    if not signed and not remarks:
        remarks.append(unclear("signatures.none", PICTURE))
    return remarks
