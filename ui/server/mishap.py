"""The outer edge: a defect becomes a number in the log and a sentence for the reader."""

import logging

import streamlit as st

from base.canonical import digest
from base.clock import wall
from base.language import is_language, say

LOG = logging.getLogger("khotap")


def told(error: Exception) -> bool:
    """Log an uncaught error of a page under a short number and show only the number."""
    number = digest([wall().isoformat(), str(error)])[:8]
    LOG.error("page error %s", number, exc_info=error)
    language = st.session_state.get("language", "vi")
    st.error(say("mishap.page", language if is_language(language) else "vi", number=number))
    return True
