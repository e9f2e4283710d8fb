"""Nothing serious for axe on any screen, in both languages, light and dark; nothing too wide."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.conftest import Begin, Visit

SCREENS = {
    "home": ("hocvien2", "/"),
    "desk": ("hocvien2", "/desk?attempt={file}"),
    "paper": ("hocvien2", "/desk?attempt={file}&at=VB0001"),
    "files": ("hocvien2", "/desk?attempt={shelf}&at=list:files"),
    "case": ("hocvien2", "/desk?attempt={shelf}&at=HH0001"),
    "rules": ("hocvien2", "/rules?rule=rule/ll24.d16"),
    "account": ("hocvien2", "/account"),
    "classes": ("giangvien", "/classes"),
    "preview": ("giangvien", "/preview"),
    "result": ("hocvien2", "/result?attempt={done}"),
    "signatures": ("hocvien2", "/desk?attempt={file}&at=VB0001"),
    "film": ("hocvien2", "/film?attempt={done}"),
    "calendar": ("hocvien2", "/desk?attempt={kept}&at=list:renewals"),
    "exam": ("hocvien2", "/exam"),
    "exams": ("giangvien", "/exam"),
    "gradebook": ("giangvien", "/gradebook"),
    "analysis": ("giangvien", "/analysis"),
}
VIEWS = {"signatures": {"vi": "Chữ ký số", "en": "Signatures"}}
"""Screens of which a view is looked at, by the word on its button."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Manner = tuple[str, str]
MANNERS: list[Manner] = [
    (language, appearance) for language in ("vi", "en") for appearance in ("light", "dark")
]
"""Both languages, each in both appearances."""
SETTLES = 350
"""Milliseconds in which what fades in has its full colours."""


@pytest.fixture(scope="module")
def handles(begin: Begin) -> dict[str, str]:
    return {
        "done": begin("hocvien2", "first-file", "seal", "1", "submit"),
        "file": begin("hocvien2", "first-file", "sign", "1"),
        "shelf": begin("hocvien2", "what-must-go", "conclude", "1"),
        "kept": begin("hocvien2", "still-valid-in-2046", "", "1"),
    }


@pytest.fixture(scope="module")
def people(browser: Any, address: str) -> Iterator[Callable[[str, Manner], Visit]]:
    """A signed-in visit for each account, language and appearance."""
    made: dict[tuple[str, Manner], Visit] = {}

    def visit(login: str, manner: Manner) -> Visit:
        if (login, manner) not in made:
            one = Visit(browser, address, color_scheme=manner[1])
            one.sign_in(login)
            made[login, manner] = one
        made[login, manner].speak(manner[0])
        return made[login, manner]

    yield visit
    for one in made.values():
        one.speak("vi")
        one.close()


def violations(page: Any) -> list[Any]:
    """Return what axe calls serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("manner", MANNERS, ids="-".join)
@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(
    people: Any, handles: dict[str, str], name: str, manner: Manner
) -> None:
    login, path = SCREENS[name]
    visit = people(login, manner)
    visit.page.set_viewport_size({"width": 1366, "height": 768})
    page = visit.open(path.format(**handles))
    if name in VIEWS:
        page.get_by_role("radio", name=VIEWS[name][manner[0]], exact=True).click()
        visit.ready()
    page.wait_for_timeout(SETTLES)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.outside == []
    assert "⟦" not in page.inner_text("body")


@pytest.mark.parametrize("manner", MANNERS, ids="-".join)
def test_axe_finds_nothing_serious_in_an_open_form(
    people: Any, handles: dict[str, str], manner: Manner
) -> None:
    visit = people("hocvien2", manner)
    page = visit.open(f"/desk?attempt={handles['file']}")
    page.locator("[class*=st-key-start-]").get_by_role("button").first.click()
    visit.ready()
    page.wait_for_timeout(SETTLES)
    assert violations(page) == []


@pytest.mark.parametrize("manner", MANNERS, ids="-".join)
def test_the_entry_has_nothing_serious_either(browser: Any, address: str, manner: Manner) -> None:
    locale = {"vi": "vi-VN", "en": "en-GB"}[manner[0]]
    visit = Visit(browser, address, color_scheme=manner[1], locale=locale)
    visit.page.goto(f"{address}/login")
    assert visit.page.evaluate("document.documentElement.lang") == manner[0]
    assert violations(visit.page) == []
    visit.close()
