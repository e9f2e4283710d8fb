"""Make the pictures of ``docs/pictures`` again: ``python -m tests.e2e.pictures``."""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.e2e.conftest import CHROMIUM, FLAGS, ROOT, Visit, await_house

PICTURES = ROOT / "docs" / "pictures"
GUIDED = "/desk?attempt=try-practice-file-1"
SHELF = "/desk?attempt=try-practice-disposal-1"
LARGE = {"width": 1440, "height": 900}
SMALL = {"width": 1366, "height": 768}


def shoot(visit: Visit, name: str, path: str, view: str = "") -> None:
    """Open a screen, choose a view in it, keep its picture."""
    page = visit.open(path)
    if view:
        page.get_by_role("radio", name=view, exact=True).click()
        visit.ready()
    page.wait_for_timeout(1200)
    page.screenshot(path=PICTURES / f"{name}.png")


def tour(browser: Any, address: str, language: str, **context: Any) -> None:
    """Take the pictures of one language."""
    viet = language == "vi"
    visit = Visit(browser, address, **{"viewport": LARGE, **context})
    page = visit.sign_in()
    visit.open("/account")
    page.get_by_role("radio", name="Tiếng Việt" if viet else "English").click()
    visit.ready()
    tail = f"{'-dark' if context.get('color_scheme') == 'dark' else ''}-{language}"
    shoot(visit, f"home{tail}", "/")
    shoot(visit, f"desk{tail}", f"{GUIDED}&at=VB0001")
    shoot(visit, f"signatures{tail}", f"{GUIDED}&at=VB0003", "Chữ ký số" if viet else "Signatures")
    shoot(visit, f"shelf{tail}", f"{SHELF}&at=list:files")
    shoot(visit, f"rules{tail}", "/rules")
    page.set_viewport_size(SMALL)
    shoot(visit, f"desk-small{tail}", f"{GUIDED}&at=VB0001", "Văn bản" if viet else "Paper")
    visit.close()


def result(browser: Any, address: str, language: str) -> None:
    """Submit the guided exercise once, then picture its result."""
    visit = Visit(browser, address)
    page = visit.sign_in()
    visit.open("/account")
    page.get_by_role("radio", name="Tiếng Việt" if language == "vi" else "English").click()
    page = visit.open(GUIDED)
    submit = page.get_by_role("button", name="Nộp bài" if language == "vi" else "Submit")
    if submit.count():
        submit.first.click()
        visit.ready()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="Nộp bài" if language == "vi" else "Submit").click()
        visit.ready()
    shoot(visit, f"result-{language}", "/result?attempt=try-practice-file-1")
    visit.close()


def main() -> None:
    """Serve a fresh house, take every picture."""
    from playwright.sync_api import sync_playwright

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    PICTURES.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="khotap-pictures-"))
    environment = {**os.environ, "KHOTAP_HOME": str(home), "KHOTAP_DURABLE": "no"}
    command = [sys.executable, "-W", "ignore", str(ROOT / "tests" / "e2e" / "serve.py"), str(port)]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)
    here = f"http://127.0.0.1:{port}"
    try:
        await_house(here, server, home / "server.log")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            for language in ("vi", "en"):
                tour(browser, here, language)
            tour(browser, here, "vi", color_scheme="dark")
            for language in ("vi", "en"):
                result(browser, here, language)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
