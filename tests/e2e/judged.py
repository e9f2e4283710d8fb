"""Attempts of the demo class whose marks stand as last term's weights gave them.

So that a regrade under today's weights has something to move: one mark rises over the pass line,
one falls and stays above it.
"""

from base.clock import wall
from base.db import writing
from course.attempts import begin
from course.people import Person
from course.pinned import open_archive, pinned
from course.regrading import Console, regrade
from course.submitting import submit
from scenarios.edits import edited
from scenarios.exercise import Exercise, find
from scenarios.model import Edit
from scenarios.solving import Player
from tests.e2e.begin import give_back, whose

SCENARIO, SEED = "first-file", "7"
LAST_TERM = {"incoming-filed": 0, "reply-filed": 0, "closed-last": 20, "handed-over": 20}
LEFT_OUT = {
    "hocvien": ("file-incoming",),
    "hocvien2": ("close", "hand-over", "wait"),
}
"""Login → steps of the solution not done: 85 points both today; 100 and 60 last term."""


def main() -> str:
    """Have both play and submit, judge them by last term's weights; return their handles."""
    _put_away()
    handles = [_played(whose(login), drops) for login, drops in LEFT_OUT.items()]
    _MADE[:] = handles
    regrade(
        SCENARIO,
        by=Console(login="quantri"),
        at=wall(),
        dry_run=False,
        way="points",
        policy="manual",
        chosen=handles,
        exercise=_last_term(find(SCENARIO)),
        reason="trọng số của học kỳ trước",
    )
    return " ".join(handles)


_MADE: list[str] = []
"""What the last call made: one test's attempts are not another's."""


def _put_away() -> None:
    with writing() as session:
        for handle in _MADE:
            pinned(session, handle, lock=True).row.status = "given-back"


def _played(someone: Person, drops: tuple[str, ...]) -> str:
    give_back(someone, SCENARIO)
    attempt = begin(someone, SCENARIO, at=wall(), seed=SEED)
    steps = edited(find(SCENARIO).solutions[0], [Edit(drop=name) for name in drops]).steps
    with writing() as session:
        kept = pinned(session, attempt.handle, lock=True)
        player = Player(open_archive(session, kept, locked=True), kept.template.truth)
        player.play(steps)
    submit(someone, attempt.handle, at=wall())
    return attempt.handle


def _last_term(exercise: Exercise) -> Exercise:
    criteria = [
        one.model_copy(update={"points": LAST_TERM.get(one.id, one.points)})
        for one in exercise.scenario.criteria
    ]
    scenario = exercise.scenario.model_copy(update={"criteria": criteria})
    return exercise.model_copy(update={"scenario": scenario, "digest": "0" * 64})
