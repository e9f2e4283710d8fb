"""The middle when nothing is open: what waits at this post, and where to begin."""

from functools import partial

import streamlit as st

from base.language import say
from course.desk import Desk
from sandbox.operations import VERBS
from scenarios.exercise import Exercise
from ui import prose, state, trays
from ui.panes.signing_tray import ONE_GO, to_sign

STARTS = ("draft-document", "open-file")
"""Verbs that need no record to begin with."""


def overview(desk: Desk, exercise: Exercise, first: list[str]) -> None:
    """Draw what waits."""
    language, post = state.language(), desk.post
    if post is None:
        st.info(say("refused.desk.nobody", language))
        return
    name = desk.holdings.name_of(post.ref)
    where = f"{post.title} · {desk.own.organ_name if desk.own else ''}"
    st.html(prose.head(say("overview.title", language, name=name), "", "", where))
    st.caption(say("overview.lead", language))
    found = [one for one in trays.trays(desk, language) if one["items"]]
    st.html(
        prose.cards(
            [
                (one["title"], str(len(one["items"])), one["items"][0]["title"], "blue")
                for one in found
            ]
            or [
                (
                    say("overview.nothing", language),
                    "0",
                    say("overview.nothing_lead", language),
                    "gray",
                )
            ]
        )
    )
    _starts(desk, first)
    with (
        st.container(key="view-scroll", height="stretch"),
        st.expander(say("guide.brief", language), icon=":material/description:", expanded=True),
    ):
        st.markdown(prose.authored(exercise.brief.read(language)), anchors=False)
        st.button(
            say("guide.open_rules", language),
            key="brief.open_rules",
            icon=":material/menu_book:",
            on_click=partial(state.keep, "tab", "rules"),
        )


def _starts(desk: Desk, first: list[str]) -> None:
    """What the post may begin with; the steps' own verbs first."""
    language, post = state.language(), desk.post
    with st.container(horizontal=True):
        count = len(to_sign(desk))
        if count >= ONE_GO:
            st.button(
                say("overview.sign_many", language, n=count),
                key="start.sign-many",
                icon=":material/signature:",
                type="primary",
                on_click=partial(state.choose, "list:to_sign"),
            )
        for op in sorted(STARTS, key=lambda op: op not in first):
            if post and post.role in VERBS[op].roles:
                st.button(
                    say(f"verb.{op}.title", language),
                    key=f"start.{op}",
                    icon=":material/add:",
                    type="primary" if op in first else "secondary",
                    help=say(f"verb.{op}.help", language),
                    on_click=partial(state.open_form, op),
                )
