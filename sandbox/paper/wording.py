"""The words a form prescribes, as they are printed: always Vietnamese, whoever is reading."""

from datetime import date
from string import Formatter

from base.language import catalogue, say


def printed(key: str, **facts: object) -> str:
    """Return the catalogue's Vietnamese words under ``paper.<key>`` with the facts filled in.

    A fact is text and nothing else: unlike in ``base.language.say`` it is never read as a key.
    The English catalogue holds the same words for readers, not for printing.
    """
    words = catalogue("vi").get(f"paper.{key}")
    if words is None:
        return say(f"paper.{key}", "vi")
    return Formatter().vformat(words, (), {name: str(fact) for name, fact in facts.items()})


def day_in_words(day: date) -> str:
    """Return “ngày 05 tháng 01 năm 2026”: a zero before days under 10 and months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - Đ: tháng 1, 2
    return printed("print.date", day=f"{day.day:02d}", month=month, year=day.year)


def blank_day(year: int) -> str:
    """Return the same line with room for day and month, as a draft shows it."""
    room = "\N{NO-BREAK SPACE}" * 4  # as wide as two figures
    return printed("print.date", day=room, month=room, year=year)


def short_day(day: date) -> str:
    """Return “05/01/2026”, as tables show a date."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def number_in_digits(number: int) -> str:
    """Return the number of a document, with a zero before numbers under 10."""
    return f"{number:02d}"


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return ``number`` in Roman numerals: phần, chương, phụ lục."""
    made = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            made, number = made + sign, number - worth
    return made


POINTS = tuple("abcdđeghiklmnopqrstuvxy")
"""The letters of points (điểm), in Vietnamese order: đ follows d; f, j, w, z are not used."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: int) -> str:
    """Return a number from 0 to 999 999 written out: 215 → “hai trăm mười lăm”."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _hundreds(rest, leading=True)
    said = f"{_hundreds(thousands, leading=True)} nghìn"
    return f"{said} {_hundreds(rest, leading=False)}" if rest else said


def _hundreds(number: int, *, leading: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or not leading else []
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones or not (said or tens):
        said.append(_ones(tens, ones))
    return " ".join(said)


def _ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:  # noqa: PLR2004 - năm becomes lăm after a ten
        return "lăm"
    return _DIGITS[ones]
