"""The rulebook: every rule found by words, stage and sureness, with what rests on it."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from base.language import Language, say
from course.grounds import Use, faults, uses
from course.people import Person
from sandbox.rulebook import Confidence, Kind, Rule, Stage, rulebook
from sandbox.rulebook.instruments import instruments
from ui import labels, prose, state
from ui.panes.regulation import retention, sought
from ui.screens.choosing import exercises

PARTS: Final = ("agency", "law", "practice", "table")
KINDS: Final = {
    "agency": {Kind.AGENCY},
    "law": {Kind.LAW},
    "practice": {Kind.PRACTICE, Kind.CONFLICT},
}
TONES: Final = {Confidence.A: "green", Confidence.B: "orange", Confidence.C: "gray"}
A_PAGE: Final = 40
"""Rules shown at once."""


def rules(someone: Person) -> None:
    """Draw the rulebook; ``?rule=…`` in the address opens it at one rule."""
    language = state.language()
    st.title(say("screen.rules", language), anchor=False)
    st.caption(say("rules.lead", language, day=labels.day(rulebook().book_date, language)))
    with st.container(width=940):
        part, asked = _asked(language)
        if part == "table":
            retention(language, asked)
            return
        stage, sure = _filters(part, language)
        found = matching(part, asked, stage, sure, language)
        _show(found, someone, language)


def _asked(language: Language) -> tuple[str, str]:
    named = state.asked("rule")
    if named in rulebook().ids() and state.recall("rule") != named:
        state.keep("rule", named)
        state.preset("rules.part", _part_of(named))
        state.preset("rules.search", named)
    return sought("rules", PARTS, language)


def _part_of(name: str) -> str:
    kind = rulebook().rule(name).kind
    if name.startswith("term/"):
        return "table"
    return next(part for part, kinds in KINDS.items() if kind in kinds)


def _filters(part: str, language: Language) -> tuple[Stage | None, Confidence | None]:
    """Draw what narrows the list: the stage of the work; for the law, how surely it is known."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        stage = st.selectbox(
            say("rules.stage", language),
            list(Stage),
            index=None,
            key="rules.stage",
            format_func=lambda one: say(f"rulebook.stage.{one}", language),
            placeholder=say("rules.every_stage", language),
            width=300,
        )
        if part == "agency":
            return stage, None
        sure = st.selectbox(
            say("rules.confidence", language),
            list(Confidence),
            index=None,
            key="rules.confidence",
            format_func=lambda one: f"{one} · {say(f'rulebook.confidence.{one}', language)}",
            placeholder=say("rules.every_confidence", language),
            width=300,
        )
    if sure:
        st.caption(say(f"rulebook.confidence_meaning.{sure}", language))
    return stage, sure


def matching(
    part: str, asked: str, stage: Stage | None, sure: Confidence | None, language: Language
) -> list[Rule]:
    """Return the rules of a part that fit; best first when words were asked for."""
    book = rulebook()
    found = book.search(asked, language) if asked.strip() else list(book.rules)
    return [
        one
        for one in found
        if one.kind in KINDS[part]
        and (stage is None or one.stage is stage)
        and (sure is None or one.confidence is sure)
    ]


def _show(found: Sequence[Rule], someone: Person, language: Language) -> None:
    if not found:
        st.info(say("rules.none", language), icon=":material/search_off:")
        return
    pages = -(-len(found) // A_PAGE)
    first = 0
    head = st.container()
    body = st.container()
    if pages > 1:
        first = (st.pagination(pages, key=f"rules.page.{len(found)}") - 1) * A_PAGE
    shown = found[first : first + A_PAGE]
    head.caption(
        say(
            "rules.shown",
            language,
            first=first + 1,
            last=first + len(shown),
            all=len(found),
        )
    )
    used, broken = uses(exercises(someone)), faults()
    only = len(found) == 1 or state.asked("rule") == found[0].id
    entries = [entry(one, used, broken, language) for one in shown]
    body.html(prose.rules(entries, unfolded=entries[0].id if only else ""))


def entry(
    rule: Rule,
    used: Mapping[str, Sequence[Use]],
    broken: Mapping[str, Sequence[str]],
    language: Language,
) -> prose.RuleEntry:
    """Return a rule as the page shows it: what it asks, since when, what rests on it."""
    return prose.RuleEntry(
        id=rule.id,
        cited=rule.citation.read(language),
        title=rule.title.read(language),
        sure=say(f"rulebook.confidence.{rule.confidence}", language),
        tone=TONES[rule.confidence],
        held=_held(rule, language),
        text=rule.told(language, {}),
        facts=_facts(rule, used.get(rule.id, ()), broken.get(rule.id, ()), language),
    )


def _facts(
    rule: Rule, used: Sequence[Use], broken: Sequence[str], language: Language
) -> list[tuple[str, str]]:
    """What else is known of a rule, by name; what is empty is left out."""
    carried_out_by = [one.id for one in rulebook().carried_out_by(rule.id)]
    enacted = [instruments()[one].title.read(language) for one in rule.instruments]
    told = {
        "mistake": rule.mistake.read(language) if rule.mistake else "",
        "carries_out": _named(rule.carries_out, language),
        "carried_out_by": _named(carried_out_by, language),
        "conflicts": _named(rule.conflicts, language),
        "replaces": _named(rule.replaces, language),
        "used_by": "\n".join(_use(one, language) for one in used),
        "broken_by": "; ".join(say(f"fault.{one}.name", language) for one in broken),
        "instrument": "; ".join(enacted),
        "read": rule.source.words.read(language),
        "id": rule.id,
    }
    return [(say(f"rules.fact_{name}", language), text) for name, text in told.items() if text]


def _use(one: Use, language: Language) -> str:
    return say(
        "rules.use_gate" if one.gate else "rules.use",
        language,
        exercise=one.title.read(language),
        criterion=one.criterion.read(language),
        check=say(f"check.{one.check}.title", language),
    )


def _held(rule: Rule, language: Language) -> str:
    first = labels.day(rule.holds_from, language)
    if rule.holds_to is None:
        return say("rules.held_since", language, first=first)
    return say("rules.held", language, first=first, last=labels.day(rule.holds_to, language))


def _named(ids: Sequence[str], language: Language) -> str:
    book = rulebook()
    return "\n".join(
        f"{book.rule(one).citation.read(language)}: {book.rule(one).title.read(language)}"
        for one in ids
    )
