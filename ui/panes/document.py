"""A document in the middle: its paper, its signatures, its description, its history."""

from typing import Any  # components take JSON

import streamlit as st

from base.language import say
from course.desk import Desk, history_of
from course.papers import sizes_of
from course.people import Person
from sandbox import entities as e
from ui import labels, marks, prose, state
from ui.components.mounted import viewer
from ui.panes import head
from ui.panes.history import history
from ui.panes.signatures import signatures

VIEWS = ["paper", "signatures", "description", "history"]


def document(someone: Person, desk: Desk, one: e.Document, first: list[str]) -> None:
    """Draw the document that is open."""
    language = state.language()
    head.name(one, labels.number(one, language), one.subject)
    view = head.views(desk, one, VIEWS, first)
    if view in {"paper", "signatures"} and on_paper(desk, one):
        told = say(f"record.on_paper_{view}", language, pages=one.number_of_page)
        st.info(prose.plain(told), icon=":material/inventory_2:")
        return
    if view == "paper":
        _paper(desk, one)
        return
    with st.container(key="view-scroll", height="stretch"):
        if view == "signatures":
            signatures(someone, desk, one)
        elif view == "description":
            st.html(prose.facts(description(desk, one)))
            _files(desk, one)
        else:
            history(desk, history_of(someone, desk.attempt.handle, one.ref))


def on_paper(desk: Desk, one: e.Document) -> bool:
    """Whether a document lies on paper in the repository, and nothing of it was digitised."""
    original = one.copy_kind not in {e.CopyKind.DRAFT, e.CopyKind.ORIGINAL}
    return original and not desk.holdings.parts.get(one.ref)


def _paper(desk: Desk, one: e.Document) -> None:
    language = state.language()
    parts = desk.holdings.parts.get(one.ref, ())
    part = _part(list(parts), language)
    with (
        st.container(key="view-paper", height="stretch", gap=None),
        st.container(key="viewer", height="stretch", gap=None),
    ):
        viewer(shown(desk, one, part), key="viewer-part", on_mark=_marked)


def _part(parts: list[e.Component], language: str) -> e.Component | None:
    """The component to show; when there are several, whichever is chosen."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to choose between
        return parts[0] if parts else None
    key = f"part.{parts[0].document}"
    refs = [part.ref for part in parts]
    if state.value(key) not in refs:
        state.preset(key, refs[0])
    names = {part.ref: part.file_name for part in parts}
    st.segmented_control(
        say("viewer.parts", "en" if language == "en" else "vi"),
        refs,
        key=key,
        required=True,
        format_func=lambda ref: names[ref],
        label_visibility="collapsed",
    )
    return next(part for part in parts if part.ref == state.value(key))


def shown(desk: Desk, one: e.Document, part: e.Component | None) -> dict[str, Any]:
    """Return what the viewer shows: pages by address, signatures by their place on a page."""
    language = state.language()
    sizes = sizes_of(part) if part else ()
    address = f"/page/{desk.attempt.handle}/{part.ref}/{part.digest}" if part else ""
    words = {name: say(f"viewer.{name}", language) for name in ("less", "more", "fit", "none")}
    words["pages"] = say("viewer.pages", language, n=len(sizes))
    words["region"] = say("viewer.region", language, name=labels.number(one, language))
    return {
        "name": part.file_name if part else labels.number(one, language),
        "pages": [
            {
                "url": f"{address}/{number}.png",
                "width": size.width,
                "height": size.height,
                "alt": say(
                    "viewer.page", language, page=number, name=labels.document(one, language)
                ),
            }
            for number, size in enumerate(sizes, start=1)
        ],
        "marks": marks.on_pages(part, sizes, language) if part else [],
        "words": words,
    }


def _marked() -> None:
    """A signature on the page was pressed: show what is known of it."""
    state.preset("view.Document", "signatures")


def description(desk: Desk, one: e.Document) -> list[tuple[str, str]]:
    """Return what a document's record says, field by field."""
    language, held = state.language(), desk.holdings
    signer = held.find(e.Post, one.signer)
    entry = held.where(e.RegisterEntry, document=one.ref)
    reply = held.find(e.Document, one.reply_to)
    pairs = [
        ("type_name", labels.type_name(one.type_name, language)),
        ("direction", say(f"direction.{one.direction}", language)),
        ("code_number", "" if one.code_number is None else str(one.code_number)),
        ("code_notation", one.code_notation),
        ("issued_date", labels.day(one.issued_date, language)),
        ("organ_name", one.organ_name),
        ("subject", one.subject),
        ("signer", labels.post(signer, held) if signer else one.signer_name),
        ("urgency", say(f"urgency.{one.urgency}", language)),
        ("mode", say(f"mode.{one.mode}", language)),
        ("copy_kind", say(f"copy_kind.{one.copy_kind}", language)),
        ("recipients", "; ".join(one.recipients)),
        ("number_of_page", str(one.number_of_page or "")),
        ("attachments_listed", str(one.attachments_listed)),
        ("reply_to", labels.document(reply, language) if reply else ""),
        ("arrival_number", str(one.arrival_number or "")),
        ("arrival_date", labels.moment(one.arrival_date, language)),
        ("signed_at", labels.moment(one.signed_at, language)),
        ("sealed_at", labels.moment(one.sealed_at, language)),
        ("issued_at", labels.moment(one.issued_at, language)),
        ("held_by", labels.post(held.find(e.Post, one.held_by), held) if one.held_by else ""),
        ("description", one.description),
    ]
    told = [
        (say(f"field.{name}", language), value) for name, value in pairs if value not in ("", "–")
    ]
    if entry:
        book = say(f"list.{entry[0].book}", language)
        told.append(
            (say("record.register", language), f"{book} · {entry[0].number}/{entry[0].year}")
        )
    inside = "; ".join(labels.file(file) for file in held.places.get(one.ref, ()))
    return [*told, (say("field.file", language), inside), (say("field.ref", language), one.ref)]


def _files(desk: Desk, one: e.Document) -> None:
    """Offer the files of bytes to be taken away, with their size and digest."""
    language = state.language()
    for part in desk.holdings.parts.get(one.ref, ()):
        st.link_button(
            say("viewer.download", language, name=part.file_name, size=_size(part.size)),
            f"/file/{desk.attempt.handle}/{part.ref}",
            icon=":material/download:",
        )


def _size(count: int) -> str:
    return labels.amount(round(count / 1024, 1), state.language()) + " KB"
