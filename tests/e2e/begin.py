"""Begin an exercise for a demo account, some steps ahead, as a colleague of the served house.

Browser tests use it where they look at what comes late in an exercise; the journeys themselves
only click.
"""

from sqlmodel import select

from base.clock import wall
from base.db import reading, writing
from course.attempts import begin
from course.people import Person, person
from course.pinned import open_archive, pinned
from course.submitting import submit
from course.tables import AccountRow, AttemptRow
from scenarios.exercise import find
from scenarios.solving import Player


def main(
    login: str, scenario: str, upto: str = "", seed: str = "", finish: str = "", times: str = "1"
) -> str:
    """Begin, follow the reference solution through the step ``upto``, submit when told.

    ``times``: how often its steps are followed, for a tray with several of the same.

    Returns:
        The attempt's handle.
    """
    give_back(whose(login), scenario)
    attempt = begin(whose(login), scenario, at=wall(), seed=seed or None)
    if upto:
        follow(attempt.handle, scenario, upto, int(times))
    if finish == "submit":
        submit(whose(login), attempt.handle, at=wall())
    return attempt.handle


def put_away(login: str, scenario: str) -> None:
    """Put away an open attempt, so that the card of the exercise begins a new one."""
    give_back(whose(login), scenario)


def whose(login: str) -> Person:
    with reading() as session:
        return person(session.exec(select(AccountRow).where(AccountRow.login == login)).one())


def give_back(someone: Person, scenario: str) -> None:
    """Put away an open attempt: another test had it."""
    with writing() as session:
        asked = select(AttemptRow).where(
            AttemptRow.account == someone.id, AttemptRow.scenario == scenario
        )
        for row in session.exec(asked):
            row.status = "given-back" if row.status == "open" else row.status


def follow(handle: str, scenario: str, upto: str, times: int = 1) -> None:
    """Play the reference solution's steps, the one named ``upto`` included."""
    steps = find(scenario).solutions[0].steps
    last = [one.id for one in steps].index(upto)
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        player = Player(open_archive(session, kept, locked=True), kept.template.truth)
        player.play(steps[: last + 1] * times)
        if player.stumbles:
            raise RuntimeError(str(player.stumbles))
