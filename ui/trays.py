"""What lies where, for the explorer: the trays of a post, the file plan, registers and cases."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any  # components take JSON

from base.language import Language, say
from course.desk import Desk
from sandbox import entities as e
from sandbox.entities import DisposalStatus, DocumentStatus, FileStatus, Role, TransferStatus
from ui import labels
from ui.panes.signing_tray import to_sign

D, F = DocumentStatus, FileStatus
AT_WORK = (F.OPEN, F.RETURNED, F.CLOSED, F.HANDED_OVER)
LISTS = ("to_sign", "incoming", "outgoing", "files", "holds")
"""Lists that can be opened in the middle: ``list:files``."""


def trays(desk: Desk, language: Language) -> list[dict[str, Any]]:
    """Return the trays of the post one sits at, each a list of records to be dealt with."""
    post = desk.post
    if post is None:
        return []
    made = [
        (name, [_card(one, desk, language) for one in found]) for name, found in _trays(desk, post)
    ]
    first = [
        {
            "id": name,
            "title": say(f"tray.{name}.title", language),
            "empty": say(f"tray.{name}.empty", language),
            "items": items,
        }
        for name, items in made
    ]
    return [one for place, one in enumerate(first) if one["items"] or place == 0]


def _trays(desk: Desk, post: e.Post) -> list[tuple[str, list[e.Entity]]]:
    held, me = desk.holdings, post.ref
    documents = [one for one in held.all(e.Document) if one.status is not D.DESTROYED]
    documents.sort(key=lambda one: (one.arrival_number is None, one.arrival_number or 0))
    mine = [one for one in documents if one.held_by == me]
    drafts = [one for one in documents if one.drafter == me and one.status in {D.DRAFT, D.RETURNED}]
    given = [one for one in mine if one.status is D.REGISTERED]
    to_sign = [one for one in mine if one.status is D.SUBMITTED]
    sent = [one for one in documents if one.drafter == me and one.status is D.SUBMITTED]
    found: dict[Role, list[tuple[str, Iterable[e.Entity]]]] = {
        Role.CLERK: [
            ("received", [one for one in documents if one.status is D.RECEIVED]),
            ("signed", [one for one in documents if one.status is D.SIGNED]),
            ("given", given),
            ("drafts", drafts),
        ],
        Role.LEADER: [
            ("to_sign", to_sign),
            ("cases", [one for one in held.all(e.Disposal) if _open(one)]),
            ("given", given),
            ("drafts", drafts),
        ],
        Role.ARCHIVIST: [
            ("handed_over", [one for one in held.all(e.File) if one.status is F.HANDED_OVER]),
            ("given", given),
            ("drafts", drafts),
        ],
        Role.RECEIVER: [("arrived", [one for one in held.all(e.Transfer) if _arrived(one)])],
        Role.AUDITOR: [("given", given)],
    }
    chosen = found.get(post.role, [("given", given), ("drafts", drafts), ("to_sign", to_sign)])
    return [(name, list(items)) for name, items in chosen] + (
        [("sent", list(sent))] if sent else []
    )


def _open(case: e.Disposal) -> bool:
    return case.status in {DisposalStatus.PROPOSED, DisposalStatus.REVIEWED, DisposalStatus.DECIDED}


def _arrived(transfer: e.Transfer) -> bool:
    return transfer.status in {TransferStatus.SENT, TransferStatus.ACCEPTED, TransferStatus.PARTLY}


def _card(one: e.Entity, desk: Desk, language: Language) -> dict[str, Any]:
    base = {"id": one.ref, "badge": labels.status(one, language), "tone": labels.tone(one)}
    if isinstance(one, e.Document):
        day = one.arrival_date or one.issued_date
        urgent = "" if str(one.urgency) == "none" else say(f"urgency.{one.urgency}", language)
        return {
            **base,
            "number": labels.number(one, language),
            "title": labels.short(one.subject, 140),
            "from": one.organ_name,
            "date": _day(one, day, language),
            "urgent": urgent,
            "drag": True,
        }
    if isinstance(one, e.File):
        return {
            **base,
            "number": one.file_notation,
            "title": labels.short(one.title, 140),
            "from": desk.holdings.name_of(one.creator),
            "date": labels.day(one.closed_at, language),
        }
    number = one.registration if isinstance(one, e.Transfer) else say("kind.Disposal", language)
    return {**base, "number": number, "title": labels.record(one.ref, desk.holdings, language)}


def _day(one: e.Document, day: date | datetime | None, language: Language) -> str:
    """The day, after the arrival number of what has one."""
    shown = labels.day(day, language) if day else ""
    if one.arrival_number is None:
        return shown
    return say("record.arrival", language, n=one.arrival_number, day=shown)


def trees(desk: Desk, language: Language) -> list[dict[str, Any]]:
    """Return the trees: the file plan of the post, then lists and cases."""
    post = desk.post
    plan = {
        "id": "plan",
        "title": say("tree.plan", language, year=desk.holdings.today.year),
        "empty": say("tree.plan_empty", language),
        "items": _plan(desk, language),
    }
    lists = {"id": "lists", "title": say("tree.lists", language), "items": _lists(desk, language)}
    keeps = post is not None and post.role in {Role.OFFICER, Role.CLERK, Role.LEADER}
    return [plan, lists] if keeps or plan["items"] else [lists]


def _plan(desk: Desk, language: Language) -> list[dict[str, Any]]:
    held, me = desk.holdings, desk.post.ref if desk.post else ""
    files = [one for one in held.all(e.File) if one.status in AT_WORK and one.creator == me]
    opened = {one.planned for one in held.all(e.File)}
    rows = [
        one
        for one in held.all(e.PlannedFile)
        if one.creator == me and one.ref not in opened and one.year == held.today.year
    ]
    names = {one.heading: one.heading_name for one in held.all(e.PlannedFile)}
    by_heading: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        by_heading.setdefault(file.heading, []).append(_file_node(file, desk, language))
    for row in rows:
        by_heading.setdefault(row.heading, []).append(_planned_node(row, language))
    return [
        {
            "id": f"heading:{heading}",
            "label": names.get(heading, "") or say("tree.unplanned", language),
            "kind": "heading",
            "note": str(len(items)),
            "children": items,
        }
        for heading, items in sorted(by_heading.items())
    ]


def _file_node(file: e.File, desk: Desk, language: Language) -> dict[str, Any]:
    inside = desk.holdings.contents.get(file.ref, ())
    work = file.status in {F.OPEN, F.RETURNED}
    return {
        "id": file.ref,
        "label": labels.file(file),
        "kind": "file" if work else "closed",
        "note": str(len(inside)),
        "badge": "" if file.status is F.OPEN else labels.status(file, language),
        "tone": labels.tone(file),
        "drop": work,
        "opens": True,
        "shut": True,
        "children": [
            {
                "id": one.ref,
                "label": labels.document(one, language),
                "kind": "document",
                "drag": work,
                "opens": True,
            }
            for one in (inside if work else ())
        ],
    }


def _planned_node(row: e.PlannedFile, language: Language) -> dict[str, Any]:
    return {
        "id": row.ref,
        "label": labels.planned(row),
        "kind": "planned",
        "note": labels.term(row.maintenance, language),
        "drop": True,
        "opens": True,
    }


def _lists(desk: Desk, language: Language) -> list[dict[str, Any]]:
    held = desk.holdings
    counts = {
        "incoming": sum(str(one.book) == "incoming" for one in held.all(e.RegisterEntry)),
        "outgoing": sum(str(one.book) == "outgoing" for one in held.all(e.RegisterEntry)),
        "files": sum(one.status not in AT_WORK for one in held.all(e.File)),
        "holds": sum(one.in_force for one in held.all(e.Hold)),
        "to_sign": len(to_sign(desk)),
    }
    nodes = [
        {
            "id": f"list:{name}",
            "label": say(f"list.{name}", language),
            "kind": "list",
            "note": str(counts[name]),
            "opens": True,
        }
        for name in LISTS
        if counts[name] or name in {"incoming", "outgoing"}
    ]
    cases = [*held.all(e.Transfer), *held.all(e.Disposal)]
    return nodes + [
        {
            "id": one.ref,
            "label": labels.record(one.ref, held, language),
            "kind": "case",
            "badge": labels.status(one, language),
            "tone": labels.tone(one),
            "opens": True,
        }
        for one in cases
    ]
