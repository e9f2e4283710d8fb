"""The signature panel: four questions answered by real verification, and one's own conclusion."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from base.errors import Refused
from base.language import Language, knows, say
from course.desk import Desk, judged
from course.people import Person
from sandbox import entities as e
from sandbox.authority import Judgement
from sandbox.choices import CHOICES
from sandbox.door import Reply
from sandbox.rulebook import rulebook
from sandbox.signing.report import Kind, Link, Panel, SignatureCheck
from sandbox.verdicts import Remark, Verdict
from ui import forms, labels, prose, state
from ui.acting import perform, refusal
from ui.panes.keyring import keyring
from ui.panes.prospects import COLOURS, ICONS, prospects, roots

_ANSWERS: Final = ("verdict", "reasons", "note")
PANELS: Final = ("integrity", "changes", "trust")


def signatures(someone: Person, desk: Desk, document: e.Document) -> None:
    """Draw the panel: what verification finds on the left, the conclusion on the right."""
    language = state.language()
    try:
        found = judged(someone, desk.attempt.handle, document.ref)
    except Refused as refused:
        st.error(say(refused.sentence, language))
        return
    left, right = st.columns([1.45, 1], gap="medium")
    with left:
        _banner(found, language)
        for place, check in enumerate(found.report.signatures, start=1):
            _signature(place, check, language)
        _panel(say("signature.panel.authority", language), found.authority, "authority", language)
        prospects(someone, desk, document)
    with right:
        conclusion(someone, desk, document)
        if st.toggle(say("keyring.title", language), key="Keyring.shown"):
            keyring(someone, desk)
            roots(someone, desk)


def _banner(found: Judgement, language: Language) -> None:
    count = len(found.report.signatures)
    title = say(f"signatures.{found.verdict}", language)
    body = say("signatures.counted", language, n=count)
    told = [
        _sentence(one, language) for one in found.report.remarks if one.verdict is not Verdict.VALID
    ]
    show = {Verdict.VALID: st.success, Verdict.INVALID: st.error}.get(found.verdict, st.warning)
    show(
        "  \n".join(prose.plain(line) for line in [body, *told]),
        title=prose.plain(title),
        icon=ICONS[found.verdict],
    )


def _signature(place: int, check: SignatureCheck, language: Language) -> None:
    kind = say(f"signature.kind.{check.kind}", language)
    who = check.signer or say("signatures.nobody", language)
    title = say("signatures.title", language, n=place, kind=kind)
    when = check.proven or check.stamped or check.claimed
    bits = [
        *dict.fromkeys([who, check.organisation_unit]),
        check.level,
        labels.moment(when, language),
    ]
    shown = prose.plain(" · ".join(bit for bit in bits if bit and bit != "–"))
    st.markdown(f"{prose.strong(title)}  \n{shown}")
    for name in PANELS:
        if check.kind is Kind.TIMESTAMP and name == "trust":
            continue
        panel: Panel = getattr(check, name)
        extra = _evidence(check, language) if name == "trust" else ""
        _panel(say(f"signature.panel.{name}", language), panel, f"{place}.{name}", language, extra)


def _panel(name: str, panel: Panel, key: str, language: Language, extra: str = "") -> None:
    """One question: unfolded when the answer is not simply yes."""
    verdict = panel.verdict
    label = f"{prose.plain(name)} · :{COLOURS[verdict]}[{say(f'verdict.{verdict}', language)}]"
    open_it = verdict is not Verdict.VALID
    with st.expander(label, expanded=open_it, icon=ICONS[verdict], type="step", key=f"panel.{key}"):
        told = [_told(one, language) for one in panel.remarks]
        st.markdown(
            "\n\n".join([*told, extra] if extra else told) or say("signatures.fine", language)
        )


def _told(remark: Remark, language: Language) -> str:
    lines = [prose.plain(_sentence(remark, language)), f"`{remark.code}`"]
    basis = _rule(remark.rule, language)
    return "  \n".join([*lines, f":small[{prose.plain(basis)}]"] if basis else lines)


def _sentence(remark: Remark, language: Language) -> str:
    key = f"signature.{remark.code}"
    told = say(key if knows(key) else remark.code, language, **remark.facts)
    return labels.dated(told, language)


def _rule(name: str, language: Language) -> str:
    if not name or name not in rulebook().ids():
        return ""
    return rulebook().rule(name).citation.read(language)


def _evidence(check: SignatureCheck, language: Language) -> str:
    """The certificate's chain and the times, as raw as they are."""
    pairs = [
        ("chain", " ← ".join(_links(check.chain, language))),
        ("claimed", labels.moment(check.claimed, language)),
        ("stamped", labels.moment(check.stamped, language)),
        ("stamp_chain", " ← ".join(_links(check.stamp_chain, language))),
        ("serial", check.serial),
        ("algorithm", check.algorithm),
    ]
    lines = [
        f"- {prose.plain(say(f'signatures.{name}', language))}: {prose.plain(value)}"
        for name, value in pairs
        if value and value != "–"
    ]
    return "\n".join(lines)


def _links(chain: Sequence[Link], language: Language) -> list[str]:
    return [
        f"{link.name} ({labels.day(link.valid_from, language)}"
        f" – {labels.day(link.valid_to, language)})"
        for link in chain
    ]


def conclusion(someone: Person, desk: Desk, document: e.Document) -> None:
    """Draw the form in which one records one's own verdict."""
    language = state.language()
    mine = _mine(desk, document)
    _fill(document, mine)
    st.markdown(prose.strong(say("signatures.conclusion", language)))
    if mine:
        st.caption(
            say("signatures.recorded", language, when=labels.moment(mine.recorded_at, language))
        )
    verb = "record-verdict"
    with st.form("form-record-verdict", border=True):
        st.segmented_control(
            say("field.verdict", language),
            [str(one) for one in Verdict],
            key=forms.key(verb, "verdict"),
            format_func=lambda code: say(f"verdict.{code}", language).capitalize(),
            wrap=True,
        )
        st.multiselect(
            say("field.reasons", language),
            CHOICES["signature_reason"],
            key=forms.key(verb, "reasons"),
            format_func=lambda code: labels.choice("signature_reason", code, language),
            placeholder=say("form.choose_many", language),
            select_all=False,
        )
        st.text_area(say("field.note", language), key=forms.key(verb, "note"), height=90)
        if state.recall("verdict-error"):
            st.error(prose.plain(state.recall("verdict-error")))
        st.form_submit_button(
            say("signatures.record", language),
            key="RecordVerdict.submit",
            type="primary",
            icon=":material/verified:",
            width="stretch",
            on_click=partial(_record, someone, desk.attempt.handle, document.ref),
        )


def _mine(desk: Desk, document: e.Document) -> e.Conclusion | None:
    me = desk.holdings.desk
    found = [
        one
        for one in desk.holdings.all(e.Conclusion)
        if one.document == document.ref and one.by == me
    ]
    return found[0] if found else None


def _fill(document: e.Document, mine: e.Conclusion | None) -> None:
    """Begin with what one recorded before; another document begins anew."""
    if state.recall("verdict-of") == document.ref:
        return
    state.keep("verdict-of", document.ref)
    state.keep("verdict-error", "")
    state.forget(*(forms.key("record-verdict", name) for name in _ANSWERS))
    if mine:
        for name in _ANSWERS:
            state.preset(forms.key("record-verdict", name), getattr(mine, name))


def _record(someone: Person, handle: str, document: str) -> None:
    language = state.language()
    answers = {name: state.value(forms.key("record-verdict", name)) for name in _ANSWERS}
    if not answers["verdict"]:
        state.keep(
            "verdict-error",
            say("form.missing", language, fields=f"“{say('field.verdict', language)}”"),
        )
        return
    request = forms.request("record-verdict", {**answers, "document": document})
    answered = perform(someone, handle, request)
    refused = answered is not None and answered.reply is not Reply.ACCEPTED
    state.keep("verdict-error", refusal(answered) if answered is not None and refused else "")
