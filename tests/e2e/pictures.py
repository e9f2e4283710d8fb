"""Make the pictures of ``docs/pictures`` again: ``python -m tests.e2e.pictures``."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.conftest import CHROMIUM, FLAGS, ROOT, Visit, await_house, beside

PICTURES = ROOT / "docs" / "pictures"
LARGE = {"width": 1440, "height": 900}
SMALL = {"width": 1366, "height": 768}
SIGNED = {"vi": "Chữ ký số", "en": "Signatures"}
TRUTH = {"vi": "Đáp án của đề", "en": "The truth"}
LAW = {"vi": "Pháp luật", "en": "Law"}


def shoot(visit: Visit, name: str, path: str, view: str = "") -> None:
    """Open a screen, choose a view in it, keep its picture."""
    page = visit.open(path)
    if view:
        page.get_by_role("radio", name=view, exact=True).click()
        visit.ready()
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")


def trainee(browser: Any, address: str, language: str, at: dict[str, str], **manner: Any) -> None:
    """Take the pictures of a trainee's screens in one language and appearance."""
    visit = Visit(browser, address, **{"viewport": LARGE, **manner})
    visit.sign_in("hocvien2")
    visit.speak(language)
    tail = f"{'-dark' if manner.get('color_scheme') == 'dark' else ''}-{language}"
    shoot(visit, f"home{tail}", "/")
    shoot(visit, f"desk{tail}", f"/desk?attempt={at['file']}&at=VB0001")
    shoot(visit, f"signatures{tail}", f"/desk?attempt={at['file']}&at=VB0001", SIGNED[language])
    shoot(visit, f"shelf{tail}", f"/desk?attempt={at['shelf']}&at=list:files")
    shoot(visit, f"case{tail}", f"/desk?attempt={at['shelf']}&at=HH0001")
    shoot(visit, f"rules{tail}", "/rules?rule=rule/ll24.d16", LAW[language])
    shoot(visit, f"result{tail}", f"/result?attempt={at['done']}")
    visit.page.set_viewport_size(SMALL)
    shoot(visit, f"desk-small{tail}", f"/desk?attempt={at['shelf']}")
    visit.close()


def instructor(browser: Any, address: str, language: str) -> None:
    """Take the pictures of what instructors see."""
    visit = Visit(browser, address, viewport=LARGE)
    visit.sign_in("giangvien", "giang-vien-2026")
    visit.speak(language)
    shoot(visit, f"classes-{language}", "/classes")
    shoot(visit, f"preview-{language}", "/preview", TRUTH[language])
    visit.close()


@contextmanager
def served() -> Iterator[tuple[str, Path]]:
    """Serve a fresh house."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(tempfile.mkdtemp(prefix="khotap-pictures-"))
    command = [sys.executable, "-W", "ignore", str(ROOT / "tests" / "e2e" / "serve.py"), str(port)]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=beside(home), stdout=log, stderr=log, cwd=ROOT)
    here = f"http://127.0.0.1:{port}"
    try:
        await_house(here, server, home / "server.log")
        yield here, home
    finally:
        server.terminate()
        server.wait(timeout=20)


def main() -> None:
    """Serve a fresh house, take every picture."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    with served() as (here, home), sync_playwright() as playwright:
        at = {
            "done": begun(home, "hocvien2", "first-file", "wait", "", "submit"),
            "file": begun(home, "hocvien2", "first-file"),
            "shelf": begun(home, "hocvien2", "what-must-go", "conclude"),
        }
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for language in ("vi", "en"):
            trainee(browser, here, language, at)
            instructor(browser, here, language)
        trainee(browser, here, "vi", at, color_scheme="dark")
        browser.close()


if __name__ == "__main__":
    main()
