"""What a class's first attempts say of an exercise, and what deserves a second look."""

import json

import streamlit as st

from base.language import Language, say
from course.analysis import Analysis, Item, analyse
from course.figures import FEWEST, Figure
from course.integrity import Signal, signals
from course.people import Person
from ui import labels, prose, state
from ui.screens.gradebook import choice

VIEWS = ("items", "traps", "variants", "integrity")
MODES = ("every", "guided", "practice", "exam")


def analysis(someone: Person) -> None:
    """Draw the analysis of an exercise in a class."""
    language = state.language()
    st.title(say("screen.analysis", language), anchor=False)
    chosen = choice(someone, language)
    if chosen is None:
        return
    room, exercise = chosen
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        view = st.segmented_control(
            say("desk.views", language),
            VIEWS,
            default=VIEWS[0],
            key="analysis.view",
            required=True,
            format_func=lambda name: say(f"analysis.view_{name}", language),
            label_visibility="collapsed",
        )
    if view == "integrity":
        _integrity(signals(exercise.id, school_class=room), language)
        return
    mode = right.selectbox(
        say("gradebook.column_mode", language),
        MODES,
        key="analysis.mode",
        format_func=lambda name: say(
            "analysis.every" if name == "every" else f"play_mode.{name}", language
        ),
    )
    told = analyse(exercise.id, school_class=room, mode=None if mode == "every" else mode)
    _whole(told, language)
    {"items": _items, "traps": _traps, "variants": _variants}[str(view)](told, language)


def figure(one: Figure, language: Language, *, share: bool = True) -> str:
    """Return a figure with its interval (two standard errors) and n; a dash where too few."""
    if one.value is None:
        return f"– (n = {one.n})"
    by, digits = (100, 1) if share else (1, 2)
    shown = labels.amount(round(one.value * by, digits), language)
    if one.error is not None:
        shown += f" ± {labels.amount(round(2 * one.error * by, digits), language)}"
    return f"{shown}{' %' if share else ''} (n = {one.n})"


def _whole(told: Analysis, language: Language) -> None:
    with st.container(horizontal=True):
        st.metric(say("analysis.first", language), told.n, border=True)
        passed = told.passed.value
        st.metric(
            say("analysis.passed", language),
            "–" if passed is None else f"{labels.amount(round(passed * 100), language)} %",
            border=True,
        )
        score = told.score.value
        st.metric(
            say("analysis.score", language),
            "–" if score is None else labels.amount(round(score, 1), language),
            border=True,
        )
        minutes = labels.amount(round(told.minutes[1]), language) if told.minutes else "–"
        st.metric(say("analysis.minutes", language), minutes, border=True)
    counts = {"later": told.later, "shown": told.shown, "other": told.other}
    st.caption(say("analysis.left_out", language, **counts))
    if told.n < FEWEST:
        st.info(say("analysis.few", language, n=told.n, fewest=FEWEST), icon=":material/info:")


def _items(told: Analysis, language: Language) -> None:
    names = ("criterion", "facility", "discrimination", "fifths", "sign")
    heads = [say(f"analysis.column_{name}", language) for name in names]
    st.html(prose.grid(heads, [_item(one, language) for one in told.items]))
    st.caption(say("analysis.how", language))


def _item(one: Item, language: Language) -> list[str]:
    fifths = [
        "–" if part is None else labels.amount(round(part * 100), language) for part in one.fifths
    ]
    return [
        f"{one.title.read(language)}\n{one.id} · {one.points}",
        figure(one.facility, language),
        figure(one.discrimination, language, share=False),
        " · ".join(fifths),
        say(f"analysis.sign.{one.sign}", language),
    ]


def _traps(told: Analysis, language: Language) -> None:
    if not told.traps:
        st.info(say("analysis.no_traps", language))
        return
    heads = [say(f"analysis.column_{name}", language) for name in ("trap", "criterion", "fell")]
    rows = [
        [
            f"{one.fault}\n${one.label}",
            ", ".join(one.criteria) or "–",
            figure(one.fell, language),
        ]
        for one in told.traps
    ]
    st.html(prose.grid(heads, rows))


def _variants(told: Analysis, language: Language) -> None:
    names = ("variant", "score", "passed", "difference")
    heads = [say(f"analysis.column_{name}", language) for name in names]
    rows = []
    for one in told.variants:
        difference = (
            "–" if one.difference is None else labels.amount(round(one.difference, 1), language)
        )
        if one.stands_out:
            difference += f"\n{say('analysis.stands_out', language)}"
        rows.append(
            [
                one.seed,
                figure(one.score, language, share=False),
                figure(one.passed, language),
                difference,
            ]
        )
    st.html(prose.grid(heads, rows))
    if told.hints:
        told_apart = ("criterion", "opened", "unopened")
        heads = [say(f"analysis.column_{name}", language) for name in told_apart]
        effects = [
            [one.criterion, figure(one.opened, language), figure(one.unopened, language)]
            for one in told.hints
        ]
        st.markdown(prose.strong(say("analysis.hints", language)))
        st.html(prose.grid(heads, effects))


def _integrity(found: list[Signal], language: Language) -> None:
    """Signals with their evidence; the sentence that they prove nothing stands first."""
    st.warning(say("analysis.no_proof", language), icon=":material/gavel:")
    if not found:
        st.success(say("analysis.no_signals", language), icon=":material/check_circle:")
        return
    for place, one in enumerate(found):
        with st.container(border=True, key=f"signal-{place}"):
            st.markdown(prose.plain(say(one.sentence, language)))
            with st.expander(say("analysis.evidence", language), icon=":material/plagiarism:"):
                pairs = [
                    (name, json.dumps(value, ensure_ascii=False, default=str)[:600])
                    for name, value in one.evidence.items()
                ]
                st.html(prose.facts([(say("gradebook.attempt", language), one.attempt), *pairs]))
