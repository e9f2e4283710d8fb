"""A person who knows the solution: performs each of its steps at the screen, by clicks and typing.

Every step is found as people find it: sit at the desk, open the record in a tray, a list or a file,
ask for the verb, fill its form, press its button. What cannot be done so is a defect of the screen.
"""

import json
import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.colleague import Asks
from tests.e2e.conftest import Visit
from tests.e2e.hands import Hands

TREE = ".st-key-explorer"
MIDDLE = ".st-key-pane-middle"
REGISTERS = ("list:incoming", "list:outgoing")
"""Where one looks last: whatever is in them lies somewhere else as well."""


class Player(Hands):
    """Plays the reference solution of an open attempt, step by step."""

    def __init__(self, visit: Visit, ask: Asks) -> None:
        """Come in; ``ask`` reaches the prompter."""
        super().__init__(visit)
        self.ask = ask
        self.handle, self.desk = "", ""
        self.did: list[dict[str, Any]] = []

    def sit_down(self, handle: str) -> None:
        """Play the attempt whose desk is open."""
        self.handle, self.desk = handle, ""
        self.did.clear()

    def play(self) -> None:
        """Do every step, in the solution's order."""
        for step in json.loads(self.ask("steps", self.handle)):
            self.step(step)

    def step(self, step: str) -> None:
        """Do one step: every request that it makes."""
        prompts = json.loads(self.ask("prompt", self.handle, step))
        assert prompts, f"the step {step} asks nothing of anybody"
        for prompt in prompts:
            self._once(prompt)
            self.did.append(prompt["request"])

    def _once(self, prompt: dict[str, Any]) -> None:
        if prompt["sits"] and prompt["desk"] != self.desk:
            self._sit(prompt)
        if prompt["op"] == "advance-clock":
            self.other_day()
        elif prompt["op"] == "record-verdict":
            self._conclude(prompt)
            return
        else:
            self._ask_for(prompt)
        self._fill(prompt)
        self._send(prompt)

    def _sit(self, prompt: dict[str, Any]) -> None:
        shown = self.page.locator("[class*=st-key-SwitchDesk]").get_by_role("combobox")
        if prompt["sits"] not in str(shown.input_value()):
            self.sit(re.escape(prompt["sits"]))
        self.desk = prompt["desk"]

    # finding

    def _ask_for(self, prompt: dict[str, Any]) -> None:
        """Open a form: from the record, from chosen rows of a list, from an empty desk."""
        for refs in prompt["subjects"]:
            if len(refs) > 1 and self._from_rows(prompt, refs):
                return
            if self.reach(refs[0], prompt["ways"]) and self._from_record(prompt["title"]):
                return
        raise AssertionError(f"nobody can find how to {prompt['op']}: {prompt['request']}")

    def reach(self, ref: str, ways: dict[str, list[str]]) -> bool:
        """Open a record: from a tray or a tree, a list, or the file in which it lies."""
        if self._at(ref) or self._press(f'{TREE} [data-id="{ref}"]'):
            return True
        for file in ways.get(ref, ()):
            if self.reach(file, {}):
                self._view("contents")
                if self._press(f'{MIDDLE} tr[data-ref="{ref}"] .link'):
                    return True
        return any(
            self._press(f'{MIDDLE} tr[data-ref="{ref}"] .link') for _ in self._lists(f'"{ref}"')
        )

    def _at(self, ref: str) -> bool:
        return f"at={ref}" in self.page.url

    def _press(self, selector: str) -> bool:
        found = self.page.locator(selector)
        if not found.count():
            return False
        self._open(found.first)
        return True

    def _lists(self, ref: str) -> Any:
        """Open one list after another, the long registers last; give those that show a record."""
        found = self.page.locator(f'{TREE} [data-id^="list:"]').evaluate_all(
            "nodes => nodes.map(node => node.dataset.id)"
        )
        for name in sorted(found, key=lambda name: name in REGISTERS):
            if not self._at(name.replace(":", "%3A")):
                self._press(f'{TREE} [data-id="{name}"]')
            self.page.wait_for_selector(f"{MIDDLE} tbody tr")
            if self.page.locator(f"{MIDDLE} tr[data-ref={ref}]").count():
                yield name

    def _view(self, name: str) -> None:
        """Choose a view of what is open."""
        buttons = self.page.locator(f"{MIDDLE} [class*=st-key-view-]").first.get_by_role("radio")
        words = {"contents": "Văn bản trong hồ sơ", "signatures": "Chữ ký số"}
        wanted = buttons.filter(has_text=words[name]).or_(
            self.page.get_by_role("radio", name=words[name], exact=True)
        )
        if wanted.first.get_attribute("aria-checked") != "true":
            wanted.first.click()
            self.settle()

    def _from_record(self, title: str) -> bool:
        """Ask the open record for a verb: its button, or its line in the menu of actions."""
        middle = self.page.locator(MIDDLE)
        button = middle.get_by_role("button", name=title, exact=True)
        if button.count():
            button.first.click()
        else:
            menu = middle.get_by_role("button", name="Thao tác")
            if not menu.count():
                return False
            menu.click()
            line = self.page.get_by_role("menuitem", name=title, exact=True)
            self.page.get_by_role("menuitem").first.wait_for()
            if not line.count():
                self.page.keyboard.press("Escape")
                return False
            line.click()
        expect(self.dialog).to_be_visible()
        self.settle()
        return True

    def _from_rows(self, prompt: dict[str, Any], refs: list[str]) -> bool:
        """Tick rows of a list and press the verb below it."""
        for _ in self._lists(f'"{refs[0]}"'):
            button = self.page.locator(MIDDLE).get_by_role(
                "button", name=prompt["title"], exact=True
            )
            rows = [self.page.locator(f'{MIDDLE} tr[data-ref="{ref}"] input') for ref in refs]
            if button.count() and all(row.count() for row in rows):
                for row in rows:
                    row.check()
                button.click()
                expect(self.dialog).to_be_visible()
                self.settle()
                return True
        return False

    def other_day(self) -> None:
        """Open the form in which any time may pass."""
        self.page.get_by_role("button", name=re.compile(r"\d\d:\d\d · ")).first.click()
        self.page.get_by_role("button", name="Đến một ngày khác…", exact=True).click()
        expect(self.dialog).to_be_visible()
        self.settle()

    # filling

    def _fill(self, prompt: dict[str, Any]) -> None:
        """Fill what the form asks; what it was given already stays."""
        asked = {field["name"] for field in prompt["fields"]}
        for field in prompt["fields"]:
            box = self.dialog.locator(f".st-key-{prompt['verb']}-{field['name']}")
            if not box.count():
                self._stands(field)
                continue
            expect(box).to_contain_text(field["label"])
            getattr(self, f"_{field['asks']}")(box, field)
        for area in self.dialog.locator("textarea").all():
            name = self._named(area, prompt["verb"])
            if name and name not in asked and area.input_value():
                area.fill("")

    def _named(self, area: Any, verb: str) -> str:
        told = area.evaluate("node => node.closest('.stElementContainer').className")
        found = re.search(rf"st-key-{verb}-(\w+)", str(told))
        return found[1] if found else ""

    def _stands(self, field: dict[str, Any]) -> None:
        """A field that is not asked again stands above the form, in words."""
        expect(self.dialog).to_contain_text(field["label"])

    def _record(self, box: Any, field: dict[str, Any]) -> None:
        shown = field["shown"][0]
        entry = box.get_by_role("combobox")
        if entry.input_value() == shown:
            return
        entry.click()
        entry.fill(shown)
        self._option(shown)

    _choice = _record

    def _option(self, shown: str) -> None:
        found = self.page.get_by_role("option", name=shown, exact=True)
        found.first.wait_for()
        assert found.count() == 1, f"nobody can tell these apart: {shown}"
        found.click()

    def _records(self, box: Any, field: dict[str, Any]) -> None:
        entry = box.get_by_role("combobox")
        there = box.locator("[data-tag]").evaluate_all("tags => tags.map(tag => tag.ariaLabel)")
        for shown in there:
            if shown not in field["shown"]:
                box.get_by_role("button", name=f"Remove {shown}", exact=True).click()
        for shown in field["shown"]:
            if shown in there:
                continue
            entry.click()
            entry.fill(shown)
            self._option(shown)
        self.page.keyboard.press("Tab")  # an open list would take the next click

    _choices = _records

    def _line(self, box: Any, field: dict[str, Any]) -> None:
        box.locator("input, textarea").fill(field["shown"][0])

    _text = _line

    def _lines(self, box: Any, field: dict[str, Any]) -> None:
        box.locator("textarea").fill("\n".join(field["shown"]))

    def _number(self, box: Any, field: dict[str, Any]) -> None:
        box.locator("input").fill(field["shown"][0])

    def _date(self, box: Any, field: dict[str, Any]) -> None:
        year, month, day = field["shown"][0].split("-")
        parts = box.get_by_role("spinbutton").all()
        for part, digits in zip(parts, (day, month, year), strict=True):
            part.click()
            self.page.keyboard.type(digits)

    def _send(self, prompt: dict[str, Any]) -> None:
        asked = self.dialog.get_by_label(re.compile("^Gõ"))
        if asked.count():
            word = re.search(r"“([^”]+)”", str(asked.get_attribute("aria-label")))
            assert word
            asked.fill(word[1])
        self.send(prompt["title"])

    # concluding

    def _conclude(self, prompt: dict[str, Any]) -> None:
        """Record one's verdict, in the view that shows what verification found."""
        ref = prompt["subjects"][0][0]
        assert self.reach(ref, prompt["ways"]), f"nobody can find {ref}"
        self._view("signatures")
        fields = {field["name"]: field for field in prompt["fields"]}
        form = self.page.locator(".st-key-RecordVerdict-verdict")
        said = fields["verdict"]["shown"][0].capitalize()
        choice = form.get_by_role("radio", name=said, exact=True)
        choice.click()
        if "reasons" in fields:
            self._records(self.page.locator(".st-key-RecordVerdict-reasons"), fields["reasons"])
        if choice.get_attribute("aria-checked") != "true":  # as anybody would see, and mend
            choice.click()
        further = self.page.locator(".st-key-RecordVerdict-next button")
        if further.count():
            self._open(further)
        else:
            self.page.locator(".st-key-RecordVerdict-submit button").click()
            self.settle()
