"""A figure: what was measured, against what it should be."""

import tomllib
from pathlib import Path
from typing import Any, Final, NamedTuple  # the budgets' file and the JSON are what they are

BUDGETS: Final = Path(__file__).parent / "budgets.toml"


class Measured(NamedTuple):
    """One number as a group measured it."""

    name: str
    value: float
    n: int
    "how many single measurements stand behind it"
    how: str
    "the method, in one sentence"


class Budget(NamedTuple):
    """What a number should be: at most, at least, or exactly; none of them only says its unit."""

    unit: str
    title: str
    "the number in words, for the table"
    source: str
    "why this much"
    most: float | None = None
    least: float | None = None
    exactly: float | None = None

    def met(self, value: float) -> bool | None:
        """Whether a value keeps the budget; None where there is none."""
        if self.exactly is not None:
            return value == self.exactly
        if self.most is not None:
            return value <= self.most
        return None if self.least is None else value >= self.least

    def spoken(self) -> str:
        """Return the budget as the table says it."""
        for sign, bound in (("=", self.exactly), ("≤", self.most), ("≥", self.least)):
            if bound is not None:
                return f"{sign} {bound:g}"
        return "—"


def budgets() -> dict[str, Budget]:
    """Return every figure's budget, in the order of the table."""
    read: dict[str, Any] = tomllib.loads(BUDGETS.read_text(encoding="utf-8"))
    return {name: Budget(**told) for name, told in read.items()}


def judged(measured: Measured, known: dict[str, Budget]) -> dict[str, Any]:
    """Return a measured number as the JSON says it.

    Returns:
        ``{name, value, unit, budget, met, n, how}``; ``budget`` is a sentence such as ``≤ 300``,
        ``met`` null where nothing was promised.

    Raises:
        KeyError: a number without its line in ``budgets.toml``.
    """
    budget = known[measured.name]
    value = round(measured.value, 3 if abs(measured.value) < 10 else 1)  # noqa: PLR2004 - digits
    return {
        "name": measured.name,
        "value": value,
        "unit": budget.unit,
        "budget": budget.spoken(),
        "met": budget.met(value),
        "n": measured.n,
        "how": measured.how,
    }
