"""An event loop that is woken once for many messages: a page is some fifty of them.

Streamlit's script threads hand every element to the loop by itself. asyncio writes to its own
socket each time, which gives the loop's thread the interpreter's lock each time: about a third of
a page's time (``docs/benchmarks.md``). One wake-up that has not been read yet is enough.
"""

import asyncio


class CalmLoop(asyncio.SelectorEventLoop):
    """The selector loop of the standard library with coalesced wake-ups.

    What is called from a thread is put into the ready queue before the loop is woken, and the
    mark is taken away before the socket is read: so either the wake-up is still to be read, or the
    loop has yet to look into its queue. ``uvicorn --loop ui.server.loop:CalmLoop``.
    """

    _woken = False

    def _write_to_self(self) -> None:
        if not self._woken:
            self._woken = True
            super()._write_to_self()  # type: ignore[misc]  # asyncio's own, not in its stubs

    def _read_from_self(self) -> None:
        self._woken = False
        super()._read_from_self()  # type: ignore[misc]  # asyncio's own, not in its stubs
