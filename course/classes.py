"""Classes: who learns with whom, and who may see whose work."""

from datetime import datetime

from sqlmodel import Session, select

from base.errors import Refused
from base.model import Value
from course.people import Person, Role, person
from course.tables import AccountRow, ClassRow, MemberRow


class SchoolClass(Value):
    """A class."""

    id: int
    code: str
    name: str


def found(session: Session, *, code: str, name: str, at: datetime, demo: bool = False) -> int:
    """Make a class and return its id; Refused ``class.taken`` when the code is used."""
    if session.exec(select(ClassRow).where(ClassRow.code == code)).first():
        raise Refused("class.taken", taken=code)
    row = ClassRow(code=code, name=name, demo=demo, made_at=at)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def join(session: Session, school_class: int, someone: Person) -> None:
    """Put somebody into a class, once."""
    already = session.exec(
        select(MemberRow).where(
            MemberRow.school_class == school_class, MemberRow.account == someone.id
        )
    ).first()
    if not already:
        session.add(MemberRow(school_class=school_class, account=someone.id, role=someone.role))


def classes_of(session: Session, someone: Person) -> list[SchoolClass]:
    """Return the classes somebody belongs to; all of them for an administrator."""
    question = select(ClassRow).order_by("code")
    if someone.role is not Role.ADMIN:
        question = question.join(MemberRow).where(MemberRow.account == someone.id)
    return [
        SchoolClass(id=row.id, code=row.code, name=row.name)
        for row in session.exec(question)
        if row.id is not None
    ]


def trainees(session: Session, school_class: int) -> list[Person]:
    """Return the trainees of a class, by name."""
    question = (
        select(AccountRow)
        .join(MemberRow)
        .where(MemberRow.school_class == school_class, MemberRow.role == Role.TRAINEE)
        .order_by("name")
    )
    return [person(row) for row in session.exec(question)]


def teaches_class(session: Session, someone: Person, school_class: int) -> bool:
    """Whether somebody may see and judge the work of a class: its instructors, an admin."""
    if someone.role is Role.TRAINEE:
        return False
    return school_class in {one.id for one in classes_of(session, someone)}


def teaches(session: Session, someone: Person, trainee: int) -> bool:
    """Whether somebody may see a trainee's work: an instructor of a class of theirs, an admin."""
    if someone.role is Role.ADMIN:
        return True
    if someone.role is not Role.INSTRUCTOR:
        return False
    mine = {one.id for one in classes_of(session, someone)}
    theirs = session.exec(
        select(MemberRow.school_class).where(
            MemberRow.account == trainee, MemberRow.role == Role.TRAINEE
        )
    )
    return bool(mine & set(theirs))
