"""The three questions asked of one signature: integrity, later changes, trust."""

from datetime import datetime
from typing import NamedTuple

from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from sandbox.signing import portrait
from sandbox.signing.cases import Case, Seen
from sandbox.signing.chain import Chain, chain_of
from sandbox.signing.changes import UNASKED, changes_after, settles
from sandbox.signing.containers import Unreadable, is_stamp, parties_of, tokens_of
from sandbox.signing.grounds import UNPROVEN
from sandbox.signing.integrity import TORN, algorithm_of, integrity_of, weakness
from sandbox.signing.proof import Horizon, Stamped, judged, of_archive
from sandbox.signing.report import Panel, SignatureCheck, fine, panel
from sandbox.signing.signatory import signatory
from sandbox.signing.store import inside
from sandbox.signing.times import Times, consistent
from sandbox.verdicts import Remark, Verdict

_LAPSED = {"expired", "status_unknown", "outside_term", "weak"}
"""Timestamps that were good once: they prove nothing now, but nobody faked them."""


class _Trusted(NamedTuple):
    chain: Chain
    stamps: list[Stamped]
    proven: datetime | None
    remarks: list[Remark]


def seen(signature: EmbeddedPdfSignature, case: Case) -> Seen:
    """Ask the first two questions; what a torn file was before, nobody can say."""
    integrity = integrity_of(signature, case.document.body)
    torn = any(remark.code in TORN for remark in integrity)
    settled = is_stamp(signature) and _settled_before(signature, case)
    changes = UNASKED if torn else changes_after(signature, case.document, settled=settled)
    parties = parties_of(signature.signed_data)
    return Seen(signature, integrity, changes, parties, tokens_of(signature))


def _settled_before(stamp: EmbeddedPdfSignature, case: Case) -> bool:
    """Whether the last person or agency has signed before, and only evidence has followed."""
    ordinary = [one for one in case.found.signatures if not is_stamp(one)]
    return (
        bool(ordinary)
        and ordinary[-1].signed_revision < stamp.signed_revision
        and settles(ordinary[-1])
    )


def check(one: Seen, case: Case, horizon: Horizon) -> SignatureCheck:
    """Ask the third question, and write down what the signature says of itself."""
    signature, signer = one.signature, one.parties.signer
    trusted = (_stamp_trust if is_stamp(signature) else _trust)(one, case, horizon)
    person = portrait.person_of(signer)
    stamped = bool(trusted.stamps) or horizon.proven
    archived = any(
        is_stamp(other) and other.signed_revision > one.revision for other in case.found.signatures
    )
    return SignatureCheck(
        field=signature.field_name,
        revision=one.revision + 1,
        byte_range=tuple(int(number) for number in signature.byte_range),
        covers_file=one.changes.covers_file,
        kind=portrait.kind_of(signature, signer),
        signer=person.name,
        organisation_unit=person.unit,
        issuer=person.issuer,
        issuer_kind=portrait.house_of(trusted.chain, case.trust),
        practice=person.practice,
        serial=person.serial,
        fingerprint=person.fingerprint,
        claimed=portrait.claimed_by(signature),
        stamped=trusted.stamps[0].said if trusted.stamps else None,
        proven=trusted.proven,
        level=portrait.level_of(
            signature, trusted.chain, case.store, stamped=stamped, archived=archived
        ),
        algorithm=algorithm_of(signature),
        rectangle=portrait.rectangle_of(signature, case.document.reader),
        chain=portrait.links(trusted.chain),
        stamp_chain=portrait.links(trusted.stamps[0].chain) if trusted.stamps else (),
        integrity=panel(*one.integrity, *_weakness(one, case, trusted.proven)),
        changes=Panel(verdict=Verdict.UNDETERMINED)
        if one.changes is UNASKED
        else panel(*one.changes.remarks),
        trust=panel(*trusted.remarks),
    )


def _weakness(one: Seen, case: Case, proven: datetime | None) -> list[Remark]:
    schedule = case.trust.weak_since
    return weakness(one.signature, proven=proven, at=case.at, weak_since=schedule)


def unread(entry: Unreadable) -> SignatureCheck:
    """What is said of a filled field whose content cannot be read."""
    unasked = Panel(verdict=Verdict.UNDETERMINED)
    return SignatureCheck(
        field=entry.field,
        revision=0,
        integrity=panel(entry.remark),
        changes=unasked,
        trust=unasked,
    )


def _stamp_trust(one: Seen, case: Case, horizon: Horizon) -> _Trusted:
    source = case.stamping(case.source(one.parties.others))._replace(at=horizon.moment)
    stamp = judged(one.signature.signed_data, one.signature, source)
    if stamp.remark is not None:
        return _Trusted(stamp.chain, [stamp], None, [of_archive(stamp.remark)])
    return _Trusted(stamp.chain, [stamp], stamp.said, [])


def _trust(one: Seen, case: Case, horizon: Horizon) -> _Trusted:
    source = case.source(one.parties.others, inside(one.signature))
    stamping = case.stamping(source)._replace(at=horizon.moment)
    stamps = [judged(token, one.signature, stamping) for token in one.tokens]
    believed = [stamp.said for stamp in stamps if stamp.remark is None and stamp.said]
    proven = min([*believed, *([horizon.moment] if horizon.proven else [])], default=None)
    claimed = portrait.claimed_by(one.signature)
    chain = chain_of(one.parties.signer, source.known)
    remarks = signatory(chain, Times(claimed, proven), source)
    remarks += _about_time(stamps, horizon, proven, settled=_settled(remarks))
    remarks += consistent(claimed, stamps[0].said if stamps else None)
    return _Trusted(chain, stamps, proven, remarks)


def _settled(remarks: list[Remark]) -> bool:
    """Whether the signer's standing is known without a proven time."""
    return all(remark.verdict is Verdict.VALID for remark in remarks)


def _about_time(
    stamps: list[Stamped], horizon: Horizon, proven: datetime | None, *, settled: bool
) -> list[Remark]:
    """Say what is wrong with the timestamps; a lapsed one matters only if the time does."""
    if not stamps and not horizon.proven and not horizon.remarks:
        return [fine("timestamp.none", UNPROVEN)]
    lapsed_archive = any(_lapsed(remark) for remark in horizon.remarks)
    own = [stamp.remark for stamp in stamps if stamp.remark is not None]
    told = [*horizon.remarks, *(r for r in own if not (lapsed_archive and _lapsed(r)))]
    if proven is None and not settled:
        return told
    return [_calmed(remark) if _lapsed(remark) else remark for remark in told]


def _lapsed(remark: Remark) -> bool:
    return remark.code.rsplit(".", 1)[-1] in _LAPSED


def _calmed(remark: Remark) -> Remark:
    return remark.model_copy(update={"verdict": Verdict.VALID})
