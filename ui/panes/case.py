"""Cases in the middle: a transfer from its list to the minutes, a disposal with its papers."""

from typing import Final

import streamlit as st

from base.language import knows, say
from course.desk import Desk, history_of
from course.people import Person
from sandbox import entities as e
from sandbox.entities import DisposalStatus, TransferStatus
from ui import labels, prose, state
from ui.components.mounted import table
from ui.panes import head
from ui.panes.file import table_words
from ui.panes.history import history

VIEWS = ["case", "files", "history"]
T, X = TransferStatus, DisposalStatus
TRANSFER: Final = (T.PROPOSED, T.PACKED, T.SENT, T.ACCEPTED, T.COMPLETED)
DISPOSAL: Final = (X.PROPOSED, X.REVIEWED, X.DECIDED, X.DESTROYED, X.COMPLETED)


def transfer(someone: Person, desk: Desk, one: e.Transfer, first: list[str]) -> None:
    """Draw a transfer."""
    language = state.language()
    receiver = desk.holdings.find(e.Organisation, one.archive)
    head.name(one, one.registration, receiver.organ_name if receiver else "")
    view = head.views(desk, one, VIEWS, first)
    if view == "files":
        _files(desk, one.files, set(one.accepted_files))
        return
    with st.container(key="view-scroll", height="stretch"):
        if view == "history":
            history(desk, history_of(someone, desk.attempt.handle, one.ref))
            return
        at = T.ACCEPTED if one.status in {T.PARTLY, T.REJECTED} else one.status
        st.html(prose.stepper(say("case.steps", language), steps(TRANSFER, at, "transfer")))
        _package(desk, one)
        _sides(desk, one)


def steps(order: tuple[str, ...], at: str, kind: str) -> list[tuple[str, str, str]]:
    """Return a case's steps with their state: done, now, later."""
    language = state.language()
    here = order.index(at) if at in order else -1
    last = here == len(order) - 1
    made = []
    for place, status in enumerate(order):
        where = "done" if place <= here else "now" if place == here + 1 and not last else "later"
        made.append((where, say(f"case.{where}", language), say(f"case.{kind}.{status}", language)))
    return made


def _package(desk: Desk, one: e.Transfer) -> None:
    """What was packed, and what the package's own check says of it."""
    language, held = state.language(), desk.holdings
    package = held.find(e.Package, one.package)
    if package is None:
        st.info(say("case.no_package", language), icon=":material/package_2:")
        return
    findings = [_finding(code) for code in package.findings]
    show = st.success if not findings else st.warning
    show(
        "\n".join(f"- {prose.plain(line)}" for line in findings)
        or say("case.package_fine", language),
        title=say(f"case.package_{package.verdict}", language),
        icon=":material/package_2:",
    )
    pairs = [
        (say("field.files", language), str(len(package.files))),
        (say("case.components", language), str(package.components)),
        (say("field.size", language), labels.amount(round(package.size / 1024), language) + " KB"),
        (say("case.built_at", language), labels.moment(package.built_at, language)),
        (say("field.digest", language), package.digest),
    ]
    st.html(prose.facts(pairs))


def _finding(code: str) -> str:
    language = state.language()
    for key in (f"package.{code}", f"packages.{code}", code):
        if knows(key):
            return say(key, language)
    return code


def _sides(desk: Desk, one: e.Transfer) -> None:
    language, held = state.language(), desk.holdings
    if one.minutes is None:
        return
    items = []
    for side in ("giver", "receiver"):
        signed = getattr(one, f"signed_by_{side}")
        said = say("case.signed" if signed else "case.unsigned", language)
        items.append(
            (
                say(f"field.signed_by_{side}", language),
                said,
                held.name_of(signed),
                "green" if signed else "gray",
            )
        )
    st.html(prose.cards(items))
    _open_button(say("case.open_minutes", language), one.minutes)


def _open_button(label: str, ref: str) -> None:
    st.button(
        label, key=f"open.{ref}", icon=":material/description:", on_click=state.choose, args=(ref,)
    )


def disposal(someone: Person, desk: Desk, one: e.Disposal, first: list[str]) -> None:
    """Draw a disposal case: its steps, its papers, its votes, its warnings."""
    language, held = state.language(), desk.holdings
    head.name(
        one, say("kind.Disposal", language).capitalize(), labels.record(one.ref, held, language)
    )
    view = head.views(desk, one, VIEWS, first)
    stopped = [ref for ref in one.files if held.held.get(ref)]
    if stopped:
        found = (held.find(e.File, ref) for ref in stopped)
        named = ", ".join(f"{file.file_notation}/{file.file_catalog}" for file in found if file)
        st.error(prose.plain(say("case.held", language, files=named)), icon=":material/front_hand:")
    if view == "files":
        _files(desk, one.files, set(one.decided_files or one.council_files))
        return
    with st.container(key="view-scroll", height="stretch"):
        if view == "history":
            history(desk, history_of(someone, desk.attempt.handle, one.ref))
            return
        st.html(prose.stepper(say("case.steps", language), steps(DISPOSAL, one.status, "disposal")))
        st.html(prose.cards(papers(desk, one)))
        for name in ("decision", "minutes"):
            ref = getattr(one, name, None)
            if ref:
                _open_button(say(f"case.open_{name}", language), ref)
        if one.explanation:
            st.markdown(prose.strong(say("field.explanation", language)))
            st.markdown(prose.paragraphs(one.explanation))


def papers(desk: Desk, one: e.Disposal) -> list[tuple[str, str, str, str]]:
    """Return the papers of the dossier as cards: what is there, what is missing."""
    language, held = state.language(), desk.holdings

    def card(name: str, there: bool, detail: str) -> tuple[str, str, str, str]:
        said = say("case.there" if there else "case.missing", language)
        return say(f"case.paper.{name}", language), said, detail, "green" if there else "gray"

    votes = [_vote(held.name_of(ref), vote) for ref, vote in one.votes.items()]
    council = ", ".join(held.name_of(ref) for ref in one.council)
    met = say(f"case.council.{one.council_decision}", language) if one.council_decision else ""
    return [
        card("list", bool(one.files), say("case.files", language, n=len(one.files))),
        card("explanation", bool(one.explanation), ""),
        card("council", bool(one.council), council),
        card("meeting", bool(one.council_decision), "; ".join([met, *votes] if met else votes)),
        card("opinion", bool(one.opinion), one.opinion or _asked(one)),
        card("decision", one.decision is not None, held.name_of(one.decided_by)),
        card("destruction", bool(one.destroyed_files), _when(one)),
        card("minutes", one.minutes is not None, ""),
    ]


def _when(one: e.Disposal) -> str:
    return labels.moment(one.destroyed_at, state.language()) if one.destroyed_at else ""


def _vote(name: str, vote: dict[str, str]) -> str:
    said = say(f"vote.{vote.get('vote')}", state.language())
    return f"{name}: {said}"


def _asked(one: e.Disposal) -> str:
    if one.opinion_asked_at is None:
        return ""
    return say(
        "case.asked", state.language(), when=labels.day(one.opinion_asked_at, state.language())
    )


def _files(desk: Desk, refs: list[str], good: set[str]) -> None:
    """The files of a case; which of them were accepted, approved, decided."""
    language, held = state.language(), desk.holdings
    files = [file for file in (held.find(e.File, ref) for ref in refs) if file]
    names = ("notation", "title", "years", "term", "due", "status", "agreed")
    rows = [
        {
            "ref": one.ref,
            "name": one.file_notation,
            "cells": {
                "notation": f"{one.file_notation}/{one.file_catalog}",
                "title": one.title,
                "years": labels.years(one),
                "term": labels.term(one.maintenance, language),
                "due": labels.day(held.due(one), language),
                "status": {"text": labels.status(one, language), "tone": labels.tone(one)},
                "agreed": {
                    "text": say("case.yes", language) if one.ref in good else "",
                    "tone": "green",
                },
            },
        }
        for one in files
    ]
    data = {
        "label": say("view.files", language),
        "columns": [
            {"key": name, "label": say(f"column.{name}", language), "wide": name == "title"}
            for name in names
        ],
        "rows": rows,
        "actions": [],
        "open": "",
        "words": table_words(),
    }
    with (
        st.container(key="view-table", height="stretch", gap=None),
        st.container(key="table", height="stretch", gap=None),
    ):
        table(data, key="case-part", on_open=_opened, on_bulk=_nothing)


def _opened() -> None:
    state.choose(str(state.event("case-part", "open") or ""))


def _nothing() -> None:
    """A case's list has no actions of its own."""
