"""A visitor: one browser tab, spoken to the app in Streamlit's own protocol over a websocket.

It signs in over HTTP, opens a page, presses things and waits until the script has finished, as
the browser does: widget ids are read from what the app draws, cached messages are not sent twice.
"""

import asyncio
import http.client
import json
from time import perf_counter
from typing import Any, Final  # protobuf messages carry JSON
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE: Final = 30.0
"""Seconds after which a run counts as an error."""
_TRIGGERS: Final = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""Where a component's events are sent, by the id of the component."""


class Mishap(Exception):
    """The app answered with an error, or not at all."""


def sign_in(port: int, login: str, password: str) -> str:
    """Return the cookie of a fresh sign-in."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    form = urlencode({"login": login, "password": password, "next": "/"})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
    }
    line.request("POST", "/login", form, headers)
    answer = line.getresponse()
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    line.close()
    if answer.status != 303 or not cookie.startswith("sid="):  # noqa: PLR2004 - see other
        raise Mishap(f"sign-in: {answer.status}")
    return cookie


def fetched(port: int, cookie: str, address: str) -> int:
    """Fetch what a page shows, as the browser does; return its length in bytes."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", address, headers={"Cookie": cookie})
    answer = line.getresponse()
    content = answer.read()
    line.close()
    if answer.status != 200:  # noqa: PLR2004 - ok
        raise Mishap(f"{address}: {answer.status}")
    return len(content)


class Visitor:
    """One tab. ``shown`` is what the last run drew, by the widget's id."""

    def __init__(self, port: int, cookie: str, page: str, **query: str) -> None:
        """Prepare; ``open`` connects."""
        self.port, self.cookie, self.page = port, cookie, page
        self.query = urlencode(query)
        self.shown: dict[str, Any] = {}
        self.messages = self.bytes = 0
        self._kept: dict[str, ForwardMsg] = {}
        self._script = ""
        self._fragments: dict[str, str] = {}
        self._line: ClientConnection

    async def open(self) -> float:
        """Connect and draw the page; return milliseconds."""
        begun = perf_counter()
        self._line = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            additional_headers={"Cookie": self.cookie},
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]  # a plain str is one
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a plain str is one
            max_size=None,
            compression=None,
        )
        await self.rerun()
        return (perf_counter() - begun) * 1000

    async def close(self) -> None:
        """Leave."""
        await self._line.close()

    def widget(self, key: str) -> str:
        """Return the id of the widget with our key.

        Raises:
            Mishap: the page does not show it.
        """
        found = next((name for name in self.shown if name.endswith(f"-{key}")), None)
        if found is None:
            raise Mishap(f"the page does not show {key}")
        return found

    def find(self, key: str) -> Any:  # noqa: ANN401 - a protobuf of any widget
        """Return what the widget with our key was drawn with, or None."""
        return next((one for name, one in self.shown.items() if name.endswith(f"-{key}")), None)

    async def send_event(self, component: str, event: str, value: object) -> float:
        """Let a component send an event; return milliseconds until the page is redrawn."""
        told = json.dumps([{"event": event, "value": value}])
        name = _TRIGGERS.format(self.widget(component))
        return await self.rerun({"id": name, "json_trigger_value": told})

    async def choose(self, key: str, option: str) -> float:
        """Choose an option of a select box, by the words it shows."""
        return await self.rerun({"id": self.widget(key), "string_value": option})

    async def press(self, key: str) -> float:
        """Press a button."""
        return await self.rerun({"id": self.widget(key), "trigger_value": True})

    async def rerun(self, *states: dict[str, Any]) -> float:
        """Send widgets' states; return milliseconds until the script has finished.

        Raises:
            Mishap: an exception on the page, or no answer.
        """
        asked = BackMsg()
        told = asked.rerun_script
        told.query_string, told.page_name = self.query, self.page
        told.page_script_hash = self._script
        told.cached_message_hashes.extend(self._kept)
        for state in states:
            told.widget_states.widgets.add(**state)
            told.fragment_id = self._fragments.get(state["id"], "")
        begun = perf_counter()
        await self._line.send(asked.SerializeToString())
        await asyncio.wait_for(self._finished(), PATIENCE)
        return (perf_counter() - begun) * 1000

    async def _finished(self) -> None:
        drawn: dict[str, Any] = {}
        while True:
            raw = await self._line.recv()
            assert isinstance(raw, bytes)
            self.messages, self.bytes = self.messages + 1, self.bytes + len(raw)
            message = self._whole(ForwardMsg.FromString(raw))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._script = message.new_session.page_script_hash
                drawn = {}
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "delta":
                self._note(message, drawn)
            elif kind == "script_finished" and _ended(message):
                part = message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
                self.shown = {**self.shown, **drawn} if part else drawn
                return

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """Put the kept message in the place of a reference to it; keep what may be kept."""
        if message.WhichOneof("type") == "ref_hash":
            return self._kept[message.ref_hash]
        if message.metadata.cacheable and message.hash:
            self._kept[message.hash] = message
        return message

    def _note(self, message: ForwardMsg, drawn: dict[str, Any]) -> None:
        """Keep a widget that was drawn, and the fragment it belongs to."""
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Mishap(element.exception.message[:200])
        part = getattr(element, kind) if kind else None
        if name := getattr(part, "id", ""):
            drawn[name] = part
            self._fragments[name] = message.delta.fragment_id


def _ended(message: ForwardMsg) -> bool:
    """Whether a run is over; one cut short for another run is not."""
    return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


def data_of(component: Any) -> Any:  # noqa: ANN401 - protobuf in, JSON out
    """Return the data a component was given."""
    return json.loads(component.json or component.mixed.json)
