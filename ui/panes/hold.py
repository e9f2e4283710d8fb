"""A hold in the middle: its mandate, what it covers, and how it is lifted."""

import streamlit as st

from base.language import say
from course.desk import Desk
from sandbox import entities as e
from ui import labels, prose, state
from ui.panes import head


def hold(desk: Desk, one: e.Hold, first: list[str]) -> None:
    """Draw the hold that is open."""
    language, held = state.language(), desk.holdings
    said = say("record.hold_on" if one.in_force else "record.hold_off", language)
    title = say("kind.Hold", language).capitalize()
    st.html(prose.head(title, said, "red" if one.in_force else "gray", one.mandate))
    head.verbs(desk, one, first)
    files = [labels.record(ref, held, language) for ref in one.files]
    pairs = [
        ("mandate", one.mandate),
        ("reason", one.reason),
        ("files", "; ".join(files)),
        ("placed_by", held.name_of(one.placed_by) or one.placed_by),
        ("placed_at", labels.moment(one.placed_at, language)),
        ("lifted_at", labels.moment(one.lifted_at, language)),
        ("lift_mandate", one.lift_mandate),
    ]
    st.html(prose.facts([(say(f"field.{name}", language), value) for name, value in pairs]))
