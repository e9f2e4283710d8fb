"""Regrading a class: a trial first, which writes nothing and names who moves; then the writing."""

from typing import Final, NamedTuple, get_args

import streamlit as st

from base.clock import wall
from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.overrides import SHORTEST_REASON
from course.people import Person
from course.regrading import Move, Policy, Regrade, Way, regrade
from scenarios.exercise import Exercise
from ui import labels, prose, state

POLICIES: Final = get_args(Policy)
WAYS: Final = get_args(Way)
_TRIED: Final = "regrade.tried"


class Asked(NamedTuple):
    """What is to be regraded, and how: a trial holds for exactly this."""

    room: int
    scenario: str
    digest: str
    way: Way
    policy: Policy


def regrading(
    someone: Person, room: int, exercise: Exercise, names: dict[str, str], language: Language
) -> None:
    """Draw the trial, what it says, and the way to write it.

    Args:
        someone: who asks; the use case checks that they teach the class.
        room: the class.
        exercise: by whose present content is judged.
        names: handle → whose attempt it is and which try.
        language: of the reader.
    """
    st.caption(say("gradebook.regrade_lead", language, version=exercise.scenario.version))
    way, policy = _how(language)
    asked = Asked(room, exercise.id, exercise.digest, way, policy)
    if st.button(
        say("gradebook.dry", language),
        key="regrade.dry",
        icon=":material/science:",
        type="primary" if _tried(asked) is None else "secondary",
    ):
        with st.spinner(say("gradebook.judging", language)):
            _try(someone, asked, language)
    told = _tried(asked)
    if told is None:
        return
    _moved(told, names, language)
    if told.dry_run and told.moves:
        _write(someone, asked, told, names, language)


def _how(language: Language) -> tuple[Way, Policy]:
    """Ask how to judge again, and what is to be written."""
    left, right = st.columns(2, gap="medium")
    way: Way = left.radio(
        say("gradebook.way", language),
        WAYS,
        key="regrade.way",
        format_func=lambda name: say(f"gradebook.way_{name}", language),
        captions=[say(f"gradebook.way_{name}_help", language) for name in WAYS],
    )
    policy: Policy = right.radio(
        say("gradebook.policy", language),
        POLICIES,
        key="regrade.policy",
        format_func=lambda name: say(f"gradebook.policy_{name}", language),
        captions=[say(f"gradebook.policy_{name}_help", language) for name in POLICIES],
    )
    return way, policy


def _tried(asked: Asked) -> Regrade | None:
    """Return what the last trial or writing of just this said."""
    kept = state.recall(_TRIED)
    return kept[1] if kept is not None and kept[0] == asked else None


def _try(someone: Person, asked: Asked, language: Language) -> None:
    try:
        told = _regrade(someone, asked, dry_run=True)
    except (Refused, Misconfigured) as error:
        st.error(prose.plain(say(error.sentence, language)), icon=":material/lock:")
        return
    state.keep(_TRIED, (asked, told))


def _regrade(
    someone: Person, asked: Asked, *, dry_run: bool, chosen: list[str] | None = None, why: str = ""
) -> Regrade:
    return regrade(
        asked.scenario,
        by=someone,
        at=wall(),
        dry_run=dry_run,
        policy=asked.policy,
        way=asked.way,
        chosen=chosen,
        school_class=asked.room,
        reason=why,
    )


def _moved(told: Regrade, names: dict[str, str], language: Language) -> None:
    """Say how many move and cross, and who."""
    crossing = sum(one.crosses for one in told.moves)
    with st.container(horizontal=True):
        for name, count in (
            ("seen", told.attempts), ("moves", len(told.moves)),
            ("crossing", crossing), ("human", told.human),
        ):  # fmt: skip
            st.metric(say(f"gradebook.count_{name}", language), count, border=True)
    if told.dry_run:
        nobody = "gradebook.nobody_moves" if not told.moves else "gradebook.wrote_nothing"
        st.info(say(nobody, language), icon=":material/science:")
    else:
        said = say("gradebook.wrote", language, n=told.written)
        st.success(said, icon=":material/check_circle:")
    if told.moves:
        columns = ("name", "before", "after", "change", "passed", "writing")
        heads = [say(f"gradebook.column_{name}", language) for name in columns]
        rows = [_row(one, told, names, language) for one in told.moves]
        st.html(prose.grid(heads, rows))


def _row(
    one: Move, told: Regrade, names: dict[str, str], language: Language
) -> list[str | prose.Pill]:
    outcomes = [
        say("result.passed" if yes else "result.failed", language)
        for yes in (one.passed_before, one.passed)
    ]
    tone = ("green" if one.passed else "red") if one.crosses else "gray"
    change = labels.amount(round(one.after - one.before, 2), language)
    written = "written" if one.written else "kept"
    if told.dry_run and told.policy == "manual":
        written = "by_choice"
    elif told.dry_run and one.written:
        written = "to_write"
    return [
        f"{names.get(one.attempt, one.name)}\n{one.login}",
        labels.amount(one.before, language),
        labels.amount(one.after, language),
        f"+{change}" if one.after > one.before else change.replace("-", "−"),
        prose.Pill(" → ".join(outcomes) if one.crosses else outcomes[1], tone),
        say(f"gradebook.line_{written}", language),
    ]


def _write(
    someone: Person, asked: Asked, told: Regrade, names: dict[str, str], language: Language
) -> None:
    """Ask for the reason, and which ones where each is chosen; then write."""
    chosen: list[str] | None = None
    if asked.policy == "manual":
        chosen = st.multiselect(
            say("gradebook.chosen", language),
            [one.attempt for one in told.moves],
            key="regrade.chosen",
            format_func=lambda handle: names.get(handle, handle),
            placeholder=say("form.choose_many", language),
        )
    lines = len(chosen) if chosen is not None else sum(one.written for one in told.moves)
    why = st.text_input(say("gradebook.reason", language, n=SHORTEST_REASON), key="regrade.why")
    if not st.button(
        say("gradebook.real", language, n=lines),
        key="regrade.real",
        type="primary",
        icon=":material/edit_note:",
        disabled=not lines,
    ):
        return
    try:
        with st.spinner(say("gradebook.judging", language)):
            done = _regrade(someone, asked, dry_run=False, chosen=chosen, why=str(why))
    except (Refused, Misconfigured) as error:
        st.error(prose.plain(say(error.sentence, language)), icon=":material/lock:")
        return
    state.keep(_TRIED, (asked, done))
    st.rerun()
