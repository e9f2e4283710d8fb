"""When a page stands still: every run of its script that was asked for has ended.

Read off the websocket, because a page looks ready between a click and the run it asks for, and
waiting half a second after every click makes half of a journey waiting.
"""

from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

READY: Final = '[data-testid="stApp"][data-test-script-state="notRunning"]'
REACH = 70
"""Milliseconds in which a click reaches the server, or a new page its screen."""
PATIENCE: Final = 60_000


class Runs:
    """The runs of one page."""

    def __init__(self, page: Any) -> None:
        """Listen to the page's websocket from now on."""
        self.page, self.asked = page, False
        page.on("websocket", self._opened)

    def _opened(self, socket: Any) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: Any) -> None:
        told = BackMsg()
        told.ParseFromString(payload)
        self.asked = self.asked or told.WhichOneof("type") == "rerun_script"

    def _received(self, payload: Any) -> None:
        told = ForwardMsg()
        told.ParseFromString(payload)
        if told.WhichOneof("type") == "new_session":
            self.asked = True
        elif told.WhichOneof("type") == "script_finished":
            self.asked = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def rest(self) -> None:
        """Wait until nothing is asked any more and the last answer is drawn."""
        self.page.wait_for_timeout(REACH)
        for _ in range(PATIENCE // REACH):
            self.page.wait_for_selector(READY, timeout=PATIENCE)
            self.page.wait_for_timeout(REACH)
            if not self.asked and self.page.query_selector(READY):
                return
        message = "the page never came to rest"
        raise AssertionError(message)
