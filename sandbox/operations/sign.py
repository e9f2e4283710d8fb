"""Sign: the competent person's signature, the agency's, and a verdict on a signature."""

from typing import Annotated, Any, ClassVar, Literal  # columns of many types

from pydantic import StringConstraints

from sandbox.archive import Archive
from sandbox.authority_keys import key_in_hand
from sandbox.entities import (
    Component,
    ComponentRole,
    Conclusion,
    CopyKind,
    Document,
    DocumentStatus,
    KeyKind,
    Role,
)
from sandbox.events import Premis
from sandbox.lifecycle import after, move
from sandbox.operations.operation import Effect, Operation, Stage, Text, actor, refers, words
from sandbox.papers import certificate_of, seal_paper, sign_paper
from sandbox.verdicts import Verdict

Pin = Annotated[str, StringConstraints(strip_whitespace=True, max_length=12), words(pin=True)]
"""The practice PIN of a key device; asked for only in worlds that have devices with PINs."""


class SignDocument(Operation):
    """Sign with one's own key (ký số của người có thẩm quyền); the content is frozen by it."""

    op: Literal["sign-document"] = "sign-document"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = frozenset({Role.LEADER, Role.OFFICER, Role.ARCHIVIST})
    premis: ClassVar = Premis.SIGNING
    document: Annotated[str, refers(Document, DocumentStatus.SUBMITTED)]
    pin: Pin = ""

    def perform(self, archive: Archive) -> Effect:
        """Put the signature between title and name, in blue."""
        document = archive.get(Document, self.document)
        after(document, self.op)
        me = actor(archive)
        device = key_in_hand(archive, me, me.person, KeyKind.PERSON, self.pin)
        certificate = certificate_of(archive, me.person, KeyKind.PERSON)
        signature = sign_paper(archive, document, post=me, certificate=certificate)
        move(
            archive,
            document,
            self.op,
            signed_at=archive.now,
            copy_kind=CopyKind.ORIGINAL,
            held_by=None,
        )
        return Effect(
            made={"signature": signature.ref},
            sources=[certificate.ref, *([device.ref] if device else [])],
            outcomes=[document.ref, signature.ref],
        )


class SealDocument(Operation):
    """Sign with the agency's key, kept by the registry (ký số của cơ quan)."""

    op: Literal["seal-document"] = "seal-document"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.SIGNING
    document: Annotated[str, refers(Document, DocumentStatus.SIGNED, DocumentStatus.SUBMITTED)]
    pin: Pin = ""

    def perform(self, archive: Archive) -> Effect:
        """Put the seal over a third of the personal signature, on its left, in red."""
        document = archive.get(Document, self.document)
        after(document, self.op)
        me = actor(archive)
        device = key_in_hand(archive, me, me.organisation, KeyKind.AGENCY, self.pin)
        certificate = certificate_of(archive, me.organisation, KeyKind.AGENCY)
        signature = seal_paper(archive, document, post=me, certificate=certificate)
        archive.change(document, sealed_at=archive.now)
        return Effect(
            made={"signature": signature.ref},
            sources=[certificate.ref, *([device.ref] if device else [])],
            outcomes=[document.ref, signature.ref],
        )


class RecordVerdict(Operation):
    """Record what one found of a document's signatures, with reason codes (kết luận)."""

    op: Literal["record-verdict"] = "record-verdict"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = frozenset(
        {Role.CLERK, Role.ARCHIVIST, Role.OFFICER, Role.RECEIVER, Role.AUDITOR}
    )
    premis: ClassVar = Premis.SIGNATURE_VALIDATION
    document: Annotated[str, refers(Document)]
    verdict: Verdict
    reasons: Annotated[list[str], words(choices="signature_reason")] = []
    note: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Keep the verdict; a later one of the same person takes its place.

        The log keeps the digest of what was judged, and never what verification says of it.
        """
        document = archive.get(Document, self.document)
        me = actor(archive)
        facts: dict[str, Any] = {
            "verdict": self.verdict.value,
            "reasons": self.reasons,
            "note": self.note,
            "recorded_at": archive.now,
        }
        earlier = archive.all(Conclusion, document=document.ref, by=me.ref)
        if earlier:
            kept = archive.change(earlier[0], **facts)
        else:
            kept = archive.add(
                Conclusion(
                    ref=archive.next_ref(Conclusion), document=document.ref, by=me.ref, **facts
                )
            )
        return Effect(
            made={"conclusion": kept.ref},
            sources=[document.ref],
            outcomes=[kept.ref],
            detail={"digest": _digest(archive, document)},
        )


def _digest(archive: Archive, document: Document) -> str:
    """Return which bytes were judged: a proof may be renewed, or lapse, after the verdict."""
    parts = archive.all(Component, document=document.ref, role=ComponentRole.MAIN)
    return parts[0].digest if parts else ""
