"""What is wrong with a document's signatures: one finding a document, the gravest."""

from collections.abc import Iterator, Mapping
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.signed import SignedFile
from grading.findings.survey import Survey
from sandbox.entities import Component, Direction, Document, DocumentStatus, Organisation, Standing
from sandbox.signing import authority
from sandbox.signing.authority import Made
from sandbox.signing.report import IssuerKind, Kind

_GRAVEST_FIRST: Final[Mapping[str, str]] = {
    "integrity.resaved": "resaved",
    "integrity.cut": "broken",
    "integrity.byte_range": "broken",
    "integrity.broken": "broken",
    "integrity.value": "broken",
    "integrity.container": "broken",
    "changes.forbidden": "forbidden_change",
    "changes.page_content": "page_replaced",
    "changes.page_count": "page_count",
    "changes.annotation": "annotated",
    "changes.page_look": "changed_after",
    "changes.field_look": "changed_after",
    "changes.suspicious": "changed_after",
    "changes.not_covered": "changed_after",
    "changes.trailing_bytes": "trailing_bytes",
    "chain.lookalike": "lookalike",
    "chain.unknown": "unknown_issuer",
    "chain.constraint": "unknown_issuer",
    "certificate.key_usage": "wrong_key",
    "certificate.signed_after_end": "after_expiry",
    "certificate.signed_before_start": "before_term",
    "revocation.before_signing": "revoked_before",
    "revocation.unproven": "revoked_unproven",
    "timestamp.mismatch": "stamp_copied",
    "timestamp.untrusted": "stamp_untrusted",
    "timestamp.wrong_purpose": "stamp_untrusted",
    "timestamp.before_claim": "stamp_before_claim",
    "integrity.weak_digest": "weak_digest",
    "archive.expired": "archive_lapsed",
}
"""Remark that is no mere note → finding (``signature.…``), the gravest first."""
_LAST: Final[Mapping[str, str]] = {
    "integrity.not_pades": "old_form",
    "timestamp.none": "no_timestamp",
}
"""Notes that an agency's own rules turn into findings."""


def signatures(survey: Survey) -> Iterator[Detection]:
    """S01–S31: look at the main component of every document that is a readable, live PDF."""
    for document in survey.documents.values():
        main = survey.main_of(document.ref)
        if main is None or not _readable(survey, document, main):
            continue
        signed = survey.signed(main)
        code = _code(survey, document, main, signed)
        if code:
            yield found(f"signature.{code}", document, main.ref)


def _readable(survey: Survey, document: Document, main: Component) -> bool:
    """Whether signatures are what matters: other faults of files are told by other detectors."""
    portrait = survey.portrait(main)
    if not portrait.opens or portrait.format in {"encrypted", "truncated"} or portrait.harm:
        return False
    return bool(_expected(survey, document, main))


def _expected(survey: Survey, document: Document, main: Component) -> set[str]:
    """Return who should have signed: as written down on receipt, or as an agency's e-document."""
    written = {str(row.kind) for row in survey.signatures_of(main.ref)}
    from_agency = document.direction is Direction.INCOMING and document.organ is not None
    electronic = not survey.portrait(main).scanned and bool(document.code_notation)
    if document.status is DocumentStatus.RECEIVED and from_agency and electronic:
        return written | {"person", "agency"}
    return written


def _code(survey: Survey, document: Document, main: Component, signed: SignedFile) -> str:
    grave = next((told for code, told in _GRAVEST_FIRST.items() if code in signed.wrong), "")
    if grave:
        return grave
    if _lapsed_without_stamp(signed):
        return "expired_unproven"
    missing = _missing(survey, document, main, signed)
    if missing:
        return missing
    if not survey.portrait(main).scanned:
        return _authority(survey, document, signed) or _note(signed)
    return _note(signed)


def _lapsed_without_stamp(signed: SignedFile) -> bool:
    """A timestamp that has merely grown old is a case for renewal, not a fault of the document."""
    return "certificate.expired_unproven" in signed.wrong and "timestamp.none" in signed.codes


def _missing(survey: Survey, document: Document, main: Component, signed: SignedFile) -> str:
    expected = _expected(survey, document, main)
    if not signed.hands:
        if "signatures.empty_field" in signed.wrong:
            return "empty_field"
        written = bool(survey.signatures_of(main.ref))
        return "lost" if written or "signatures.stray" in signed.codes else "picture_only"
    if "agency" in expected and not signed.has("agency"):
        return "seal_missing"
    return "person_missing" if "person" in expected and not signed.has("person") else ""


def _authority(survey: Survey, document: Document, signed: SignedFile) -> str:
    """The fourth question, for born-digital documents: right agency, right order, right house."""
    made = [Made(hand.revision, Kind(hand.kind)) for hand in signed.hands]
    if authority.in_order(made) is not None:
        return "seal_first"
    issuer = survey.organisations.get(document.organ or "")
    expected = issuer.organ_name if issuer else document.organ_name
    seals = [hand.unit for hand in signed.hands if hand.kind == "agency"]
    if any(authority.of_agency(unit, expected) is not None for unit in seals):
        return "other_agency"
    return "public_issuer" if _public_for_state(issuer, signed) else ""


def _public_for_state(issuer: Organisation | None, signed: SignedFile) -> bool:
    """Whether somebody of a state agency signed for it with a public certificate."""
    if issuer is None or issuer.standing is Standing.OTHER:
        return False
    return any(
        hand.house == IssuerKind.PUBLIC
        and authority.of_agency(hand.unit, issuer.organ_name) is None
        for hand in signed.hands
    )


def _note(signed: SignedFile) -> str:
    return next((told for code, told in _LAST.items() if code in signed.codes), "")
