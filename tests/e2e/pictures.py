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

from tests.e2e.colleague import ROOT, Asks, beside, colleague
from tests.e2e.conftest import CHROMIUM, FLAGS, Visit, await_house

PICTURES = ROOT / "docs" / "pictures"
LARGE = {"width": 1440, "height": 900}
SMALL = {"width": 1366, "height": 768}
SIGNED = {"vi": "Chữ ký số", "en": "Signatures"}
TRUTH = {"vi": "Đáp án của đề", "en": "The truth"}
LAW = {"vi": "Pháp luật", "en": "Law"}
WAY = "So với lời giải"
OPEN = "Mở lời giải"
DRAFT = {"vi": "Soạn dự thảo", "en": "Draft a document"}


def keep(visit: Visit, name: str) -> None:
    """Keep a picture of what is to be seen, in few colours: a page is not a photograph."""
    visit.page.mouse.move(5, 400)
    visit.page.wait_for_timeout(1200)
    path = PICTURES / f"{name}.png"
    visit.page.screenshot(path=path)
    _lighten(path)


def _lighten(path: Path) -> None:
    from PIL import Image

    with Image.open(path) as found:
        few = found.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def shoot(visit: Visit, name: str, path: str, view: str = "") -> None:
    """Open a screen, choose a view in it, keep its picture."""
    page = visit.open(path)
    if view:
        page.get_by_role("radio", name=view, exact=True).click()
        visit.ready()
    keep(visit, name)


def trainee(browser: Any, address: str, language: str, at: dict[str, str], **manner: Any) -> None:
    """Take the pictures of a trainee's screens in one language and appearance."""
    visit = Visit(browser, address, **{"viewport": LARGE, **manner})
    visit.sign_in("hocvien2")
    visit.speak(language)
    dark = manner.get("color_scheme") == "dark"
    tail = f"{'-dark' if dark else ''}-{language}"
    shoot(visit, f"desk{tail}", f"/desk?attempt={at['file']}&at=VB0001")
    shoot(visit, f"signatures{tail}", f"/desk?attempt={at['file']}&at=VB0001", SIGNED[language])
    shoot(visit, f"shelf{tail}", f"/desk?attempt={at['shelf']}&at=list:files")
    shoot(visit, f"result{tail}", f"/result?attempt={at['done']}")
    if not dark:
        shoot(visit, f"home{tail}", "/")
        shoot(visit, f"rules{tail}", "/rules?rule=rule/ll24.d16", LAW[language])
        opened(visit, language, at)
    if tail == "-vi":
        once(visit, at)
    visit.close()


def once(visit: Visit, at: dict[str, str]) -> None:
    """Take what one picture is enough of, in Vietnamese."""
    shoot(visit, "case-vi", f"/desk?attempt={at['shelf']}&at=HH0001")
    shoot(visit, "way-vi", f"/result?attempt={at['done']}", WAY)
    page = visit.open(f"/film?attempt={at['done']}")
    if page.get_by_role("button", name=OPEN).count():
        page.get_by_role("button", name=OPEN).click()
        page.get_by_role("button", name="Bước sau").wait_for(timeout=120_000)
        visit.ready()
    keep(visit, "film-vi")
    visit.page.set_viewport_size(SMALL)
    shoot(visit, "desk-small-vi", f"/desk?attempt={at['shelf']}")


def opened(visit: Visit, language: str, at: dict[str, str]) -> None:
    """Take what is seen after a click: a form, the years to come."""
    page = visit.open(f"/desk?attempt={at['issue']}")
    page.get_by_role("button", name=DRAFT[language], exact=True).first.click()
    visit.ready()
    keep(visit, f"form-{language}")
    page = visit.open(f"/desk?attempt={at['file']}&at=VB0001")
    page.get_by_role("radio", name=SIGNED[language], exact=True).click()
    visit.ready()
    page.locator(".st-key-Outlook-shown label").first.click()
    visit.ready()
    page.locator(".st-key-view-scroll").evaluate("pane => { pane.scrollTop = 640; }")
    keep(visit, f"outlook-{language}")


def instructor(browser: Any, address: str, language: str) -> None:
    """Take the pictures of what instructors see."""
    visit = Visit(browser, address, viewport=LARGE)
    visit.sign_in("giangvien")
    visit.speak(language)
    for name in {"vi": ("exam", "gradebook"), "en": ("classes", "analysis")}[language]:
        shoot(visit, f"{name}-{language}", f"/{name}")
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


def begun(ask: Asks) -> dict[str, str]:
    """Begin what the pictures show; one attempt is finished, an exam is open."""
    ask("examine", "hocvien", "Kiểm tra giữa khóa: nộp lưu", "3600", "send-for-keeps")
    return {
        "done": ask("begin", "hocvien2", "first-file", "seal", "1", "submit"),
        "file": ask("begin", "hocvien2", "first-file", "", "1"),
        "shelf": ask("begin", "hocvien2", "what-must-go", "conclude", "1"),
        "issue": ask("begin", "hocvien2", "issue-a-decision", "", "1"),
    }


def main() -> None:
    """Serve a fresh house, take every picture."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    with served() as (here, home), colleague(home) as ask, sync_playwright() as playwright:
        at = begun(ask)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for language in ("vi", "en"):
            trainee(browser, here, language, at)
            instructor(browser, here, language)
        trainee(browser, here, "vi", at, color_scheme="dark")
        browser.close()


if __name__ == "__main__":
    main()
