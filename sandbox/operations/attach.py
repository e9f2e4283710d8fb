"""Attach: an annex in a file of its own goes with a draft, or is taken out again."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal  # a sheet is JSON in its column

from pydantic import Field

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.drafting import enclosing, own_file
from sandbox.entities import Component, Document, DocumentStatus, Role, Signature
from sandbox.events import Premis
from sandbox.lifecycle import move
from sandbox.operations.operation import Effect, Line, Operation, Stage, actor, refers, words
from sandbox.papers import lay_down, page_count
from sandbox.papers_enclosed import attachments_of, lay_down_enclosed

_DRAFTERS = frozenset({Role.OFFICER, Role.CLERK, Role.ARCHIVIST, Role.LEADER})


class AttachFile(Operation):
    """Add an annex in a file of its own (văn bản kèm theo không cùng tệp với văn bản chính)."""

    op: Literal["attach-file"] = "attach-file"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = _DRAFTERS
    premis: ClassVar = Premis.CREATION
    document: Annotated[str, refers(Document, DocumentStatus.DRAFT, DocumentStatus.RETURNED)]
    attachment_title: Line
    attachment: Annotated[list[Line], Field(min_length=1), words(lines=8)]
    "what it says"

    def perform(self, archive: Archive) -> Effect:
        """Print the file, and the draft anew: its text names what goes with it (PL I III.1)."""
        document = _own_draft(archive, self.document)
        enclosed = document.content.get("enclosed", [])
        added = own_file(self.attachment_title, self.attachment)
        changed = _enclosed(archive, document, [*enclosed, added], self.op)
        part = attachments_of(archive, changed)[-1]
        return Effect(made={"part": part.ref}, outcomes=[document.ref, part.ref])


class DetachFile(Operation):
    """Take an annex in a file of its own out of a draft again."""

    op: Literal["detach-file"] = "detach-file"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = _DRAFTERS
    premis: ClassVar = Premis.MODIFICATION
    document: Annotated[str, refers(Document, DocumentStatus.DRAFT, DocumentStatus.RETURNED)]
    part: Annotated[str, refers(Component)]

    def perform(self, archive: Archive) -> Effect:
        """Remove the file; the draft no longer names it."""
        document = _own_draft(archive, self.document)
        parts = attachments_of(archive, document)
        place = next((n for n, one in enumerate(parts) if one.ref == self.part), None)
        if place is None:
            raise Refused("attachment.not_of", part=self.part, ref=document.ref)
        archive.remove_all(archive.all(Signature, component=self.part))
        archive.remove(parts[place])
        enclosed = document.content.get("enclosed", [])
        _enclosed(archive, document, [*enclosed[:place], *enclosed[place + 1 :]], self.op)
        return Effect(outcomes=[document.ref, self.part])


def _own_draft(archive: Archive, ref: str) -> Document:
    """Return a draft of one's own; Refused ``draft.not_yours``, ``draft.numbered``."""
    document = archive.get(Document, ref)
    if document.drafter != actor(archive).ref:
        raise Refused("draft.not_yours", ref=ref)
    if document.code_number is not None:
        raise Refused("draft.numbered", ref=ref)
    return document


def _enclosed(
    archive: Archive, document: Document, enclosed: Sequence[Mapping[str, Any]], verb: str
) -> Document:
    """Give a draft these files of its own, and print all that shows them."""
    content = enclosing(document.content, enclosed)
    document = move(archive, document, verb, content=content, attachments_listed=len(enclosed))
    lay_down(archive, document)
    lay_down_enclosed(archive, document)
    return archive.change(document, number_of_page=page_count(archive, document))
