"""From facts to the data of a template: all NĐ 30/2020 PL I decides, except where it lies."""

from datetime import date
from typing import Any  # the data of a template are JSON

from sandbox.paper.closing import copy_data, recipients_data, signer_data, text_width
from sandbox.paper.composing_annex import annex_data
from sandbox.paper.composing_blocks import block_data, with_end_mark
from sandbox.paper.composing_head import head_data
from sandbox.paper.enclosures import naming_files
from sandbox.paper.faces import width
from sandbox.paper.kinds import UNNAMED
from sandbox.paper.lines import BOLD, centred, whole
from sandbox.paper.sheet import Annex, Sheet
from sandbox.paper.wording import printed


def sheet_data(
    sheet: Sheet, *, number: int | None, issued: date | None, ink: bool
) -> dict[str, Any]:
    """Return the data of ``typst/sheet.typ`` for a whole paper."""
    most = text_width(landscape=sheet.landscape)
    subject = "" if sheet.type_name in UNNAMED else sheet.subject
    return {
        **_common(sheet),
        "main": True,
        "head": head_data(sheet, number=number, issued=issued),
        "heading": {
            "name": _lines(type_printed(sheet), sheet.size, most * 0.9),
            "subject": _lines(subject, sheet.size, most * 0.84),
        },
        "addressees": _addressees(sheet, most),
        "authority": _lines(sheet.enacting_authority.upper(), sheet.size, most * 0.9),
        "grounds": _punctuated(sheet.grounds),
        "enacts": _enacts(sheet),
        "blocks": _body(sheet, ink=ink),
        "close": _close(sheet, ink=ink),
        "copying": copy_data(sheet.copying, ink=ink, size=sheet.size),
        "annexes": [
            annex_data(sheet, place=place + 1, number=number, issued=issued, ink=ink)
            for place in range(len(sheet.annexes))
        ],
    }


def annex_alone_data(sheet: Sheet, place: int) -> dict[str, Any]:
    """Return the data for one annex printed as a file of its own."""
    annex: Annex = sheet.annexes[place - 1]
    data = annex_data(sheet, place=place, number=None, issued=None, ink=False)
    return {**_common(sheet), "title": annex.title, "main": False, "address": [], "annexes": [data]}


def _common(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.subject or type_printed(sheet) or sheet.agency_name,
        "author": " ".join(sheet.agency_name.split()),
        "keywords": printed("print.rim"),
        "size": sheet.size,
        "landscape": sheet.landscape,
        "address": list(sheet.address),
    }


def type_printed(sheet: Sheet) -> str:
    """Return the name of the type as printed; a công văn and a thư công have none."""
    if sheet.heading:
        return sheet.heading.upper()
    if sheet.type_name is None or sheet.type_name in UNNAMED:
        return ""
    return printed(f"type.{sheet.type_name}").upper()


def _lines(text: str, size: float, most: float) -> dict[str, Any]:
    return centred(text, size, BOLD, most) if text else {"lines": []}


def _addressees(sheet: Sheet, most: float) -> dict[str, Any]:
    label = (sheet.addressing or printed("print.addressing")).rstrip(" :")
    names = [name.rstrip(" ;.") for name in sheet.addressees]
    widest = max((width(f"{label}: {name}", sheet.size) for name in names), default=0.0)
    long = width(label, sheet.size) > most / 3
    return {"label": label, "names": names, "fits": widest < most - 10, "long": long}


def _enacts(sheet: Sheet) -> str:
    if sheet.enacts is not None:
        return sheet.enacts
    return printed(f"print.enacts.{sheet.type_name}") if sheet.type_name in {"QĐ", "NQ"} else ""


def _punctuated(grounds: tuple[str, ...]) -> list[Any]:
    bare = [ground.rstrip(" ;.,") for ground in grounds]
    ended = [f"{ground};" for ground in bare[:-1]] + [f"{ground}." for ground in bare[-1:]]
    return [whole(ground) for ground in ended]


def _body(sheet: Sheet, *, ink: bool) -> list[dict[str, Any]]:
    ends = sheet.type_name and sheet.signing
    said = naming_files(sheet.body, [one.title for one in sheet.enclosed])
    body = with_end_mark(said) if ends else said
    return [block_data(block, size=sheet.size, ink=ink) for block in body]


def _close(sheet: Sheet, *, ink: bool) -> dict[str, Any]:
    names = {"signature": "signature", "seal": "seal"}
    return {
        "recipients": recipients_data(sheet.recipients),
        "drafter": sheet.drafter_mark,
        "signer": signer_data(sheet.signing, sheet.agency_name, names, ink=ink, size=sheet.size),
    }
