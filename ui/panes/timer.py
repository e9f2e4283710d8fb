"""The time left, by the server's clock; when it has run out the work is submitted from here too."""

from datetime import datetime

import streamlit as st

from base.clock import wall
from base.language import say
from course.closing import settle
from ui import state

SOON = 5
"""Minutes from which the badge turns red."""


@st.fragment(run_every="10s")
def timer(handle: str, deadline: datetime) -> None:
    """Draw the minutes left; at nothing left, submit what is saved and show what came of it."""
    seconds = (deadline - wall()).total_seconds()
    if seconds <= 0:
        settle(handle, at=wall())
        st.rerun()
    minutes = int(seconds // 60)
    left = say("strip.left", state.language(), n=minutes)
    if minutes < 1:
        left = say("timer.last", state.language(), n=int(seconds))
    st.badge(left, icon=":material/timer:", color="red" if minutes < SOON else "orange")
