"""The outer edge: a defect becomes a number in the log and a sentence for the reader."""

import logging

import streamlit as st

from base.canonical import digest
from base.clock import wall
from base.language import say
from ui import state

LOG = logging.getLogger("khotap")


def told(error: Exception) -> bool:
    """Log an uncaught error of a page under a short number and show only the number."""
    number = digest([wall().isoformat(), str(error)])[:8]
    LOG.error("page error %s", number, exc_info=error)
    st.error(say("mishap.page", state.language(), number=number))
    return True
