"""Create: draft a document in the form of NĐ 30/2020, submit it, return it."""

from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.drafting import compose
from sandbox.entities import (
    CopyKind,
    Direction,
    Document,
    DocumentStatus,
    Note,
    Organisation,
    Post,
    Role,
)
from sandbox.events import Premis
from sandbox.lifecycle import move
from sandbox.operations.operation import Effect, Operation, Stage, Told, actor, refers, words
from sandbox.operations.wording import PostRef, Wording
from sandbox.papers import lay_down, page_count


class DraftDocument(Wording):
    """Write a draft (soạn thảo); the paper is printed without number and date."""

    op: Literal["draft-document"] = "draft-document"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.OFFICER, Role.CLERK, Role.ARCHIVIST, Role.LEADER})
    premis: ClassVar = Premis.CREATION
    reply_to: Annotated[str, refers(Document, DocumentStatus.REGISTERED)] | None = None

    def perform(self, archive: Archive) -> Effect:
        """Print the draft and put it in the drafter's tray."""
        me = actor(archive)
        own = archive.get(Organisation, me.organisation)
        signer = archive.get(Post, self.signer)
        if self.reply_to:
            archive.get(Document, self.reply_to)
        document = archive.add(
            Document(
                ref=archive.next_ref(Document),
                direction=Direction.OUTGOING,
                status=DocumentStatus.DRAFT,
                copy_kind=CopyKind.DRAFT,
                organ=own.ref,
                organ_name=own.organ_name,
                drafter=me.ref,
                held_by=me.ref,
                reply_to=self.reply_to,
                content=compose(archive, self, own=own, signer=signer),
                **self.facts(),
            )
        )
        component = lay_down(archive, document)
        archive.change(document, number_of_page=component.number_of_page)
        sources = [self.reply_to] if self.reply_to else []
        return Effect(
            made={"document": document.ref},
            sources=sources,
            outcomes=[document.ref, component.ref],
        )


class ReviseDraft(Wording):
    """Write the draft again, after it was returned or while it is still with its drafter."""

    op: Literal["revise-draft"] = "revise-draft"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.OFFICER, Role.CLERK, Role.ARCHIVIST, Role.LEADER})
    premis: ClassVar = Premis.MODIFICATION
    document: Annotated[str, refers(Document, DocumentStatus.DRAFT, DocumentStatus.RETURNED)]

    def perform(self, archive: Archive) -> Effect:
        """Print it anew; the former wording is replaced, the log keeps both requests."""
        document = archive.get(Document, self.document)
        me = actor(archive)
        if document.drafter != me.ref:
            raise Refused("draft.not_yours", ref=document.ref)
        if document.code_number is not None:
            raise Refused("draft.numbered", ref=document.ref)
        own = archive.get(Organisation, me.organisation)
        content = compose(
            archive,
            self,
            own=own,
            signer=archive.get(Post, self.signer),
            enclosed=document.content.get("enclosed", []),
        )
        document = move(archive, document, self.op, content=content, **self.facts())
        component = lay_down(archive, document)
        archive.change(document, number_of_page=page_count(archive, document))
        return Effect(outcomes=[document.ref, component.ref])


class SubmitDraft(Operation):
    """Submit a draft to whoever checks or signs it; they may pass it on (trình ký)."""

    op: Literal["submit-draft"] = "submit-draft"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.OFFICER, Role.CLERK, Role.ARCHIVIST, Role.LEADER})
    premis: ClassVar = Premis.SUBMISSION
    document: Annotated[
        str,
        refers(Document, DocumentStatus.DRAFT, DocumentStatus.RETURNED, DocumentStatus.SUBMITTED),
    ]
    to: PostRef

    def perform(self, archive: Archive) -> Effect:
        """Move the draft to the other's tray; Refused ``draft.with_another`` from a third one's."""
        document = archive.get(Document, self.document)
        to = archive.get(Post, self.to)
        waits = document.status is DocumentStatus.SUBMITTED
        if waits and document.held_by not in {None, actor(archive).ref}:
            raise Refused("draft.with_another", ref=document.ref)
        move(archive, document, self.op, held_by=to.ref)
        return Effect(sources=[to.ref], outcomes=[document.ref])


class ReturnDraft(Operation):
    """Send a draft back to its drafter, with a coded reason (trả lại dự thảo)."""

    op: Literal["return-draft"] = "return-draft"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.LEADER, Role.CLERK})
    premis: ClassVar = Premis.SUBMISSION
    document: Annotated[str, refers(Document, DocumentStatus.SUBMITTED)]
    reason: Annotated[str, words(choices="return_draft")]
    note: Told = ""

    def perform(self, archive: Archive) -> Effect:
        """Move the draft back and tell its drafter why."""
        document = archive.get(Document, self.document)
        move(archive, document, self.op, held_by=document.drafter)
        note = archive.add(
            Note(
                ref=archive.next_ref(Note),
                to=document.drafter or "",
                sender=actor(archive).title,
                about=document.ref,
                code=f"return_draft.{self.reason}",
                details=self.model_dump(mode="json", include={"note"}),
                sent_at=archive.now,
            )
        )
        return Effect(made={"note": note.ref}, outcomes=[document.ref, note.ref])
