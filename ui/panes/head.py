"""The head of whatever is open in the middle: its name, its views, what can be done with it."""

from functools import partial

import streamlit as st

from base.language import say
from course.desk import Desk
from sandbox import entities as e
from ui import labels, prose, state
from ui.offers import Offer, offers

MOST_BUTTONS = 1
"""Buttons shown beside the menu."""
IN_VIEW = {"record-verdict": "signatures"}
"""Verbs whose form is part of a view."""


def name(one: e.Entity, number: str, title: str) -> None:
    """Say what is open, and in which state."""
    said = labels.status(one, state.language()) if hasattr(one, "status") else ""
    st.html(prose.head(number, said, labels.tone(one), title))


def views(desk: Desk, one: e.Entity, names: list[str], first: list[str]) -> str:
    """Draw the views and the verbs in one row; return the view that is chosen."""
    language = state.language()
    key = f"view.{type(one).__name__}"
    if state.value(key) not in names:
        state.preset(key, names[0])
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        chosen = st.segmented_control(
            say("desk.views", language),
            names,
            key=key,
            required=True,
            format_func=lambda view: say(f"view.{view}", language),
            label_visibility="collapsed",
        )
        verbs(desk, one, first)
    return str(chosen or names[0])


def verbs(desk: Desk, one: e.Entity, first: list[str]) -> None:
    """Draw what can be done: the step's verb as a button, the others in a menu."""
    language = state.language()
    found = sorted(offers(desk, one), key=lambda offer: offer.op not in first)
    if not found:
        return
    shown = [offer for offer in found if offer.op in first][:MOST_BUTTONS]
    if len(found) <= MOST_BUTTONS:
        shown = found
    rest = {offer.op: offer for offer in found if offer not in shown}
    with st.container(horizontal=True, width="content", gap="xsmall"):
        for place, offer in enumerate(shown):
            st.button(
                say(f"verb.{offer.op}.title", language),
                key=f"offer.{offer.op}",
                type="primary" if place == 0 and offer.op in first else "secondary",
                help=say(f"verb.{offer.op}.help", language),
                on_click=partial(take, offer, type(one).__name__),
            )
        if rest:
            st.menu_button(
                say("desk.actions", language),
                list(rest),
                key="offers",
                icon=":material/bolt:",
                format_func=lambda op: say(f"verb.{op}.title", language),
                on_click=partial(_take_chosen, rest, type(one).__name__),
            )


def _take_chosen(rest: dict[str, Offer], kind: str) -> None:
    offer = rest.get(str(state.value("offers")))
    if offer:
        take(offer, kind)


def take(offer: Offer, kind: str) -> None:
    """Open the form of a verb, or the view in which it stands."""
    if offer.op in IN_VIEW:
        state.preset(f"view.{kind}", IN_VIEW[offer.op])
        return
    state.open_form(offer.op, offer.given)
