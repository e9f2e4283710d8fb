"""What the theme file cannot say: the style sheet of one appearance, its colours filled in."""

from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
LIGHT: Final = {
    "ground": "#FFFFFF", "ink": "#0E131B", "soft": "#4A4740", "mid": "#8B8577", "line": "#DFDACF",
    "blue": "#14507A", "red": "#B3261E", "green": "#1E7A46", "orange": "#B25E09",
    "gray-ground": "#F0EDE6", "gray-ink": "#4A4740", "green-ground": "#E6F2EA",
    "green-ink": "#145A33", "red-ground": "#F9E9E7", "red-ink": "#8E1D17",
    "orange-ground": "#FBF0E2", "orange-ink": "#7F4204", "blue-ground": "#E6EEF4",
    "blue-ink": "#0F4063",
}  # fmt: skip
DARK: Final = {
    "ground": "#10151D", "ink": "#F1F0EC", "soft": "#CFD5DD", "mid": "#7C8797", "line": "#313A48",
    "blue": "#6CB0E6", "red": "#F0786F", "green": "#58B981", "orange": "#EFA04E",
    "gray-ground": "#242C38", "gray-ink": "#CFD5DD", "green-ground": "#16301F",
    "green-ink": "#B2E6C7", "red-ground": "#3A1B1B", "red-ink": "#FFC2BC",
    "orange-ground": "#3A2917", "orange-ink": "#FFD5A6", "blue-ground": "#182C3E",
    "blue-ink": "#BFE0F9",
}  # fmt: skip


@cache
def sheet(*, dark: bool) -> str:
    """Return the style sheet of one appearance."""
    chosen = DARK if dark else LIGHT
    colours = ";".join(f"--kt-{name}:{colour}" for name, colour in chosen.items())
    names = ("theme.css", "theme_dark.css") if dark else ("theme.css",)
    whole = "".join((HERE / name).read_text("utf-8") for name in names)
    return f":root{{{colours}}}\n{whole}"
