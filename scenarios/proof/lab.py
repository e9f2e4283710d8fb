"""A world on the bench: one seed, grown once in memory, on which solvers are run and undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import NamedTuple

from sqlmodel import Session, SQLModel

from base.db import Database
from grading.evidence import Evidence
from grading.grade import grade
from grading.report import Report
from sandbox.archive import Archive
from sandbox.blobs import MemoryBlobs
from scenarios.exercise import Exercise
from scenarios.model import Kind, Solution
from scenarios.proof.outcome import Outcome, outcome
from scenarios.solving import Player
from scenarios.world import Template, grow, keep, start


class Variant(NamedTuple):
    """A way of playing that leaves the reference solution at some step."""

    kind: Kind
    name: str
    solution: Solution
    leaves_at: int
    "place of the first step that differs"


class Lab:
    """One variant of an exercise in a database of its own; every run is rolled back."""

    def __init__(self, exercise: Exercise, seed: str) -> None:
        """Grow the world.

        Raises:
            Misconfigured, Problems: as ``scenarios.world.grow``.
        """
        self.exercise = exercise
        self.seed = seed
        self.blobs = MemoryBlobs()
        self.database = Database("sqlite://", durable=False)
        begun = perf_counter()
        SQLModel.metadata.create_all(self.database.engine)
        garden = grow(exercise, seed, blobs=self.blobs)
        with self.database.writing() as session:
            self.template: Template = keep(session, exercise, seed, garden)
        self.grown_ms = (perf_counter() - begun) * 1000
        self.run_ms: list[float] = []

    @contextmanager
    def bench(self) -> Iterator[Player]:
        """A fresh clone to play on; everything is undone afterwards."""
        with self.database.writing() as session:
            archive = start(session, self.template, kind="scratch", blobs=self.blobs)
            yield Player(archive, self.template.truth)
            session.rollback()

    def run(self, kind: Kind, name: str, solution: Solution | None) -> Outcome:
        """Play a solution from the start (none: do nothing) and grade it."""
        begun = perf_counter()
        with self.bench() as player:
            if solution is not None:
                player.play(solution.steps)
            done = self._graded(player, kind, name, solution)
            if kind == "solution":
                done = done.model_copy(update={"impure": self._impure(player, solution)})
        self.run_ms.append((perf_counter() - begun) * 1000)
        return done

    def branches(self, solution: Solution, variants: list[Variant]) -> list[Outcome]:
        """Run each variant from a savepoint of the solution at the step where it leaves it."""
        done: list[Outcome] = []
        with self.bench() as player:
            for place in range(len(solution.steps) + 1):
                leaving = [v for v in variants if min(v.leaves_at, len(solution.steps)) == place]
                done += [self._branch(player, variant, place) for variant in leaving]
                if place < len(solution.steps):
                    player.step(solution.steps[place])
        return done

    def _branch(self, player: Player, variant: Variant, place: int) -> Outcome:
        session: Session = player.archive.session
        savepoint = session.begin_nested()
        archive = Archive(session, player.archive.sandbox, blobs=self.blobs)
        branch = Player(archive, self.template.truth)
        branch.scope.labels = dict(player.scope.labels)
        branch.play(variant.solution.steps[place:])
        done = self._graded(branch, variant.kind, variant.name, variant.solution)
        savepoint.rollback()
        return done

    def _graded(self, player: Player, kind: Kind, name: str, solution: Solution | None) -> Outcome:
        report = self.report(player, solution)
        return outcome(
            report,
            kind=kind,
            name=name,
            seed=self.seed,
            stumbles=player.stumbles,
            events=player.archive.state["events"],
        )

    def walked(self, player: Player) -> Outcome:
        """Grade a random walk."""
        return self._graded(player, "walk", "walk", None)

    def report(self, player: Player, solution: Solution | None) -> Report:
        """Grade what a player has done."""
        archive = player.archive
        evidence = Evidence(
            archive=archive,
            start=Archive(archive.session, self.template.sandbox, blobs=self.blobs),
            truth=self.template.truth,
            answers=dict(solution.answers) if solution else {},
        )
        return grade(evidence, self.exercise.scenario.rubric)

    def _impure(self, player: Player, solution: Solution | None) -> list[str]:
        """Return the criteria whose results differ between two looks at the same archive."""
        one, other = self.report(player, solution), self.report(player, solution)
        return [a.id for a, b in zip(one.results, other.results, strict=True) if a != b]

    def grows_alike(self) -> bool:
        """Whether the same seed gives the same world, rows, bytes and truth, a second time."""
        garden = grow(self.exercise, self.seed, blobs=self.blobs)
        with self.database.writing() as session:
            again = keep(session, self.exercise, self.seed, garden)
            session.rollback()
        return (again.fingerprint, again.truth) == (
            self.template.fingerprint,
            self.template.truth,
        )

    def close(self) -> None:
        """Give the memory back."""
        self.database.close()
