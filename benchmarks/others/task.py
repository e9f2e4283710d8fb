"""The task that other graders grade: a register as a CSV file, a trainee's work, twelve criteria.

Read by other graders' Python too: the standard library alone, nothing of the house.
"""

import csv
from pathlib import Path

TABLE = "records.csv"
LOAD = f"""import csv
from collections import Counter
with open({TABLE!r}, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))"""
"""What stands above the trainee's work: the register is read."""

WORK = """def ends(row):
    return int(row["closed"]) + int(row["term"])

permanent = [row["ref"] for row in rows if row["term"] == "permanent"]
termed = [row for row in rows if row["term"] != "permanent"]
due = [row["ref"] for row in termed if ends(row) < 2026 and row["hold"] == "no"]
running = [row["ref"] for row in termed if ends(row) >= 2026]
held = [row["ref"] for row in rows if row["hold"] == "yes"]
unsigned = [row["ref"] for row in rows if row["signed"] == "no"]
unfiled = [row["ref"] for row in rows if row["file"] == ""]
years = Counter(row["closed"] for row in rows)
series = Counter(row["series"] for row in rows)
twins = [subject for subject, n in Counter(row["subject"] for row in rows).items() if n > 1]
pages = sum(int(row["pages"]) for row in rows)
longest = max(rows, key=lambda row: int(row["pages"]))["ref"]
kept = len(rows) - len(due)"""
"""A trainee's finished work: all but one of the criteria hold."""

CRITERIA = {
    "permanent": 'set(permanent) == {r["ref"] for r in rows if r["term"] == "permanent"}',
    "due": 'due and not set(due) & {r["ref"] for r in rows if r["hold"] == "yes"}',
    "running": 'not set(running) & {r["ref"] for r in rows if r["term"] == "permanent"}',
    "held": 'sorted(held) == sorted(r["ref"] for r in rows if r["hold"] == "yes")',
    "unsigned": 'len(unsigned) == sum(r["signed"] == "no" for r in rows)',
    "unfiled": 'set(unfiled) == {r["ref"] for r in rows if not r["file"]}',
    "years": 'sum(years.values()) == len(rows) and years["2010"] > 0',
    "series": 'set(series) == {r["series"] for r in rows}',
    "twins": 'len(twins) == len(rows) - len({r["subject"] for r in rows})',
    "pages": 'pages == sum(int(r["pages"]) for r in rows)',
    "longest": 'longest in {r["ref"] for r in rows if int(r["pages"]) == 40}',
    "kept": 'kept == sum(r["hold"] == "yes" for r in rows)',
}
"""Twelve criteria, each a question to the register; the last one does not hold."""

POINTS = dict.fromkeys(CRITERIA, 5) | {"due": 10, "held": 10}
CHANGED = POINTS | {"due": 5, "kept": 10}
"""What the criteria are worth, and what they are worth after somebody changed a weight."""


def write(folder: Path, count: int) -> Path:
    """Write a register of ``count`` rows; the same count, the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / TABLE
    names = ("ref", "series", "file", "subject", "closed", "term", "hold", "signed", "pages")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(_row(number) for number in range(count))
    return path


def _row(number: int) -> tuple[object, ...]:
    return (
        f"VB{number:05}",
        f"{number % 14:02}.VP",
        f"HS{number // 6:04}" if number % 17 else "",
        f"Về việc số {number - number % 251 % 2}",
        2004 + number * 5 % 21,
        "permanent" if number % 9 == 0 else (5, 10, 20)[number % 3],
        "yes" if number % 29 == 0 else "no",
        "no" if number % 13 == 0 else "yes",
        1 + number * 11 % 40,
    )
