"""Copy: an electronic sao y, sao lục or trích sao of a document (NĐ 30/2020 Đ25–27)."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from base.clock import vietnam
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import CopyKind, Direction, Document, DocumentStatus, Organisation, Role
from sandbox.events import Outcome, Premis
from sandbox.lifecycle import after
from sandbox.operations.operation import Effect, Line, Operation, Stage, Text, actor, refers, words
from sandbox.papers import keep_paper, main_component
from sandbox.papers_copied import extracted, next_copy_number, reproduced
from sandbox.papers_enclosed import digitised


class CopyForm(StrEnum):
    """Which copy is made (NĐ 30/2020 Đ25)."""

    TRUE_COPY = "SY"
    "sao y: of an original or a master, whole"
    DUPLICATE = "SL"
    "sao lục: of a sao y, whole"
    EXTRACT = "TrS"
    "trích sao: of a part"


_KINDS: Final = {
    CopyForm.TRUE_COPY: CopyKind.TRUE_COPY,
    CopyForm.DUPLICATE: CopyKind.DUPLICATE,
    CopyForm.EXTRACT: CopyKind.EXTRACT,
}


class CopyDocument(Operation):
    """Make an electronic copy; it waits for the agency's signature as text (ký số bản sao)."""

    op: Literal["copy-document"] = "copy-document"
    stage: ClassVar = Stage.CREATE
    roles: ClassVar = frozenset({Role.CLERK})
    premis: ClassVar = Premis.CREATION
    document: Annotated[str, refers(Document, DocumentStatus.ISSUED, DocumentStatus.REGISTERED)]
    form: CopyForm
    extract: Annotated[list[Line], words(lines=5)] = []
    "the part that is wanted, for a trích sao"
    leave: Text = ""
    "whose decision allows it (Đ27); without one the log says warning"
    recipients: Annotated[list[Line], words(lines=3)] = []

    def perform(self, archive: Archive) -> Effect:
        """Number the copy in the one series of copies, and lay down its pages.

        There is no sao y or sao lục from electronic to electronic (Đ25K1): it is made, and the
        log warns of it.
        """
        source = archive.get(Document, self.document)
        after(source, self.op)
        me = actor(archive)
        own = archive.get(Organisation, me.organisation)
        if (self.form is CopyForm.EXTRACT) != bool(self.extract):
            raise Refused("copy.extract", ref=source.ref)
        whole = self.form is not CopyForm.EXTRACT
        unknown = whole and not digitised(main_component(archive, source))
        paper = (
            reproduced(archive, source) if whole else extracted(archive, source, own, self.extract)
        )
        copy = archive.add(
            Document(
                ref=archive.next_ref(Document),
                direction=Direction.OUTGOING,
                status=DocumentStatus.SUBMITTED,
                type_name=source.type_name,
                code_number=next_copy_number(archive, own),
                code_notation=f"{self.form}-{own.abbreviation}",
                issued_date=vietnam(archive.now).date(),
                organ=own.ref,
                organ_name=own.organ_name,
                subject=source.subject,
                language=source.language,
                mode=source.mode,
                recipients=self.recipients,
                copy_kind=_KINDS[self.form],
                number_of_page=paper.pages,
                refers_to=[source.ref],
                drafter=me.ref,
                held_by=me.ref,
            )
        )
        part = keep_paper(archive, copy, paper)
        return Effect(
            made={"document": copy.ref},
            sources=[source.ref],
            outcomes=[copy.ref, part.ref],
            detail={"number": copy.code_number, "leave": self.leave, "unknown": unknown},
            outcome=Outcome.SUCCESS if self.leave and not unknown else Outcome.WARNING,
        )
