"""An annex as data: its label, its title, its “(Kèm theo …)” line, its blocks."""

from datetime import date
from typing import Any  # the data of a template are JSON

from sandbox.paper.closing import recipients_data, signer_data, text_width
from sandbox.paper.composing_blocks import block_data
from sandbox.paper.composing_head import head_data
from sandbox.paper.lines import BOLD, ITALIC, centred
from sandbox.paper.sheet import Annex, Sheet
from sandbox.paper.wording import day_in_words, number_in_digits, printed, roman

_ROOM = "\N{NO-BREAK SPACE}" * 6
"""Room for what is not filled in."""


def annex_data(
    sheet: Sheet, *, place: int, number: int | None, issued: date | None, ink: bool
) -> dict[str, Any]:
    """Return one annex, from 1; its places are named ``annex1_mark``, ``annex1_signature``."""
    annex = sheet.annexes[place - 1]
    prefix, size = f"annex{place}_", sheet.size
    most = text_width(landscape=annex.landscape) * 0.9
    return {
        "label": _label(sheet, annex, place),
        "title": centred(annex.title.upper(), size, BOLD, most),
        "subject": centred(annex.subject, size, BOLD, most) if annex.subject else {"lines": []},
        "with": centred(_with(sheet, annex, number, issued), size, ITALIC, most),
        "mark": f"{prefix}mark",
        "head": _head(sheet, annex, f"{prefix}mark") if annex.headed else None,
        "landscape": annex.landscape,
        "blocks": [block_data(b, size=size, ink=ink, prefix=prefix) for b in annex.blocks],
        "close": {
            "recipients": recipients_data(()),
            "drafter": "",
            "signer": signer_data(
                annex.signing,
                sheet.agency_name,
                {part: f"{prefix}{part}" for part in ("signature", "seal")},
                ink=ink,
                size=size,
            ),
        },
    }


def _head(sheet: Sheet, annex: Annex, mark: str) -> dict[str, Any]:
    changes = {"place": "", "notation": "", "landscape": annex.landscape, "header": "full"}
    head = head_data(sheet.model_copy(update=changes), number=None, issued=None, mark=mark)
    return {**head, "about": {"lines": []}, "stamps": []}


def _label(sheet: Sheet, annex: Annex, place: int) -> str:
    if annex.label is not None:
        return annex.label
    if sum(one.label is None for one in sheet.annexes) == 1:
        return printed("print.annex")
    rank = sum(one.label is None for one in sheet.annexes[:place])
    return printed("print.annex_numbered", number=roman(rank))


def _with(sheet: Sheet, annex: Annex, number: int | None, issued: date | None) -> str:
    """The “(Kèm theo …)” line; filled in on paper only (PL I III.1c)."""
    on_paper = sheet.paper and number is not None and issued is not None
    return printed(
        "print.issued_with" if annex.issued_with else "print.with",
        type=printed(f"type.{sheet.type_name}") if sheet.type_name else printed("print.document"),
        number=number_in_digits(number) if on_paper and number is not None else _ROOM,
        notation=sheet.notation if on_paper else _ROOM,
        date=day_in_words(issued) if on_paper and issued else _no_day(),
        agency=" ".join(sheet.agency_name.split()),
    )


def _no_day() -> str:
    """A date with nothing filled in, which stays on one line."""
    return printed("print.date", day=_ROOM, month=_ROOM, year=_ROOM).replace(" ", _ROOM[0])
