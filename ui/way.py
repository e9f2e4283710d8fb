"""The way from one screen to another, with what the address must carry."""

from typing import NoReturn

import streamlit as st


def go(name: str, **carried: str) -> NoReturn:
    """Leave for another screen; the address carries what it is to show."""
    page = st.Page(_nothing, title=name, url_path=name, default=name == "home")
    st.switch_page(page, query_params=carried)


def _nothing() -> None:
    """Stand in for a page: only its address matters here."""
