"""One's own account: language, password, signing out."""

from functools import partial

import streamlit as st

from base.db import reading, writing
from base.errors import Refused
from base.language import LANGUAGES, Language, say
from course.classes import classes_of
from course.people import Person, change_password, speak
from ui import prose, state
from ui.screens.choosing import said
from ui.way import go


def account(someone: Person) -> None:
    """Draw the account screen."""
    language = state.language()
    st.title(say("screen.account", language), anchor=False)
    said()
    with reading() as session:
        rooms = classes_of(session, someone)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        st.markdown(f"### {prose.plain(someone.name)}", anchors=False)
        pairs = [
            (say("entry.login", language), someone.login),
            (say("account.role", language), say(f"account_role.{someone.role}", language)),
            (say("account.classes", language), ", ".join(room.name for room in rooms)),
        ]
        st.html(prose.facts(pairs))
        state.preset("account.language", language)
        st.segmented_control(
            say("account.language", language),
            LANGUAGES,
            key="account.language",
            required=True,
            format_func=lambda code: say("language.name", code),
            on_change=partial(_speak, someone),
        )
        st.html(prose.post_button("/logout", say("screen.leave", language)))
    with right, st.container(border=True):
        _password(someone, language)


def _speak(someone: Person) -> None:
    chosen = state.value("account.language")
    if chosen in LANGUAGES:
        _remember(someone, chosen)


def _remember(someone: Person, chosen: Language) -> None:
    with writing() as session:
        speak(session, someone.id, chosen)


def _password(someone: Person, language: Language) -> None:
    st.markdown(f"### {prose.plain(say('account.password', language))}", anchors=False)
    if someone.must_change:
        st.warning(say("account.must_change", language))
    with st.form("form-password", border=False, clear_on_submit=True):
        st.text_input(
            say("account.old", language),
            type="password",
            key="password.old",
            autocomplete="current-password",
        )
        st.text_input(
            say("account.new", language),
            type="password",
            key="password.new",
            autocomplete="new-password",
        )
        st.form_submit_button(
            say("account.change", language),
            key="password.submit",
            on_click=partial(_change, someone),
        )


def _change(someone: Person) -> None:
    language = state.language()
    try:
        with writing() as session:
            change_password(
                session,
                someone.id,
                old=str(state.value("password.old") or ""),
                new=str(state.value("password.new") or ""),
            )
    except Refused as refused:
        state.say_next("error", say(refused.sentence, language))
        return
    state.say_next("success", say("account.changed", language))


def other_language(someone: Person) -> None:
    """Change to the other language and go home; the menu names it in itself."""
    st.title(say("screen.language", state.language()), anchor=False)
    _remember(someone, "en" if someone.language == "vi" else "vi")
    go("home")


def leave(_someone: Person) -> None:
    """Ask once, then sign out by a form: a link must not end a session."""
    language = state.language()
    st.title(say("screen.leave", language), anchor=False)
    st.write(say("account.leave", language))
    st.html(prose.post_button("/logout", say("screen.leave", language)))
