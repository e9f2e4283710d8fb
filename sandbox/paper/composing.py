"""From facts to the data of a template: everything NĐ 30/2020 PL I decides, except where it lies."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final  # the data of a template are JSON

from sandbox.paper.closing import addressed, copy_data, signer_data, stamps
from sandbox.paper.composing_blocks import block_data, with_end_mark
from sandbox.paper.kinds import UNNAMED, UNNUMBERED
from sandbox.paper.sheet import Annex, Sheet
from sandbox.paper.wording import blank_day, day_in_words, number_in_digits, printed, roman

HANOI: Final = timezone(timedelta(hours=7))
"""Vietnam's time zone: the year of a date left blank is that of the calendar on its wall."""


def sheet_data(
    sheet: Sheet, *, number: int | None, issued: date | None, at: datetime, ink: bool
) -> dict[str, Any]:
    """Return the data of ``typst/sheet.typ`` for a whole paper."""
    annexes = sheet.annexes
    return {
        **_common(sheet),
        "main": True,
        "head": head_data(sheet, number=number, issued=issued, at=at),
        "name": type_printed(sheet),
        "subject": "" if sheet.type_name in UNNAMED else sheet.subject,
        "addressees": addressed(sheet),
        "authority": sheet.enacting_authority.upper(),
        "grounds": _punctuated(sheet.grounds),
        "enacts": _enacts(sheet),
        "blocks": _body(sheet, ink=ink),
        "close": _close(sheet, ink=ink),
        "copying": copy_data(sheet.copying, ink=ink),
        "annexes": [
            annex_data(sheet, annex, place=place + 1, number=number, issued=issued, at=at, ink=ink)
            for place, annex in enumerate(annexes)
        ],
    }


def annex_alone_data(sheet: Sheet, annex: Annex, *, place: int, at: datetime) -> dict[str, Any]:
    """Return the data for one annex printed as a file of its own."""
    data = annex_data(sheet, annex, place=place, number=None, issued=None, at=at, ink=False)
    return {**_common(sheet), "title": annex.title, "main": False, "annexes": [data]}


def _common(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.subject or type_printed(sheet) or sheet.agency_name,
        "author": sheet.agency_name.replace("\n", " "),
        "keywords": printed("print.rim"),
        "size": sheet.size,
        "landscape": sheet.landscape,
        "address": list(sheet.address),
    }


def head_data(
    sheet: Sheet, *, number: int | None, issued: date | None, at: datetime
) -> dict[str, Any]:
    """Return the data of the head: agency, national title, number, date, V/v, stamps."""
    numbered = sheet.notation and sheet.type_name not in UNNUMBERED
    return {
        "parent": sheet.parent_name.upper(),
        "agency": sheet.agency_name.upper(),
        "motto": _motto() if sheet.header == "full" else None,
        "number": _number(sheet.notation, number) if numbered else None,
        "date": _date(sheet.place, issued, at) if sheet.place else None,
        "about": _about(sheet),
        "stamps": stamps(sheet),
        "landscape": sheet.landscape,
    }


def _motto() -> Mapping[str, str]:
    return {"title": printed("print.nation"), "motto": printed("print.motto")}


def _number(notation: str, number: int | None) -> Mapping[str, str]:
    digits = "" if number is None else number_in_digits(number)
    return {"label": printed("print.number"), "digits": digits, "notation": notation}


def _date(place: str, issued: date | None, at: datetime) -> Mapping[str, str]:
    return {
        "place": place,
        "date": "" if issued is None else day_in_words(issued),
        "blank": blank_day(at.astimezone(HANOI).year),
    }


def _about(sheet: Sheet) -> str:
    if sheet.type_name != "CV" or not sheet.subject:
        return ""
    return printed("print.about", subject=sheet.subject)


def type_printed(sheet: Sheet) -> str:
    """Return the name of the type as printed; a công văn and a thư công have none."""
    if sheet.heading:
        return sheet.heading.upper()
    if sheet.type_name is None or sheet.type_name in UNNAMED:
        return ""
    return printed(f"type.{sheet.type_name}").upper()


def _enacts(sheet: Sheet) -> str:
    if sheet.enacts is not None:
        return sheet.enacts
    return printed(f"print.enacts.{sheet.type_name}") if sheet.type_name in {"QĐ", "NQ"} else ""


def _punctuated(grounds: tuple[str, ...]) -> list[str]:
    bare = [ground.rstrip(" ;.,") for ground in grounds]
    return [f"{ground};" for ground in bare[:-1]] + [f"{ground}." for ground in bare[-1:]]


def _body(sheet: Sheet, *, ink: bool) -> list[dict[str, Any]]:
    blocks = [block_data(block, ink=ink) for block in sheet.body]
    return with_end_mark(blocks) if sheet.type_name and sheet.signing else blocks


def _close(sheet: Sheet, *, ink: bool) -> dict[str, Any]:
    names = {"signature": "signature", "seal": "seal"}
    return {
        "recipients": {"label": printed("print.recipients"), "names": list(sheet.recipients)},
        "drafter": sheet.drafter_mark,
        "signer": signer_data(sheet.signing, sheet.agency_name, names, ink=ink),
    }


def annex_data(
    sheet: Sheet,
    annex: Annex,
    *,
    place: int,
    number: int | None,
    issued: date | None,
    at: datetime,
    ink: bool,
) -> dict[str, Any]:
    """Return the data of one annex; its places are named ``annex1_mark``, ``annex1_signature``…"""
    names = {part: f"annex{place}_{part}" for part in ("signature", "seal")}
    head = head_data(sheet.model_copy(update={"place": "", "notation": ""}),
                     number=None, issued=None, at=at)  # fmt: skip
    return {
        "label": _label(sheet, annex, place),
        "title": annex.title.upper(),
        "subject": annex.subject,
        "with": _with(sheet, annex, number=number, issued=issued),
        "mark": f"annex{place}_mark",
        "head": {**head, "about": "", "stamps": []} if annex.headed else None,
        "landscape": annex.landscape,
        "blocks": [block_data(b, ink=ink, prefix=f"annex{place}_") for b in annex.blocks],
        "close": {
            "recipients": {"label": "", "names": []},
            "drafter": "",
            "signer": signer_data(annex.signing, sheet.agency_name, names, ink=ink),
        },
    }


def _label(sheet: Sheet, annex: Annex, place: int) -> str:
    if annex.label is not None:
        return annex.label
    unlabelled = [one for one in sheet.annexes if one.label is None]
    if len(unlabelled) > 1 and annex in unlabelled:
        before = [one for one in sheet.annexes[: place - 1] if one.label is None]
        return printed("print.annex_numbered", number=roman(len(before) + 1))
    return printed("print.annex")


def _with(sheet: Sheet, annex: Annex, *, number: int | None, issued: date | None) -> str:
    """The “(Kèm theo …)” line; filled in on paper only (PL I III.1c)."""
    filled = sheet.paper and number is not None and issued is not None
    room = "\N{NO-BREAK SPACE}" * 6
    return printed(
        "print.issued_with" if annex.issued_with else "print.with",
        type=printed(f"type.{sheet.type_name}") if sheet.type_name else printed("print.document"),
        number=number_in_digits(number) if filled and number is not None else room,
        notation=sheet.notation if filled else room,
        date=day_in_words(issued) if filled and issued else _no_day(),
        agency=sheet.agency_name.replace("\n", " "),
    )


def _no_day() -> str:
    room = "\N{NO-BREAK SPACE}" * 6
    return printed("print.date", day=room, month=room, year=room)
