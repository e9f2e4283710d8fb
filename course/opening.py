"""A shared installation: no demo accounts, a first administrator with a one-time password."""

from datetime import datetime

from base.db import writing
from base.errors import Misconfigured
from base.model import Value
from base.secrets import password
from base.settings import settings
from course.people import Role, anybody, enrol, has_demo


class FirstAdmin(Value):
    """The first administrator's login and one-time password; shown once, stored as a hash."""

    login: str
    password: str


def open_shared(at: datetime) -> FirstAdmin | None:
    """Prepare an installation that is bound to the network; None when there is nothing to do.

    Raises:
        Misconfigured: ``share.demo`` while demo accounts exist: their passwords are public.
    """
    if not settings().shared:
        return None
    with writing() as session:
        if has_demo(session):
            raise Misconfigured("share.demo")
        if anybody(session):
            return None
        first = FirstAdmin(login="quantri", password=password())
        enrol(
            session,
            login=first.login,
            name="Quản trị",
            role=Role.ADMIN,
            password=first.password,
            at=at,
            must_change=True,
        )
    return first
