"""What lies where, for the explorer: the trays of a post, the file plan, registers and cases."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any  # components take JSON

from base.language import Language, say
from course.desk import Desk
from course.keyring import keeps_calendar
from sandbox import entities as e
from sandbox.entities import DisposalStatus, DocumentStatus, FileStatus, Role, TransferStatus
from ui import labels
from ui.concluded import TONES, concluded
from ui.panes.signing_tray import to_sign

D, F = DocumentStatus, FileStatus
AT_WORK = (F.OPEN, F.RETURNED, F.CLOSED, F.HANDED_OVER)
LISTS = ("to_sign", "incoming", "outgoing", "files", "renewals", "holds")
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
            "title": _title(name, items, language),
            "empty": say(f"tray.{name}.empty", language),
            "items": items,
        }
        for name, items in made
    ]
    return [one for place, one in enumerate(first) if one["items"] or place == 0]


def _title(name: str, items: list[dict[str, Any]], language: Language) -> str:
    """What a tray is called, and how many of it one has concluded on."""
    title = say(f"tray.{name}.title", language)
    done = sum(bool(one.get("concluded")) for one in items)
    return say("tray.concluded", language, title=title, n=done) if done else title


def next_to_conclude(desk: Desk, document: e.Document) -> str:
    """Return the next document without a verdict, in its tray or its file; nothing when none is."""
    post, done = desk.post, concluded(desk)
    found = [[one.ref for one in items] for _, items in (_trays(desk, post) if post else [])]
    held = desk.holdings
    found += [
        [one.ref for one in held.contents.get(file.ref, ())]
        for file in held.places.get(document.ref, ())
    ]
    lying = next((refs for refs in found if document.ref in refs), [])
    place = lying.index(document.ref) if lying else 0
    later = [*lying[place + 1 :], *lying[:place]]
    return next((ref for ref in later if ref not in done), "")


def _trays(desk: Desk, post: e.Post) -> list[tuple[str, list[e.Entity]]]:
    held, me = desk.holdings, post.ref

    def lying(**equals: object) -> list[e.Entity]:
        found = held.where(e.Document, **equals)
        return [*sorted(found, key=_arrived_first)]

    drafts = lying(drafter=me, status=[D.DRAFT, D.RETURNED])
    given = lying(held_by=me, status=D.REGISTERED)
    to_sign = lying(held_by=me, status=D.SUBMITTED)
    sent = lying(drafter=me, status=D.SUBMITTED)
    found: dict[Role, list[tuple[str, Iterable[e.Entity]]]] = {
        Role.CLERK: [
            ("received", lying(status=D.RECEIVED)),
            ("signed", lying(status=D.SIGNED)),
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
            ("handed_over", held.where(e.File, status=F.HANDED_OVER)),
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


def _arrived_first(one: e.Document) -> tuple[bool, int]:
    return one.arrival_number is None, one.arrival_number or 0


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
            **_verdict(one, desk, language),
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


def _verdict(one: e.Document, desk: Desk, language: Language) -> dict[str, Any]:
    """What one concluded of a document that only waits: it says more than that it waits."""
    said = concluded(desk).get(one.ref)
    if said is None or one.status is not D.RECEIVED:
        return {}
    verdict = say(f"verdict.{said.verdict}", language)
    badge = say("tray.verdict", language, verdict=verdict)
    return {"badge": badge, "tone": TONES[str(said.verdict)], "concluded": True}


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
    files = held.where(e.File, creator=me, status=AT_WORK)
    rows = [
        one
        for one in held.where(e.PlannedFile, creator=me, year=held.today.year)
        if not held.where(e.File, planned=one.ref)
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
        "incoming": len(held.where(e.RegisterEntry, book="incoming")),
        "outgoing": len(held.where(e.RegisterEntry, book="outgoing")),
        "files": len(held.all(e.File)) - len(held.where(e.File, status=AT_WORK)),
        "holds": sum(one.in_force for one in held.all(e.Hold)),
        "to_sign": len(to_sign(desk)),
    }
    always = {"incoming", "outgoing"} | ({"renewals"} if keeps_calendar(desk) else set())
    nodes = [
        {
            "id": f"list:{name}",
            "label": say(f"list.{name}", language),
            "kind": "list",
            "note": str(counts.get(name, "")),
            "opens": True,
        }
        for name in LISTS
        if counts.get(name) or name in always
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
