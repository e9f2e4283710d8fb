"""The other papers of an archive: lists, minutes, registers, regulations. Each gives a Sheet."""

from sandbox.paper.forms.destruction import (
    DestructionHandover,
    DestructionMinutes,
    destruction_handover,
    destruction_minutes,
)
from sandbox.paper.forms.disposal_council import (
    CouncilMinutes,
    DisposalDecision,
    Finding,
    Member,
    council_minutes,
    disposal_decision,
)
from sandbox.paper.forms.disposal_papers import (
    DisposableFile,
    DisposalExplanation,
    DisposalList,
    disposal_explanation,
    disposal_list,
)
from sandbox.paper.forms.file_list import (
    FileGroup,
    FileList,
    ListedFile,
    file_list,
    file_list_annex,
)
from sandbox.paper.forms.handover import Handover, handover_minutes
from sandbox.paper.forms.inventories import (
    FileContents,
    FiledDocument,
    HandedFile,
    TransferInventory,
    file_contents,
    transfer_inventory,
)
from sandbox.paper.forms.letterhead import Letterhead, Maker, Party, Representative, term_printed
from sandbox.paper.forms.registers import (
    HandlingSlip,
    IncomingLine,
    OutgoingLine,
    handling_slip,
    incoming_register,
    outgoing_register,
)
from sandbox.paper.forms.regulation import (
    Regulation,
    TermRow,
    TermSection,
    regulation,
    retention_table,
)

__all__ = [
    "CouncilMinutes",
    "DestructionHandover",
    "DestructionMinutes",
    "DisposableFile",
    "DisposalDecision",
    "DisposalExplanation",
    "DisposalList",
    "FileContents",
    "FileGroup",
    "FileList",
    "FiledDocument",
    "Finding",
    "HandedFile",
    "HandlingSlip",
    "Handover",
    "IncomingLine",
    "Letterhead",
    "ListedFile",
    "Maker",
    "Member",
    "OutgoingLine",
    "Party",
    "Regulation",
    "Representative",
    "TermRow",
    "TermSection",
    "TransferInventory",
    "council_minutes",
    "destruction_handover",
    "destruction_minutes",
    "disposal_decision",
    "disposal_explanation",
    "disposal_list",
    "file_contents",
    "file_list",
    "file_list_annex",
    "handling_slip",
    "handover_minutes",
    "incoming_register",
    "outgoing_register",
    "regulation",
    "retention_table",
    "term_printed",
    "transfer_inventory",
]
