"""A file in the middle: what lies in it, its description, its retention clock, its history."""

from datetime import date
from typing import Any  # components take JSON

import streamlit as st

from base.language import say
from course.desk import Desk, history_of
from course.people import Person
from sandbox import entities as e
from ui import labels, prose, state
from ui.components.mounted import table
from ui.concluded import TONES, concluded
from ui.panes import head
from ui.panes.history import history

VIEWS = ["contents", "description", "history"]


def file(someone: Person, desk: Desk, one: e.File, first: list[str]) -> None:
    """Draw the file that is open."""
    language = state.language()
    head.name(one, one.file_notation, one.title)
    view = head.views(desk, one, VIEWS, first)
    for hold in desk.holdings.held.get(one.ref, ()):
        told = say("record.held", language, mandate=hold.mandate, reason=hold.reason)
        st.warning(prose.plain(told), icon=":material/front_hand:")
    if view == "contents":
        _contents(desk, one)
        return
    with st.container(key="view-scroll", height="stretch"):
        if view == "description":
            _clock(desk, one)
            st.html(prose.facts(description(desk, one)))
        else:
            history(desk, history_of(someone, desk.attempt.handle, one.ref))


def _contents(desk: Desk, one: e.File) -> None:
    language = state.language()
    inside = desk.holdings.contents.get(one.ref, ())
    if not inside:
        st.info(say("record.empty_file", language), icon=":material/folder_open:")
        return
    with (
        st.container(key="view-table", height="stretch", gap=None),
        st.container(key="table", height="stretch", gap=None),
    ):
        table(
            _concluded(documents_table(list(inside), say("view.contents", language)), desk),
            key="contents-part",
            on_open=_opened,
            on_bulk=_nothing,
        )


def _concluded(data: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """Add what one concluded of each, once one has concluded on any."""
    language, said = state.language(), concluded(desk)
    if not any(row["ref"] in said for row in data["rows"]):
        return data
    for row in data["rows"]:
        mine = said.get(row["ref"])
        row["cells"]["verdict"] = {
            "text": say(f"verdict.{mine.verdict}", language) if mine else "",
            "tone": TONES[str(mine.verdict)] if mine else "gray",
        }
    return {**data, "columns": [*data["columns"], document_column("verdict")]}


def documents_table(documents: list[e.Document], label: str) -> dict[str, Any]:
    """Return documents as the table shows them."""
    language = state.language()
    columns = ["number", "date", "subject", "copy_kind", "status"]
    rows = [
        {
            "ref": one.ref,
            "name": labels.number(one, language),
            "cells": {
                "number": labels.number(one, language),
                "date": {
                    "text": labels.day(one.issued_date, language),
                    "sort": one.issued_date.isoformat() if one.issued_date else "",
                },
                "subject": one.subject,
                "type_name": labels.type_name(one.type_name, language),
                "organ_name": one.organ_name,
                "copy_kind": say(f"copy_kind.{one.copy_kind}", language),
                "status": {"text": labels.status(one, language), "tone": labels.tone(one)},
            },
        }
        for one in documents
    ]
    return {
        "label": label,
        "columns": [document_column(name) for name in columns],
        "rows": rows,
        "actions": [],
        "open": state.chosen(),
        "words": table_words(),
    }


def document_column(name: str) -> dict[str, Any]:
    """Return a column of a list of documents."""
    label = say(f"column.{name}", state.language())
    return {
        "key": name,
        "label": label,
        "narrow": name in {"number", "date", "line"},
        "wide": name == "subject",
    }


def table_words() -> dict[str, str]:
    """Return the words of the table component."""
    language = state.language()
    names = ("search", "all", "every", "choose", "none", "earlier", "further")
    words = {name: say(f"table.{name}", language) for name in names}
    counted = say("table.counted", language, chosen="{chosen}", shown="{shown}")
    shown = say("table.shown", language, shown="{shown}")
    page = say("table.page", language, page="{page}", pages="{pages}")
    return {**words, "counted": counted, "shown": shown, "page": page, "locale": language}


def _opened() -> None:
    state.choose(str(state.event("contents-part", "open") or ""))


def _nothing() -> None:
    """A list without actions has none to do."""


def _clock(desk: Desk, one: e.File) -> None:
    """The retention clock: how much of the term has run."""
    language, held = state.language(), desk.holdings
    due = held.due(one)
    if due is None or one.end_date is None:
        st.info(say(_open_end(one), language), icon=":material/hourglass_disabled:")
        return
    start = date(one.end_date.year + 1, 1, 1)
    run = (held.today - start).days / max(1, (due - start).days)
    key = "record.clock_run" if due <= held.today else "record.clock_runs"
    said = say(
        key,
        language,
        term=labels.term(one.maintenance, language),
        start=labels.day(start, language),
        due=labels.day(due, language),
    )
    st.progress(min(1.0, max(0.0, run)), text=prose.plain(said))


def _open_end(one: e.File) -> str:
    if one.maintenance is None:
        return "record.clock_no_term"
    if one.maintenance == "VV":
        return "record.clock_permanent"
    return "record.clock_event" if not one.maintenance.isdigit() else "record.clock_no_end"


def description(desk: Desk, one: e.File) -> list[tuple[str, str]]:
    """Return what a file's record says, field by field."""
    language, held = state.language(), desk.holdings
    creator = held.find(e.Post, one.creator)
    appraisal = held.appraised.get(one.ref)
    decided = ""
    if appraisal:
        why = labels.choice("appraisal_reason", appraisal.reason, language)
        decided = f"{say(f'decision.{appraisal.decision}', language)} · {why}"
    media = ", ".join(
        labels.choice("medium", name, language) for name in held.media.get(one.ref, ())
    )
    links = "; ".join(labels.record(ref, held, language) for ref in one.links)
    pairs = [
        ("file_notation", one.file_notation),
        ("title", one.title),
        ("heading", one.heading),
        ("file_catalog", str(one.file_catalog)),
        ("creator", labels.post(creator, held) if creator else ""),
        ("maintenance", labels.term(one.maintenance, language)),
        ("table_row", one.table_row.rpartition(".")[2]),
        ("start_date", labels.day(one.start_date, language)),
        ("end_date", labels.day(one.end_date, language)),
        ("opened_at", labels.day(one.opened_at, language)),
        ("closed_at", labels.day(one.closed_at, language)),
        ("accepted_at", labels.day(one.accepted_at, language)),
        ("total_doc", str(one.total_doc)),
        ("number_of_page", str(one.number_of_page)),
        ("mode", say(f"mode.{one.mode}", language)),
        ("links", links),
        ("decision", decided),
        ("media", media),
        ("description", one.description),
        ("ref", one.ref),
    ]
    return [(say(f"field.{name}", language), value) for name, value in pairs if value]


def planned(desk: Desk, one: e.PlannedFile, first: list[str]) -> None:
    """Draw a row of the yearly file list that nobody has opened yet."""
    language = state.language()
    head.name(one, one.file_notation, one.title)
    head.verbs(desk, one, first or ["open-file"])
    creator = desk.holdings.find(e.Post, one.creator)
    st.info(say("record.planned", language), icon=":material/event_note:")
    pairs = [
        ("heading", one.heading_name),
        ("file_catalog", str(one.year)),
        ("maintenance", labels.term(one.maintenance, language)),
        ("creator", labels.post(creator, desk.holdings) if creator else ""),
    ]
    st.html(prose.facts([(say(f"field.{name}", language), value) for name, value in pairs]))
