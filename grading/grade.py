"""grade(): evidence and rubric in, report out; pure, so that grading twice is the same bytes."""

from datetime import date

from base.clock import vietnam
from base.errors import Misconfigured
from grading.evidence import Evidence
from grading.mark import Look, Mark
from grading.report import Cited, Report, Result
from grading.rubric import WHOLE, Criterion, Rubric
from sandbox.rulebook import NotInRulebook, rulebook


def grade(evidence: Evidence, rubric: Rubric) -> Report:
    """Judge every criterion, let gates fall, add up.

    Returns:
        A report in the rubric's order. A check that crashed is ``broken``: it costs nothing,
        its points are taken out of the whole, and the report says so.
    """
    results: dict[str, Result] = {}
    for criterion in rubric.order():
        results[criterion.id] = _judge(evidence, criterion, results)
    return _added_up([results[one.id] for one in rubric.criteria], rubric)


def reweighed(report: Report, rubric: Rubric) -> Report:
    """Return a stored report under other points, deductions, gates and pass mark.

    Nothing is looked at again: what was found and its credit stay as they are. That is only
    sound for a rubric of the same criteria with the same requirements; new titles do not matter.

    Raises:
        Misconfigured: ``rubric.other_criteria`` when criteria were added or taken out.
    """
    there, asked = {one.id for one in report.results}, {one.id for one in rubric.criteria}
    if there != asked:
        raise Misconfigured(
            "rubric.other_criteria",
            gone=", ".join(sorted(there - asked)) or "—",
            new=", ".join(sorted(asked - there)) or "—",
        )
    results = [_reweighed(report.result(one.id), one) for one in rubric.criteria]
    return _added_up(results, rubric)


def _reweighed(result: Result, criterion: Criterion) -> Result:
    judged = result.mark not in {Mark.BLOCKED, Mark.BROKEN}
    earned = _earned(criterion, result.credit) if judged else 0.0
    gate = criterion.gate.effect if judged and criterion.gate and result.credit < 1 else ""
    return result.model_copy(update={"points": earned, "possible": criterion.points, "gate": gate})


def _added_up(results: list[Result], rubric: Rubric) -> Report:
    listed = _zeroed(results, rubric)
    score = _score(listed, rubric)
    broken = any(one.mark is Mark.BROKEN for one in listed)
    failed = any(one.gate == "fail" for one in listed)
    return Report(
        score=score,
        passed=score >= rubric.pass_mark and not failed and not broken,
        pass_mark=rubric.pass_mark,
        results=listed,
        gates=[one.id for one in listed if one.gate],
        broken=broken,
    )


def judge(evidence: Evidence, criterion: Criterion) -> Result:
    """Judge one criterion by itself: what "check my work" and guided steps show."""
    return _judge(evidence, criterion, {})


def _judge(evidence: Evidence, criterion: Criterion, earlier: dict[str, Result]) -> Result:
    blocked = any(
        earlier[name].mark in {Mark.FAILED, Mark.BLOCKED}
        for name in criterion.requires
        if name in earlier
    )
    if blocked:
        return Result(
            id=criterion.id, mark=Mark.BLOCKED, credit=0, points=0, possible=criterion.points
        )
    try:
        look = criterion.check.look(evidence)
    except Exception as error:  # noqa: BLE001 - a crash is ours, never a silent 0 or 1
        return Result(
            id=criterion.id,
            mark=Mark.BROKEN,
            credit=0,
            points=0,
            possible=criterion.points,
            error=f"{type(error).__name__}: {error}"[:300],
        )
    return _result(evidence, criterion, look)


def _result(evidence: Evidence, criterion: Criterion, look: Look) -> Result:
    credit = round(look.credit, 4)  # so that a stored report can be added up again exactly
    return Result(
        id=criterion.id,
        mark=look.mark,
        credit=credit,
        points=_earned(criterion, credit),
        possible=criterion.points,
        right=look.right,
        wrong=look.wrong,
        expected=look.expected,
        found=look.found,
        rules=[_cited(rule, _day(evidence, look)) for rule in criterion.rules],
        gate=criterion.gate.effect if criterion.gate and look.credit < 1 else "",
    )


def _earned(criterion: Criterion, credit: float) -> float:
    return round(criterion.points * credit - criterion.deduct * (1 - credit), 2)


def _day(evidence: Evidence, look: Look) -> date:
    """Return the day of the act judged: of the last event found, else the archive's today."""
    named = {seq for found in look.found for seq in found.events}
    acts = [event.at for event in evidence.events if event.seq in named]
    return vietnam(max(acts) if acts else evidence.archive.now).date()


def _cited(rule: str, day: date) -> Cited:
    found = rulebook().at(rule, day)
    if isinstance(found, NotInRulebook):
        return Cited(rule=rule, day=day.isoformat(), standing="not-in-rulebook", confidence="C")
    return Cited(
        rule=found.id,
        day=day.isoformat(),
        standing=str(found.standing),
        confidence=str(found.confidence),
    )


def _zeroed(results: list[Result], rubric: Rubric) -> list[Result]:
    """Take the points of criteria that a fallen "zero" gate names."""
    zero = {
        name
        for one in results
        if one.gate == "zero" and (gate := rubric.criterion(one.id).gate)
        for name in gate.zero
    }
    return [
        one.model_copy(update={"points": 0.0}) if one.id in zero and one.points > 0 else one
        for one in results
    ]


def _score(results: list[Result], rubric: Rubric) -> float:
    whole = WHOLE - sum(one.possible for one in results if one.mark is Mark.BROKEN)
    raw = sum(one.points for one in results)
    score = raw * WHOLE / whole if whole else 0.0
    for one in results:
        gate = rubric.criterion(one.id).gate
        if one.gate == "cap" and gate:
            score = min(score, gate.cap)
        if one.gate == "fail":
            score = min(score, rubric.pass_mark - 1)
    return round(min(WHOLE, max(0.0, score)), 2)
