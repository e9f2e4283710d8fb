"""Transfer to the historical archive (nộp lưu vào lưu trữ lịch sử): propose, pack, send, sign."""

from typing import Annotated, ClassVar, Literal

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    File,
    FileStatus,
    KeyKind,
    Organisation,
    Role,
    Transfer,
    TransferStatus,
)
from sandbox.events import Outcome, Premis
from sandbox.lifecycle import after, move
from sandbox.operations.operation import (
    Effect,
    Line,
    Operation,
    Stage,
    Text,
    actor,
    refers,
)
from sandbox.packing import pack
from sandbox.papers import certificate_of
from sandbox.papers_of_custody import handover_minutes, sign_minutes

TransferRef = Annotated[str, refers(Transfer)]
GIVERS = frozenset({Role.ARCHIVIST})


class ProposeTransfer(Operation):
    """List the files to be transferred, under a registration code (đề nghị nộp lưu)."""

    op: Literal["propose-transfer"] = "propose-transfer"
    stage: ClassVar = Stage.TRANSFER
    roles: ClassVar = GIVERS
    premis: ClassVar = Premis.TRANSFER
    files: list[Annotated[str, refers(File, FileStatus.CURRENT)]]
    registration: Line

    def perform(self, archive: Archive) -> Effect:
        """Make the list; what lies in it may still be wrong."""
        if not self.files:
            raise Refused("transfer.nothing")
        for ref in self.files:
            after(archive.get(File, ref), self.op)
        own = archive.get(Organisation, actor(archive).organisation)
        if own.archive is None:
            raise Refused("transfer.no_archive", agency=own.organ_name)
        transfer = archive.add(
            Transfer(
                ref=archive.next_ref(Transfer),
                organisation=own.ref,
                archive=own.archive,
                registration=self.registration,
                status=TransferStatus.PROPOSED,
                files=sorted(set(self.files)),
                proposed_by=actor(archive).ref,
                proposed_at=archive.now,
            )
        )
        return Effect(made={"transfer": transfer.ref}, sources=self.files, outcomes=[transfer.ref])


class AmendTransfer(Operation):
    """Change the list before it is sent (sửa danh sách nộp lưu)."""

    op: Literal["amend-transfer"] = "amend-transfer"
    stage: ClassVar = Stage.TRANSFER
    roles: ClassVar = GIVERS
    premis: ClassVar = Premis.METADATA
    transfer: Annotated[str, refers(Transfer, TransferStatus.PROPOSED, TransferStatus.PACKED)]
    files: list[Annotated[str, refers(File, FileStatus.CURRENT)]]

    def perform(self, archive: Archive) -> Effect:
        """Set the list anew; a package built from the old one is put aside."""
        if not self.files:
            raise Refused("transfer.nothing")
        transfer = archive.get(Transfer, self.transfer)
        for ref in self.files:
            after(archive.get(File, ref), "propose-transfer")
        move(archive, transfer, self.op, files=sorted(set(self.files)), package=None)
        return Effect(sources=self.files, outcomes=[transfer.ref])


class BuildPackage(Operation):
    """Build the submission package and let the system check it (đóng gói SIP)."""

    op: Literal["build-package"] = "build-package"
    stage: ClassVar = Stage.TRANSFER
    roles: ClassVar = GIVERS
    premis: ClassVar = Premis.PACKING
    transfer: Annotated[str, refers(Transfer, TransferStatus.PROPOSED, TransferStatus.PACKED)]

    def perform(self, archive: Archive) -> Effect:
        """Pack every listed file; what the check finds is a warning and stands in the event."""
        transfer = archive.get(Transfer, self.transfer)
        after(transfer, self.op)
        package = pack(archive, transfer)
        move(archive, transfer, self.op, package=package.ref)
        return Effect(
            made={"package": package.ref},
            sources=transfer.files,
            outcomes=[package.ref, transfer.ref],
            detail={"digest": package.digest, "findings": package.findings},
            outcome=Outcome.WARNING if package.findings else Outcome.SUCCESS,
        )


class SendPackage(Operation):
    """Send the package to the historical archive (gửi gói tin)."""

    op: Literal["send-package"] = "send-package"
    stage: ClassVar = Stage.TRANSFER
    roles: ClassVar = GIVERS
    premis: ClassVar = Premis.TRANSFER
    transfer: Annotated[str, refers(Transfer, TransferStatus.PACKED)]

    def perform(self, archive: Archive) -> Effect:
        """Send it; the files wait for the other side's decision."""
        transfer = archive.get(Transfer, self.transfer)
        after(transfer, self.op)
        for ref in transfer.files:
            move(archive, archive.get(File, ref), self.op)
        move(archive, transfer, self.op, sent_at=archive.now)
        return Effect(sources=transfer.files, outcomes=[transfer.ref])


class DecideTransfer(Operation):
    """Accept a transfer wholly, in part or not at all, and draw up the minutes."""

    op: Literal["decide-transfer"] = "decide-transfer"
    stage: ClassVar = Stage.TRANSFER
    roles: ClassVar = frozenset({Role.RECEIVER})
    premis: ClassVar = Premis.ACCESSION
    transfer: Annotated[str, refers(Transfer, TransferStatus.SENT)]
    accepted: list[Annotated[str, refers(File, FileStatus.SENT)]]
    note: Text = ""

    def perform(self, archive: Archive) -> Effect:
        """Take custody of what is accepted; the rest goes back to the agency."""
        transfer = archive.get(Transfer, self.transfer)
        after(transfer, self.op)
        accepted = sorted(set(self.accepted) & set(transfer.files))
        for ref in transfer.files:
            status = FileStatus.TRANSFERRED if ref in accepted else FileStatus.CURRENT
            archive.change(archive.get(File, ref), status=status)
        transfer = archive.change(
            transfer,
            status=_judged(accepted, transfer.files),
            accepted_files=accepted,
            decided_at=archive.now,
        )
        if not accepted:
            return Effect(outcomes=[transfer.ref], detail={"note": self.note})
        minutes = handover_minutes(archive, transfer)
        archive.change(transfer, minutes=minutes.ref)
        return Effect(
            made={"minutes": minutes.ref},
            outcomes=[transfer.ref, minutes.ref, *accepted],
            detail={"note": self.note},
        )


def _judged(accepted: list[str], listed: list[str]) -> TransferStatus:
    if not accepted:
        return TransferStatus.REJECTED
    whole = len(accepted) == len(set(listed))
    return TransferStatus.ACCEPTED if whole else TransferStatus.PARTLY


class SignMinutes(Operation):
    """Sign the hand-over minutes for one's side (ký biên bản giao nhận)."""

    op: Literal["sign-minutes"] = "sign-minutes"
    stage: ClassVar = Stage.TRANSFER
    roles: ClassVar = frozenset({Role.ARCHIVIST, Role.RECEIVER})
    premis: ClassVar = Premis.SIGNING
    transfer: Annotated[str, refers(Transfer, TransferStatus.ACCEPTED, TransferStatus.PARTLY)]

    def perform(self, archive: Archive) -> Effect:
        """Sign at one's own place on the paper; with both signatures the transfer is complete."""
        transfer = archive.get(Transfer, self.transfer)
        after(transfer, self.op)
        me = actor(archive)
        side = _side(transfer, me.organisation)
        field = f"signed_by_{side}"
        if getattr(transfer, field):
            raise Refused("minutes.signed_already", ref=transfer.ref)
        certificate = certificate_of(archive, me.person, KeyKind.PERSON)
        signature = sign_minutes(archive, transfer, side=side, post=me, certificate=certificate)
        transfer = archive.change(transfer, **{field: me.ref})
        if transfer.signed_by_giver and transfer.signed_by_receiver:
            archive.change(transfer, status=TransferStatus.COMPLETED)
        return Effect(
            made={"signature": signature.ref},
            sources=[certificate.ref],
            outcomes=[transfer.ref, signature.ref],
            detail={"side": side},
        )


def _side(transfer: Transfer, organisation: str) -> Literal["giver", "receiver"]:
    if organisation == transfer.organisation:
        return "giver"
    if organisation == transfer.archive:
        return "receiver"
    raise Refused("minutes.not_a_party", ref=transfer.ref)
