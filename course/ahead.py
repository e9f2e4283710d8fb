"""Which variants will be wanted soon: those that the first trainees would get next."""

from collections.abc import Sequence

from sqlmodel import col, select

from base.db import reading
from course.mastery import next_seed
from course.people import Role
from course.tables import AccountRow

FIRST = 2
"""Trainees looked at: a demo class has two; a full class bakes when it is prepared."""


def wanted(scenarios: Sequence[str]) -> list[tuple[str, str]]:
    """Return (scenario, seed) in the order in which they will be asked for, each once."""
    with reading() as session:
        trainees = session.exec(
            select(AccountRow.id)
            .where(AccountRow.role == Role.TRAINEE)
            .order_by(col(AccountRow.id))
            .limit(FIRST)
        ).all()
        asked = [
            (name, next_seed(session, one, name))
            for one in trainees
            if one is not None
            for name in scenarios
        ]
    return list(dict.fromkeys(asked))
