"""Nothing serious for axe on any screen, in light and dark; nothing wider than the window."""

from typing import Any

import pytest

from tests.e2e.conftest import Visit

SCREENS = {
    "home": ("hocvien", "/"),
    "desk": ("hocvien", "/desk?attempt=try-practice-file-1"),
    "paper": ("hocvien", "/desk?attempt=try-practice-file-1&at=VB0004"),
    "files": ("hocvien", "/desk?attempt=try-practice-disposal-1&at=list:files"),
    "rules": ("hocvien", "/rules"),
    "account": ("hocvien", "/account"),
    "classes": ("giangvien", "/classes"),
    "preview": ("giangvien", "/preview"),
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def people(browser: Any, address: str) -> Any:
    """A signed-in visit for each account and appearance."""
    made: dict[tuple[str, str], Visit] = {}

    def visit(login: str, scheme: str) -> Visit:
        if (login, scheme) not in made:
            one = Visit(browser, address, color_scheme=scheme)
            one.sign_in(login, {"hocvien": "hoc-vien-2026"}.get(login, "giang-vien-2026"))
            made[login, scheme] = one
        return made[login, scheme]

    yield visit
    for one in made.values():
        one.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_serious(people: Any, name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    login, path = SCREENS[name]
    page = people(login, scheme).open(path)
    page.wait_for_timeout(600)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    bad = [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert bad == []


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_wider_than_a_small_window(people: Any, name: str) -> None:
    login, path = SCREENS[name]
    visit = people(login, "light")
    visit.page.set_viewport_size({"width": 1366, "height": 768})
    page = visit.open(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_entry_has_nothing_serious_either(browser: Any, address: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for scheme in ("light", "dark"):
        visit = Visit(browser, address, color_scheme=scheme)
        visit.page.goto(f"{address}/login")
        found = Axe().run(visit.page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert [one["id"] for one in found.response["violations"]] == []
        visit.close()
