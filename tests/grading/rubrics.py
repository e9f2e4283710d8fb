"""Rubrics whose every credit a test can set: each criterion is a human's mark."""

from typing import Any

from base.language import Words
from grading.evidence import Evidence, Truth
from grading.rubric import Criterion, Rubric
from sandbox.archive import Archive

TITLE = Words(vi="Tiêu chí", en="Criterion")


def criterion(name: str, points: int = 0, **more: Any) -> Criterion:
    """A criterion that earns what ``manual:<name>`` says."""
    facts: dict[str, Any] = {
        "id": name,
        "title": TITLE,
        "points": points,
        "check": {"kind": "manual", "id": name, "guidance": TITLE},
        **more,
    }
    return Criterion.model_validate(facts)


def broken(name: str, points: int = 0, **more: Any) -> Criterion:
    """A criterion whose check falls over: the truth does not say which term is right."""
    fact = {"fact": "term-at-least", "truth": "no such fact"}
    check = {"kind": "state", "records": {"label": "file"}, "facts": [fact]}
    return criterion(name, points, check=check, **more)


def rubric(*criteria: Criterion, pass_mark: int = 70) -> Rubric:
    return Rubric(criteria=list(criteria), pass_mark=pass_mark)


def given(archive: Archive, **earned: float) -> Evidence:
    """Evidence in which each criterion was marked so."""
    start = Archive(archive.session, archive.state["template"], blobs=archive.blobs)
    answers = {f"manual:{name.replace('_', '-')}": credit for name, credit in earned.items()}
    truth = Truth(labels={"file": "HS0001"})
    return Evidence(archive=archive, start=start, truth=truth, answers=answers)


def gate(effect: str = "fail", **more: Any) -> dict[str, Any]:
    """A gate with its consequence, as fields of a criterion."""
    return {"gate": {"effect": effect, **more}, "consequence": Words(vi="Sau đó…", en="Then…")}
