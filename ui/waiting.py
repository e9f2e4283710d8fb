"""A bar for whoever must wait: drawn when the first part of the work is told, never before."""

import streamlit as st

from base.language import Language, say
from scenarios.world import Tell


def bar(language: Language) -> Tell:
    """Return what draws how far a variant is; nothing is drawn where it was baked ahead."""
    place = st.empty()

    def tell(done: int, of: int) -> None:
        place.progress(done / of, text=say("choosing.baking", language, n=done + 1, all=of))

    return tell
