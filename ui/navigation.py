"""The list of screens, in reading order, and who may see each."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import streamlit as st
from streamlit.navigation.page import Page

from base.language import say
from course.people import Person, Role
from ui import state
from ui.screens.account import account, leave, other_language
from ui.screens.analysis import analysis
from ui.screens.classes import classes
from ui.screens.desk import desk
from ui.screens.exam import exam
from ui.screens.film import film
from ui.screens.gradebook import gradebook
from ui.screens.home import home
from ui.screens.preview import preview
from ui.screens.result import result
from ui.screens.rules import rules

EVERYBODY: Final = frozenset(Role)
STAFF: Final = frozenset({Role.INSTRUCTOR, Role.ADMIN})


class Screen(NamedTuple):
    """One screen: its address, what draws it, who sees it, where it stands in the menu."""

    name: str
    draw: Callable[[Person], None]
    icon: str
    roles: frozenset[Role] = EVERYBODY
    section: str = ""
    hidden: bool = False


SCREENS: Final = (
    Screen("home", home, "home"),
    Screen("desk", desk, "space_dashboard"),
    Screen("exam", exam, "timer"),
    Screen("rules", rules, "gavel"),
    Screen("result", result, "grading", hidden=True),
    Screen("film", film, "movie", hidden=True),
    Screen("classes", classes, "groups", STAFF, "staff"),
    Screen("gradebook", gradebook, "fact_check", STAFF, "staff"),
    Screen("analysis", analysis, "query_stats", STAFF, "staff"),
    Screen("preview", preview, "visibility", STAFF, "staff"),
    Screen("account", account, "account_circle", section="me"),
    Screen("language", other_language, "translate", section="me"),
    Screen("leave", leave, "logout", section="me"),
)
"""Every screen there is."""


def menu(someone: Person) -> dict[str, list[Page]]:
    """Return the pages of somebody's role by section; others do not exist for them."""
    language = state.language()
    sections: dict[str, list[Page]] = {}
    for screen in SCREENS:
        if someone.role not in screen.roles:
            continue
        name = {"me": someone.name, "": ""}.get(screen.section) or (
            say(f"section.{screen.section}", language) if screen.section else ""
        )
        sections.setdefault(name, []).append(_page(screen, someone))
    return sections


def _page(screen: Screen, someone: Person) -> Page:
    return st.Page(
        partial(_draw, screen, someone),
        title=title(screen.name),
        icon=f":material/{screen.icon}:",
        url_path=screen.name,
        default=screen.name == "home",
        visibility="hidden" if screen.hidden else "visible",
    )


def _draw(screen: Screen, someone: Person) -> None:
    """Draw a screen for whoever has its role: the list is checked here again."""
    if someone.role in screen.roles:
        screen.draw(someone)


def title(name: str) -> str:
    """Return what a screen is called."""
    return say(f"screen.{name}", state.language())
