"""People who sign in, and the app as each of them sees it."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlmodel import select
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from base.clock import wall
from base.db import reading, writing
from base.settings import settings
from course.demo import DEMO, open_demo
from course.people import Person, login_of, person, sign_in, speak
from course.tables import AccountRow
from tests.ui import planting, practice
from ui.handle import sealed

SHELL = Path(__file__).parents[2] / "ui" / "shell.py"


class School(NamedTuple):
    """The planted house: two exercises, an attempt on each, everybody's account."""

    guided: str
    practice: str
    labels: dict[str, str]


@cache
def school() -> School:
    """Plant it, once a run."""
    folder = settings().home / "library"
    first = practice.scenario(folder, "practice-file", "guided")
    second = practice.scenario(folder, "practice-disposal", "practice")
    practice.use_library(folder)
    open_demo(wall())
    mai = somebody("hocvien")
    guided, labels = planting.begin(mai, first, at=wall(), files=24)
    shelf, _ = planting.begin(mai, second, at=wall(), desk="archivist", files=24)
    return School(guided, shelf, labels)


def somebody(login: str) -> Person:
    """Return an account's person."""
    with reading() as session:
        row = session.exec(select(AccountRow).where(AccountRow.login == login)).one()
        return person(row)


@cache
def login_row(login: str) -> int:
    """Sign somebody in and return the row of the login."""
    password = next(one.password for one in DEMO if one.login == login)
    with writing() as session:
        token = sign_in(session, login=login, password=password, at=wall())
    assert token
    with reading() as session:
        found = login_of(session, token, wall())
    assert found
    return found


def screen(name: str, *, login: str = "hocvien", language: str = "vi", **asked: str) -> AppTest:
    """Return a screen as somebody sees it."""
    school()
    with writing() as session:
        speak(session, somebody(login).id, language)
    at = AppTest.from_file(str(SHELL), default_timeout=120)
    at.user = {"session": sealed(login_row(login))}
    at._page_hash = calc_hash("" if name == "home" else name)
    for key, value in asked.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception, at.exception
    return at


def text(at: AppTest) -> str:
    """Return everything a screen says."""
    kinds = (
        "title",
        "markdown",
        "caption",
        "html",
        "button",
        "info",
        "error",
        "warning",
        "success",
    )
    return "\n".join(
        str(getattr(one, "value", "")) + str(getattr(one, "label", ""))
        for kind in kinds
        for one in at.get(kind)
    )
