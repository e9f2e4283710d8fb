"""The appraisal table: a decision and a reason for many files, saved when one says so.

The editor is fed a constant frame and never its own output: its edits are read as changes,
sent as requests, and a new key begins anew (``docs/architecture.md``, the editor's traps).
"""

from datetime import date
from functools import partial
from typing import Final

import pandas as pd  # type: ignore[import-untyped]  # pandas ships no types
import streamlit as st

from base.language import Language, say
from course.desk import Desk
from course.people import Person
from sandbox import entities as e
from sandbox.choices import CHOICES
from sandbox.entities import Decision
from sandbox.lifecycle import may_follow
from ui import labels, state
from ui.acting import perform_all
from ui.window import FAR

GIVEN: Final = {"notation": 112, "title": 136, "term": 74, "due": 86}
"""The columns that are read, not written, and how wide each is, in pixels."""


MOST: Final = 200
"""Files in the editor, of an archive that keeps thousands."""
UNDECIDED: Final = ""
"""What a cell shows while nobody has decided."""


def appraisal(someone: Person, desk: Desk, files: list[e.File]) -> None:
    """Draw the editor over the files that can be appraised."""
    language = state.language()
    waiting = [one for one in files if may_follow(one, "appraise-file")]
    rows = _first_due(desk, waiting)
    frame = _frame(desk, rows, language)
    key = f"appraisal.{desk.attempt.handle}.{desk.holdings.changes}"
    decided = sum(one.ref in desk.holdings.appraised for one in waiting)
    st.caption(say("appraisal.counted", language, n=decided, all=len(waiting)))
    if len(rows) < len(waiting):
        st.caption(say("appraisal.first_due", language, n=len(rows)))
    st.data_editor(  # type: ignore[call-overload]  # the frame is untyped
        frame,
        key=key,
        hide_index=True,
        height="stretch",
        disabled=list(GIVEN),
        column_config=_columns(language),
        on_change="ignore",
        alt=say("list.mode_appraisal", language),
        placeholder="–",
    )
    st.button(
        say("appraisal.save", language),
        key="appraisal.save",
        type="primary",
        icon=":material/save:",
        on_click=partial(_save, someone, desk.attempt.handle, key, [one.ref for one in rows]),
    )


def _first_due(desk: Desk, files: list[e.File]) -> list[e.File]:
    """Return all of some files; of thousands those without a decision that fall due first."""
    if len(files) < FAR:
        return files
    held = desk.holdings
    open_ones = [one for one in files if one.ref not in held.appraised]
    return sorted(open_ones, key=lambda one: (held.due(one) or date.max, one.ref))[:MOST]


def _frame(desk: Desk, rows: list[e.File], language: Language) -> pd.DataFrame:
    held = desk.holdings
    return pd.DataFrame(
        [
            {
                "notation": f"{one.file_notation}/{one.file_catalog}",
                "title": one.title,
                "term": labels.term(one.maintenance, language),
                "due": labels.day(held.due(one), language),
                "decision": _decision(held.appraised[one.ref].decision, language)
                if one.ref in held.appraised
                else UNDECIDED,
                "reason": labels.choice(
                    "appraisal_reason", held.appraised[one.ref].reason, language
                )
                if one.ref in held.appraised
                else UNDECIDED,
            }
            for one in rows
        ]
    )


def _decision(code: str, language: Language) -> str:
    return say(f"decision.{code}", language)


def _columns(language: Language) -> dict[str, object]:
    plain = {
        name: st.column_config.TextColumn(
            say(f"column.{name}", language), pinned=name == "notation", width=width
        )
        for name, width in GIVEN.items()
    }
    return {
        **plain,
        "decision": st.column_config.SelectboxColumn(
            say("column.decision", language),
            options=[UNDECIDED, *(_decision(one, language) for one in Decision)],
            width=106,
        ),
        "reason": st.column_config.SelectboxColumn(
            say("field.reason", language),
            options=[
                UNDECIDED,
                *(
                    labels.choice("appraisal_reason", code, language)
                    for code in CHOICES["appraisal_reason"]
                ),
            ],
            width=104,
        ),
    }


def requests_of(
    edited: dict[int, dict[str, str]], refs: list[str], language: Language
) -> list[dict[str, str]]:
    """Return a request for every row that has both a decision and a reason.

    The words that the editor sends back are read as codes again; an unknown word is left out.
    """
    decisions = {_decision(one, language): str(one) for one in Decision}
    reasons = {
        labels.choice("appraisal_reason", code, language): code
        for code in CHOICES["appraisal_reason"]
    }
    made = []
    for row, change in sorted(edited.items()):
        decision = decisions.get(change.get("decision") or "")
        reason = reasons.get(change.get("reason") or "")
        if decision and reason and row < len(refs):
            made.append(
                {"op": "appraise-file", "file": refs[row], "decision": decision, "reason": reason}
            )
    return made


def _save(someone: Person, handle: str, key: str, refs: list[str]) -> None:
    language = state.language()
    edited = (state.value(key) or {}).get("edited_rows", {})
    requests = requests_of({int(row): change for row, change in edited.items()}, refs, language)
    if len(requests) < len(edited):
        state.say_next(
            "error", say("appraisal.incomplete", language, n=len(edited) - len(requests))
        )
    if requests:
        perform_all(someone, handle, requests)
