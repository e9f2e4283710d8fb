"""Keep signatures provable: validation data, archive timestamps, and their renewal in time."""

from collections.abc import Callable
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from base.errors import Refused, Sentence
from sandbox.archive import Archive
from sandbox.authority import trust_in
from sandbox.entities import (
    Certificate,
    Component,
    ComponentRole,
    Document,
    KeyKind,
    Role,
    Signature,
    StoredCopy,
)
from sandbox.events import Outcome, Premis
from sandbox.operations.operation import Effect, Operation, Stage, refers
from sandbox.papers import main_component
from sandbox.signing.long_term import add_archive_timestamp, add_validation_data
from sandbox.signing.pki import Pki
from sandbox.signing.verify import verify
from sandbox.verdicts import Verdict

_DESKS: Final = frozenset({Role.CLERK, Role.ARCHIVIST, Role.RECEIVER})
_SIGNED: Final = b"/ByteRange"
_MOST: Final = 500
Documents = Annotated[list[Annotated[str, refers(Document)]], Field(min_length=1, max_length=_MOST)]


class AddValidationData(Operation):
    """Add to signed documents what proves their signatures later (bổ sung dữ liệu xác minh)."""

    op: Literal["add-validation-data"] = "add-validation-data"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = _DESKS
    premis: ClassVar = Premis.MODIFICATION
    documents: Documents

    def perform(self, archive: Archive) -> Effect:
        """Put certificates and their status as of now into each document (B-T becomes B-LT)."""
        pki, everyone = Pki(archive.world_key), archive.all(Certificate)

        def kept(pdf: bytes) -> bytes:
            return add_validation_data(pdf, pki=pki, certificates=everyone, at=archive.now)

        changed = [_changed(archive, part, kept).ref for part in _parts(archive, self.documents)]
        return Effect(outcomes=[*self.documents, *changed])


class StampForArchive(Operation):
    """Put an archive timestamp on documents, or renew the one there (dấu thời gian lưu trữ)."""

    op: Literal["stamp-for-archive"] = "stamp-for-archive"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = _DESKS
    premis: ClassVar = Premis.SIGNING
    documents: Documents

    def perform(self, archive: Archive) -> Effect:
        """Stamp each document now (B-LTA); a warning names those whose proof had lapsed before.

        A timestamp proves what still is provable when it is made. What was missed is not undone.
        """
        pki = Pki(archive.world_key)
        parts = _parts(archive, self.documents)
        unproven = (part.document for part in parts if not _provable(archive, part))
        lapsed = list(dict.fromkeys(unproven))
        rows = []
        for part in parts:
            _changed(archive, part, lambda pdf: add_archive_timestamp(pdf, pki=pki, at=archive.now))
            rows.append(_written_down(archive, part).ref)
        return Effect(
            outcomes=[*self.documents, *rows],
            detail={"lapsed": lapsed} if lapsed else {},
            warning=_too_late(lapsed) if lapsed else None,
            outcome=Outcome.WARNING if lapsed else Outcome.SUCCESS,
        )


def _too_late(lapsed: list[str]) -> Sentence:
    facts = {"n": str(len(lapsed)), "documents": ", ".join(lapsed)}
    return Sentence(code="warned.proof_lapsed", facts=facts)


def _parts(archive: Archive, documents: list[str]) -> list[Component]:
    """Return the signed components of documents; Refused when one has none."""
    found = []
    for ref in dict.fromkeys(documents):
        document = archive.get(Document, ref)
        main = main_component(archive, document)
        others = archive.all(Component, document=ref, role=ComponentRole.ATTACHMENT)
        if _SIGNED not in _bytes(archive, main):
            raise Refused("renewal.unsigned", ref=ref)
        found += [main, *(part for part in others if _SIGNED in _bytes(archive, part))]
    return found


def _bytes(archive: Archive, part: Component) -> bytes:
    try:
        return archive.blob(part.digest)
    except KeyError as error:
        raise Refused("document.bytes_gone", ref=part.document) from error


def _provable(archive: Archive, part: Component) -> bool:
    """Whether a component's signatures are valid now, before anything is added."""
    report = verify(_bytes(archive, part), trust=trust_in(archive), at=archive.now)
    return report.verdict is Verdict.VALID


def _changed(archive: Archive, part: Component, change: Callable[[bytes], bytes]) -> Component:
    """Change a component's bytes and the sound copies that are kept of it."""
    pdf = change(_bytes(archive, part))
    changed = archive.change(part, digest=archive.blobs.put(pdf), size=len(pdf))
    sound = archive.all(StoredCopy, component=part.ref, digest=part.digest)
    archive.change_all(sound, digest=changed.digest)
    return changed


def _written_down(archive: Archive, part: Component) -> Signature:
    return archive.add(
        Signature(
            ref=archive.next_ref(Signature),
            component=part.ref,
            kind=KeyKind.TIMESTAMP,
            signed_at=archive.now,
        )
    )
