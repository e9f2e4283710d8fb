"""What one solver's run gave, and what a proof says of all of them."""

from base.errors import Sentence
from base.model import Value
from grading.mark import Mark
from grading.report import Report
from scenarios.model import Kind
from scenarios.solving import Stumble


class Outcome(Value):
    """One run of one solver on one seed."""

    kind: Kind
    name: str
    seed: str
    score: float
    passed: bool
    lost: list[str]
    "criteria that earned less than everything, or whose gate fell"
    blocked: list[str]
    gates: list[str]
    broken: list[str] = []
    impure: list[str] = []
    "criteria that said two things of one archive, looked at twice"
    stumbles: list[Stumble] = []
    events: int = 0


def outcome(
    report: Report, *, kind: Kind, name: str, seed: str, stumbles: list[Stumble], events: int
) -> Outcome:
    """Read a report as a prover does."""
    return Outcome(
        kind=kind,
        name=name,
        seed=seed,
        score=report.score,
        passed=report.passed,
        lost=[one.id for one in report.results if one.lost],
        blocked=[one.id for one in report.results if one.mark is Mark.BLOCKED],
        gates=report.gates,
        broken=[one.id for one in report.results if one.mark is Mark.BROKEN],
        stumbles=stumbles,
        events=events,
    )


class Line(Value):
    """One row of the loss matrix: a solver over all its seeds."""

    kind: Kind
    name: str
    runs: int
    lowest: float
    highest: float
    passed: int
    lost: dict[str, int] = {}
    "criterion → in how many runs it was lost"
    blocked: dict[str, int] = {}


class Proof(Value):
    """Whether a scenario's grading is fair, and everything that was tried."""

    scenario: str
    version: int
    key: str
    "digest of the content, the rules it uses and the semantics version"
    level: str
    seeds: list[str]
    proven: bool
    problems: list[Sentence] = []
    matrix: list[Line] = []
    kills: dict[str, list[str]] = {}
    "criterion → mutants and falls that lost it"
    variants: int = 0
    "distinct answer keys over the seeds"
    timings: dict[str, float] = {}
    "milliseconds, medians; they are no part of what is proven"


def matrix(outcomes: list[Outcome]) -> list[Line]:
    """Gather outcomes into one line a solver, in the order they first ran."""
    grouped: dict[tuple[str, str], list[Outcome]] = {}
    for one in outcomes:
        grouped.setdefault((one.kind, one.name), []).append(one)
    return [
        Line(
            kind=runs[0].kind,
            name=name,
            runs=len(runs),
            lowest=min(one.score for one in runs),
            highest=max(one.score for one in runs),
            passed=sum(one.passed for one in runs),
            lost=_counted([name_ for one in runs for name_ in one.lost]),
            blocked=_counted([name_ for one in runs for name_ in one.blocked]),
        )
        for (_, name), runs in grouped.items()
    ]


def _counted(names: list[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}
