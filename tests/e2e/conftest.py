"""A real server on the real library, and a real browser; without a browser these tests skip."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]
PATIENCE = 30_000
"""Milliseconds: the machine that tests may be a busy one."""
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


Begin = Callable[..., str]
"""Begins an exercise for a login, some steps ahead when told; returns the attempt's handle."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation's folder, empty at first."""
    return tmp_path_factory.mktemp("house")


def beside(home: Path) -> dict[str, str]:
    """The environment of whatever works on the installation in ``home``."""
    return {
        **os.environ,
        "KHOTAP_HOME": str(home),
        "KHOTAP_DURABLE": "no",
        "PYTHONWARNINGS": "ignore",
    }


@pytest.fixture(scope="session")
def begin(address: str, home: Path) -> Begin:
    """Begin exercises without clicking, for tests that look at something else."""
    assert address

    def started(*asked: str) -> str:
        command = [sys.executable, "-m", "tests.e2e.begin", *asked]
        done = subprocess.run(
            command, env=beside(home), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    return started


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


class Visit:
    """A signed-in page that remembers every error and every request that left this machine."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN", **context}
        self.context = browser.new_context(**options)
        self.address = address
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
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

    def sign_in(self, login: str = "hocvien", password: str = "hoc-vien-2026") -> Any:  # noqa: S107
        self.page.goto(f"{self.address}/login")
        self.page.fill("#login", login)
        self.page.fill("#password", password)
        self.page.click("button.primary")
        return self.ready()

    def open(self, path: str) -> Any:
        self.page.goto(f"{self.address}{path}")
        return self.ready()

    def ready(self) -> Any:
        self.page.wait_for_selector(READY, timeout=30_000)
        self.page.wait_for_timeout(400)
        self.page.wait_for_selector(READY, timeout=30_000)
        return self.page

    def speak(self, language: str) -> None:
        """Choose the language on the account's screen."""
        self.open("/account")
        name = {"vi": "Tiếng Việt", "en": "English"}[language]
        self.page.get_by_role("radio", name=name).click()
        self.ready()

    def another(self) -> "Visit":
        """A second tab of the same person."""
        tab = object.__new__(Visit)
        tab.__dict__.update(self.__dict__, page=self.context.new_page())
        tab.page.on("request", self._request)
        return tab

    def finish(self) -> None:
        """Close this tab alone."""
        self.page.close()

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    """A visit that must end without an error and without a request to anywhere else."""
    made = Visit(browser, address)
    yield made
    made.close()
    assert made.errors == []
    assert made.outside == []
