"""The examination of one file: open it, find its signatures, ask each the three questions."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from sandbox.signing.cases import Case
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
from sandbox.signing.store import store_of
from sandbox.signing.trust import Trust
from sandbox.verdicts import Remark, Verdict


def examined(pdf: bytes, trust: Trust, at: datetime) -> SignatureReport:
    """Examine ``pdf``; whatever is wrong with the file becomes a remark."""
    hush()
    document = opened(pdf)
    if not isinstance(document, Document):
        return unexamined(document)
    try:
        found, store = found_in(document.reader), store_of(document.reader)
    except BROKEN as error:
        return unexamined(unclear("file.unreadable", why=type(error).__name__))
    number = len(found.signatures)
    if number > MOST_SIGNATURES:
        return unexamined(unclear("file.too_many_signatures", number=number, limit=MOST_SIGNATURES))
    return _report(Case(document, found, store, trust, at))


def unexamined(remark: Remark) -> SignatureReport:
    """Return the report on a file that could not be examined, for that reason."""
    return SignatureReport(verdict=Verdict.UNDETERMINED, remarks=(remark,))


def _report(case: Case) -> SignatureReport:
    lost = list(case.found.unreadable)
    asked = _each(case.found.signatures, lambda one: seen(one, case), lost)
    stamps = [one.signature for one in asked if is_stamp(one.signature) and one.sound]
    proofs = horizons(stamps, case.stamping(case.source()))
    told = _each(
        asked, lambda one: check(one, case, horizon_of(one.revision, proofs, case.at)), lost
    )
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
    asked: list[_Asked], question: Callable[[_Asked], _Answer], lost: list[Unreadable]
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
