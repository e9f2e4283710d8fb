"""Our four components: a few lines load a script that the browser keeps; data go in, events out."""

from collections.abc import Callable, Mapping
from typing import Any, Final  # components take JSON

import streamlit as st

from ui import state
from ui.server.parts import version

Renderer = Callable[..., Any]

_LOADER: Final = """
const script = import(new URL("{address}", document.location.origin).href);
export default function (component) {{
  let leave = null, gone = false;
  script.then((found) => {{ if (!gone) leave = found.default(component); }});
  return () => {{ gone = true; if (leave) leave(); }};
}}
"""


def _mounted(name: str) -> Renderer:
    address = f"/parts/{name}.js?v={version(f'{name}.js')}"
    made: Renderer = st.components.v2.component(
        f"khotap_{name}", js=_LOADER.format(address=address)
    )
    return made


_EXPLORER: Final = _mounted("explorer")
_VIEWER: Final = _mounted("viewer")
_TABLE: Final = _mounted("table")
_TONGUE: Final = _mounted("tongue")


def explorer(
    data: Mapping[str, Any], *, key: str, on_open: Callable[[], None], on_move: Callable[[], None]
) -> None:
    """Show trays and trees; ``on_open`` and ``on_move`` read what happened from the state."""
    _EXPLORER(
        key=key,
        data={**data, "key": f"{key}|{state.attempt()}"},
        height="stretch",
        on_open_change=on_open,
        on_move_change=on_move,
    )


def viewer(data: Mapping[str, Any], *, key: str, on_mark: Callable[[], None]) -> None:
    """Show the pages of a paper; ``on_mark``: a signature on the page was asked about."""
    _VIEWER(key=key, data={**data, "key": key}, height="stretch", on_mark_change=on_mark)


def _nothing() -> None:
    """A list that is sent whole is sought in by the browser."""


def table(
    data: Mapping[str, Any],
    *,
    key: str,
    on_open: Callable[[], None],
    on_bulk: Callable[[], None],
    on_seek: Callable[[], None] = _nothing,
) -> None:
    """Show a long list; ``on_open``: a row was opened; ``on_bulk``: act on the chosen rows.

    ``on_seek``: a list with ``far`` (``ui.window``) is to be looked through otherwise.

    What was searched and ticked is remembered for this list of this attempt alone.
    """
    _TABLE(
        key=key,
        data={**data, "key": f"{key}|{state.attempt()}|{state.chosen()}"},
        height="stretch",
        on_open_change=on_open,
        on_bulk_change=on_bulk,
        on_seek_change=on_seek,
    )


def tongue(language: str) -> None:
    """Tell the browser which language the page speaks now."""
    _TONGUE(key="tongue-part", data={"language": language})
