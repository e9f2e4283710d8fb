"""Mark: the agency's signature as text, where NĐ 30/2020 wants no image of a seal."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.authority_keys import key_in_hand
from sandbox.entities import (
    Component,
    ComponentRole,
    Direction,
    Document,
    DocumentStatus,
    KeyKind,
    Role,
)
from sandbox.events import Premis
from sandbox.lifecycle import after
from sandbox.operations.operation import Effect, Operation, Stage, actor, refers
from sandbox.operations.sign import Pin
from sandbox.papers import certificate_of, main_component
from sandbox.papers_enclosed import attachments_of, copy_form, digitised, mark_part, marked


class Display(StrEnum):
    """What the agency's signature shows on a page."""

    TEXT = "text"
    "lines of text, and no image"
    SEAL = "seal"
    "the image of the seal"


class MarkFiles(Operation):
    """Sign files of their own as the agency, top right of page one (ký số phụ lục, bản sao).

    Annexes in files of their own, electronic copies, digitised records: NĐ 30/2020 PL I II.8b,
    III.1d and Part II.I; TT 05/2025 Đ8. The law wants text alone; the system lets one show the
    seal, as real ones do.
    """

    op: Literal["mark-files"] = "mark-files"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.SIGNING
    document: Annotated[
        str,
        refers(
            Document,
            DocumentStatus.SIGNED,
            DocumentStatus.SUBMITTED,
            DocumentStatus.RECEIVED,
            DocumentStatus.REGISTERED,
        ),
    ]
    part: Annotated[str, refers(Component)] | None = None
    "one file; else every annex that is not signed yet, or the copy itself"
    display: Display
    pin: Pin = ""

    def perform(self, archive: Archive) -> Effect:
        """Sign each file; Refused ``mark.…`` for files that are not to be signed so."""
        document = archive.get(Document, self.document)
        after(document, self.op)
        parts = _to_mark(archive, document, self.part)
        me = actor(archive)
        device = key_in_hand(archive, me, me.organisation, KeyKind.AGENCY, self.pin)
        certificate = certificate_of(archive, me.organisation, KeyKind.AGENCY)
        image = self.display is Display.SEAL
        made = [
            mark_part(archive, document, part, post=me, certificate=certificate, image=image)
            for part in parts
        ]
        return Effect(
            made={"signature": made[0].ref},
            sources=[certificate.ref, *([device.ref] if device else [])],
            outcomes=[document.ref, *(part.ref for part in parts), *(one.ref for one in made)],
            detail={"files": [part.file_name for part in parts]},
        )


def _to_mark(archive: Archive, document: Document, asked: str | None) -> Sequence[Component]:
    """Return the files that are to be signed, each of which may be."""
    parts = _asked(archive, document, asked)
    unmarked = [part for part in parts if not marked(archive, part)]
    if not unmarked:
        raise Refused("mark.there_already", ref=document.ref)
    for part in unmarked:
        _check(document, part)
    return unmarked


def _asked(archive: Archive, document: Document, asked: str | None) -> Sequence[Component]:
    """Return the file that was named, or all that go with the document, or the document itself."""
    if asked is not None:
        part = archive.get(Component, asked)
        if part.document != document.ref:
            raise Refused("attachment.not_of", part=asked, ref=document.ref)
        return [part]
    attached = [one for one in attachments_of(archive, document) if "mark" in one.places]
    own = document.direction is not Direction.INCOMING
    return attached if attached and own else [main_component(archive, document)]


def _check(document: Document, part: Component) -> None:
    """Refuse what no archive system does: another's e-document, an original without its seal."""
    if part.role is ComponentRole.MAIN and (copy_form(document) or digitised(part)):
        return
    if document.direction is Direction.INCOMING:
        raise Refused("mark.not_ours", ref=document.ref, name=part.file_name)
    if part.role is ComponentRole.MAIN:
        raise Refused("mark.use_seal", ref=document.ref)
