"""Feedback: what was looked for, what was found, the rule, the consequence; whole sentences."""

from collections.abc import Iterator
from typing import Any

import pytest

from base.language import LANGUAGES, Language
from grading.feedback import Remark, feedback, sentence
from grading.grade import grade
from grading.mark import Found, Mark
from grading.rubric import Criterion
from sandbox.archive import Archive
from tests.databases import fresh_sqlite
from tests.grading.rubrics import broken, criterion, gate, given, rubric
from tests.sandbox.stories import Stage, Story

RULED = {"rules": ["agency/qc.d8", "rule/nd30.d5.k1"], "practise": "first-file"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    database = fresh_sqlite(tmp_path_factory.mktemp("feedback"))
    with Stage(database, Story()).opened() as (_, opened):
        yield opened
    database.close()


def _told(
    archive: Archive, *criteria: Criterion, language: Language = "vi", **marks: Any
) -> list[Remark]:
    made = rubric(*criteria)
    return feedback(grade(given(archive, **marks), made), made, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_has_whole_sentences(language: Language, archive: Archive) -> None:
    told = _told(
        archive, criterion("a", 20, **RULED), criterion("b", 20, **RULED),
        criterion("c", 20, **RULED), criterion("e", 20, requires=["c"], **RULED),
        broken("x", 20, **RULED), language=language, a=1, b=0.5,
    )  # fmt: skip
    assert [one.mark for one in told] == [
        Mark.PASSED, Mark.PARTLY, Mark.FAILED, Mark.BLOCKED, Mark.BROKEN,
    ]  # fmt: skip
    for one in told:
        for line in [one.title, *one.found, *(basis.text for basis in one.bases)]:
            assert line.strip()
            assert not set("⟦…{") & set(line), line
        assert one.found


def test_only_what_went_wrong_is_told_of_what_went_wrong(archive: Archive) -> None:
    facts = [{"fact": "field", "field": "status", "is": "current"},
             {"fact": "field", "field": "maintenance", "is": "VV"}]  # fmt: skip
    state = {"kind": "state", "records": {"kind": "File"}, "facts": facts}
    told = _told(archive, criterion("a", 100, check=state))[0]
    assert [line.split(":")[0] for line in told.found] == ["HS0001", "HS0002", "HS0003"]
    assert told.refs == ["HS0001", "HS0002", "HS0003"]
    assert "vĩnh viễn" in told.found[0]


def test_of_what_went_right_everything_is_told(archive: Archive) -> None:
    fact = {"fact": "field", "field": "status", "is": "current"}
    state = {"kind": "state", "records": {"kind": "File"}, "facts": [fact]}
    assert len(_told(archive, criterion("a", 100, check=state))[0].found) == 4


def test_the_rule_stands_first_that_the_criterion_names_first(archive: Archive) -> None:
    basis, law = _told(archive, criterion("a", 100, **RULED), language="en")[0].bases
    assert (basis.rule, law.rule) == ("agency/qc.d8", "rule/nd30.d5.k1")
    assert basis.confidence == law.confidence == "A"
    assert basis.standing == "in-force"
    assert basis.carries_out
    assert all(citation.strip() for citation in (basis.citation, law.citation, *basis.carries_out))


def test_a_blocked_one_still_shows_its_rule(archive: Archive) -> None:
    told = _told(archive, criterion("a", 50), criterion("b", 50, requires=["a"], **RULED), b=1)
    assert [basis.rule for basis in told[1].bases] == RULED["rules"]


@pytest.mark.parametrize(
    ("marks", "told"),
    [({"a": 1, "g": 1}, ""), ({"a": 1}, "Sau đó…"), ({"a": 1, "g": 0.5}, "Sau đó…")],
)
def test_the_consequence_is_told_when_the_gate_fell(
    marks: dict[str, float], told: str, archive: Archive
) -> None:
    gated = criterion("g", **gate("fail"), **RULED)
    remark = _told(archive, criterion("a", 100), gated, **marks)[1]
    assert remark.consequence == told
    assert remark.gate == ("fail" if told else "")
    assert remark.practise == "first-file"


def test_our_own_fault_has_no_consequence_and_what_was_blocked_none_either(
    archive: Archive,
) -> None:
    words = gate()["consequence"]
    told = _told(
        archive, criterion("a", 50), criterion("b", 50, requires=["a"], consequence=words),
        broken("x", **gate()),
    )  # fmt: skip
    assert [one.mark for one in told[1:]] == [Mark.BLOCKED, Mark.BROKEN]
    assert [one.consequence for one in told[1:]] == ["", ""]


def test_it_is_told_in_the_order_of_the_rubric(archive: Archive) -> None:
    told = _told(archive, criterion("b", 50, requires=["a"]), criterion("a", 50))
    assert [one.id for one in told] == ["b", "a"]


def test_a_sentence_names_the_records_it_is_about() -> None:
    found = Found(code="set.missing", good=False, facts={"n": "2"}, refs=["HS0001", "HS0002"])
    assert "HS0001, HS0002" in sentence(found, "vi")
    assert "HS0001, HS0002" in sentence(found, "en")
