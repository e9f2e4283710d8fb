"""Transfers to the historical archive: registered, permanent files only, minutes of both sides."""

from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found, term_said
from grading.findings.survey import Survey
from sandbox.entities import Mode, Transfer, TransferStatus

_ON_THE_WAY: Final = frozenset(set(TransferStatus) - {TransferStatus.REJECTED})
_SENT: Final = frozenset(set(TransferStatus) - {TransferStatus.PROPOSED, TransferStatus.PACKED})


def not_permanent(survey: Survey) -> Iterator[Detection]:
    """P13: a file that is not permanent goes to the historical archive (TT 05 PL III; Luật Đ17)."""
    for transfer in survey.shelf.all(Transfer, status=_ON_THE_WAY):
        for ref in transfer.files:
            file = survey.files.get(ref)
            if file is not None and file.maintenance != "VV":
                facts = {"term": term_said(file.maintenance), "transfer": transfer.ref}
                yield found("transfer.not_permanent", file, transfer.ref, **facts)
            elif file is not None and file.mode is Mode.SECRET:
                yield found("transfer.secret", file, transfer.ref, transfer=transfer.ref)


def unregistered(survey: Survey) -> Iterator[Detection]:
    """P14: sent without the code that a registration gives (TT 05/2025 Ch. IV)."""
    for transfer in survey.shelf.all(Transfer, status=_SENT):
        if not transfer.registration.strip():
            yield found("transfer.unregistered", transfer)


def one_sided(survey: Survey) -> Iterator[Detection]:
    """P15: called complete while one side has not signed the minutes (NĐ 30 Đ30)."""
    for transfer in survey.shelf.all(Transfer, status=TransferStatus.COMPLETED):
        if not (transfer.signed_by_giver and transfer.signed_by_receiver):
            side = "giver" if not transfer.signed_by_giver else "receiver"
            yield found("transfer.one_sided", transfer, side=f"@finding.side.{side}")
