"""One's own verdict on a document's signatures: recorded, shown again, and on to the next one."""

from functools import partial
from typing import Any, Final  # widget values

import streamlit as st

from base.language import Language, say
from course.desk import Desk
from course.people import Person
from sandbox import entities as e
from sandbox.choices import CHOICES
from sandbox.door import Reply
from sandbox.verdicts import Verdict
from ui import forms, labels, prose, state, trays
from ui.acting import perform, refusal
from ui.concluded import concluded

VERB: Final = "record-verdict"
_EMPTY: Final[dict[str, Any]] = {"verdict": None, "reasons": [], "note": ""}
"""What the form asks, and what each field holds before anybody answers."""


def conclusion(someone: Person, desk: Desk, document: e.Document) -> None:
    """Draw the form in which one records one's own verdict."""
    language = state.language()
    mine = concluded(desk).get(document.ref)
    _fill(desk, document, mine)
    if mine:
        when = labels.moment(mine.recorded_at, language)
        st.caption(say("signatures.recorded", language, when=when))
    with st.form("form-record-verdict", border=True):
        _ask(language)
        if state.recall("verdict-error"):
            st.error(prose.plain(state.recall("verdict-error")))
        handle = desk.attempt.handle
        _button("submit", partial(_record, someone, handle, document.ref, ""), language)
        following = trays.next_to_conclude(desk, document)
        if following:
            _button("next", partial(_record, someone, handle, document.ref, following), language)


def _ask(language: Language) -> None:
    st.segmented_control(
        prose.strong(say("signatures.conclusion", language)),
        [str(one) for one in Verdict],
        key=forms.key(VERB, "verdict"),
        format_func=lambda code: say(f"verdict.{code}", language).capitalize(),
        wrap=True,
    )
    st.multiselect(
        say("field.reasons", language),
        CHOICES["signature_reason"],
        key=forms.key(VERB, "reasons"),
        format_func=lambda code: labels.choice("signature_reason", code, language),
        placeholder=say("form.choose_many", language),
        select_all=False,
    )
    st.text_area(say("field.note", language), key=forms.key(VERB, "note"), height=90)


def _button(name: str, does: "partial[None]", language: Language) -> None:
    st.form_submit_button(
        say("signatures.record" if name == "submit" else "signatures.record_next", language),
        key=f"RecordVerdict.{name}",
        type="primary" if name == "submit" else "secondary",
        icon=":material/verified:" if name == "submit" else ":material/arrow_forward:",
        width="stretch",
        on_click=does,
    )


def _fill(desk: Desk, document: e.Document, mine: e.Conclusion | None) -> None:
    """Begin with what one recorded before; another document begins anew.

    Every field is set, the empty ones too: the browser would go on showing the last document's.
    """
    about = f"{desk.attempt.handle}/{document.ref}"
    drawn = all(state.has(forms.key(VERB, name)) for name in _EMPTY)
    if state.recall("verdict-of") == about and drawn:
        return
    state.keep("verdict-of", about)
    state.keep("verdict-error", "")
    for name, empty in _EMPTY.items():
        held = getattr(mine, name) if mine else empty
        state.preset(forms.key(VERB, name), str(held) if name == "verdict" and held else held)


def _record(someone: Person, handle: str, document: str, following: str) -> None:
    """Record the verdict; when it was accepted, open the document that is to follow."""
    language = state.language()
    answers = {name: state.value(forms.key(VERB, name)) for name in _EMPTY}
    if not answers["verdict"]:
        named = f"“{say('field.verdict', language)}”"
        state.keep("verdict-error", say("form.missing", language, fields=named))
        return
    request = forms.request(VERB, {**answers, "document": document})
    answered = perform(someone, handle, request)
    refused = answered is not None and answered.reply is not Reply.ACCEPTED
    state.keep("verdict-error", refusal(answered) if answered is not None and refused else "")
    if following and not refused:
        state.choose(following)
