"""Opening the house: database, demo class, warm imports; then visitors may come."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Final

import streamlit as st
from anyio import to_thread
from streamlit import config

from base.clock import wall
from base.db import upgrade
from course.closing import sweep
from course.demo import open_demo
from ui.server.baking import Oven

LOG: Final = logging.getLogger("khotap.clock")
SWEEP_SECONDS: Final = 30


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare before the first visitor, clean up after the last."""
    await to_thread.run_sync(prepare)
    oven = Oven()
    await to_thread.run_sync(_look, oven)
    oven.fill()
    clock = asyncio.create_task(_keep_time(oven))
    yield
    clock.cancel()
    oven.close()


async def _keep_time(oven: Oven) -> None:
    """Submit what is over and bake for exams to come, at opening and every half minute after."""
    while True:
        await to_thread.run_sync(_sweep)
        await to_thread.run_sync(_look, oven)
        await asyncio.sleep(SWEEP_SECONDS)


def _sweep() -> None:
    try:
        sweep(at=wall())
    except Exception:  # the outer edge: one bad row must not stop everybody's clock
        LOG.exception("the sweep of timed attempts failed")


def _look(oven: Oven) -> None:
    try:
        oven.look(wall())
    except Exception:  # the outer edge: baking ahead is a kindness, never a reason to stop
        LOG.exception("exams could not be looked at")


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
