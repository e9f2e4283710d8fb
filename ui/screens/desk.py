"""The desk: trays and files on the left, the record in the middle, the way on the right."""

import streamlit as st

from base.clock import wall
from base.errors import Refused
from base.language import say
from course.closing import settle
from course.desk import Desk
from course.desk import desk as read_desk
from course.people import Person
from course.pinned import Footing, content
from sandbox import entities as e
from sandbox.shelf import kind_of
from scenarios.errors import Problems
from scenarios.exercise import Exercise
from ui import dialogs, labels, prose, state
from ui.panes.case import disposal, transfer
from ui.panes.document import document
from ui.panes.explorer import explorer
from ui.panes.file import file, planned
from ui.panes.guide import current, guide
from ui.panes.hold import hold
from ui.panes.lists import known, listed
from ui.panes.overview import overview
from ui.panes.strip import confirmations, leave_if_asked, strip
from ui.screens.choosing import none_open, outdated
from ui.way import go


def desk(someone: Person) -> None:
    """Draw the desk of the attempt that the address names."""
    leave_if_asked()
    handle = state.attempt()
    if not handle:
        none_open(someone)
        return
    try:
        read = read_desk(someone, handle)
        exercise, footing = content(handle)
    except (Refused, Problems) as refused:
        _closed(
            say(refused.sentence, state.language())
            if isinstance(refused, Refused)
            else str(refused)
        )
        return
    ends = read.attempt.deadline
    if read.attempt.status == "open" and ends is not None and wall() >= ends:
        settle(handle, at=wall())
    elif read.attempt.status != "open":
        pass
    elif exercise is None or footing is Footing.ENGINE_MOVED:
        outdated(someone, read.attempt)
        return
    else:
        _drawn(someone, read, exercise)
        return
    go("result", attempt=handle)


def _drawn(someone: Person, read: Desk, exercise: Exercise) -> None:
    """Draw an open attempt."""
    state.saw(read.attempt.handle, read.holdings.changes)
    strip(someone, read, exercise)
    _panes(someone, read, exercise)
    confirmations(someone, read)
    if state.recall("asking") is None:
        dialogs.show(someone, read)


def _panes(someone: Person, desk: Desk, exercise: Exercise) -> None:
    step = current(desk, exercise)
    first = step.verbs if step else []
    left, middle, right = st.columns([1.06, 2.1, 1.02], gap="small")
    with left, st.container(border=True, key="pane-left", gap="small"):
        explorer(someone, desk)
    with middle, st.container(border=True, key="pane-middle", gap="small"):
        _said(desk)
        _open(someone, desk, exercise, first)
    with right, st.container(border=True, key="pane-right", gap="small"):
        guide(someone, desk, exercise)


def _said(desk: Desk) -> None:
    """Say what came of the last act: a note that fades, or a sentence that stays."""
    for tone, sentence in state.said():
        if tone == "success":
            st.toast(prose.plain(sentence), icon=":material/check_circle:")
        elif tone == "warning":
            told = labels.named(sentence, desk.holdings, state.language())
            st.warning(prose.plain(told), icon=":material/warning:")
        else:
            st.error(prose.plain(sentence), icon=":material/error:")


def _open(someone: Person, desk: Desk, exercise: Exercise, first: list[str]) -> None:
    """Draw whatever is open in the middle."""
    chosen = state.chosen()
    if chosen.startswith("list:") and known(chosen.removeprefix("list:"), desk):
        listed(someone, desk, chosen.removeprefix("list:"))
        return
    found = _found(desk, chosen)
    if isinstance(found, e.Document):
        document(someone, desk, found, first)
    elif isinstance(found, e.File):
        file(someone, desk, found, first)
    elif isinstance(found, e.PlannedFile):
        planned(desk, found, first)
    elif isinstance(found, e.Transfer):
        transfer(someone, desk, found, first)
    elif isinstance(found, e.Disposal):
        disposal(someone, desk, found, first)
    elif isinstance(found, e.Hold):
        hold(desk, found, first)
    else:
        overview(desk, exercise, first)


def _found(desk: Desk, ref: str) -> e.Entity | None:
    kind = kind_of(ref)
    shown = (e.Document, e.File, e.PlannedFile, e.Transfer, e.Disposal, e.Hold)
    return desk.holdings.find(kind, ref) if kind in shown else None


def _closed(sentence: str) -> None:
    st.title(say("screen.desk", state.language()))
    st.error(prose.plain(sentence), icon=":material/lock:")
