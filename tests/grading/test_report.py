"""A report is plain data, byte for byte, and its digest is its own."""

import hashlib

import pytest

from grading.mark import Found, Mark
from grading.report import SEMANTICS, Cited, Report, Result

FOUND = Found(code="field.wrong", good=False, facts={"ref": "HS0001"}, refs=["HS0001"], events=[3])
RESULT = Result(
    id="kept",
    mark=Mark.PARTLY,
    credit=0.5,
    points=10,
    possible=20,
    right=1,
    wrong=1,
    expected=2,
    found=[FOUND],
    rules=[Cited(rule="agency/qc.d8", day="2026-03-02", standing="in-force", confidence="A")],
)
REPORT = Report(score=10, passed=False, pass_mark=70, results=[RESULT], gates=["kept"])

GOLDEN = (
    '{"broken":false,"gates":["kept"],"pass_mark":70,"passed":false,"results":[{"credit":0.5,'
    '"error":"","expected":2,"found":[{"code":"field.wrong","events":[3],"facts":{"ref":"HS0001"},'
    '"good":false,"refs":["HS0001"]}],"gate":"","id":"kept","mark":"partly","points":10.0,'
    '"possible":20,"right":1,"rules":[{"confidence":"A","day":"2026-03-02","rule":"agency/qc.d8",'
    '"standing":"in-force"}],"wrong":1}],"score":10.0,"semantics":1}'
)


def test_the_shape_that_others_read() -> None:
    assert REPORT.as_json() == GOLDEN.replace('"semantics":1', f'"semantics":{SEMANTICS}')


def test_it_reads_back_as_itself_and_its_digest_is_of_its_bytes() -> None:
    again = Report.model_validate_json(REPORT.as_json())
    assert again == REPORT
    assert (
        again.digest() == REPORT.digest() == hashlib.sha256(REPORT.as_json().encode()).hexdigest()
    )
    assert REPORT.model_copy(update={"score": 11.0}).digest() != REPORT.digest()


def test_a_result_is_found_by_its_criterion() -> None:
    assert REPORT.result("kept") == RESULT
    with pytest.raises(KeyError):
        REPORT.result("lost")


@pytest.mark.parametrize(
    ("mark", "lost"),
    [(Mark.PASSED, False), (Mark.PARTLY, True), (Mark.FAILED, True), (Mark.BLOCKED, False),
     (Mark.BROKEN, False)],
)  # fmt: skip
def test_what_is_blocked_or_broken_is_not_lost(mark: Mark, lost: bool) -> None:
    assert RESULT.model_copy(update={"mark": mark}).lost is lost
