"""The examination of one file: open it, find its signatures, ask each the three questions."""

from datetime import datetime

from sandbox.signing.changes import SHADOW
from sandbox.signing.containers import Found, Unreadable, found_in, is_stamp
from sandbox.signing.foreign import BROKEN, hush
from sandbox.signing.grounds import PICTURE
from sandbox.signing.limits import MOST_SIGNATURES
from sandbox.signing.opening import Document, opened
from sandbox.signing.proof import horizon_of, horizons
from sandbox.signing.questions import Case, Seen, check, seen, unread
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
    asked, unreadable = _asked(case)
    stamps = [one.signature for one in asked if is_stamp(one.signature) and one.sound]
    proofs = horizons(stamps, case.stamping(case.source()))
    checks = tuple(check(one, case, horizon_of(one.revision, proofs, case.at)) for one in asked)
    checks += tuple(unread(entry) for entry in unreadable)
    remarks = (*case.document.remarks, *_about_fields(case.found, checks))
    return SignatureReport(
        verdict=whole(checks, remarks),
        signatures=checks,
        remarks=remarks,
        limits=(SHADOW,) if any(one.changes.filled for one in asked) else (),
    )


def _asked(case: Case) -> tuple[list[Seen], list[Unreadable]]:
    asked, unreadable = [], list(case.found.unreadable)
    for signature in case.found.signatures:
        try:
            asked.append(seen(signature, case))
        except BROKEN as error:
            remark = unclear("integrity.parties", why=type(error).__name__)
            unreadable.append(Unreadable(signature.field_name, remark))
    return asked, unreadable


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
