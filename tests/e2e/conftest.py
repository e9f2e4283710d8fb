"""A real server on the real library, and a real browser; without a browser these tests skip."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.colleague import ROOT, Asks, beside, colleague
from tests.e2e.runs import Runs

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]
PATIENCE = 30_000
"""Milliseconds: the machine that tests may be a busy one."""


Begin = Callable[..., str]
"""Begins an exercise for a login, some steps ahead when told; returns the attempt's handle."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation's folder, empty at first."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="session")
def ask(address: str, home: Path) -> Iterator[Asks]:
    """Have something done beside the served house."""
    assert address
    with colleague(home) as found:
        yield found


@pytest.fixture(scope="session")
def begin(ask: Asks) -> Begin:
    """Begin exercises without clicking, for tests that look at something else."""
    return partial(ask, "begin")


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """Start the house on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = beside(home)
    log = (home / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(ROOT / "tests" / "e2e" / "serve.py"), str(port)],
        env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT,
    )  # fmt: skip
    here = f"http://127.0.0.1:{port}"
    try:
        await_house(here, server, home / "server.log")
        yield here
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def await_house(here: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(480):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{here}/health", timeout=2).close()  # noqa: S310
        except OSError:
            time.sleep(0.25)
            continue
        return
    pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all; in CI its absence is a failure."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail("no browser in CI")
        pytest.skip("no browser here")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield made
        made.close()


PASSWORDS = {"giangvien": "giang-vien-2026", "quantri": "quan-tri-2026"}
"""Of the demo accounts; trainees share one."""


class Visit:
    """A page that remembers every error and every request that left this machine."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN", **context}
        self.address = address
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.enter(browser.new_context(**options))

    def enter(self, context: Any) -> None:
        """Open a page in a browser's context: its cookies, what it keeps of our files."""
        self.context = context
        self.context.set_default_timeout(PATIENCE)
        self._turn_to(context.new_page())

    def _turn_to(self, page: Any) -> None:
        self.page = page
        self.runs = Runs(page)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        probing = "/_stcore/" in str(message.location)  # a deep link looks for the app's root
        if message.type == "error" and not probing:
            self.errors.append(message.text)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def sign_in(self, login: str = "hocvien") -> Any:
        """Sign in as the entry's form does, without loading its page."""
        told = {"login": login, "password": PASSWORDS.get(login, "hoc-vien-2026")}
        answer = self.context.request.post(
            f"{self.address}/login", form=told, headers={"origin": self.address}
        )
        assert answer.ok
        return self.page

    def open(self, path: str) -> Any:
        self.page.goto(f"{self.address}{path}")
        return self.ready()

    def ready(self) -> Any:
        """Wait until the page stands still: nothing asked that is not answered and drawn."""
        self.runs.rest()
        return self.page

    def speak(self, language: str) -> None:
        """Choose the language, as the buttons of the entry do."""
        answer = self.context.request.post(
            f"{self.address}/language/{language}",
            form={"next": "/login"}, headers={"origin": self.address},
        )  # fmt: skip
        assert answer.ok

    def another(self) -> "Visit":
        """A second tab of the same person."""
        tab = object.__new__(Visit)
        tab.__dict__.update(self.__dict__)
        tab._turn_to(self.context.new_page())
        return tab

    def finish(self) -> None:
        """Close this tab alone."""
        self.page.close()

    def close(self) -> None:
        self.context.close()


class Guest(Visit):
    """A visit that sits down where the same person sat before: who is in stays in."""

    def __init__(self, browser: Any, address: str, seats: dict[str, Any]) -> None:
        super().__init__(browser, address)
        self.seats = seats

    def sign_in(self, login: str = "hocvien") -> Any:
        if login not in self.seats:
            self.seats[login] = self.context
            return super().sign_in(login)
        self.context.close()
        self.enter(self.seats[login])
        return self.page

    def close(self) -> None:
        if self.context in self.seats.values():
            self.page.close()
        else:
            self.context.close()


@pytest.fixture(scope="session")
def seats() -> dict[str, Any]:
    """Whose browser is open already, by login."""
    return {}


@pytest.fixture
def visit(browser: Any, address: str, seats: dict[str, Any]) -> Iterator[Visit]:
    """A visit that must end without an error and without a request to anywhere else."""
    made = Guest(browser, address, seats)
    yield made
    made.close()
    assert made.errors == []
    assert made.outside == []
