"""honest-verdicts: a conclusion is held against what verification said when it was recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from base.language import LANGUAGES
from grading.evidence import Evidence
from grading.feedback import sentence
from grading.mark import Look
from sandbox import entities as e
from sandbox.archive import Archive
from tests.grading.worlds import check, evidence, theatre
from tests.sandbox.stories import Stage, Story

DRAFT = "VB0008"
"""Signed, numbered and sealed on the first day; its proof ends with its timestamp's certificate."""
PAST_THE_END = {"until": "2031-03-02"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


class Desk:
    """A signed document, and somebody who concludes on it."""

    def __init__(self, story: Story, archive: Archive) -> None:
        self.story, self.archive = story, archive
        document = story.submitted(archive)
        for desk, op in (("director", "sign"), ("clerk", "number"), ("clerk", "seal")):
            story.go(archive, desk, f"{op}-document", document=document)

    def says(self, verdict: str, desk: str = "clerk", document: str = DRAFT) -> None:
        told = {"document": document, "verdict": verdict, "reasons": ["sound"]}
        self.story.go(self.archive, desk, "record-verdict", **told)

    def waits(self, **told: Any) -> None:
        self.story.go(self.archive, "clerk", "advance-clock", **told)

    def stamps(self) -> None:
        for op in ("add-validation-data", "stamp-for-archive"):
            self.story.go(self.archive, "archivist", op, documents=[DRAFT])

    def look(self, **asked: Any) -> Look:
        return check(kind="honest-verdicts", **asked).look(evidence(self.archive))


@contextmanager
def _desk(stage: Stage) -> Iterator[Desk]:
    with stage.opened() as (story, archive):
        yield Desk(story, archive)


def _codes(look: Look) -> list[str]:
    return [one.code for one in look.found]


def test_no_conclusion_is_no_reproach(stage: Stage) -> None:
    with _desk(stage) as desk:
        assert (desk.look().credit, _codes(desk.look())) == (1, ["verdict.none"])


@pytest.mark.parametrize(("verdict", "credit"), [("valid", 1), ("undetermined", 0), ("invalid", 0)])
def test_a_conclusion_on_the_day_of_signing(stage: Stage, verdict: str, credit: int) -> None:
    with _desk(stage) as desk:
        desk.says(verdict)
        assert desk.look().credit == credit


@pytest.mark.parametrize(("verdict", "credit"), [("valid", 0), ("undetermined", 1), ("invalid", 0)])
def test_a_conclusion_once_the_proof_has_lapsed_by_ones_own_fault(
    stage: Stage, verdict: str, credit: int
) -> None:
    with _desk(stage) as desk:
        desk.waits(**PAST_THE_END)
        desk.says(verdict)
        assert desk.look().credit == credit


def test_what_was_true_stays_true_when_the_proof_lapses_later(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.says("valid")
        desk.waits(**PAST_THE_END)
        assert _codes(desk.look()) == ["verdict.true"]


def test_a_stamp_that_comes_too_late_makes_no_conclusion_true(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.waits(**PAST_THE_END)
        desk.stamps()
        desk.says("valid")
        assert _codes(desk.look()) == ["verdict.untrue"]


def test_a_renewal_in_time_keeps_it_true(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.waits(until="2029-03-02")
        desk.stamps()
        desk.waits(**PAST_THE_END)
        desk.says("valid")
        assert _codes(desk.look()) == ["verdict.true"]


def test_the_bytes_of_that_moment_are_judged_and_not_todays(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.says("valid")
        part = desk.archive.all(e.Component, document=DRAFT, role=e.ComponentRole.MAIN)[0]
        desk.archive.change(part, digest=desk.archive.blobs.put(b"%PDF-1.7 no signature"))
        assert _codes(desk.look()) == ["verdict.true"]
        desk.says("valid", desk="officer")
        assert _codes(desk.look()) == ["verdict.untrue"]


def test_a_conclusion_that_was_put_right_counts_as_it_stands(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.says("invalid")
        desk.says("valid")
        assert desk.look().credit == 1


def test_only_what_is_asked_about_is_looked_at(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.says("invalid")
        assert desk.look(said=["valid"]).credit == 1
        assert desk.look(said=["valid", "invalid"]).credit == 0
        assert desk.look(records={"kind": "Document", "where": {"ref": "VB0001"}}).credit == 1


def test_what_nobody_can_judge_any_more_is_told_and_costs_nothing(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.says("invalid")
        old: Evidence = evidence(desk.archive)
        old.events = [one.model_copy(update={"detail": "{}"}) for one in old.events]
        seen = check(kind="honest-verdicts").look(old)
        assert (seen.credit, _codes(seen)) == (1, ["verdict.unknown"])


def test_the_log_keeps_which_bytes_were_judged_and_no_verdict_of_ours(stage: Stage) -> None:
    with _desk(stage) as desk:
        desk.says("invalid")
        part = desk.archive.all(e.Component, document=DRAFT, role=e.ComponentRole.MAIN)[0]
        told = desk.archive.events()[-1].details
        assert told["digest"] == part.digest
        assert set(told) == {"digest", "made"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_is_told_in_full(stage: Stage, language: Any) -> None:
    with _desk(stage) as desk:
        desk.waits(**PAST_THE_END)
        desk.says("valid")
        told = sentence(desk.look().found[0], language)
        assert "02/03/2031" in told
        assert "{" not in told
        assert "@" not in told
