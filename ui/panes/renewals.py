"""The calendar of renewals: until when the proof of each kept document lasts, and what to do."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final  # components take JSON

import streamlit as st

from base.language import Language, say
from course.desk import Desk
from course.keyring import renewals
from course.people import Person
from sandbox import entities as e
from sandbox.authority_outlook import Renewal
from sandbox.operations import VERBS
from ui import labels, prose, state
from ui.panes.file import table_words

ACTS: Final = ("stamp-for-archive", "add-validation-data")
"""What the calendar's rows are for; both take a list of documents."""
SOON: Final = timedelta(days=366)
PAGE: Final = 25
"""Rows shown at a time."""
_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "number": {"narrow": True},
    "before": {"narrow": True},
    "subject": {"wide": True},
    "ends": {},
    "todo": {},
    "term": {"snug": True, "facet": True},
    "state": {"facet": True, "hidden": True},
}


def calendar(someone: Person, desk: Desk) -> dict[str, Any] | None:
    """Say how much is due, and return the table of it; None when nothing will ever end.

    Raises:
        Refused: this desk keeps no calendar.
    """
    language = state.language()
    with st.spinner(say("renewals.reading", language)):
        found = renewals(someone, desk)
    if not found:
        st.info(say("renewals.none", language), icon=":material/event_available:")
        return None
    _counted(found, desk, language)
    return _table(found, desk, language)


def _counted(found: Sequence[Renewal], desk: Desk, language: Language) -> None:
    states = [_state(one, desk) for one in found]
    counts = {name: states.count(name) for name in ("late", "soon", "later")}
    lead = say("renewals.lead", language)
    told = say("renewals.counted", language, **counts)
    st.markdown(f"{prose.strong(told)}  \n:small[{prose.plain(lead)}]")


def _state(one: Renewal, desk: Desk) -> str:
    now = desk.holdings.now
    if one.before <= now:
        return "late"
    return "soon" if one.before <= now + SOON else "later"


def _table(found: Sequence[Renewal], desk: Desk, language: Language) -> dict[str, Any]:
    post = desk.post
    acts = [op for op in ACTS if post and post.role in VERBS[op].roles]
    return {
        "label": say("list.renewals", language),
        "columns": [
            {"key": name, "label": say(f"column.{name}", language), **how}
            for name, how in _COLUMNS.items()
        ],
        "rows": [_row(one, desk, language) for one in found],
        "actions": [
            {"op": op, "label": say(f"verb.{op}.title", language)}
            for op in acts
            if not desk.holdings.sealed
        ],
        "open": state.chosen(),
        "page": PAGE,
        "words": table_words(),
    }


_TONES: Final = {"late": "red", "soon": "orange", "later": "gray"}


def _row(one: Renewal, desk: Desk, language: Language) -> dict[str, Any]:
    held = desk.holdings
    document, where = held.find(e.Document, one.document), _state(one, desk)
    number = labels.number(document, language) if document else one.document
    day = labels.day(one.before, language)
    todo = "none" if where == "late" else "data_first" if one.bare else "stamp"
    longest = _term(one.document, desk)
    return {
        "ref": one.document,
        "name": number,
        "cells": {
            "number": number,
            "before": {"text": day, "sort": one.before.isoformat(), "tone": _TONES[where]},
            "subject": document.subject if document else "",
            "ends": say(f"renewals.ends.{one.cause}", language),
            "todo": say(f"renewals.todo.{todo}", language),
            "term": {"text": labels.term(longest, language), "sort": (longest or "").zfill(3)},
            "state": say(f"renewals.state.{where}", language),
        },
    }


def _term(document: str, desk: Desk) -> str | None:
    """The longest term of the files a document lies in: how long it must stay provable."""
    terms = [one.maintenance for one in desk.holdings.places.get(document, ()) if one.maintenance]
    if "VV" in terms:
        return "VV"
    return max(terms, key=lambda term: (term.isdigit(), term.zfill(3)), default=None)
