"""The open form, beside the document: a drawer with the verb's fields and one button."""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Any, Final  # widget values are of many types

import streamlit as st

from base.language import Language, say
from course.acting import Answered
from course.desk import Desk
from course.people import Person
from sandbox.door import Reply
from sandbox.operations import VERBS
from sandbox.operations.desk import FARTHEST
from ui import forms, labels, prose, state
from ui.acting import perform, perform_all, refusal
from ui.forms import Asks, Field
from ui.panes.keyring import pin_of

CONFIRM = "DestroyRecords.confirm"
WIDE = {"draft-document", "revise-draft"}
"""Verbs whose forms need room."""


def show(someone: Person, desk: Desk) -> None:
    """Draw the open form, if one is open."""
    asked = state.form()
    if asked is None:
        return
    op, given = asked["op"], asked["given"]
    language = state.language()
    if asked["fresh"]:
        _prefill(op, given)
        asked["fresh"] = False
    opened = st.dialog(
        say(f"verb.{op}.title", language),
        width=760 if op in WIDE else 520,
        position="right",
        on_dismiss=state.close_form,
    )
    opened(partial(_body, someone, desk, op, given))()


def _prefill(op: str, given: Mapping[str, Any]) -> None:
    state.forget(*(forms.key(op, field.name) for field in forms.fields(op)), CONFIRM)
    for field in forms.fields(op):
        first = given.get(field.name, field.default)
        if field.asks is Asks.LINES:
            first = "\n".join(first or [])
        if isinstance(first, Enum):  # a widget's options are plain codes
            first = str(first)
        if first not in (None, ""):
            state.preset(forms.key(op, field.name), first)


def _body(someone: Person, desk: Desk, op: str, given: Mapping[str, Any]) -> None:
    language = state.language()
    st.caption(say(f"verb.{op}.help", language))
    pin = pin_of(someone, desk, op) if "pin" in VERBS[op].model_fields else None
    if pin:
        st.caption(prose.plain(say("keyring.pin_here", language, pin=pin)))
    fixed = fixed_fields(op, given)
    for field in forms.fields(op):
        if field.name in fixed:
            _fixed(field, desk, given.get("each") or given[field.name], language)
    with st.form(f"form-{op}", border=False):
        for field in forms.fields(op):
            if field.name not in fixed and (field.name != "pin" or pin is not None):
                ask(op, field, desk, given, language)
        confirmed = _confirmation(op, desk, given, language)
        if state.complaint():
            st.error(prose.plain(state.complaint()), icon=":material/error:")
        st.form_submit_button(
            say(f"verb.{op}.title", language),
            key=f"{VERBS[op].__name__}.submit",
            type="primary",
            width="stretch",
            on_click=partial(_submit, someone, desk.attempt.handle, op, dict(given), confirmed),
        )
    if state.asked_all():
        _do_each(someone, desk, language)


def fixed_fields(op: str, given: Mapping[str, Any]) -> set[str]:
    """Return the fields that are given and not to be asked again: what the verb is done to."""
    subjects = {"document", "transfer", "disposal", "hold", "source", "subjects"}
    subjects |= {"device", "certificate"}
    if op != "file-documents":
        subjects |= {"file"}
    if op not in {"propose-transfer", "amend-transfer", "decide-transfer", "decide-disposal"}:
        subjects |= {"files", "documents"} if given.get("bulk") else set()
    if given.get("each"):
        return {_subject(op)}
    return {one.name for one in forms.fields(op) if one.name in subjects and given.get(one.name)}


def _subject(op: str) -> str:
    """The field that says what a verb is done to: a verb names it first."""
    return forms.fields(op)[0].name


def _fixed(field: Field, desk: Desk, given: Any, language: Language) -> None:  # noqa: ANN401
    refs = given if isinstance(given, list) else [given]
    named = [labels.record(ref, desk.holdings, language) for ref in refs[:6]]
    more = [say("form.more", language, n=len(refs) - 6)] if len(refs) > 6 else []  # noqa: PLR2004
    lines = "  \n".join(prose.plain(one) for one in [*named, *more])
    st.markdown(f"{prose.strong(forms.label(field, language))}  \n{lines}")


def ask(op: str, field: Field, desk: Desk, given: Mapping[str, Any], language: Language) -> None:
    """Draw the widget of one field."""
    key = forms.key(op, field.name)
    name = forms.label(field, language)
    shown = name if field.required else say("form.optional", language, name=name)
    _WIDGETS[field.asks](key, shown, field, desk, {**given, "op": op}, language)


def _one(key: str, name: str, field: Field, desk: Desk, given: Any, language: Language) -> None:  # noqa: ANN401
    choices = _with_preset(key, forms.options(field, desk, given))
    st.selectbox(
        name,
        choices,
        index=None,
        key=key,
        format_func=forms.naming(field, desk, language),
        placeholder=say("form.choose" if choices else "form.nothing", language),
    )


def _many(key: str, name: str, field: Field, desk: Desk, given: Any, language: Language) -> None:  # noqa: ANN401
    choices = _with_preset(key, forms.options(field, desk, given))
    st.multiselect(
        name,
        choices,
        key=key,
        format_func=forms.naming(field, desk, language),
        placeholder=say("form.choose_many" if choices else "form.nothing", language),
        select_all=False,
    )


def _with_preset(key: str, choices: list[str]) -> list[str]:
    """A value that was filled in beforehand can be chosen even when it is an unlikely one."""
    held = state.value(key) or []
    extra = [one for one in ([held] if isinstance(held, str) else held) if one not in choices]
    return [*choices, *extra]


def _line(key: str, name: str, *_: object) -> None:
    st.text_input(name, key=key, max_chars=500)


def _text(key: str, name: str, *_: object) -> None:
    st.text_area(name, key=key, max_chars=4000, height=110)


def _lines(key: str, name: str, field: Field, *_: object) -> None:
    st.text_area(name, key=key, height=190 if field.name == "body" else 104)


def _date(key: str, name: str, _field: Field, desk: Desk, *_: object) -> None:
    """Ask for a day; one that is gone or too far is refused in words of ours, not the browser's."""
    state.default(key, None)
    today = desk.holdings.today
    first, last = today - FARTHEST, today + FARTHEST
    st.date_input(name, key=key, value=None, format="DD/MM/YYYY", min_value=first, max_value=last)


def _number(key: str, name: str, field: Field, *_: object) -> None:
    state.default(key, field.least)
    st.number_input(name, min_value=field.least, max_value=field.most, step=1, key=key)


_WIDGETS: dict[Asks, Callable[..., None]] = {
    Asks.RECORD: _one, Asks.CHOICE: _one, Asks.RECORDS: _many, Asks.CHOICES: _many,
    Asks.LINE: _line, Asks.TEXT: _text, Asks.LINES: _lines, Asks.DATE: _date,
    Asks.NUMBER: _number,
}  # fmt: skip


def _confirmation(op: str, desk: Desk, given: Mapping[str, Any], language: Language) -> str:
    """Ask for a word to be typed before what cannot be undone; return the word."""
    if op != "destroy-records":
        return ""
    word = confirming_word(desk, given)
    st.warning(prose.plain(say("form.destroy", language, word=word)), icon=":material/warning:")
    st.text_input(say("form.type_word", language, word=word), key=CONFIRM)
    return word


def confirming_word(desk: Desk, given: Mapping[str, Any]) -> str:
    """Return what must be typed: the number of the decision, or the plain word without one."""
    from sandbox.entities import Disposal, Document

    case = desk.holdings.find(Disposal, given.get("disposal"))
    decision = desk.holdings.find(Document, case.decision) if case else None
    if decision is None or decision.code_number is None:
        return say("form.destroy_word", state.language())
    return labels.number(decision, state.language())


def _submit(someone: Person, handle: str, op: str, given: dict[str, Any], confirmed: str) -> None:
    """Send the answers; the form stays open, with the reason, when they were not accepted."""
    language = state.language()
    answers = {one.name: state.value(forms.key(op, one.name)) for one in forms.fields(op)}
    answers.update({name: given.get(name) for name in fixed_fields(op, given)})
    empty = [
        one
        for one in forms.missing(op, answers)
        if not (given.get("each") and one.name == _subject(op))
    ]
    if empty:
        bare = (forms.label(one, language).partition(" (")[0] for one in empty)
        names = ", ".join(f"“{one}”" for one in bare)
        state.complain(say("form.missing", language, fields=names))
        return
    if confirmed and str(state.value(CONFIRM, "")).strip() != confirmed:
        state.complain(say("form.not_confirmed", language, word=confirmed))
        return
    if given.get("each"):
        subject = _subject(op)
        state.ask_all([forms.request(op, {**answers, subject: ref}) for ref in given["each"]])
        return
    answered = perform(someone, handle, forms.request(op, answers))
    if answered is None or answered.reply is Reply.ACCEPTED:
        if answered is not None:
            _open_made(answered)
        state.close_form()
        st.rerun()
    state.complain(refusal(answered))


OPENED: Final = ("document", "file", "transfer", "disposal", "hold")
"""What is opened on the desk as soon as it has been made."""


def _open_made(answered: Answered) -> None:
    """Show what was made: one goes on with it."""
    made = answered.receipts[0].made
    for name in OPENED:
        if name in made:
            state.choose(made[name])
            return


def _do_each(someone: Person, desk: Desk, language: Language) -> None:
    """Do the same to each of several records, in one transaction, and show how far it is.

    A second click while it runs stops the run: nothing was kept yet, and all is done anew.
    """
    requests = state.asked_all()
    subject = _subject(requests[0]["op"])
    bar = st.progress(0.0, text=say("form.doing", language, n=0, all=len(requests)))

    def watching(n: int) -> None:
        bar.progress(n / len(requests), text=say("form.doing", language, n=n, all=len(requests)))

    perform_all(
        someone,
        desk.attempt.handle,
        requests,
        naming=lambda one: labels.record(one[subject], desk.holdings, language, 48),
        watching=watching,
    )
    state.close_form()
    st.rerun()
