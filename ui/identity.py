"""Who is asking: the handle in ``st.user`` is checked and its row is read, on every run.

Login and role come from the database, never from a header (``docs/architecture.md``, identity).
"""

import streamlit as st

from base.clock import wall
from base.db import reading
from course.people import Person, who
from ui.handle import opened


def current_user() -> Person | None:
    """Return whoever is signed in, or None: forged, revoked, expired, disabled."""
    login = opened(st.user.get("session"))
    if login is None:
        return None
    with reading() as session:
        return who(session, login, wall())
