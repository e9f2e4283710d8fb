"""The agency's own regulation and retention table, to be searched and unfolded."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from base.language import Language, say
from sandbox.rulebook import Kind, Rule, rulebook
from sandbox.rulebook.folding import fold
from sandbox.rulebook.schedules import headings, table
from ui import labels, prose, state

PARTS: Final = ("agency", "table", "law")
MOST: Final = 60


def regulation(language: Language, facts: Mapping[str, str], *, key: str, short: bool) -> None:
    """Draw the book: one part at a time, found by words without diacritics too.

    Args:
        language: of the reader.
        facts: the world's agency and regulation, to stand in the articles.
        key: of the widgets.
        short: leave out the law itself, as at a desk.
    """
    parts = PARTS[:2] if short else PARTS
    if state.value(f"{key}.part") not in parts:
        state.preset(f"{key}.part", parts[0])
    part = st.segmented_control(
        say("rules.parts", language),
        parts,
        key=f"{key}.part",
        required=True,
        format_func=lambda name: say(f"rules.{name}", language),
        label_visibility="collapsed",
        wrap=True,
    )
    asked = st.text_input(
        say("rules.search", language),
        key=f"{key}.search",
        type="search",
        live="300ms",
        placeholder=say("rules.search", language),
        label_visibility="collapsed",
    )
    entries = _rows(language) if part == "table" else _articles(str(part), language, facts)
    found = [one for one in entries if _matches(asked or "", one)]
    if not found:
        st.caption(say("rules.none", language))
        return
    if part == "law":
        st.caption(say("rules.shown", language, n=len(found[:MOST]), all=len(found)))
    st.html(prose.articles(found[:MOST]))


Entry = tuple[str, str, str, str]


def _matches(asked: str, entry: Entry) -> bool:
    text = fold(" ".join(entry))
    return all(word in text for word in fold(asked).split())


def _articles(part: str, language: Language, facts: Mapping[str, str]) -> list[Entry]:
    book = rulebook()
    kinds = {"agency": {Kind.AGENCY}}.get(part, {Kind.LAW, Kind.PRACTICE})
    rules = [book.rule(name) for name in sorted(book.ids(), key=_order)]
    return [_entry(one, language, facts) for one in rules if one.kind in kinds]


def _order(name: str) -> tuple[str, ...]:
    return tuple(
        part.zfill(4) if part.isdigit() else part for part in name.replace("d", ".").split(".")
    )


def _entry(rule: Rule, language: Language, facts: Mapping[str, str]) -> Entry:
    book = rulebook()
    laws = [book.rule(one).citation.read(language) for one in rule.carries_out]
    cited = (
        say("rules.carries_out", language, laws="; ".join(laws))
        if laws
        else _sureness(rule, language)
    )
    number = rule.id.rpartition(".d")[2]
    name = (
        say("rules.article", language, n=number)
        if rule.kind is Kind.AGENCY
        else rule.citation.read(language)
    )
    return name, rule.title.read(language), rule.told(language, facts), cited


def _sureness(rule: Rule, language: Language) -> str:
    said = f"{rule.citation.read(language)} · {rule.source.words.read(language)}"
    return said if rule.may_gate else f"{said} · {say('rules.check_text', language)}"


def _rows(language: Language) -> list[Entry]:
    names = {one.code: one.vi if language == "vi" else one.en for one in headings()}
    return [
        (
            row.id.rpartition(".r")[2],
            f"{row.group.read(language)} — {labels.term(row.term, language)}",
            names.get(row.heading, "") or row.heading,
            "",
        )
        for row in table("agency").rows
    ]
