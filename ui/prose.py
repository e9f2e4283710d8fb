"""The only place that makes HTML or trusts Markdown: whatever a person wrote is escaped here."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

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


def facts(pairs: list[tuple[str, str]]) -> str:
    """Return names and values as a definition list."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value) or '–'}</dd></div>"
        for name, value in pairs
    )
    return f'<dl class="kt-facts">{rows}</dl>'


def timeline(entries: list[tuple[str, str, str, str]]) -> str:
    """Return moments as a list: when, what, details, tone of the dot."""
    rows = "".join(
        f'<li class="{escape(tone)}"><time>{escape(when)}</time><b>{escape(what)}</b>'
        f"<span>{escape(detail)}</span></li>"
        for when, what, detail, tone in entries
    )
    return f'<ol class="kt-timeline">{rows}</ol>'


def stepper(label: str, steps: list[tuple[str, str, str]]) -> str:
    """Return steps in a row: state (done, now, later), the state in words, the name."""
    rows = "".join(
        f'<li class="{escape(state)}"{" aria-current=step" if state == "now" else ""}>'
        f'<i aria-hidden="true"></i><span>{escape(name)}</span><em>{escape(said)}</em></li>'
        for state, said, name in steps
    )
    return f'<ol class="kt-steps" aria-label="{escape(label, quote=True)}">{rows}</ol>'


def tasks(steps: list[tuple[str, str, str]]) -> str:
    """Return the guide's steps as a list: state, the state in words, the title."""
    rows = "".join(
        f'<li class="{escape(state)}"><i aria-hidden="true"></i><span>{escape(title)}'
        f'<em class="kt-sr"> ({escape(said)})</em></span></li>'
        for state, said, title in steps
    )
    return f'<ol class="kt-tasks">{rows}</ol>'


def cards(items: list[tuple[str, str, str, str]]) -> str:
    """Return papers as cards: name, state in words, details, tone."""
    rows = "".join(
        f'<li><b>{escape(name)}</b><span class="kt-pill {escape(tone)}">{escape(said)}</span>'
        f"<p>{escape(detail)}</p></li>"
        for name, said, detail, tone in items
    )
    return f'<ul class="kt-cards">{rows}</ul>'


def articles(entries: list[tuple[str, str, str, str]]) -> str:
    """Return rules to unfold: short name, title, text, citation."""
    rows = "".join(
        f"<details><summary><b>{escape(short)}</b> {escape(title)}</summary>"
        f"<p>{escape(text)}</p><p class='kt-cite'>{escape(citation)}</p></details>"
        for short, title, text, citation in entries
    )
    return f'<div class="kt-articles">{rows}</div>'


class RuleEntry(NamedTuple):
    """A rule as the rulebook's page shows it; ``facts`` are names and values, in lines."""

    id: str
    cited: str
    title: str
    sure: str
    tone: str
    held: str
    text: str
    facts: list[tuple[str, str]]


def rules(entries: Sequence[RuleEntry], *, unfolded: str = "") -> str:
    """Return rules to unfold; the one whose id is ``unfolded`` stands open."""
    rows = "".join(
        f"<details{' open' if one.id == unfolded else ''}><summary><b>{escape(one.title)}</b>"
        f'<span class="kt-pill {escape(one.tone)}">{escape(one.sure)}</span>'
        f"<small>{escape(one.cited)} · {escape(one.held)}</small></summary>"
        f"<p>{escape(one.text)}</p>{_named_lines(one.facts)}</details>"
        for one in entries
    )
    return f'<div class="kt-articles kt-rules">{rows}</div>'


def _named_lines(pairs: list[tuple[str, str]]) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{_lines(told)}</dd></div>" for name, told in pairs
    )
    return f'<dl class="kt-facts">{rows}</dl>'


def messages(entries: list[tuple[str, str, str, str]]) -> str:
    """Return messages: sender, when, about what, text."""
    rows = "".join(
        f"<li><div><b>{escape(sender)}</b><time>{escape(when)}</time></div>"
        f"<p>{escape(text)}</p><small>{escape(about)}</small></li>"
        for sender, when, about, text in entries
    )
    return f'<ul class="kt-messages">{rows}</ul>'


def ring(score: str, share: float, label: str, tone: str) -> str:
    """Return a score as a ring; the words beside it say the same."""
    return (
        f'<div class="kt-ring {escape(tone)}" style="--share:{share:.3f}" role="img" '
        f'aria-label="{escape(label, quote=True)}"><div><b>{escape(score)}</b>'
        f"<span>/ 100</span></div></div>"
    )


class Pill(NamedTuple):
    """A cell that is a word of state: the word and its tone."""

    text: str
    tone: str


def grid(heads: list[str], rows: Sequence[Sequence[str | Pill]]) -> str:
    """Return a table of texts, each cell in lines; the first line of a row's first cell leads."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<table class="kt-results kt-grid"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _cell(cell: str | Pill) -> str:
    if isinstance(cell, Pill):
        return f'<span class="kt-pill {escape(cell.tone)}">{escape(cell.text)}</span>'
    return _lines(cell)


def results(heads: list[str], rows: Sequence[tuple[str, str, str, str, str, str, str]]) -> str:
    """Return the criteria of a result as a table.

    Each row: tone, mark in words, title, points, what was found, rule, evidence.
    """
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><td><b>{escape(title)}</b><span class="kt-pill {escape(tone)}">{escape(said)}</span>'
        f'</td><td class="n">{escape(points)}</td><td>{_lines(found)}</td>'
        f"<td>{escape(evidence)}</td><td>{_lines(rule)}</td></tr>"
        for tone, said, title, points, found, rule, evidence in rows
    )
    return f'<table class="kt-results"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _lines(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)


def head(name: str, said: str, tone: str, title: str) -> str:
    """Return the head of a record: its name, its state, its title."""
    pill = f'<span class="kt-pill {escape(tone)}">{escape(said)}</span>' if said else ""
    return f'<div class="kt-head"><h2>{escape(name)}</h2>{pill}<p>{escape(title)}</p></div>'
