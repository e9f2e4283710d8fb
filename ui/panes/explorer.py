"""The left pane: which post one sits at, its trays, the file plan, lists and cases."""

from functools import partial
from typing import Any, Final  # components send JSON

import streamlit as st

from base.language import say
from course.desk import Desk
from course.people import Person
from sandbox.door import Reply
from sandbox.entities import File, PlannedFile
from ui import labels, state, trays
from ui.acting import perform, refusal, sit_at
from ui.components.mounted import explorer as mounted

KEY: Final = "explorer-part"


def explorer(someone: Person, desk: Desk) -> None:
    """Draw the pane."""
    language = state.language()
    handle = desk.attempt.handle
    posts = [post.ref for post in desk.posts]
    if state.value("SwitchDesk.post") != desk.holdings.desk:
        state.preset("SwitchDesk.post", desk.holdings.desk)
    held = desk.holdings
    st.selectbox(
        say("desk.post", language),
        posts,
        key="SwitchDesk.post",
        format_func=lambda ref: labels.record(ref, held, language),
        on_change=partial(_sit, someone, handle),
        icon=":material/chair_alt:",
    )
    names = ("search", "hint", "moving", "moved", "cancelled", "nowhere", "nothing")
    data = {
        "words": {name: say(f"explorer.{name}", language) for name in names},
        "trays": trays.trays(desk, language),
        "trees": trays.trees(desk, language),
        "selected": state.chosen(),
    }
    with st.container(key="explorer", gap=None):
        mounted(data, key=KEY, on_open=_opened, on_move=partial(_moved, someone, handle))


def _sit(someone: Person, handle: str) -> None:
    sit_at(someone, handle, str(state.value("SwitchDesk.post")))
    state.choose("")


def _opened() -> None:
    state.choose(str(state.event(KEY, "open") or ""))


def _moved(someone: Person, handle: str) -> None:
    """Put a document where it was dropped: into a file, from one file to another, a planned one."""
    told = state.event(KEY, "move")
    if not isinstance(told, dict):
        return
    request = dropped(told)
    if request["op"] == "open-file":
        state.open_form("open-file", {"planned": request["planned"]})
        return
    answered = perform(someone, handle, request)
    if answered is not None and answered.reply is not Reply.ACCEPTED:
        state.say_next("error", refusal(answered))


def dropped(told: dict[str, Any]) -> dict[str, Any]:
    """Return the request that a drop means."""
    what, source, target = str(told.get("what")), str(told.get("from") or ""), str(told.get("to"))
    if target.startswith(PREFIXES[PlannedFile]):
        return {"op": "open-file", "planned": target}
    if source.startswith(PREFIXES[File]):
        return {"op": "move-document", "document": what, "source": source, "target": target}
    return {"op": "file-documents", "file": target, "documents": [what]}


PREFIXES: Final = {PlannedFile: "DM", File: "HS"}
