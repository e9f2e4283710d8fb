"""Opening the house: database, demo class, warm imports; then visitors may come."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from anyio import to_thread
from streamlit import config

from base.clock import wall
from base.db import upgrade
from course.demo import open_demo
from ui.server.baking import Oven


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare before the first visitor, clean up after the last."""
    await to_thread.run_sync(prepare)
    oven = Oven()
    oven.fill()
    yield
    oven.close()


def prepare() -> None:
    """Bring the database up to date, open the demo class, load what every page needs.

    Raises:
        RuntimeError: when Streamlit would collect garbage after each run: every click of
            everybody would wait for it (``docs/benchmarks.md``).
    """
    if config.get_option("runner.postScriptGC"):
        message = "runner.postScriptGC must be false: start from the folder with .streamlit/"
        raise RuntimeError(message)
    upgrade()
    open_demo(wall())
    warm()


def warm() -> None:
    """Import what is slow to import, then keep it out of the collector's way."""
    from base.language import LANGUAGES, catalogue
    from sandbox.paper import read  # noqa: F401

    for name in ("pandas", "pyarrow"):
        import_module(name)
    for language in LANGUAGES:
        catalogue(language)
    gc.collect()
    gc.freeze()
