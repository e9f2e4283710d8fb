"""The row of a told document: its fields as the archive's registry would have filled them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from base.clock import vietnam
from sandbox.entities import CopyKind, Direction, DocumentStatus, Mode, Urgency
from sandbox.paper import Sheet
from scenarios.recipes.paperwork_prints import Bytes, digitised, sealed_at
from scenarios.recipes.stories_drafts import Draft
from scenarios.recipes.stories_schedule import ELECTRONIC

_COPIES: Final = {"SY": CopyKind.TRUE_COPY, "SL": CopyKind.DUPLICATE, "TrS": CopyKind.EXTRACT}
_UNUSUAL: Final[Mapping[str | None, str]] = {"TCg": "TC-thư công", None: "Khác"}
"""Types of paper whose code in the archive is another."""
_PLAIN: Final[Mapping[str, str]] = {
    "GNP": "Giấy nghỉ phép",
    "GGT": "Giấy giới thiệu",
    "GUQ": "Giấy ủy quyền",
    "PG": "Phiếu gửi văn bản",
}
"""What a form without a subject is called in the register."""
_ISSUED_AFTER: Final = timedelta(minutes=9)
_LETTERS_A_PAGE: Final = 2_900
"""With the names of a sheet's fields among them."""


class Slip(NamedTuple):
    """A draft on its way through the registry."""

    draft: Draft
    bytes: Bytes = "full"
    mode: str = "01"
    held_by: str | None = None
    "ref of the post in whose tray it lies"
    folder: str = ""
    "file code and place in the file, for the name of a scan"
    reading: bool = False
    "whether a reading copy is kept too"
    signed: bool = False
    "whether a light world signs this one"
    on_paper: bool = False
    "whether the archive keeps it on paper alone, not digitised: its row is all there is here"


def facts_of(
    slip: Slip,
    sheet: Sheet,
    numbers: tuple[int | None, int | None],
    ref: Callable[[str], str | None],
) -> dict[str, Any]:
    """Return the fields of a document.

    Args:
        slip: the draft and how it is kept.
        sheet: its paper, citations resolved.
        numbers: of the document, and of its arrival.
        ref: step of the same chain → ref of its document, None when it was not told.
    """
    draft, step = slip.draft, slip.draft.step
    named = dict.fromkeys([*step.refers, *([step.copy_of] if step.copy_of else [])])
    return {
        "direction": draft.direction,
        "type_name": _UNUSUAL.get(sheet.type_name) or str(sheet.type_name),
        "code_number": numbers[0],
        "code_notation": draft.notation,
        "issued_date": draft.day,
        "organ": draft.organisation.ref if draft.organisation else None,
        "organ_name": draft.organ_name,
        "subject": sheet.subject or sheet.heading or _PLAIN.get(str(sheet.type_name), ""),
        "signer": draft.hand.post.ref if draft.hand.post else None,
        "signer_name": draft.hand.name,
        "signing": draft.hand.form,
        "recipients": list(draft.recipients),
        "urgency": Urgency(step.urgency),
        "mode": Mode(slip.mode),
        "copy_kind": copy_kind(draft, on_paper=slip.on_paper),
        "attachments_listed": 0 if step.copy_of else len(draft.separate),
        "drafter": draft.drafter,
        "reply_to": ref(step.reply) if step.reply else None,
        "refers_to": [found for name in named if name != step.reply and (found := ref(name))],
        "held_by": slip.held_by,
        **_moments(draft, numbers[1]),
    }


def _moments(draft: Draft, arrival: int | None) -> dict[str, Any]:
    if draft.direction is Direction.INCOMING:
        return {
            "status": DocumentStatus.RECEIVED if draft.received else DocumentStatus.REGISTERED,
            "arrival_number": arrival,
            "arrival_date": draft.arrives,
            "signed_at": draft.made,
        }
    outgoing = draft.direction is Direction.OUTGOING
    return {
        "status": DocumentStatus.ISSUED,
        "signed_at": draft.made,
        "sealed_at": sealed_at(draft.made) if outgoing else None,
        "issued_at": sealed_at(draft.made) + _ISSUED_AFTER,
    }


def copy_kind(draft: Draft, *, on_paper: bool = False) -> CopyKind:
    """Return which copy the archive holds: paper that was scanned and signed is a true copy.

    What was never scanned lies in its file as bản chính văn bản giấy (NĐ 30/2020 Đ3, Đ18).
    """
    if draft.step.copy_form:
        return _COPIES[draft.step.copy_form]
    if on_paper:
        return CopyKind.MASTER
    scanned = draft.paper and vietnam(digitised(draft)).date() >= ELECTRONIC
    return CopyKind.TRUE_COPY if scanned else CopyKind.ORIGINAL


def kept_at(draft: Draft) -> datetime:
    """Return when its bytes were put away."""
    if draft.paper:
        return digitised(draft)
    return draft.arrives or sealed_at(draft.made) + _ISSUED_AFTER


def pages_told(sheet: Sheet) -> int:
    """Return how many pages a paper has that nobody prints: by its letters, as an office types."""
    return 1 + len(sheet.model_dump_json(exclude_defaults=True)) // _LETTERS_A_PAGE
