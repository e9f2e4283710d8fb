"""A trainee's hands: what people do with the desk's widgets, in Vietnamese, by role and label."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Visit


class Hands:
    """Clicks, chooses and types on an open desk."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page = visit, visit.page

    @property
    def dialog(self) -> Any:
        return self.page.get_by_role("dialog")

    def settle(self) -> None:
        self.visit.ready()

    def begin(self, scenario: str) -> str:
        """Begin an exercise from its card on the home page; return the attempt's handle."""
        self.visit.open("/")
        self.page.locator(f".st-key-card-{scenario}").get_by_role("button").first.click()
        self.page.wait_for_url(re.compile("attempt="), timeout=90_000)
        self.settle()
        return self.page.url.partition("attempt=")[2].partition("&")[0]

    def sit(self, who: str) -> None:
        """Change desks."""
        self.page.locator("[class*=st-key-SwitchDesk]").get_by_role("combobox").click()
        self.page.get_by_role("option", name=re.compile(who)).click()
        expect(self.page.locator(".kt-head h2")).to_contain_text("Bàn của")
        self.settle()

    def card(self, text: str) -> None:
        """Open a card of a tray."""
        self._open(self.page.get_by_role("option", name=text).first)

    def node(self, text: str) -> None:
        """Open an item of a tree."""
        self._open(self.page.get_by_role("treeitem", name=re.compile(text)).last)

    def _open(self, item: Any) -> None:
        """Press an item and wait until the address names it: the page has answered."""
        before = self.page.url
        item.click()
        self.page.wait_for_function("before => location.href !== before", arg=before)
        self.settle()

    def verb(self, title: str) -> None:
        """Ask for a verb: its button, or its line in the menu of actions."""
        middle = self.page.locator(".st-key-pane-middle")
        button = middle.get_by_role("button", name=title, exact=True)
        if button.count():
            button.first.click()
        else:
            middle.get_by_role("button", name="Thao tác").click()
            self.page.get_by_role("option", name=title, exact=True).or_(
                self.page.get_by_role("menuitem", name=title, exact=True)
            ).first.click()
        expect(self.dialog).to_be_visible()
        self.settle()

    def choose(self, label: str, *options: str, also: str = "") -> None:
        """Choose in a list of the open form by typing; ``also``: what else its line must say."""
        box = self.dialog.get_by_role("combobox", name=label)
        for option in options:
            box.first.click()
            self.page.keyboard.type(option)
            found = self.page.get_by_role("option", name=option)
            found.filter(has_text=also).first.click()
        self.page.keyboard.press("Tab")  # an open list would take the next click

    def write(self, label: str, text: str) -> None:
        """Fill a field of the open form."""
        self.dialog.get_by_label(label).first.fill(text)

    def send(self, title: str) -> None:
        """Press the form's button; the form must close."""
        self.dialog.get_by_role("button", name=title, exact=True).click()
        try:
            expect(self.dialog).to_have_count(0)
        except AssertionError as stays:
            raise AssertionError(f"the form stays: {self.dialog.inner_text()}") from stays
        self.settle()

    def do(self, title: str) -> None:
        """A verb whose form needs nothing more."""
        self.verb(title)
        self.send(title)

    def pass_time(self, step: str, times: int = 1) -> None:
        """Let simulated time pass."""
        for _ in range(times):
            now = self.page.get_by_role("button", name=re.compile(r"\d\d:\d\d · "))
            if not self.page.get_by_role("button", name=step, exact=True).count():
                now.first.click()
            self.page.get_by_role("button", name=step, exact=True).click()
            self.settle()
        self.page.keyboard.press("Escape")

    def submit(self) -> None:
        """Submit, and say yes."""
        self.page.locator(".st-key-submit").get_by_role("button").click()
        self.dialog.get_by_role("button", name="Nộp bài", exact=True).click()
        self.page.wait_for_url(re.compile("/result"), timeout=60_000)
        self.settle()
