"""state: truth tables of every fact, of both quantifiers and of shared credit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from grading.checks.facts import AnyFact
from grading.evidence import Truth
from sandbox import entities as e
from sandbox.archive import Archive
from tests.grading.worlds import Row, check, evidence, look, nothing, shows, theatre
from tests.make import NOW
from tests.sandbox.stories import Stage, Story

TRUTH = Truth(
    labels={"file": "HS0001", "other": "HS0002", "gone": "HS0404", "letter": "VB0001",
            "filed": "VB0004", "draft": "VB0008", "director": "VT0001", "deputy": "VT0002"},
    tags={"due": ["HS0001", "HS0002"], "none": []},
    facts={"HS0001": {"term": "20", "end": "2015-04-20", "opened": date(2016, 6, 1)},
           "HS0002": {"term": "VV"}, "HS0003": {"term": "until-expiry"}},
)  # fmt: skip
FILE, LETTER = {"label": "file"}, {"label": "letter"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with theatre(tmp_path_factory) as made:
        yield made


def _set(ref: str, **facts: Any) -> Any:
    def done(_: Story, archive: Archive) -> None:
        kind = e.File if ref.startswith("HS") else e.Document
        archive.change(archive.get(kind, ref), **facts)

    return done


def _unfile(_: Story, archive: Archive) -> None:
    for filing in archive.all(e.Filing, document="VB0004"):
        archive.remove(filing)


def _file_twice(story: Story, archive: Archive) -> None:
    files, documents = story.files[1].ref, ["VB0004"]
    archive.change(archive.get(e.File, files), status="open")
    story.go(archive, "archivist", "file-documents", file=files, documents=documents)


def _hold(story: Story, archive: Archive) -> None:
    story.go(archive, "archivist", "place-hold", files=["HS0001"], mandate="12/TA")


def _lift(story: Story, archive: Archive) -> None:
    _hold(story, archive)
    story.go(archive, "archivist", "lift-hold", hold=story.made["hold"], mandate="13/TA")


def _burn(*media: str) -> Any:
    def done(_: Story, archive: Archive) -> None:
        for copy in archive.all(e.StoredCopy):
            if copy.medium in media:
                archive.remove(copy)

    return done


def _hours(late: float) -> Any:
    return _set("VB0001", signed_at=NOW, issued_at=NOW + timedelta(hours=late))


def _sealed(*, days: int = 0) -> Any:
    def done(story: Story, archive: Archive) -> None:
        document = story.submitted(archive)
        for desk, verb in (("director", "sign"), ("clerk", "number"), ("clerk", "seal")):
            story.go(archive, desk, f"{verb}-document", document=document)
        archive.keep(now=archive.now + timedelta(days=days))

    return done


def _with_file(display: str = "") -> Any:
    """Sign and number a draft with a file of its own; sign the file when told how it shows."""

    def done(story: Story, archive: Archive) -> None:
        document = story.signed_with_file(archive)
        story.go(archive, "clerk", "number-document", document=document)
        if display:
            story.go(archive, "clerk", "mark-files", document=document, display=display)

    return done


def _files(**told: Any) -> dict[str, Any]:
    return _fact({"label": "draft"}, fact="files-marked", **told)


def _provable(year: int, **told: Any) -> dict[str, Any]:
    day = f"{year}-03-02"
    return _fact({"label": "draft"}, fact="provable-at", day=day, **told)


def _field(**fact: Any) -> dict[str, Any]:
    return {"kind": "state", "records": FILE, "facts": [{"fact": "field", **fact}]}


def _fact(records: dict[str, Any], **fact: Any) -> dict[str, Any]:
    return {"kind": "state", "records": records, "facts": [fact]}


RIGHT, WRONG = ["field.right"], ["field.wrong"]
IN = _fact({"label": "filed"}, fact="filed-in", files=FILE)
OUT = _fact({"label": "filed"}, fact="not-filed", files=FILE)
NUMBER = _fact(LETTER, fact="notation-right")
FORM = _fact(LETTER, fact="form-right")
LETTER_FORM: dict[str, Any] = {
    "type_name": "CV", "recipients": ["Như trên", "Lưu: VT, VP"],
    "content": {"addressees": ["Sở Tài chính"]},
}  # fmt: skip
NAMES_ANNEX = {
    "addressees": ["Sở Tài chính"],
    "body": [{"kind": "paragraph", "text": "Danh sách gửi kèm theo công văn này."}],
}
ANNEX = {"annexes": [{"title": "Danh sách", "blocks": [{"kind": "paragraph", "text": "1."}]}]}
TERM = _fact(FILE, fact="term-at-least")
HELD = _fact(FILE, fact="held")
FREE = _fact(FILE, fact="held", yes=False)
SIGNER = _fact(LETTER, fact="signer-right", signer="$director", signing="KT.")
GONE = _fact(FILE, fact="every-copy-gone")
DAY = _fact(LETTER, fact="within", field="issued_at", of="signed_at", days=1)
HOURS = _fact(LETTER, fact="within", field="issued_at", of="signed_at", hours=4)

ROWS = [
    Row("a given value", _field(field="status", **{"is": "current"}), nothing, 1, RIGHT),
    Row("another value", _field(field="status", **{"is": "open"}), nothing, 0, WRONG),
    Row("one of some", _field(field="status", one_of=["open", "current"]), nothing, 1, RIGHT),
    Row("none of some", _field(field="maintenance", one_of=["VV", "70"]), nothing, 0, WRONG),
    Row("nothing there", _field(field="table_row", filled=False), nothing, 1, RIGHT),
    Row("nothing asked for", _field(field="closed_at", **{"is": None}), nothing, 1, RIGHT),
    Row("something asked for", _field(field="closed_at", filled=True), nothing, 0, WRONG),
    Row("a label's record", _field(field="links", filled=True),
        _set("HS0001", links=["HS0002"]), 1, RIGHT),
    Row("a label as value", _fact(LETTER, fact="field", field="signer", **{"is": "$director"}),
        _set("VB0001", signer="VT0001"), 1, RIGHT),
    Row("another label's", _fact(LETTER, fact="field", field="signer", **{"is": "$director"}),
        _set("VB0001", signer="VT0002"), 0, WRONG),
    Row("what the truth says", _field(field="maintenance", truth="term"),
        _set("HS0001", maintenance="20"), 1, RIGHT),
    Row("not what the truth says", _field(field="maintenance", truth="term"), nothing, 0, WRONG),
    Row("a day as YAML writes it", _field(field="end_date", **{"is": "2015-04-20"}),
        nothing, 1, RIGHT),
    Row("a day the truth keeps", _field(field="end_date", truth="end"), nothing, 1, RIGHT),
    Row("another day", _field(field="start_date", truth="end"), nothing, 0, WRONG),
    Row("a record that is gone", _fact({"label": "gone"}, fact="field", field="title",
                                       filled=False), nothing, 0, WRONG),
    Row("filed where it belongs", IN, nothing, 1, ["filed.right"]),
    Row("filed nowhere", IN, _unfile, 0, ["filed.nowhere"]),
    Row("filed there and elsewhere", IN, _file_twice, 0, ["filed.wrong"]),
    Row("filed there, elsewhere allowed", _fact({"label": "filed"}, fact="filed-in", files=FILE,
                                                only=False), _file_twice, 1, ["filed.right"]),
    Row("filed elsewhere", _fact({"label": "filed"}, fact="filed-in",
                                 files={"label": "other"}), nothing, 0, ["filed.wrong"]),
    Row("still filed", OUT, nothing, 0, ["filed.still"]),
    Row("taken out", OUT, _unfile, 1, ["filed.gone"]),
    Row("a number and notation by the rule", NUMBER, nothing, 1, ["notation.right"]),
    Row("a notation against the rule", NUMBER,
        _set("VB0001", code_notation="CV-STC"), 0, ["notation.wrong"]),
    Row("no number", NUMBER, _set("VB0001", code_number=None), 0, ["notation.none"]),
    Row("a document that is gone", _fact({"label": "gone"}, fact="notation-right"),
        nothing, 0, ["notation.none"]),
    Row("a letter whole in form", FORM,
        _set("VB0001", **LETTER_FORM), 1, ["form.right"]),
    Row("a letter to nobody", FORM,
        _set("VB0001", **{**LETTER_FORM, "content": {}}), 0, ["form.lacks"]),
    Row("no copy kept", FORM,
        _set("VB0001", **{**LETTER_FORM, "recipients": ["Như trên"]}), 0, ["form.lacks"]),
    Row("an annex named and absent", FORM,
        _set("VB0001", **{**LETTER_FORM, "content": NAMES_ANNEX}), 0, ["form.lacks"]),
    Row("an annex named and there", FORM,
        _set("VB0001", **{**LETTER_FORM, "content": {**NAMES_ANNEX, **ANNEX}}), 1, ["form.right"]),
    Row("an annex asked for and absent",
        _fact(LETTER, fact="form-right", parts=["annex"]),
        _set("VB0001", **LETTER_FORM), 0, ["form.lacks"]),
    Row("a decision without grounds and articles", FORM,
        _set("VB0001", **{**LETTER_FORM, "type_name": "QĐ"}), 0, ["form.lacks"]),
    Row("a term below", TERM, nothing, 0, ["term.below"]),
    Row("the very term", TERM, _set("HS0001", maintenance="20"), 1, ["term.enough"]),
    Row("a longer term", TERM, _set("HS0001", maintenance="VV"), 1, ["term.enough"]),
    Row("no term", TERM, _set("HS0001", maintenance=None), 0, ["term.below"]),
    Row("an event for years", TERM, _set("HS0001", maintenance="lifetime"), 0, ["term.below"]),
    Row("under a hold", HELD, _hold, 1, ["held.yes"]),
    Row("under no hold", HELD, nothing, 0, ["held.no"]),
    Row("under a lifted hold", HELD, _lift, 0, ["held.no"]),
    Row("free as it should be", FREE, nothing, 1, ["held.no"]),
    Row("held as it should not be", FREE, _hold, 0, ["held.yes"]),
    Row("the right signer in the right form", SIGNER,
        _set("VB0001", signer="VT0001", signing="KT."), 1, ["signer.right"]),
    Row("the right signer in another form", SIGNER,
        _set("VB0001", signer="VT0001", signing="TL."), 0, ["signer.wrong"]),
    Row("another signer", SIGNER,
        _set("VB0001", signer="VT0002", signing="KT."), 0, ["signer.wrong"]),
    Row("a label nobody bound", _fact(LETTER, fact="signer-right", signer="$nobody",
                                      signing="direct"), nothing, 0, ["signer.wrong"]),
    Row("no copy left", GONE, _burn("online", "backup"), 1, ["copies.gone"]),
    Row("a copy in the backup", GONE, _burn("online"), 0, ["copies.left"]),
    Row("every copy", GONE, nothing, 0, ["copies.left"]),
    Row("a file without records", _fact({"label": "gone"}, fact="every-copy-gone"),
        nothing, 0, ["nothing"]),
    Row("within a day", DAY, _hours(30), 1, ["within.right"]),
    Row("after the day", DAY, _hours(50), 0, ["within.late"]),
    Row("before it began", DAY, _hours(-30), 0, ["within.late"]),
    Row("within the hours", HOURS, _hours(4), 1, ["within.right"]),
    Row("a minute late", HOURS, _hours(4.02), 0, ["within.late"]),
    Row("a moment missing", DAY, nothing, 0, ["within.missing"]),
    Row("provable years from now", _provable(2028), _sealed(), 1, ["provable.yes"]),
    Row("provable once, and no more by then", _provable(2038), _sealed(), 0, ["provable.no"]),
    Row("provable then, and the day has not come", _provable(2028, reached=True),
        _sealed(), 0, ["provable.not_yet"]),
    Row("provable, and the day has come", _provable(2028, reached=True),
        _sealed(days=800), 1, ["provable.yes"]),
    Row("a day long past, and no proof any more", _provable(2028),
        _sealed(days=366 * 12), 0, ["provable.no"]),
    Row("what nobody signed is proven at no time", _provable(2028), nothing, 0, ["provable.no"]),
    Row("a file signed as text", _files(), _with_file("text"), 1, ["files.marked"]),
    Row("a file signed with a seal's image", _files(), _with_file("seal"), 0, ["files.amiss"]),
    Row("a file that nobody signed", _files(), _with_file(), 0, ["files.amiss"]),
    Row("a file where two are wanted", _files(at_least=2),
        _with_file("text"), 0, ["files.few"]),
    Row("no file of its own", _files(), _sealed(), 0, ["files.few"]),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_table(row: Row, stage: Stage) -> None:
    found = look(stage, row, TRUTH)
    assert shows(found, row), found


def test_every_fact_is_seen_to_hold_and_to_fail() -> None:
    seen = {(row.asked["facts"][0]["fact"], bool(row.credit)) for row in ROWS}
    facts = {kind.model_fields["fact"].default for kind in get_args(get_args(AnyFact)[0])}
    assert seen == {(fact, good) for fact in facts for good in (True, False)}


CURRENT = {"fact": "field", "field": "status", "is": "current"}
TEN = {"fact": "field", "field": "maintenance", "is": "10"}


def _half(_: Story, archive: Archive) -> None:
    archive.change(archive.get(e.File, "HS0002"), maintenance="20")


MANY = [
    ("all of them", {"tag": "due"}, {}, nothing, 1),
    ("one of them not", {"tag": "due"}, {}, _half, 0),
    ("one is enough", {"tag": "due"}, {"quantifier": "one"}, _half, 1),
    ("each for itself", {"tag": "due"}, {"credit": "share"}, _half, 0.5),
    ("each for itself, all", {"tag": "due"}, {"credit": "share"}, nothing, 1),
    ("none picked", {"tag": "none"}, {}, nothing, 0),
    ("none picked of one", {"tag": "none"}, {"quantifier": "one"}, nothing, 0),
    ("none picked to share", {"tag": "none"}, {"credit": "share"}, nothing, 0),
    ("an unbound label", {"label": "nobody"}, {}, nothing, 0),
]


@pytest.mark.parametrize(
    ("name", "records", "how", "done", "credit"), MANY, ids=[row[0] for row in MANY]
)
def test_many_records(
    name: str, records: Any, how: dict[str, Any], done: Any, credit: float, stage: Stage
) -> None:
    asked = {"kind": "state", "records": records, "facts": [CURRENT, TEN], **how}
    found = look(stage, Row(name, asked, done, credit, []), TRUTH)
    assert found.credit == credit
    if records != {"tag": "due"}:
        assert [one.code for one in found.found] == ["nothing"]


def test_one_record_must_show_every_fact_by_itself(stage: Stage) -> None:
    """Two records that share the facts between them are not one that has them."""
    with stage.opened() as (_, archive):
        archive.change(archive.get(e.File, "HS0001"), status="open")
        archive.change(archive.get(e.File, "HS0002"), maintenance="20")
        asked = check(kind="state", records={"tag": "due"}, facts=[CURRENT, TEN], quantifier="one")
        assert asked.look(evidence(archive, TRUTH)).credit == 0


def test_a_state_without_facts_is_no_check() -> None:
    with pytest.raises(ValidationError):
        check(kind="state", records=FILE, facts=[])


def test_a_day_is_a_day_of_vietnam(stage: Stage) -> None:
    """23:30 and 00:30 in Hà Nội are two days, though one day in UTC."""
    with stage.opened() as (_, archive):
        early = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
        archive.change(archive.get(e.Document, "VB0001"), signed_at=early,
                       issued_at=early + timedelta(hours=1))  # fmt: skip
        same_day = _fact(LETTER, fact="within", field="issued_at", of="signed_at", days=0)
        assert check(**same_day).look(evidence(archive, TRUTH)).credit == 0
