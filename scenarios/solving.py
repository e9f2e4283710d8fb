"""Playing a solution in a sandbox: every step through the door, as a trainee would do it."""

from typing import Any  # fields are JSON

from pydantic import ValidationError

from base.errors import Misconfigured, Sentence
from base.model import Value
from grading.evidence import Truth
from sandbox.archive import Archive
from sandbox.colleagues import act
from sandbox.door import Receipt
from sandbox.operations import AnyOperation, parse
from sandbox.operations.desk import SwitchDesk
from scenarios.expressions import Scope
from scenarios.model import Solution, Step


class Stumble(Value):
    """A step that could not be done: refused, or impossible to say."""

    step: str
    sentence: Sentence


class Played(Value):
    """What became of a solution."""

    receipts: list[Receipt] = []
    stumbles: list[Stumble] = []
    answers: dict[str, Any] = {}


class Player:
    """Plays steps one after another in one sandbox."""

    def __init__(self, archive: Archive, truth: Truth) -> None:
        """Sit down at the sandbox's desk."""
        self.archive = archive
        self.scope = Scope(archive, truth)
        self.receipts: list[Receipt] = []
        self.stumbles: list[Stumble] = []

    def play(self, steps: list[Step]) -> None:
        """Do the steps in order; one that fails is noted, and the next is tried."""
        for step in steps:
            self.step(step)

    def step(self, step: Step) -> None:
        """Do one step, for each record it names."""
        try:
            if step.each is None:
                self._once(step)
                return
            for ref in step.each.among(self.archive, self.scope.truth):
                self.scope.bind("it", ref)
                self._once(step)
        except Misconfigured as problem:
            self.stumbles.append(Stumble(step=step.id, sentence=problem.sentence))

    def _once(self, step: Step) -> None:
        if step.desk is not None:
            self._sit(step)
        request = request_of(step, self.scope)
        answers = act(self.archive, request)
        self.receipts += answers
        mine = answers[0]
        if not mine.accepted and mine.sentence:
            self.stumbles.append(Stumble(step=step.id, sentence=mine.sentence))
        for name, label in step.made.items():
            if name in mine.made:
                self.scope.bind(label, mine.made[name])

    def _sit(self, step: Step) -> None:
        desk = self.scope.ref(str(step.desk))
        if self.archive.state["desk"] != desk:
            self.receipts += act(self.archive, SwitchDesk(post=desk))


def request_of(step: Step, scope: Scope) -> AnyOperation:
    """Return the typed request a step stands for.

    Raises:
        Misconfigured: ``solution.malformed`` when its fields make no request.
    """
    fields = {name: scope.value(written) for name, written in step.fields.items()}
    try:
        return parse({"op": step.op, **fields})
    except ValidationError as error:
        first = error.errors()[0]
        raise Misconfigured(
            "solution.malformed",
            step=step.id,
            path=".".join(str(part) for part in first["loc"]),
            why=first["msg"],
        ) from error


def play(archive: Archive, truth: Truth, solution: Solution) -> Played:
    """Play a whole solution."""
    player = Player(archive, truth)
    player.play(solution.steps)
    return Played(
        receipts=player.receipts, stumbles=player.stumbles, answers=dict(solution.answers)
    )
