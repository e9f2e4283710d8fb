"""What a draft says, as it is asked for: shared by drafting and revising."""

from typing import Annotated, Any  # columns of many types

from sandbox.entities import Post, Signing, Urgency
from sandbox.operations.operation import Line, Operation, refers, words

PostRef = Annotated[str, refers(Post)]
Lines = Annotated[list[Line], words(lines=4)]


class Wording(Operation):
    """What a draft says; shared by drafting and revising."""

    type_name: Annotated[str, words(choices="document_type")]
    code_notation: Line
    subject: Line
    signer: PostRef
    signing: Signing = Signing.DIRECT
    addressees: Lines = []
    grounds: Lines = []
    body: Lines
    recipients: Lines = []
    urgency: Urgency = Urgency.NONE
    annex_title: Line | None = None
    "of an annex in the same file, such as a list of names"
    annex: Lines = []
    "what the annex says"

    def facts(self) -> dict[str, Any]:
        """Return the fields of the document that the wording fills."""
        return {
            name: getattr(self, name)
            for name in (
                "type_name",
                "code_notation",
                "subject",
                "signer",
                "signing",
                "recipients",
                "urgency",
            )
        }
