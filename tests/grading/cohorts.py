"""A simulated cohort: people of known ability who slip with known rates, as rows of the gradebook.

Slips are spread evenly instead of drawn by lot (Kronecker's sequence, an irrational step for each
criterion), so that 500 people lie closer to the model than 500 drawn ones would.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from math import exp, sqrt
from statistics import NormalDist, fmean
from typing import Any, NamedTuple

from sqlmodel import Session

from base.db import Database
from course.tables import AccountRow, AttemptRow
from grading import gradebook
from grading.evidence import Planted, Truth
from grading.gradebook import Entry
from grading.mark import Found, Mark
from grading.report import Report, Result
from grading.rubric import Criterion
from sandbox.tables import SandboxRow
from scenarios.exercise import Exercise, find
from scenarios.tables import WorldRow

SCENARIO = "first-file"
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TWIN, DECOY = "VB0042", "VB0043"
STEPS = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31)
FALLS = 0.6
"""Of those who miss the file's contents, how many do so by the planted duplicate."""


class Slips(NamedTuple):
    """How a criterion tells people apart: chance of meeting it = logistic(slope·(ability − at))."""

    slope: float
    at: float

    def met(self, ability: float) -> float:
        return 1 / (1 + exp(-self.slope * (ability - self.at)))


MODEL = {
    "reply-drafted": Slips(1.0, -1.5), "notation": Slips(1.5, -0.5),
    "both-signatures": Slips(0.6, 0.0), "right-order": Slips(2.0, 0.4),
    "issued": Slips(0.3, -1.0), "incoming-filed": Slips(1.2, -0.8),
    "reply-filed": Slips(0.8, 0.9), "closed-last": Slips(1.6, -0.2),
    "handed-over": Slips(1.0, 1.4),
}  # fmt: skip

GRID = [NormalDist().inv_cdf((place + 0.5) / 1000) for place in range(1000)]


@cache
def facility(name: str) -> float:
    """The model's own share who meet a criterion."""
    return fmean(MODEL[name].met(ability) for ability in GRID)


def discrimination(name: str, weights: dict[str, int]) -> float:
    """The model's own correlation of a criterion with the points of all others."""
    chance = _chances()
    others = [one for one in MODEL if one != name]
    across = sum(weights[one] * _covariance(chance[name], chance[one]) for one in others)
    within = sum(weights[one] ** 2 * fmean(p * (1 - p) for p in chance[one]) for one in others)
    within += sum(
        weights[one] * weights[other] * _covariance(chance[one], chance[other])
        for one in others
        for other in others
    )
    mean = facility(name)
    return across / sqrt(mean * (1 - mean) * within)


@cache
def _chances() -> dict[str, list[float]]:
    return {one: [slips.met(a) for a in GRID] for one, slips in MODEL.items()}


def _covariance(one: list[float], other: list[float]) -> float:
    both = fmean(a * b for a, b in zip(one, other, strict=True))
    return both - fmean(one) * fmean(other)


def weights() -> dict[str, int]:
    return {one.id: one.points for one in find(SCENARIO).scenario.criteria if one.points}


class Cohort:
    """Writes people and their attempts as rows, without playing anything."""

    def __init__(self, session: Session, seeds: int = 5) -> None:
        self.session = session
        self.exercise: Exercise = find(SCENARIO)
        self.worlds = {str(seed): self._world(str(seed)) for seed in range(1, seeds + 1)}
        self.made = 0

    def _world(self, seed: str) -> tuple[int, int]:
        sandbox = SandboxRow(kind="template", world_key="00", now=AT, sealed=True)
        self.session.add(sandbox)
        self.session.flush()
        planted = [
            Planted(fault="fault/D04", label="twin", ref=TWIN, finding="document.duplicate"),
            Planted(fault="herring/X", label="alike", ref=DECOY, finding="document.duplicate",
                    red_herring=True),
        ]  # fmt: skip
        truth = Truth(planted=planted, tags={"matter-matter": self.right(seed)})
        world = WorldRow(scenario=SCENARIO, digest=self.exercise.digest, seed=seed, semantics=1,
                         sandbox=sandbox.id or 0, fingerprint="", answer_key=seed,
                         truth=truth.model_dump(mode="json"))  # fmt: skip
        self.session.add(world)
        self.session.flush()
        return world.id or 0, sandbox.id or 0

    @staticmethod
    def right(seed: str) -> list[str]:
        """The documents of the matter: four, with codes of their own in each variant."""
        return [f"VB{seed}{number:03}" for number in range(4)]

    def account_of_its_own(self) -> int:
        return self.account("khac")

    def account(self, prefix: str = "hv") -> int:
        self.made += 1
        login, name = f"{prefix}{self.made:04}", f"Học viên {self.made}"
        row = AccountRow(login=login, name=name, role="trainee", password="", made_at=AT)
        self.session.add(row)
        self.session.flush()
        return row.id or 0

    def attempt(self, account: int, credit: dict[str, float], *, seed: str = "1", minutes: int = 20,
                number: int = 1, found: dict[str, list[Found]] | None = None,
                **facts: Any) -> str:  # fmt: skip
        """An attempt that was submitted with these credits; what is not named is met."""
        world, sandbox = self.worlds[seed]
        handle = f"{account}-{number}"
        begun = AT + timedelta(days=number)
        row = {
            "mode": "practice",
            "status": "submitted",
            "submitted_at": begun + timedelta(minutes=minutes),
            **facts,
        }
        self.session.add(AttemptRow(
            handle=handle, account=account, scenario=SCENARIO, digest=self.exercise.digest,
            version=1, semantics=1, seed=seed, world=world, sandbox=sandbox,
            number=number, started_at=begun, **row,
        ))  # fmt: skip
        gradebook.write(self.session, handle, self.report(credit, found or {}),
                        entry=Entry.GRADE, rubric=self.exercise.digest, at=begun)  # fmt: skip
        return handle

    def report(self, credit: dict[str, float], found: dict[str, list[Found]]) -> Report:
        results = [
            _result(one, credit.get(one.id, 1.0), found.get(one.id))
            for one in self.exercise.scenario.criteria
        ]
        score = round(sum(one.points for one in results), 2)
        return Report(score=score, passed=score >= 70, pass_mark=70, results=results)


def _result(criterion: Criterion, credit: float, found: list[Found] | None) -> Result:
    told = found or [Found(code="nothing", good=credit == 1)]
    earned = max(0.0, credit)
    return Result(id=criterion.id, mark=_mark(credit), points=earned * criterion.points,
                  credit=earned, possible=criterion.points, found=told)  # fmt: skip


def _mark(credit: float) -> Mark:
    if credit < 0:
        return Mark.BLOCKED
    return Mark.PASSED if credit == 1 else Mark.PARTLY if credit else Mark.FAILED


def populate(
    cohort: Cohort, people: int, *, handicap: Callable[[str], float] = lambda seed: 0.0
) -> list[dict[str, float]]:
    """People of evenly spread ability make their first attempts, each on the next seed."""
    seeds = list(cohort.worlds)
    told = []
    for place in range(people):
        seed = seeds[place % len(seeds)]
        ability = NormalDist().inv_cdf((place + 0.5) / people) + handicap(seed)
        credit = {
            name: float((place * sqrt(STEPS[number])) % 1 < slips.met(ability))
            for number, (name, slips) in enumerate(MODEL.items())
        }
        missed = not credit["incoming-filed"]
        twin = (place * sqrt(STEPS[-1])) % 1 < FALLS
        found = {"incoming-filed": _found(TWIN if twin else "VB0007")} if missed else {}
        cohort.attempt(cohort.account(), credit, seed=seed, minutes=10 + place % 21, found=found)
        told.append(credit)
    return told


def _found(ref: str) -> list[Found]:
    return [Found(code="set.wrong", good=False, facts={"ref": ref}, refs=[ref])]


def cohort_of(database: Database, people: int, **how: Any) -> list[dict[str, float]]:
    with database.writing() as session:
        return populate(Cohort(session), people, **how)
