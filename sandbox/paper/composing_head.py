"""The head of a paper as data: agency, national title, number, date, V/v, stamps."""

from datetime import date
from typing import Any, Final  # the data of a template are JSON

from sandbox.paper.closing import agency_lines, head_columns, stamps
from sandbox.paper.faces import width
from sandbox.paper.kinds import UNNUMBERED
from sandbox.paper.lines import BOLD, ITALIC, REGULAR, centred
from sandbox.paper.sheet import Sheet
from sandbox.paper.wording import day_in_words, number_in_digits, printed

NUMBER_ROOM: Final = 27.0
"""Points left for a number that is not given yet: four digits at 13 pt."""


def head_data(
    sheet: Sheet, *, number: int | None, issued: date | None, mark: str = "mark"
) -> dict[str, Any]:
    """Return the data of the head; number and date stay open where they are None."""
    titled = sheet.header == "full"
    columns = head_columns(landscape=sheet.landscape)
    numbered = sheet.notation and sheet.type_name not in UNNUMBERED
    return {
        **agency_lines(sheet.parent_name, sheet.agency_name, columns[0] - 6),
        "columns": columns,
        "motto": _motto() if titled else None,
        "number": _number(sheet.notation, number) if numbered else None,
        "date": _date(sheet.place, issued) if sheet.place else None,
        "about": _about(sheet, columns[0] - 12),
        "stamps": stamps(sheet),
        "mark": mark,
    }


def _motto() -> dict[str, Any]:
    motto = printed("print.motto")
    wide = round(width(motto, 13, BOLD), 2)
    return {"title": printed("print.nation"), "motto": motto, "width": wide}


def _number(notation: str, number: int | None) -> dict[str, Any]:
    digits = "" if number is None else number_in_digits(number)
    wide = round(width(digits, 13), 2) if digits else NUMBER_ROOM
    return {
        "label": printed("print.number"), "digits": digits, "width": wide, "notation": notation,
    }  # fmt: skip


def _date(place: str, issued: date | None) -> dict[str, Any]:
    shown = "" if issued is None else day_in_words(issued)
    widest = day_in_words(issued or date(2028, 12, 28))
    return {"place": place, "date": shown, "width": round(width(widest, 13, ITALIC), 2)}


def _about(sheet: Sheet, most: float) -> dict[str, Any]:
    if sheet.type_name != "CV" or not sheet.subject:
        return {"lines": []}
    return centred(printed("print.about", subject=sheet.subject), 12, REGULAR, most)
