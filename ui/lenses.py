"""How the long lists of a desk are looked through: what their rows are sought and sorted by."""

from collections.abc import Callable
from typing import Any  # what rows are sorted by is of many types

from base.language import say
from course.desk import Desk, Holdings
from sandbox import entities as e
from ui import labels, state
from ui.window import Lens


def register_lens(held: Holdings) -> Lens[e.RegisterEntry]:
    """How a register is looked through without drawing its lines."""

    def paper(line: e.RegisterEntry) -> e.Document | None:
        return held.find(e.Document, line.document)

    def words(line: e.RegisterEntry) -> str:
        one = paper(line)
        told = f"{line.number}/{line.year}"
        if one is None:
            return told
        on = one.issued_date
        day = f"{on.day:02d}/{on.month:02d}/{on.year}" if on else ""
        number = labels.number(one, "vi")
        return f"{told} {number} {day} {one.subject} {one.organ_name}"

    def of(name: str) -> Callable[[e.RegisterEntry], Any]:
        return lambda line: str(getattr(paper(line), name, None) or "")

    return Lens(
        words,
        {
            "line": lambda line: (line.year, line.number),
            "number": lambda line: (getattr(paper(line), "code_number", None) or 0, line.ref),
            "date": of("issued_date"),
            "subject": of("subject"),
            "organ_name": of("organ_name"),
            "status": of("status"),
        },
    )


def files_lens(desk: Desk) -> Lens[e.File]:
    """How the list of files is looked through without drawing its rows."""
    language, held = state.language(), desk.holdings

    def ruled(one: e.File) -> str:
        found = held.appraised.get(one.ref)
        return str(found.decision) if found else ""

    def stated(told: tuple[e.FileStatus, bool]) -> str:
        key = "record.held_short" if told[1] else f"status.file.{told[0]}"
        return say(key, language)

    def due(one: e.File) -> str:
        day = held.due(one)
        return day.isoformat() if day else "9"

    return Lens(
        lambda one: f"{one.file_notation}/{one.file_catalog} {one.title} {labels.years(one)}",
        {
            "notation": lambda one: (one.file_catalog, one.file_notation),
            "title": lambda one: one.title,
            "term": lambda one: (one.maintenance or "").zfill(3),
            "due": due,
            "status": lambda one: (one.ref in held.held, str(one.status)),
            "decision": ruled,
        },
        {
            "heading": (lambda one: one.heading, str),
            "term": (lambda one: one.maintenance, lambda term: labels.term(term, language)),
            "status": (lambda one: (one.status, one.ref in held.held), stated),
            "decision": (ruled, lambda one: say(f"decision.{one}", language) if one else ""),
        },
    )
