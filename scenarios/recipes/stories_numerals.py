"""Numbers as an office writes them: thousands parted by points, sums written out in words."""

from sandbox.paper.wording import in_words as below_a_million

_MILLION = 1_000_000
_NAMES = ((10**9, "tỷ"), (_MILLION, "triệu"), (1_000, "nghìn"))


def thousands(number: int) -> str:
    """Return ``1.254.000``."""
    return f"{number:,}".replace(",", ".")


def in_words(number: int) -> str:
    """Return a number from 0 to 999 999 999 999 written out.

    125 400 000 → “một trăm hai mươi lăm triệu bốn trăm nghìn”.
    """
    if number < _MILLION:
        return below_a_million(number)
    parts: list[str] = []
    for worth, name in _NAMES:
        many, number = divmod(number, worth)
        if many:
            parts.append(f"{_group(many, leading=not parts)} {name}")
    if number:
        parts.append(_group(number, leading=False))
    return " ".join(parts)


def _group(many: int, *, leading: bool) -> str:
    """Return up to three digits in words; inside a number hundreds and tens are said."""
    if leading or many >= 100:  # noqa: PLR2004 - three digits say themselves
        return below_a_million(many)
    tens = "" if many >= 10 else "linh "  # noqa: PLR2004
    return f"không trăm {tens}{below_a_million(many)}"
