"""The marksheet of a class: who tried an exercise, with which mark, and every line behind it."""

from sqlmodel import Session, col, select

from base.db import reading
from base.errors import Refused
from base.model import Value
from course.attempts import Attempt
from course.classes import teaches_class, trainees
from course.desk import may_look, open_attempts
from course.people import Person, person
from course.pinned import pinned
from course.tables import AccountRow
from grading.gradebook import Standing, lines, standings


class Tried(Value):
    """One attempt of a trainee with the mark that counts."""

    person: Person
    attempt: Attempt
    mark: Standing | None

    @property
    def name(self) -> str:
        """Who, and which try."""
        return f"{self.person.name} · {self.attempt.number}"


class Written(Value):
    """A line of the gradebook, with its author's name; nobody for a machine's."""

    line: Standing
    author: str


def marksheet(someone: Person, school_class: int, scenario: str) -> list[Tried]:
    """Return the attempts of a class's trainees at an exercise, by name, the newest first.

    Raises:
        Refused: ``gradebook.not_yours`` for anybody who does not teach the class.
    """
    with reading() as session:
        if not teaches_class(session, someone, school_class):
            raise Refused("gradebook.not_yours")
        people = trainees(session, school_class)
        many = open_attempts(session, [one.id for one in people])
        tries = [
            (who, one) for who in people for one in many.get(who.id, []) if one.scenario == scenario
        ]
        marks = standings(session, [one.handle for _, one in tries])
        return [Tried(person=who, attempt=one, mark=marks.get(one.handle)) for who, one in tries]


def history(someone: Person, handle: str) -> list[Written]:
    """Return every line the gradebook has on an attempt, oldest first, to who may look at it.

    Raises:
        Refused: ``attempt.unknown``, ``attempt.foreign``.
    """
    with reading() as session:
        may_look(session, someone, pinned(session, handle).row)
        found = lines(session, handle)
        names = _names(session, {one.author for one in found})
    return [Written(line=one, author=names.get(one.author, one.author)) for one in found]


def owner_of(someone: Person, handle: str) -> Person:
    """Return whose attempt it is, to who may look at it.

    Raises:
        Refused: ``attempt.unknown``, ``attempt.foreign``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        found = session.get(AccountRow, kept.row.account)
        assert found is not None  # noqa: S101 - the foreign key holds it
        return person(found)


def _names(session: Session, logins: set[str]) -> dict[str, str]:
    question = select(AccountRow).where(col(AccountRow.login).in_(logins))
    return {row.login: row.name for row in session.exec(question)}
