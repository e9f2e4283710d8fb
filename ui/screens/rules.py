"""The rulebook: regulation, retention table and law, each with its citation and sureness."""

import streamlit as st

from base.language import say
from course.people import Person
from ui import state
from ui.panes.regulation import regulation


def rules(_someone: Person) -> None:
    """Draw the rulebook."""
    language = state.language()
    st.title(say("screen.rules", language), anchor=False)
    st.caption(say("rules.lead", language))
    with st.container(width=900):
        regulation(language, {}, key="rules", short=False)
