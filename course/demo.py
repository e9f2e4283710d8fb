"""The demo class: there at first start, and only where the server is bound to this machine."""

from datetime import datetime
from typing import Final, NamedTuple

from base.db import writing
from base.settings import settings
from course import classes
from course.people import Role, anybody, enrol


class DemoAccount(NamedTuple):
    """An account whose password the sign-in page shows."""

    login: str
    name: str
    role: Role
    password: str


DEMO: Final = (
    DemoAccount("hocvien", "Lò Thị Mai", Role.TRAINEE, "hoc-vien-2026"),
    DemoAccount("hocvien2", "Nguyễn Văn Bình", Role.TRAINEE, "hoc-vien-2026"),
    DemoAccount("giangvien", "Trần Thu Hà", Role.INSTRUCTOR, "giang-vien-2026"),
    DemoAccount("quantri", "Y Thoa Niê", Role.ADMIN, "quan-tri-2026"),
)
"""Invented people; the passwords are no secret and are refused on a shared server."""


def open_demo(at: datetime) -> bool:
    """Make the demo class on a fresh installation; return whether it was made now.

    A shared installation (``start.py --share``) never gets one.
    """
    if settings().shared:
        return False
    with writing() as session:
        if anybody(session):
            return False
        room = classes.found(session, code="MAU-2026", name="Lớp thực hành mẫu", at=at, demo=True)
        for one in DEMO:
            person = enrol(
                session,
                login=one.login,
                name=one.name,
                role=one.role,
                password=one.password,
                at=at,
                demo=True,
            )
            classes.join(session, room, person)
    return True
