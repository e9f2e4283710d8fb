"""The agency's own regulation and retention table, to be searched and unfolded."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from base.language import Language, say
from sandbox.rulebook import Kind, Rule, rulebook
from sandbox.rulebook.folding import fold
from sandbox.rulebook.schedules import headings, table
from ui import labels, prose, state

PARTS: Final = ("agency", "table")


def regulation(language: Language, facts: Mapping[str, str]) -> None:
    """Draw the book as a desk has it: the agency's articles or its retention table.

    Args:
        language: of the reader.
        facts: the world's agency and regulation, to stand in the articles.
    """
    part, asked = sought("guide", PARTS, language)
    if part == "table":
        retention(language, asked)
        return
    found = [one for one in _articles(language, facts) if _matches(asked, one)]
    _draw(found, language)


def sought(place: str, parts: Sequence[str], language: Language) -> tuple[str, str]:
    """Ask which part of the book is read and what is sought in it; ``place`` begins the keys."""
    if state.value(f"{place}.part") not in parts:
        state.preset(f"{place}.part", parts[0])
    part = st.segmented_control(
        say("rules.parts", language),
        parts,
        key=f"{place}.part",
        required=True,
        format_func=lambda name: say(f"rules.{name}", language),
        label_visibility="collapsed",
        wrap=True,
    )
    asked = st.text_input(
        say("rules.search", language),
        key=f"{place}.search",
        type="search",
        live="300ms",
        placeholder=say("rules.search", language),
        label_visibility="collapsed",
    )
    return str(part), str(asked or "")


def retention(language: Language, asked: str) -> None:
    """Draw the rows of the agency's retention table in which every word occurs."""
    _draw([one for one in _rows(language) if _matches(asked, one)], language)


def _draw(found: list["Entry"], language: Language) -> None:
    if not found:
        st.caption(say("rules.none", language))
        return
    st.html(prose.articles(found))


Entry = tuple[str, str, str, str]


def _matches(asked: str, entry: Entry) -> bool:
    text = fold(" ".join(entry))
    return all(word in text for word in fold(asked).split())


def _articles(language: Language, facts: Mapping[str, str]) -> list[Entry]:
    book = rulebook()
    return [_entry(one, language, facts) for one in book.rules if one.kind is Kind.AGENCY]


def _entry(rule: Rule, language: Language, facts: Mapping[str, str]) -> Entry:
    book = rulebook()
    laws = "; ".join(book.rule(one).citation.read(language) for one in rule.carries_out)
    return (
        say("rules.article", language, n=rule.id.rpartition(".d")[2]),
        rule.title.read(language),
        rule.told(language, facts),
        say("rules.carries_out", language, laws=laws) if laws else rule.citation.read(language),
    )


def _rows(language: Language) -> list[Entry]:
    names = {one.code: one.vi if language == "vi" else one.en for one in headings()}
    return [
        (
            row.id.rpartition(".r")[2],
            f"{row.group.read(language)} — {labels.term(row.term, language)}",
            names.get(row.heading, "") or row.heading,
            row.id,
        )
        for row in table("agency").rows
    ]
