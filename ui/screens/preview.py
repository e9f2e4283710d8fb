"""A scenario as its instructor sees it: brief, criteria, the truth of a variant, its proof."""

import json

import streamlit as st

from base.errors import Misconfigured, Refused
from base.language import Language, say
from course.inside import inside
from course.people import Person
from sandbox.rulebook import rulebook
from scenarios.errors import Problems
from scenarios.exercise import Exercise
from ui import prose, state
from ui.panes.truth import truth
from ui.screens.choosing import exercises

VIEWS = ("brief", "criteria", "truth", "proof")


def preview(someone: Person) -> None:
    """Draw the scenario that is chosen."""
    language = state.language()
    st.title(say("screen.preview", language), anchor=False)
    offered = {one.id: one for one in exercises(someone)}
    if not offered:
        st.info(say("home.none", language), icon=":material/inventory_2:")
        return
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    chosen = left.selectbox(
        say("preview.which", language),
        list(offered),
        key="preview.which",
        format_func=lambda name: offered[name].scenario.title.read(language),
    )
    seed = right.number_input(
        say("preview.seed", language), min_value=1, max_value=25, key="preview.seed"
    )
    view = st.segmented_control(
        say("desk.views", language),
        VIEWS,
        default=VIEWS[0],
        key="preview.view",
        required=True,
        format_func=lambda name: say(f"preview.{name}", language),
        label_visibility="collapsed",
    )
    draw = {"brief": _brief, "criteria": _criteria, "proof": _proof}.get(str(view))
    if draw:
        draw(offered[chosen], language)
    else:
        _truth(someone, offered[chosen], str(int(seed)), language)


def _brief(exercise: Exercise, language: Language) -> None:
    left, right = st.columns(2, gap="medium")
    for column, name, text in (
        (left, "preview.brief", exercise.brief),
        (right, "result.view_debrief", exercise.debrief),
    ):
        with column, st.container(border=True):
            st.markdown(f"### {prose.plain(say(name, language))}", anchors=False)
            st.markdown(prose.authored(text.read(language)), anchors=False)


def _criteria(exercise: Exercise, language: Language) -> None:
    heads = [
        say(f"result.column_{name}", language) for name in ("criterion", "points", "check", "rule")
    ]
    rows = []
    for one in exercise.scenario.criteria:
        worth = f"{one.points}" if one.points else f"−{one.deduct}" if one.deduct else "–"
        gate = say(f"preview.gate_{one.gate.effect}", language) if one.gate else ""
        rows.append(
            [
                "\n".join(line for line in (one.title.read(language), gate, one.id) if line),
                worth,
                say(f"check.{one.check.kind}.title", language),
                "\n".join(_cited(rule, language) for rule in one.rules),
            ]
        )
    st.html(prose.grid(heads, rows))


def _cited(name: str, language: Language) -> str:
    rule = rulebook().rule(name)
    return f"{rule.citation.read(language)}: {rule.title.read(language)}"


def _truth(someone: Person, exercise: Exercise, seed: str, language: Language) -> None:
    try:
        with st.spinner(say("choosing.starting", language)):
            seen = inside(someone, exercise, seed)
    except Refused as refused:
        st.error(prose.plain(say(refused.sentence, language)))
        return
    except (Problems, Misconfigured) as error:
        st.error(prose.paragraphs(error))
        return
    st.caption(say("preview.secret", language))
    truth(seen, language)


def _proof(exercise: Exercise, language: Language) -> None:
    path = exercise.folder / "proof.json"
    if not path.exists():
        st.warning(say("preview.unproven", language), icon=":material/science:")
        return
    proof = json.loads(path.read_text("utf-8"))
    current = proof.get("key") == exercise.proof_key()
    show = st.success if current else st.warning
    show(say("preview.proven" if current else "preview.stale", language), icon=":material/science:")
    pairs = [(name, json.dumps(value, ensure_ascii=False)[:400]) for name, value in proof.items()]
    st.html(prose.facts(pairs))
