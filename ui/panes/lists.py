"""Lists in the middle: registers, the current archive's files, holds; chosen rows are acted on."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final  # components take JSON

import streamlit as st

from base.language import say
from course.desk import Desk
from course.keyring import keeps_calendar
from course.people import Person
from sandbox import entities as e
from sandbox.entities import Role
from sandbox.lifecycle import may_follow
from ui import labels, prose, state
from ui.components.mounted import table
from ui.lenses import files_lens, register_lens
from ui.panes import renewals, signing_tray
from ui.panes.appraisal import appraisal
from ui.panes.file import document_column, documents_table, table_words
from ui.trays import AT_WORK
from ui.window import seek, through

BULK: Final = {
    "appraise-file": "each",
    "propose-transfer": "files",
    "propose-disposal": "expired",
    "place-hold": "files",
    "accept-files": "files",
    "return-files": "files",
    signing_tray.VERB: "each",
    **dict.fromkeys(renewals.ACTS, "documents"),
}
"""Verbs done to many records at once, and the field that takes them; ``each``: one by one."""
KEY: Final = "list-part"


def listed(someone: Person, desk: Desk, name: str) -> None:
    """Draw one list."""
    language = state.language()
    st.html(prose.head(say(f"list.{name}", language), "", "", ""))
    if name == "files" and _archivist(desk):
        chosen = _mode()
        if chosen == "appraisal":
            appraisal(someone, desk, kept_files(desk))
            return
    data = renewals.calendar(someone, desk) if name == "renewals" else _LISTS[name](desk)
    if data is None:
        return
    with (
        st.container(key="view-table", height="stretch", gap=None),
        st.container(key="table", height="stretch", gap=None),
    ):
        table(
            data,
            key=KEY,
            on_open=_opened,
            on_bulk=partial(_bulk, desk.holdings.today.isoformat()),
            on_seek=partial(_sought, name),
        )


def _archivist(desk: Desk) -> bool:
    return desk.post is not None and desk.post.role is Role.ARCHIVIST


def _mode() -> str:
    language = state.language()
    names = ["list", "appraisal"]
    if state.value("list.mode") not in names:
        state.preset("list.mode", "list")
    st.segmented_control(
        say("desk.views", language),
        names,
        key="list.mode",
        required=True,
        format_func=lambda name: say(f"list.mode_{name}", language),
        label_visibility="collapsed",
    )
    return str(state.value("list.mode"))


def kept_files(desk: Desk) -> list[e.File]:
    """Return the files that have left their makers: what the current archive keeps."""
    return [one for one in desk.holdings.all(e.File) if one.status not in AT_WORK]


def _registered(book: str, desk: Desk) -> dict[str, Any]:
    language, held = state.language(), desk.holdings
    lines = sorted(
        held.where(e.RegisterEntry, book=book),
        key=lambda one: (one.year, one.number),
        reverse=True,
    )
    seen = through(book, lines, register_lens(held))
    found = {line.document: line for line in seen.rows}
    documents = [one for one in (held.find(e.Document, ref) for ref in found) if one]
    data = documents_table(documents, say(f"list.{book}", language))
    for row in data["rows"]:
        line = found[row["ref"]]
        row["cells"]["line"] = {
            "text": f"{line.number}/{line.year}",
            "sort": f"{line.year}{line.number:06d}",
        }
    keep = ["line", "number", "date", "subject", "organ_name", "status"]
    return {**data, "columns": [document_column(name) for name in keep], "far": seen.far}


def _files(desk: Desk) -> dict[str, Any]:
    language, held = state.language(), desk.holdings
    role = desk.post.role if desk.post else None
    files = kept_files(desk)
    seen = through("files", files, files_lens(desk))
    columns = [
        ("notation", {"narrow": True}), ("title", {"wide": True}),
        ("heading", {"facet": True, "hidden": True}),
        ("years", {"hidden": True}), ("term", {"facet": True, "snug": True}),
        ("due", {"narrow": True}), ("status", {"facet": True}), ("decision", {"facet": True}),
    ]  # fmt: skip
    from sandbox.operations import VERBS

    states = {one.status: one for one in files}.values()
    acts = [
        {"op": op, "label": say(f"verb.{op}.title", language)}
        for op in BULK
        if op not in {signing_tray.VERB, *renewals.ACTS}
        if role in VERBS[op].roles and any(may_follow(one, op) for one in states)
    ]
    return (
        {
            "label": say("list.files", language),
            "columns": [
                {"key": name, "label": say(f"column.{name}", language), **how}
                for name, how in columns
            ],
            "rows": [_file_row(one, desk) for one in seen.rows],
            "far": seen.far,
            "actions": acts,
            "open": state.chosen(),
            "words": table_words(),
        }
        if held
        else {}
    )


def _file_row(one: e.File, desk: Desk) -> dict[str, Any]:
    language, held = state.language(), desk.holdings
    due, decided = held.due(one), held.appraised.get(one.ref)
    run = due is not None and due <= held.today
    held_now = bool(held.held.get(one.ref))
    status = say("record.held_short", language) if held_now else labels.status(one, language)
    return {
        "ref": one.ref,
        "name": one.file_notation,
        "cells": {
            "notation": {"text": f"{one.file_notation}/{one.file_catalog}"},
            "title": one.title,
            "heading": one.heading,
            "years": labels.years(one),
            "term": {
                "text": labels.term(one.maintenance, language),
                "sort": (one.maintenance or "").zfill(3),
            },
            "due": {
                "text": labels.day(due, language),
                "sort": due.isoformat() if due else "9",
                "tone": "orange" if run else "",
            },
            "decision": {
                "text": say(f"decision.{decided.decision}", language) if decided else "",
                "tone": "blue",
            },
            "status": {"text": status, "tone": "red" if held_now else labels.tone(one)},
        },
    }


def _holds(desk: Desk) -> dict[str, Any]:
    language, held = state.language(), desk.holdings
    rows = [
        {
            "ref": one.ref,
            "name": one.mandate,
            "cells": {
                "mandate": one.mandate,
                "reason": one.reason,
                "files": ", ".join(
                    f"{file.file_notation}/{file.file_catalog}"
                    for file in (held.find(e.File, ref) for ref in one.files)
                    if file
                ),
                "placed_at": labels.day(one.placed_at, language),
                "status": {
                    "text": say("record.hold_on" if one.in_force else "record.hold_off", language),
                    "tone": "red" if one.in_force else "gray",
                },
            },
        }
        for one in held.all(e.Hold)
    ]
    names = ("mandate", "reason", "files", "placed_at", "status")
    return {
        "label": say("list.holds", language),
        "columns": [{"key": name, "label": say(f"column.{name}", language)} for name in names],
        "rows": rows,
        "actions": [],
        "open": state.chosen(),
        "words": table_words(),
    }


def known(name: str, desk: Desk) -> bool:
    """Whether there is such a list at this desk: an address may name any."""
    return name in _LISTS or (name == "renewals" and keeps_calendar(desk))


_LISTS: Final[dict[str, Callable[[Desk], dict[str, Any]]]] = {
    "incoming": partial(_registered, "incoming"),
    "outgoing": partial(_registered, "outgoing"),
    "files": _files,
    "holds": _holds,
    "to_sign": signing_tray.waiting,
}


def _opened() -> None:
    state.choose(str(state.event(KEY, "open") or ""))


def _sought(name: str) -> None:
    """Look through a long list otherwise: other words, another order, another page."""
    seek(name, state.event(KEY, "seek"), ("heading", "term", "status", "decision"))


def _bulk(_today: str) -> None:
    """Open the form of a verb for the chosen rows."""
    told = state.event(KEY, "bulk")
    if not isinstance(told, dict) or told.get("op") not in BULK:
        return
    op, refs = str(told["op"]), [str(ref) for ref in told.get("refs", [])]
    given = {BULK[op]: refs, "bulk": op != "propose-disposal"}
    state.open_form(op, given)
