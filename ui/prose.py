"""The only place that makes HTML or trusts Markdown: whatever a person wrote is escaped here."""

import re
from html import escape
from pathlib import Path
from string import Template
from typing import Final

_MARKS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")


def plain(text: object) -> str:
    """Return text that Markdown shows as it is: no emphasis, link, image, directive or HTML."""
    flat = str(text).replace("\r", "").replace("\n", " ")
    return _MARKS.sub(r"\\\1", flat)


def paragraphs(text: object) -> str:
    """Return text of several lines for Markdown, each line as it is."""
    return "\n\n".join(plain(line) for line in str(text).split("\n") if line.strip())


def strong(text: object) -> str:
    """Return text in bold."""
    return f"**{plain(text)}**" if str(text).strip() else ""


def tag(text: object, colour: str = "gray") -> str:
    """Return text as a small coloured badge inside a line."""
    return f":{colour}-badge[{plain(text)}]"


def icon(name: str, colour: str = "") -> str:
    """Return a symbol of the Material set, coloured when told."""
    return f":{colour}[:material/{name}:]" if colour else f":material/{name}:"


def authored(text: str) -> str:
    """Return the Markdown of a scenario's author: images and raw HTML shown as text, not done."""
    return re.sub(r"<", r"\\<", text.replace("![", r"!\["))


def filled(template: Path, **facts: str) -> str:
    """Return an HTML file of ours with its ``$facts`` filled in and escaped."""
    safe = {name: escape(fact, quote=True) for name, fact in facts.items()}
    return Template(template.read_text("utf-8")).substitute(safe)


def post_button(address: str, label: str) -> str:
    """Return a form that is one button: what must not be a link, such as signing out."""
    return (
        f'<form method="post" action="{escape(address, quote=True)}" class="kt-post">'
        f'<button type="submit">{escape(label)}</button></form>'
    )


def styles(css: str) -> str:
    """Return a style sheet of ours; a constant, never anything a person wrote."""
    return f"<style>{css}</style>"
