"""Write the table and the plot of ``docs/benchmarks.md`` from one run's JSON.

``python benchmarks/run.py --json FILE``, then ``python -m benchmarks.report FILE``.
"""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final  # figures are JSON

from benchmarks.figure import budgets

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGE, PLOT = DOCS / "benchmarks.md", DOCS / "growth.svg"
BEGIN: Final = "<!-- figures: python -m benchmarks.report FILE -->"
END: Final = "<!-- end of figures -->"
MARKS: Final = {True: "✓", False: "✗", None: ""}


def table(told: list[dict[str, Any]], measured_on: str) -> str:
    """Return the figures as Markdown, in the order of ``budgets.toml``."""
    known = budgets()
    order = list(known)
    lines = [
        measured_on,
        "",
        "| figure | value | budget | | n | how |",
        "|---|---:|---:|:-:|---:|---|",
    ]
    for one in sorted(told, key=lambda figure: order.index(figure["name"])):
        value = f"{one['value']:g} {one['unit']}".strip()
        budget = "" if one["budget"] == "—" else f"{one['budget']} {one['unit']}".strip()
        title = known[one["name"]].title
        cells = [title, value, budget, MARKS[one["met"]], str(one["n"]), one["how"]]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def plot(told: list[dict[str, Any]]) -> str:
    """Return the growth of worlds as SVG: seconds by documents, with the line through the last."""
    points = [
        (int(one["how"].split()[0]), float(one["value"]))
        for one in told
        if one["name"].startswith("growth.") and one["name"].rpartition(".")[2].isdigit()
    ]
    if not points:
        return ""
    widest, tallest = max(x for x, _ in points), max(y for _, y in points)
    places = [(60 + 500 * x / widest, 260 - 220 * y / tallest) for x, y in points]
    last_x, last_y = places[-1]
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="#14507A"/>' for x, y in places)
    said = "".join(
        f'<text x="{x:.0f}" y="{y - 10:.0f}" text-anchor="end">{count} · {seconds:.1f} s</text>'
        for (x, y), (count, seconds) in zip(places, points, strict=True)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 310" role="img" '
        'font-family="sans-serif" font-size="12" fill="#0E131B">'
        "<title>Time to grow a world, by its number of documents</title>"
        '<rect width="620" height="310" fill="#fff"/>'
        f'<path d="M60 260 L{last_x:.0f} {last_y:.0f}" stroke="#DFDACF" stroke-dasharray="4"/>'
        '<path d="M60 30 V260 H580" fill="none" stroke="#6A665E"/>'
        f'{dots}{said}<text x="320" y="292" text-anchor="middle">documents</text>'
        '<text x="60" y="20" text-anchor="middle">seconds</text></svg>\n'
    )


def machine() -> str:
    """Return on what and when, for the head of the table."""
    info = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (info.read_text("utf-8").splitlines() if info.exists() else [])
        if line.startswith("model name")
    ]
    name = names[0] if names else platform.processor() or platform.machine()
    day = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {day}: {os.cpu_count()} cores ({name}), Python {platform.python_version()}, "
        f"{platform.system()}."
    )


def main(words: list[str]) -> int:
    """Write page and plot."""
    told = json.loads(Path(words[0]).read_text("utf-8"))
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    middle = f"{BEGIN}\n\n{table(told, machine())}\n\n"
    if drawn := plot(told):
        PLOT.write_text(drawn, "utf-8")
        middle += f"![Time to grow a world, by its number of documents]({PLOT.name})\n\n"
    PAGE.write_text(f"{before}{middle}{END}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
