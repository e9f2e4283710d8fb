"""The signature panel: four questions answered by real verification, and one's own conclusion."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from base.errors import Refused
from base.language import Language, knows, say
from course.desk import Desk, judged
from course.people import Person
from sandbox import entities as e
from sandbox.authority import Judgement
from sandbox.rulebook import rulebook
from sandbox.signing.report import Kind, Link, Panel, SignatureCheck
from sandbox.verdicts import Remark, Verdict
from ui import labels, prose, state
from ui.panes.conclusion import conclusion
from ui.panes.keyring import keyring
from ui.panes.prospects import COLOURS, ICONS, prospects, roots

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
            _signature(f"{document.ref}.{place}", place, check, language)
        said = say("signature.panel.authority", language)
        _panel(said, found.authority, f"{document.ref}.authority", language)
        if found.files:
            said = say("signature.panel.files", language)
            _panel(said, found.files, f"{document.ref}.files", language)
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


def _signature(key: str, place: int, check: SignatureCheck, language: Language) -> None:
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
        _panel(say(f"signature.panel.{name}", language), panel, f"{key}.{name}", language, extra)


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
