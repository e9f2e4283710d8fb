"""A trainee at a desk in a tab: looks around, opens records, acts, thinks in between."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any  # components show JSON

from benchmarks.school import LARGE
from benchmarks.visitor import Mishap, Visitor, data_of, fetched


@dataclass
class Told:
    """What one tab saw, in milliseconds."""

    opened: float = 0
    runs: list[float] = field(default_factory=list)
    acts: list[float] = field(default_factory=list)
    errors: int = 0
    mishaps: list[str] = field(default_factory=list)


class Desk:
    """One tab on the desk of one attempt."""

    def __init__(self, port: int, cookie: str, handle: str, scenario: str, number: int) -> None:
        """Take a seat; ``number`` seeds what this trainee does when."""
        self.tab = Visitor(port, cookie, "desk", attempt=handle)
        self.told = Told()
        self.luck = random.Random(number)
        self.large = scenario == LARGE
        self.fetched: set[str] = set()
        self.known: set[str] = set()

    async def work(self, lasts: float, thinks: float) -> Told:
        """Open the desk, then do something every few seconds."""
        await asyncio.sleep(self.luck.uniform(0, thinks))
        until = perf_counter() + lasts
        try:
            self.told.opened = await self.tab.open()
            while perf_counter() < until:
                await asyncio.sleep(self.luck.expovariate(1 / thinks))
                await self._something()
        except (Mishap, OSError, TimeoutError) as error:
            self._wrong(error)
        finally:
            await self.tab.close()
        return self.told

    def _wrong(self, error: Exception) -> None:
        self.told.errors += 1
        self.told.mishaps.append(f"{type(error).__name__}: {error}")

    async def _something(self) -> None:
        acts = self._appraise if self.large else self.luck.choice([self._sit, self._drop])
        doing: list[Callable[[], Awaitable[None]]] = [self._open, self._open, self._list, acts]
        await self.luck.choice(doing)()

    def _note(self, ms: float, *, act: bool = False) -> None:
        """Keep a time; remember which records the page has shown."""
        self.told.runs.append(ms)
        if act:
            self.told.acts.append(ms)
        for part in ("explorer-part", "list-part"):
            if found := self.tab.find(part):
                self.known |= _refs(data_of(found))

    def _one(self, prefix: str) -> str:
        found = sorted(ref for ref in self.known if ref.startswith(prefix))
        return self.luck.choice(found) if found else ""

    async def _show(self, what: str) -> None:
        self._note(await self.tab.send_event("explorer-part", "open", what))

    async def _open(self) -> None:
        """Open a record; of a document the browser fetches the first page."""
        await self._show(self._one("HS" if self.luck.random() < 0.3 else "VB") or "list:incoming")  # noqa: PLR2004 - a share
        viewer = self.tab.find("viewer-part")
        for page in data_of(viewer)["pages"][:1] if viewer else ():
            if page["url"] not in self.fetched:
                self.fetched.add(page["url"])
                await asyncio.to_thread(fetched, self.tab.port, self.tab.cookie, page["url"])

    async def _list(self) -> None:
        """Open the register, or the shelves of the current archive."""
        await self._show(self.luck.choice(["list:incoming", "list:outgoing", "list:files"]))

    async def _sit(self) -> None:
        """Sit at another desk: an act, written in the log."""
        posts = list(self.tab.find("SwitchDesk.post").options)
        self._note(await self.tab.choose("SwitchDesk.post", self.luck.choice(posts)), act=True)

    async def _drop(self) -> None:
        """Drop a document of the tray into a file: accepted or refused, both are answers."""
        document, file = self._one("VB"), self._one("HS")
        if not document or not file:
            await self._sit()
            return
        told = {"what": document, "from": "", "to": file}
        self._note(await self.tab.send_event("explorer-part", "move", told), act=True)

    async def _appraise(self) -> None:
        """Choose files in the list, fill the form, send it: three runs, the last one an act."""
        await self._show("list:files")
        if self.tab.find("list-part") is None:  # the list was left in another view
            return
        refs = [row["ref"] for row in data_of(self.tab.find("list-part"))["rows"]]
        told = {"op": "appraise-file", "refs": self.luck.sample(refs, 2)}
        self._note(await self.tab.send_event("list-part", "bulk", told))
        fields = [self._filled(f"AppraiseFile.{name}") for name in ("decision", "reason")]
        press = {"id": self.tab.widget("AppraiseFile.submit"), "trigger_value": True}
        self._note(await self.tab.rerun(*fields, press), act=True)

    def _filled(self, key: str) -> dict[str, str]:
        options = list(self.tab.find(key).options)
        return {"id": self.tab.widget(key), "string_value": self.luck.choice(options)}


def _refs(shown: Any) -> set[str]:  # noqa: ANN401 - JSON
    """Return every reference code of a file or document that a component shows."""
    inside = list(shown.values()) if isinstance(shown, dict) else shown
    if isinstance(inside, list):
        return set().union(*(_refs(one) for one in inside))
    return {shown} if isinstance(shown, str) and _CODE.fullmatch(shown) else set()


_CODE = re.compile(r"(HS|VB)\d{4,}")
