"""The menu: every verb an archive knows, in the order of a record's life."""

from typing import Annotated, Any  # requests arrive as JSON

from pydantic import Field, TypeAdapter

from sandbox.operations.appraise import AppraiseFile
from sandbox.operations.attach import AttachFile, DetachFile
from sandbox.operations.copies import CopyDocument
from sandbox.operations.council import (
    CastVote,
    ConcludeCouncil,
    ConveneCouncil,
    GiveOpinion,
    RequestOpinion,
)
from sandbox.operations.create import DraftDocument, ReturnDraft, ReviseDraft, SubmitDraft
from sandbox.operations.desk import AdvanceClock, SwitchDesk
from sandbox.operations.dispose import (
    DecideDisposal,
    DestroyRecords,
    MakeDisposalMinutes,
    ProposeDisposal,
    WithdrawFromDisposal,
)
from sandbox.operations.file import (
    CloseFile,
    FileDocuments,
    MoveDocument,
    OpenFile,
    RemoveDocument,
    ReopenFile,
    SetRetention,
)
from sandbox.operations.handover import AcceptFiles, HandOverFiles, ReturnFiles
from sandbox.operations.hold import LiftHold, PlaceHold
from sandbox.operations.keys import (
    IssueCertificate,
    LendKey,
    RenewCertificate,
    ReturnKey,
    RevokeCertificate,
    UnlockKey,
)
from sandbox.operations.mark import MarkFiles
from sandbox.operations.operation import Effect, Operation, Stage
from sandbox.operations.registry import (
    IssueDocument,
    NumberDocument,
    RegisterIncoming,
    ReturnIncoming,
)
from sandbox.operations.renewals import AddValidationData, StampForArchive
from sandbox.operations.sign import RecordVerdict, SealDocument, SignDocument
from sandbox.operations.transfer import (
    AmendTransfer,
    BuildPackage,
    DecideTransfer,
    ProposeTransfer,
    SendPackage,
    SignMinutes,
)

AnyOperation = Annotated[
    DraftDocument
    | ReviseDraft
    | AttachFile
    | DetachFile
    | SubmitDraft
    | ReturnDraft
    | SignDocument
    | NumberDocument
    | SealDocument
    | MarkFiles
    | IssueDocument
    | CopyDocument
    | RegisterIncoming
    | ReturnIncoming
    | RecordVerdict
    | LendKey
    | ReturnKey
    | UnlockKey
    | IssueCertificate
    | RenewCertificate
    | RevokeCertificate
    | AddValidationData
    | StampForArchive
    | OpenFile
    | FileDocuments
    | MoveDocument
    | RemoveDocument
    | SetRetention
    | CloseFile
    | ReopenFile
    | HandOverFiles
    | AcceptFiles
    | ReturnFiles
    | AppraiseFile
    | ProposeTransfer
    | AmendTransfer
    | BuildPackage
    | SendPackage
    | DecideTransfer
    | SignMinutes
    | ProposeDisposal
    | WithdrawFromDisposal
    | PlaceHold
    | LiftHold
    | ConveneCouncil
    | CastVote
    | ConcludeCouncil
    | RequestOpinion
    | GiveOpinion
    | DecideDisposal
    | DestroyRecords
    | MakeDisposalMinutes
    | SwitchDesk
    | AdvanceClock,
    Field(discriminator="op"),
]
"""A registry is a type: a verb that is not here does not exist."""

_ADAPTER: TypeAdapter[AnyOperation] = TypeAdapter(AnyOperation)

VERBS: dict[str, type[Operation]] = {
    verb.name(): verb
    for verb in AnyOperation.__origin__.__args__  # type: ignore[attr-defined]  # typing's own
}
"""Name of a verb → its class, in the menu's order."""


def parse(request: Any) -> AnyOperation:  # noqa: ANN401 - whatever came over the wire
    """Read a request from JSON-like data; pydantic's ``ValidationError`` when it is malformed."""
    return _ADAPTER.validate_python(request)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of every request, for editors."""
    return _ADAPTER.json_schema()


__all__ = ["VERBS", "AnyOperation", "Effect", "Operation", "Stage", "parse", "schema"]
